"""Printed lines outside tables → paragraphs, decided by geometry first and by the text where geometry is silent.

A line goes on with the paragraph when the line before it was full (its own first word would not have fitted there)
and it starts at the left margin. The same holds over a page break.
"""

from __future__ import annotations

from itertools import pairwise

from extractor.layout.columns import Column
from extractor.layout.lines import Lines
from extractor.layout.marks import ends_sentence, is_contents_entry, is_heading_like, leading_unit, starts_item

_INDENT = 0.8  #: font sizes; less is no indent (first lines are set in by two)
_SLIGHT_INDENT = 0.4  #: font sizes; some programs set first lines in by half an em only
_EARLY = 0.12  #: of the column that a line broken early may lack
_FITS = 0.3  #: font sizes to spare before a word counts as fitting
_OFF_CENTRE = 1.5  #: font sizes; the first line of a wrapped heading may be set in
_SIGNATURE = 0.3  #: of the column; set in so far, a line is no part of running text
_CENTRED = 0.7  #: font sizes between the centre of a line and that of its column
_SIZE_CHANGE = 0.08  #: relative
_FEW = 4  #: steps between lines from which a page has a usual one
_PITCH = 1.6  #: of the page's usual pitch: a wider step parts paragraphs


class Joiner:
    """Decides whether a line continues the one before it."""

    def __init__(self, lines: Lines, columns: list[Column], pitch: list[float], body: float) -> None:
        self.lines = lines
        self.body = body  #: font size of the running text
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
        indent, indent_before = self.indent(line), self.indent(last)
        em = self.size[line]
        if not self._full(last, line) and not self._flows_on(before, line):
            return False
        if self._wraps_heading(before, line):
            return True
        if indent_before > _SIGNATURE * self.columns[self.page[last]].width and not self.centred(last):
            return False  # a signature or date at the right
        if starts_item(text) and (ends_sentence(previous) or is_heading_like(previous) or self._lists(before[0])):
            return False
        if indent < _INDENT * em:
            return True
        # A block set in as a whole: same edge as the line before, in mid-sentence. Two em are a first line's indent.
        if abs(indent - 2 * em) < 0.5 * em and len(before) == 1:
            return False
        return abs(indent - indent_before) < 0.5 * em and not ends_sentence(previous) and not starts_item(text)

    def indent(self, line: int) -> float:
        """Points from the left margin of the column."""
        return float(self.box[line][0] - self.columns[self.page[line]].left)

    def centred(self, line: int) -> bool:
        """Whether the line stands in the middle of its column, clear of both margins."""
        x0, _, x1, _ = self.box[line]
        em, column = self.size[line], self.columns[self.page[line]]
        left, right = x0 - column.left, column.right - x1
        if left < 1.2 * em or right < 1.2 * em:
            return False
        # Set in like a first line, in the size of the text: a full line of a paragraph may end as far from its margin.
        if 1.5 * em < left < 2.7 * em and em < (1 + _SIZE_CHANGE) * self.body:
            return False
        return bool(abs(left - right) < 2 * _CENTRED * em)

    def _wraps_heading(self, before: list[int], line: int) -> bool:
        """Whether `line` is the centred rest of a heading whose first line fills the column."""
        last = before[0]
        text = self.lines.text
        if len(before) > 1 or self.page[last] != self.page[line] or not self.centred(line):
            return False
        x0, _, x1, _ = self.box[last]
        off_centre = abs((x0 + x1) / 2 - self.columns[self.page[last]].centre)
        return (
            off_centre < _OFF_CENTRE * self.size[last] and not ends_sentence(text[last]) and not starts_item(text[line])
        )

    def _lists(self, first: int) -> bool:
        """Whether the paragraph is an item of a list set without indent (a table of contents, say)."""
        return starts_item(self.lines.text[first]) and self.indent(first) < _INDENT * self.size[first]

    def _flows_on(self, before: list[int], line: int) -> bool:
        """Whether a line somewhat short of the margin is still no end: set by a program that breaks lines early.

        The paragraph began with an indent, `line` has none, and the text stops in mid-sentence.
        """
        first, last = before[0], before[-1]
        em, text = self.size[last], self.lines.text
        began = len(before) > 1 or self.indent(first) > _SLIGHT_INDENT * em
        if not began or self.indent(line) > _SLIGHT_INDENT * em:
            return False
        column = self.columns[self.page[last]]
        spare = column.right - self.box[last][2]
        early = spare < _EARLY * (column.right - column.left)
        return early and not ends_sentence(text[last]) and not starts_item(text[line])

    def _same_size(self, a: int, b: int) -> bool:
        return bool(abs(self.size[a] - self.size[b]) <= _SIZE_CHANGE * max(self.size[a], self.size[b]))

    def _close(self, last: int, line: int) -> bool:
        if self.page[last] != self.page[line]:
            return True
        step = self.box[line][3] - self.box[last][3]
        usual = min(self.pitch[self.page[line]], 3 * self.size[line])
        return bool(step <= max(_PITCH * usual, 2 * self.size[line]))

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


def body_size(lines: Lines, prose: list[list[int]]) -> float:
    """The font size of most of the running text, in points (0 where there is none)."""
    amount: dict[float, int] = {}
    for mine in prose:
        for i in mine:
            size = round(float(lines.size[i]) * 2) / 2
            amount[size] = amount.get(size, 0) + int(lines.start[i + 1] - lines.start[i])
    return max(amount, key=lambda size: (amount[size], size)) if amount else 0.0


def usual_pitches(lines: Lines, prose: list[list[int]]) -> list[float]:
    """For each page the usual distance between neighbouring lines, in points; pages with few take that of all."""
    steps = [sorted(b - a for a, b in pairwise(lines.box[mine, 3].tolist())) for mine in prose]
    every = sorted(step for mine in steps for step in mine)
    shared = every[len(every) // 2] if every else 0.0
    return [mine[len(mine) // 2] if len(mine) >= _FEW else shared for mine in steps]
