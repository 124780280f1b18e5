"""What stands between two lines that are read as one: nothing, or a space between words."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.layout.flow import Flow
from extractor.layout.lines import Lines

_WORD_END, _WORD_START = re.compile(r"[A-Za-z]$"), re.compile(r"[A-Za-z]")
_NUMBER_END, _NUMBER_START = re.compile(r"[0-9０-９.,．，]$"), re.compile(r"[0-9０-９]|[.,．，][0-9０-９]")
_OPEN_END = re.compile(r"[0-9０-９][.,．，]$")
_ROOM = 0.7  #: font sizes of free width in a cell below which a number may have been broken


def join_prose(flow: Flow, lines: Lines, members: list[int]) -> None:
    """Lay the lines of a paragraph: numbers broken over lines close up, Latin words stay apart."""
    for k, line in enumerate(members):
        if k and _WORD_END.search(lines.text[members[k - 1]]) and _WORD_START.match(lines.text[line]):
            flow.separator(" ")
        flow.line(line)


def join_cell(flow: Flow, lines: Lines, members: list[int], width: float) -> None:
    """Lay the lines (one at least) of a cell of `width` points: numbers one below the other stay apart, a broken one
    closes up.
    """
    flow.line(members[0])
    for last, line in pairwise(members):
        if _parted(lines, last, line, width):
            flow.separator(" ")
        flow.line(line)


def _parted(lines: Lines, last: int, line: int, width: float) -> bool:
    before, after = lines.text[last], lines.text[line]
    if not (before[-1:].isascii() and after[:1].isascii()):
        return False
    if not (_NUMBER_END.search(before) and _NUMBER_START.match(after)):
        return True
    if _OPEN_END.search(before) or after[0] in ".,":
        return False
    # Digits on digits: one number only if the upper line had no room for another digit.
    room = width - float(lines.box[last, 2] - lines.box[last, 0])
    return room > 2 * _ROOM * float(lines.size[last]) + 4.0
