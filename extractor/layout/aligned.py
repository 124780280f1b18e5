"""Tables of a text dump: lines whose parts stand apart, one head over rows of a name and figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = re.compile(r"\t+|[ \u00a0\u3000]{2,}")
_FIGURE = re.compile(r"[-－+]?[\d０-９]{1,3}(?:[,，]?[\d０-９]{3})*(?:[.．][\d０-９]+)?\s*[%％]?|[-－—–]{1,2}|/")
_WORD = re.compile(r"(?:[\u4e00-\u9fff（“‘\"']|20\d\d年).*")
_DECIMAL = re.compile(r"\d[.．]\d")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_ENDS = ("。", "；", ";", "，", ",")
_FEWEST = 2  #: columns
_LONGEST_HEAD = 16


@dataclass(frozen=True, slots=True)
class Aligned:
    """Lines `first` up to `last` (positions in the list that was looked at) as rows of parts.

    A part is where it stands in its line: (start, end) of its text.
    """

    first: int
    last: int
    rows: list[list[tuple[int, int]]]


def find_aligned(lines: list[str]) -> list[Aligned]:
    """The tables among the lines of a page, from the top.

    Only where nothing is in doubt: a head of words, and below it rows with as many parts, each a name (perhaps behind
    its number) and figures. A line of other parts right below makes it none: it may have a blank cell, and no one could
    tell which.
    """
    found: list[Aligned] = []
    parts = [_parts(line) for line in lines]
    at = 0
    while at < len(lines):
        table = _table(lines, parts, at)
        if table is None:
            at += 1
        else:
            found.append(table)
            at = table.last
    return found


def _parts(line: str) -> list[tuple[int, int]]:
    """The parts of a line between gaps."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for gap in _GAP.finditer(line):
        spans.append((begin, gap.start()))
        begin = gap.end()
    spans.append((begin, len(line)))
    return [span for span in spans if span[0] < span[1]]


def _table(lines: list[str], parts: list[list[tuple[int, int]]], at: int) -> Aligned | None:
    width = len(parts[at])
    if width < _FEWEST or not all(_is_head(lines[at][start:end]) for start, end in parts[at]):
        return None
    row = at + 1
    while row < len(lines) and len(parts[row]) == width and _is_row(lines[row], parts[row]):
        row += 1
    if row - at < 3 or (row < len(lines) and len(parts[row]) > 1 and _has_figures(lines[row], parts[row])):
        return None
    return Aligned(at, row, parts[at:row])


def _is_head(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEAD
        and _HANZI.search(text) is not None
        and not text.endswith(_ENDS)
        and _FIGURE.fullmatch(text) is None
    )


def _is_row(line: str, parts: list[tuple[int, int]]) -> bool:
    texts = [line[start:end] for start, end in parts]
    names = 2 if texts[0].isdecimal() and len(texts) > 3 else 1
    if len(texts) == _FEWEST and _DECIMAL.search(texts[1]) is None:
        return False  # an entry and its page
    return _WORD.fullmatch(texts[names - 1]) is not None and all(_FIGURE.fullmatch(text) for text in texts[names:])


def _has_figures(line: str, parts: list[tuple[int, int]]) -> bool:
    return any(_FIGURE.fullmatch(line[start:end]) for start, end in parts)
