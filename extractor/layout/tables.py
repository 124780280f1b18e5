"""Grids of cells and the characters inside them → tables with rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.layout.glyphs import Glyphs
from extractor.layout.grid import Cells
from extractor.layout.rulings import Ints
from extractor.layout.shading import find_ruled_cells
from extractor.textlayer.model import Floats, Page

_MAX_SQUARES = 4_000_000  #: rows times columns; more is a drawing
_PHANTOM = 6.5  #: points; a strip narrower than this that holds no text is a drawing, not a column or row


@dataclass(slots=True)
class Grid:
    """A table before its text is laid out. Cells are sorted by row, then column."""

    page: int  #: index into the list of pages
    boxes: Floats  #: (k, 4)
    place: Ints  #: (k, 4): row, column, rows spanned, columns spanned
    ids: Ints  #: (k,) the cells' numbers, unique in the document
    n_rows: int
    n_cols: int

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        low, high = self.boxes[:, :2].min(axis=0).tolist(), self.boxes[:, 2:].max(axis=0).tolist()
        return (low[0], low[1], high[0], high[1])


@dataclass(slots=True)
class _Strips:
    """The strips between the distinct edges of a grid's cells in one direction."""

    edges: Floats
    begin: Ints  #: for each cell the first strip it covers
    end: Ints  #: and the one after the last

    @classmethod
    def of(cls, low: Floats, high: Floats) -> _Strips:
        edges = np.unique(np.concatenate((low, high)))
        return cls(edges, np.searchsorted(edges, low), np.searchsorted(edges, high))

    @property
    def wide(self) -> int:
        """How many strips are wide enough for text."""
        return int(np.count_nonzero(np.diff(self.edges) >= _PHANTOM))

    def at(self, position: Floats) -> Ints:
        """The strip that holds each position; past either end it is the number of strips."""
        strip = np.searchsorted(self.edges, position, side="right") - 1
        return np.where(strip < 0, len(self.edges) - 1, strip)

    def numbers(self, full: npt.NDArray[np.bool_]) -> Ints:
        """Columns' (or rows') numbers at the edges; a strip that only a drawing made shares its neighbour's.

        `full` tells which cells hold text.
        """
        real = np.diff(self.edges) >= _PHANTOM
        filled = np.concatenate(([0], np.cumsum(real)))
        # No cell with text vanishes.
        real[self.begin[full & (filled[self.begin] == filled[self.end])]] = True
        return np.concatenate(([0], np.cumsum(real)))


@dataclass(slots=True)
class Tables:
    """What `locate` finds."""

    grids: list[Grid]
    cell_of: Ints  #: for each character the number of the innermost cell around it, or -1
    crowded: list[int]  #: indices of the pages whose rulings were too many to look for tables


def locate(pages: list[Page], glyphs: Glyphs) -> Tables:
    """Find the tables of all pages.

    Grids without text and mere frames (one column) are no tables: their characters stay prose.
    """
    cell_of = np.full(len(glyphs), -1, dtype=np.intp)
    ruled = [i for i, page in enumerate(pages) if len(page.edges)]
    if not ruled or not len(glyphs):
        return Tables([], cell_of, [])
    edges = np.concatenate([pages[i].edges for i in ruled])
    cells = find_ruled_cells(edges, np.repeat(ruled, [len(pages[i].edges) for i in ruled]))
    crowded = set(cells.crowded)
    boxes, grid_of, page_of = _on_page(cells, pages)
    starts = np.flatnonzero(np.diff(grid_of, prepend=-1)).tolist()
    drafts = [
        _Draft(int(page_of[a]), a, boxes[a:b], _Strips.of(boxes[a:b, 0], boxes[a:b, 2]),
               _Strips.of(boxes[a:b, 1], boxes[a:b, 3]))
        for a, b in pairwise([*starts, len(grid_of)])
    ]  # fmt: skip
    crowded.update(draft.page for draft in drafts if draft.squares > _MAX_SQUARES)
    drafts = [draft for draft in drafts if draft.across.wide > 1 and draft.squares <= _MAX_SQUARES]

    bounds = np.searchsorted(glyphs.page, np.arange(len(pages) + 1)).tolist()
    x, y = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    # Large grids first: where grids lie in one another, the inner one has the last word.
    for draft in sorted(drafts, key=lambda draft: -draft.area):
        mine = slice(bounds[draft.page], bounds[draft.page + 1])
        inner = draft.map()[draft.down.at(y[mine]), draft.across.at(x[mine])]
        inside = np.flatnonzero(inner >= 0)
        cell_of[mine.start + inside] = draft.first + inner[inside]
    full = np.bincount(cell_of[cell_of >= 0], minlength=len(grid_of)) > 0
    grids = [grid for draft in drafts if (grid := draft.grid(full)) is not None]
    return Tables(grids, cell_of, sorted(crowded))


def _on_page(cells: Cells, pages: list[Page]) -> tuple[Floats, Ints, Ints]:
    """Boxes, grid and page of the cells of which something shows; a drawing may run on beyond the page's edge."""
    size = np.array([(page.width, page.height) for page in pages])[cells.page]
    seen = ((cells.boxes[:, :2] < size) & (cells.boxes[:, 2:] > 0)).all(axis=1)
    return cells.boxes[seen], cells.grid[seen], cells.page[seen]


@dataclass(slots=True)
class _Draft:
    """A grid whose text is not known yet."""

    page: int
    first: int  #: the number of its first cell
    boxes: Floats
    across: _Strips
    down: _Strips

    @property
    def squares(self) -> int:
        return len(self.across.edges) * len(self.down.edges)

    @property
    def area(self) -> float:
        x, y = self.across.edges, self.down.edges
        return float((x[-1] - x[0]) * (y[-1] - y[0]))

    def map(self) -> Ints:
        """For each row strip and column strip the cell that covers it, the smaller one where two do.

        One row and column more than there are strips stand for what lies outside: -1.
        """
        across, down = self.across, self.down
        covered = np.full((len(down.edges), len(across.edges)), -1, dtype=np.intp)
        size = (across.end - across.begin) * (down.end - down.begin)
        large = np.flatnonzero(size > 1)
        for k in large[np.argsort(-size[large], kind="stable")].tolist():
            covered[down.begin[k] : down.end[k], across.begin[k] : across.end[k]] = k
        single = np.flatnonzero(size == 1)
        covered[down.begin[single], across.begin[single]] = single
        return covered

    def grid(self, full: npt.NDArray[np.bool_]) -> Grid | None:
        """Rows, columns and spans; None where no cell holds text. `full` tells which cells of the document do."""
        ids = np.arange(self.first, self.first + len(self.boxes))
        full = full[ids]
        if not full.any():
            return None
        across, down = self.across, self.down
        column, row = across.numbers(full), down.numbers(full)
        left, right, top, bottom = column[across.begin], column[across.end], row[down.begin], row[down.end]
        solid = (right > left) & (bottom > top)
        place = np.column_stack((top, left, bottom - top, right - left))[solid]
        order = np.lexsort((place[:, 1], place[:, 0]))
        boxes = self.boxes[solid][order]
        return Grid(self.page, boxes, place[order], ids[solid][order], int(row[-1]), int(column[-1]))
