"""The review page's own words in the language asked for, kept as data in `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def table() -> dict[str, tuple[str, str]]:
    """identifier → (Chinese, English)."""
    read = tomllib.loads(files("extractor.view").joinpath("words.toml").read_text(encoding="utf-8"))
    return {key: (zh, en) for key, (zh, en) in read.items()}


class Words:
    """`words("page_n", n=3)`: the words for an identifier. KeyError: there are none."""

    def __init__(self, lang: str = "zh") -> None:
        self.lang = lang

    def __call__(self, key: str, **values: object) -> str:
        words = table()[key][self.lang == "en"]
        return words.format(**values) if values else words
