"""What the warnings of a record mean, kept as data in `notices.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Meaning(NamedTuple):
    """What a warning says, and the way out, in Chinese and in English."""

    zh: str
    en: str
    do_zh: str
    do_en: str

    def advice(self, lang: str) -> str:
        return self.do_en if lang == "en" else self.do_zh


@cache
def meanings() -> dict[str, Meaning]:
    """Code → meaning."""
    read = tomllib.loads(files("extractor.records").joinpath("notices.toml").read_text(encoding="utf-8"))
    return {code: Meaning(**entry) for code, entry in read.items()}
