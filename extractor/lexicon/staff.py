"""The words for a department's people, from `data/staff.toml`."""

from __future__ import annotations

from typing import Any

import regex

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import read_toml

FILE = "staff.toml"


@per_lexicon()
def staff_words() -> dict[str, tuple[str, str]]:
    """word → ("group", authorised | in_post | retired) or ("member", administrative | institution …)."""
    data = read_toml(FILE).data
    table: dict[str, tuple[str, str]] = {}
    for kind, key in (("group", "groups"), ("member", "members"), ("named", "named")):
        for name, patterns in data[key].items():
            for pattern in patterns:
                for word in expand(pattern):
                    if len(word) > 1:
                        table.setdefault(word, (kind, name))
    return table


@per_lexicon()
def staff_pattern() -> Any:
    """Finds the longest staff word at each place, and the marks that structure the sentence."""
    words = "|".join(map(regex.escape, sorted(staff_words(), key=len, reverse=True)))
    return regex.compile(  # type: ignore[no-untyped-call]
        rf"(?P<word>(?<![算])(?:{words}))|(?P<whereof>其中)|(?P<mark>[。；;\n])|(?P<open>（)|(?P<close>）)|(?P<pause>，)"
    )
