"""Printed lines outside tables → paragraphs, decided by geometry first and by the text where geometry is silent.

A line goes on with the paragraph when the line before it was full (its own first word would not have fitted there)
and it starts at the left margin. The same holds over a page break.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.layout.columns import Columns
from extractor.layout.lines import Lines
from extractor.layout.marks import ends_sentence, is_contents_entry, is_heading_like, leading_unit, starts_item
from extractor.layout.rulings import Ints
from extractor.textlayer.model import Floats

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

_Bools = npt.NDArray[np.bool_]


class Joiner:
    """Decides whether a line continues the one before it.

    What geometry says of each line (of the first `count` of `lines`, those outside tables) is told for all at once.
    """

    def __init__(self, lines: Lines, count: int, order: Ints, columns: Columns, pitch: Floats, body: float) -> None:
        """`order`: the lines as they are read; `body`: the font size of the running text."""
        self._lines = lines
        x0, _, x1, bottom = lines.box[:count].T
        em, page = lines.size[:count], lines.page[:count]
        left, right = columns.left[page], columns.right[page]
        indent, spare = x0 - left, right - x1
        centred = _centred(indent, spare, em, body)
        off_centre = np.abs((x0 + x1) / 2 - (left + right) / 2)
        self.centred: list[bool] = centred.tolist()  #: stands in the middle of its column, clear of both margins
        self.indent: list[float] = indent.tolist()  #: points from the left margin of the column
        self._em: list[float] = em.tolist()
        self._page: list[int] = page.tolist()
        self._heading: list[bool] = (off_centre < _OFF_CENTRE * em).tolist()
        self._signature: list[bool] = ((indent > _SIGNATURE * (right - left)) & ~centred).tolist()
        self._early: list[bool] = (spare < _EARLY * (right - left)).tolist()
        self._spare: list[float] = np.where(centred, spare + indent, spare).tolist()
        near = np.zeros(count, bool)
        near[order[1:]] = _near(order[:-1], order[1:], em, page, bottom, pitch)
        self._near: list[bool] = near.tolist()  #: as large as the line before it, and no further off than usual

    def continues(self, before: list[int], line: int) -> bool:
        """Whether `line` belongs to the paragraph whose lines so far are `before`."""
        last = before[-1]
        if not self._near[line] or not (self._full(last, line) or self._flows_on(before, line)):
            return False
        text, previous = self._lines.text[line], self._lines.text[last]
        if is_contents_entry(previous):
            return False
        if self._wraps_heading(before, line):
            return True
        if self._signature[last]:
            return False  # a signature or date at the right
        item = starts_item(text)
        if item and (ends_sentence(previous) or is_heading_like(previous) or self._lists(before[0])):
            return False
        indent, em = self.indent[line], self._em[line]
        if indent < _INDENT * em:
            return True
        # A block set in as a whole: same edge as the line before, in mid-sentence. Two em are a first line's indent.
        if abs(indent - 2 * em) < 0.5 * em and len(before) == 1:
            return False
        return abs(indent - self.indent[last]) < 0.5 * em and not item and not ends_sentence(previous)

    def _wraps_heading(self, before: list[int], line: int) -> bool:
        """Whether `line` is the centred rest of a heading whose first line fills the column."""
        last, text = before[0], self._lines.text
        if len(before) > 1 or not self.centred[line] or self._page[last] != self._page[line]:
            return False
        return self._heading[last] and not ends_sentence(text[last]) and not starts_item(text[line])

    def _lists(self, first: int) -> bool:
        """Whether the paragraph is an item of a list set without indent (a table of contents, say)."""
        return starts_item(self._lines.text[first]) and self.indent[first] < _INDENT * self._em[first]

    def _flows_on(self, before: list[int], line: int) -> bool:
        """Whether a line somewhat short of the margin is still no end: set by a program that breaks lines early.

        The paragraph began with an indent, `line` has none, and the text stops in mid-sentence.
        """
        first, last = before[0], before[-1]
        em, text = self._em[last], self._lines.text
        began = len(before) > 1 or self.indent[first] > _SLIGHT_INDENT * em
        if not began or self.indent[line] > _SLIGHT_INDENT * em or not self._early[last]:
            return False
        return not ends_sentence(text[last]) and not starts_item(text[line])

    def _full(self, last: int, line: int) -> bool:
        """Whether the first word of `line` would not have fitted after `last`."""
        spare, em = self._spare[last], self._em[last]
        if spare < em:
            return True
        boxes, start = self._lines.boxes, self._lines.start
        first, stop = start.item(line), start.item(line + 1)
        end = min(first + max(1, leading_unit(self._lines.text[line])), stop)
        return spare < boxes.item(end - 1, 2) - boxes.item(first, 0) + _FITS * em


def _centred(left: Floats, right: Floats, em: Floats, body: float) -> _Bools:
    """Which lines stand in the middle of their column; `left` and `right`: what is free beside them."""
    clear = (left >= 1.2 * em) & (right >= 1.2 * em)
    # Set in like a first line, in the size of the text: a full line of a paragraph may end as far from its margin.
    first = (1.5 * em < left) & (left < 2.7 * em) & (em < (1 + _SIZE_CHANGE) * body)
    found: _Bools = clear & ~first & (np.abs(left - right) < 2 * _CENTRED * em)
    return found


def _near(last: Ints, line: Ints, size: Floats, page: Ints, bottom: Floats, pitch: Floats) -> _Bools:
    """Which lines are as large as the ones before them (`last`), and on the same page no further off than usual."""
    mine, before = size[line], size[last]
    alike = np.abs(before - mine) <= _SIZE_CHANGE * np.maximum(before, mine)
    usual = np.minimum(pitch[page[line]], 3 * mine)
    close = bottom[line] - bottom[last] <= np.maximum(_PITCH * usual, 2 * mine)
    found: _Bools = alike & (close | (page[last] != page[line]))
    return found


def body_size(lines: Lines, mine: Ints) -> float:
    """The font size of most of the running text (the lines `mine`), in points (0 where there is none)."""
    if not len(mine):
        return 0.0
    sizes, which = np.unique(np.rint(lines.size[mine] * 2) / 2, return_inverse=True)
    amount = np.bincount(which, weights=lines.start[mine + 1] - lines.start[mine])
    return float(sizes[amount == amount.max()].max())


def usual_pitches(lines: Lines, mine: Ints, pages: int) -> Floats:
    """For each page the usual distance between neighbouring lines (of `mine`), in points; pages with few take that of
    all.
    """
    page, bottom = lines.page[mine], lines.box[mine, 3]
    same = page[1:] == page[:-1]
    steps, page = (bottom[1:] - bottom[:-1])[same], page[1:][same]
    pitch = np.full(pages, np.sort(steps)[len(steps) // 2] if len(steps) else 0.0)
    counts = np.bincount(page, minlength=pages)
    many = (counts >= _FEW).nonzero()[0]
    starts = counts.cumsum() - counts
    pitch[many] = steps[np.lexsort((steps, page))][(starts + counts // 2)[many]]
    return pitch
