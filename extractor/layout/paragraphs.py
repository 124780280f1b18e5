"""Printed lines outside tables → paragraphs, decided by geometry first and by the text where geometry is silent.

A line goes on with the paragraph when the line before it was full (its own first word would not have fitted there)
and it starts at the left margin. The same holds over a page break.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.layout.columns import Column
from extractor.layout.lines import Lines
from extractor.layout.marks import ends_sentence, is_contents_entry, leading_unit, starts_item

_INDENT = 0.8  #: font sizes; less is no indent (first lines are set in by two)
_FITS = 0.3  #: font sizes to spare before a word counts as fitting
_CENTRED = 0.7  #: font sizes between the centre of a line and that of its column
_SIZE_CHANGE = 0.12  #: relative
_PITCH = 1.6  #: of the page's usual pitch: a wider step parts paragraphs
_APART = 3.0  #: font sizes: a gap in a line of its own that parts two statements


class Joiner:
    """Decides whether a line continues the one before it."""

    def __init__(self, lines: Lines, columns: list[Column], pitch: list[float]) -> None:
        self.lines = lines
        self.columns = columns
        self.pitch = pitch
        self.box = lines.box.tolist()
        self.size = lines.size.tolist()
        self.page = lines.page.tolist()

    def continues(self, before: list[int], line: int) -> bool:
        """Whether `line` belongs to the paragraph whose lines so far are `before`."""
        last = before[-1]
        text, previous = self.lines.text[line], self.lines.text[last]
        if is_contents_entry(previous) or not self._same_size(last, line) or not self._close(last, line):
            return False
        if not self._full(last, line):
            return False
        indent, indent_before = self.indent(line), self.indent(last)
        em = self.size[line]
        if len(before) == 1 and self.centred(line) and not ends_sentence(previous) and not starts_item(text):
            return True  # a heading that wraps
        if starts_item(text) and ends_sentence(previous):
            return False
        if indent < _INDENT * em:
            return True
        # A block set in as a whole: same edge as the line before, in mid-sentence.
        return abs(indent - indent_before) < 0.5 * em and not ends_sentence(previous) and not starts_item(text)

    def indent(self, line: int) -> float:
        """Points from the left margin of the column."""
        return float(self.box[line][0] - self.columns[self.page[line]].left)

    def centred(self, line: int) -> bool:
        """Whether the line stands in the middle of its column, clear of both margins."""
        x0, _, x1, _ = self.box[line]
        em, column = self.size[line], self.columns[self.page[line]]
        left, right = x0 - column.left, column.right - x1
        if left < 1.2 * em or right < 1.2 * em or abs(left - 2 * em) < 0.3 * em:
            return False
        return bool(abs(left - right) < 2 * _CENTRED * em)

    def _same_size(self, a: int, b: int) -> bool:
        return bool(abs(self.size[a] - self.size[b]) <= _SIZE_CHANGE * max(self.size[a], self.size[b]))

    def _close(self, last: int, line: int) -> bool:
        if self.page[last] != self.page[line]:
            return True
        step = self.box[line][3] - self.box[last][3]
        return bool(step <= max(_PITCH * self.pitch[self.page[line]], 2.0 * self.size[line]))

    def _full(self, last: int, line: int) -> bool:
        """Whether the first word of `line` would not have fitted after `last`."""
        x0, _, x1, _ = self.box[last]
        column, em = self.columns[self.page[last]], self.size[last]
        spare = column.right - x1
        if self.centred(last):
            spare += x0 - column.left
        if spare < em:
            return True
        start = int(self.lines.start[line])
        end = start + max(1, leading_unit(self.lines.text[line]))
        boxes = self.lines.boxes
        end = min(end, int(self.lines.start[line + 1]))
        return bool(spare < boxes[end - 1, 2] - boxes[start, 0] + _FITS * em)


def usual_pitch(lines: Lines, mine: list[int]) -> float:
    """The usual distance between neighbouring lines of a page, in points (0 where there are too few)."""
    if len(mine) < 3:
        return 0.0
    bottoms = lines.box[mine, 3].tolist()
    steps = sorted(b - a for a, b in pairwise(bottoms))
    return float(steps[len(steps) // 2])
