"""The Document: one normalised text, and for each of its characters the place it was printed at."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from extractor.layout.evidence import Printed
from extractor.layout.recognised import turned
from extractor.textlayer.model import Floats, Matrix


@dataclass(slots=True, frozen=True)
class Line:
    """A printed line (or the part of one inside a table cell)."""

    page: int  #: 1-based
    number: int | None = None  #: plain text only: 1-based line number in the file


class Box(NamedTuple):
    """Where characters stand: evidence in the making. All numbers None where the input has no geometry."""

    page: int
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    text: str
    line: int | None = None
    confidence: float | None = None  #: of the least sure character, where they were recognised from an image


_T = TypeVar("_T")
_Side = float | None
_Make = Callable[[int, _Side, _Side, _Side, _Side, str, int | None, float | None], _T]


@dataclass(slots=True)
class Paragraph:
    """A run of lines read as one text: `document.text[start:end]`."""

    start: int
    end: int
    page: int
    last_page: int
    indent: float = 0.0  #: left edge of the first line, in points from the page's left margin of text (0 when unknown)
    size: float = 0.0  #: font size of the first line (0 when unknown)
    centered: bool = False  #: a single line set in the middle of the page


@dataclass(slots=True)
class Cell:
    """A table cell; its text is `document.text[start:end]` (lines joined, may be empty)."""

    start: int
    end: int
    row: int
    col: int
    rowspan: int
    colspan: int
    page: int
    bbox: tuple[float, float, float, float]  #: x0, top, x1, bottom


@dataclass(slots=True)
class Table:
    """A ruled grid on a page: `document.text[start:end]` is its cells, row by row, "\\t" between, "\\n" after
    each row.
    """

    start: int
    end: int
    page: int
    last_page: int
    n_rows: int
    n_cols: int
    cells: list[Cell]
    bbox: tuple[float, float, float, float]


Block = Paragraph | Table


@dataclass(slots=True)
class Document:
    """All text of a file in reading order. Blocks are separated by "\\n"; running heads and page numbers are left
    out.
    """

    text: str
    line_of: npt.NDArray[np.int32]  #: (len(text),): index into `lines`; -1 for separators that nobody printed
    boxes: Floats | None  #: (len(text), 4), NaN for separators; None where the input has no geometry
    lines: list[Line]
    blocks: list[Block]
    pages: int
    dropped: list[Box] = field(default_factory=list)  #: page numbers and running heads, so that nothing goes silently
    aside: Document | None = None
    #: what the pages show, or hide, beside their text: turned, set downwards, invisible, outside the page; no part of
    #: the flow, but its figures are not lost. Pages' boxes there are as displayed
    notes: list[tuple[str, str, int | None]] = field(default_factory=list)  #: warnings: code, message, page
    confidence: npt.NDArray[np.float64] | None = None
    #: (len(text),) how sure each character is, 0 to 1; None where all pages have native text
    turns: dict[int, Matrix] = field(default_factory=dict)  #: page recognised askew → its coordinates as displayed
    _printed: Printed | None = field(default=None, init=False, repr=False, compare=False)

    def page_at(self, position: int) -> int:
        """The page (1-based) on which the character at `position`, or the next printed one, stands.

        Past the last printed character it is that character's page; 1 in a document without text.
        """
        owners, last = self.line_of, len(self.line_of) - 1
        after = position
        while after <= last and owners[after] < 0:
            after += 1
        if after > last:
            after = last
            while after >= 0 and owners[after] < 0:
                after -= 1
        return self.lines[int(owners[after])].page if after >= 0 else 1

    def evidence(self, start: int, end: int) -> list[Box]:
        """Boxes of `text[start:end]`, one a printed line; separators belong to none."""
        return self.quote(start, end, Box)

    def quote(self, start: int, end: int, make: _Make[_T]) -> list[_T]:
        """What `make` makes of each box of `evidence`; its fields come in their order."""
        printed = self._printed
        if printed is None:
            printed = self._printed = Printed(self.line_of, self.boxes)
        found: list[_T] = []
        words, lines, turns, sure = self.text, self.lines, self.turns, None
        for a, b, owner, around in printed.parts(start, end):
            line = lines[owner]
            page = line.page
            if around is None:
                found.append(make(page, None, None, None, None, words[a:b], line.number, None))
                continue
            x0, top, x1, bottom = turned(around, turns[page]) if turns and page in turns else around
            if self.confidence is not None:
                sure = math.floor(100 * float(self.confidence[a:b].min())) / 100
            found.append(make(page, x0, top, x1, bottom, words[a:b], None, sure))
        return found
