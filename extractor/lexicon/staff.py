"""The words for a department's people, from `data/staff.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import regex

from extractor.lexicon.labels import expand


@cache
def staff_words() -> dict[str, tuple[str, str]]:
    """word → ("group", authorised | in_post | retired) or ("member", administrative | institution …)."""
    path = resources.files("extractor.lexicon") / "data" / "staff.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table: dict[str, tuple[str, str]] = {}
    for kind, key in (("group", "groups"), ("member", "members"), ("named", "named")):
        for name, patterns in data[key].items():
            for pattern in patterns:
                for word in expand(pattern):
                    if len(word) > 1:
                        table.setdefault(word, (kind, name))
    return table


@cache
def staff_pattern() -> Any:
    """Finds the longest staff word at each place, and the marks that structure the sentence."""
    words = "|".join(map(regex.escape, sorted(staff_words(), key=len, reverse=True)))
    return regex.compile(  # type: ignore[no-untyped-call]
        rf"(?P<word>(?<![算])(?:{words}))|(?P<whereof>其中)|(?P<mark>[。；;\n])|(?P<open>（)|(?P<close>）)|(?P<pause>，)"
    )
