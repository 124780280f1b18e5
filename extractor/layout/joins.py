"""What stands between two lines that are read as one: nothing, or a space between words."""

from __future__ import annotations

import re

from extractor.layout.lines import Lines

_WORD_END, _WORD_START = re.compile(r"[A-Za-z]$"), re.compile(r"[A-Za-z]")
_NUMBER_END, _NUMBER_START = re.compile(r"[0-9０-９.,．，]$"), re.compile(r"[0-9０-９]|[.,．，][0-9０-９]")
_OPEN_END = re.compile(r"[0-9０-９][.,．，]$")
_ROOM = 0.7  #: font sizes of free width in a cell below which a number may have been broken


def parts_words(before: str, after: str) -> bool:
    """Whether a space stands between two lines of a paragraph: Latin words stay apart, broken numbers close up."""
    return _WORD_END.search(before) is not None and _WORD_START.match(after) is not None


def parts_cell(lines: Lines, last: int, line: int, width: float) -> bool:
    """Whether a space stands between two lines of a cell of `width` points, where both end and begin in ASCII.

    Numbers one below the other stay apart, a broken one closes up.
    """
    before, after = lines.text[last], lines.text[line]
    if not (_NUMBER_END.search(before) and _NUMBER_START.match(after)):
        return True
    if _OPEN_END.search(before) or after[0] in ".,":
        return False
    # Digits on digits: one number only if the upper line had no room for another digit.
    room = width - float(lines.box[last, 2] - lines.box[last, 0])
    return room > 2 * _ROOM * float(lines.size[last]) + 4.0
