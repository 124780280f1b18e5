"""Many words as one pattern: a tree of their characters, so that what they share at their start is tried once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any


def any_of(words: Iterable[str]) -> str:
    """A group that matches one of the words, the longest possible."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _group(tree)


def _group(tree: dict[str, Any]) -> str:
    branches = [re.escape(first) + (_group(rest) if set(rest) != {""} else "") for first, rest in tree.items() if first]
    return f"(?:{'|'.join(branches)})" + ("?" if "" in tree else "")


def beginning_of(words: Iterable[str]) -> str:
    """The first character of one of the words. Those inside another one are found, too.

    It is quicker to look for than the words, since most that begins like one does not go on so: see `matches_at`.
    """
    words = tuple(words)
    first, second, alone = (
        "".join(sorted({word[at] for word in chosen})).translate(_ESCAPED)
        for at, chosen in ((0, words), (1, [w for w in words if len(w) > 1]), (0, [w for w in words if len(w) == 1]))
    )
    ways = [f"(?=[{second}])"] * bool(second) + [f"(?<=[{alone}])"] * bool(alone)
    return f"[{first}](?:{'|'.join(ways)})(?<=(?={any_of(words)}).)"


def matches_at(beginnings: Iterable[re.Match[str]], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds, where every match of it begins at one of the `beginnings`."""
    end = 0
    for beginning in beginnings:
        place = beginning.start()
        if place >= end and (match := pattern.match(text, place)) is not None:
            yield match
            end = match.end()


#: what has a meaning inside [ ]
_ESCAPED = {ord(mark): rf"\{mark}" for mark in "[]\\^-&|~"}
