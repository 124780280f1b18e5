"""Grids of cells and the characters inside them → tables with rows and columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.layout.glyphs import Glyphs
from extractor.layout.grid import Cells
from extractor.layout.rulings import Ints
from extractor.layout.shading import find_ruled_cells
from extractor.textlayer.model import Floats, Page

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

    def at(self, position: Floats) -> Ints:
        """The strip that holds each position; past either end it is the number of strips."""
        strip = np.searchsorted(self.edges, position, side="right") - 1
        return np.where(strip < 0, len(self.edges) - 1, strip)

    def numbers(self, full: npt.NDArray[np.bool_]) -> Ints:
        """Columns' (or rows') numbers at the edges; a strip that only a drawing made shares its neighbour's.

        `full` tells which cells hold text.
        """
        real = np.diff(self.edges) >= _PHANTOM
        real[self.begin[full & (self.end == self.begin + 1)]] = True
        return np.concatenate(([0], np.cumsum(real)))


def locate(pages: list[Page], glyphs: Glyphs) -> tuple[list[Grid], Ints]:
    """Find the tables of all pages, and for each character the number of the innermost cell around it (or -1).

    Grids without text and mere frames (one column) are no tables: their characters stay prose.
    """
    cell_of = np.full(len(glyphs), -1, dtype=np.intp)
    ruled = [i for i, page in enumerate(pages) if len(page.edges)]
    if not ruled or not len(glyphs):
        return [], cell_of
    edges = np.concatenate([pages[i].edges for i in ruled])
    cells = find_ruled_cells(edges, np.repeat(ruled, [len(pages[i].edges) for i in ruled]))
    cells = _on_page(cells, pages)
    bounds = np.searchsorted(glyphs.page, np.arange(len(pages) + 1)).tolist()
    x, y = (glyphs.boxes[:, 0] + glyphs.boxes[:, 2]) / 2, (glyphs.boxes[:, 1] + glyphs.boxes[:, 3]) / 2
    if not len(cells.grid):
        return [], cell_of
    starts = np.flatnonzero(np.diff(cells.grid, prepend=-1))
    spans = list(zip(starts.tolist(), [*starts[1:].tolist(), len(cells.grid)], strict=True))
    areas = [_area(cells.boxes[a:b]) for a, b in spans]
    strips: dict[int, tuple[_Strips, _Strips]] = {}
    # Large grids first: where grids lie in one another, the inner one has the last word.
    for k in sorted(range(len(spans)), key=lambda k: -areas[k]):
        a, b = spans[k]
        boxes = cells.boxes[a:b]
        strips[k] = across, down = _Strips.of(boxes[:, 0], boxes[:, 2]), _Strips.of(boxes[:, 1], boxes[:, 3])
        page = int(cells.page[a])
        start, end = bounds[page], bounds[page + 1]
        inner = _paint(across, down)[down.at(y[start:end]), across.at(x[start:end])]
        inside = np.flatnonzero(inner >= 0)
        cell_of[start + inside] = a + inner[inside]
    full = np.bincount(cell_of[cell_of >= 0], minlength=len(cells.grid)) > 0
    grids: list[Grid] = []
    real = np.zeros(len(cells.grid), dtype=bool)
    for k, (a, b) in enumerate(spans):
        page = int(cells.page[a])
        grid = _arrange(page, cells.boxes[a:b], full[a:b], np.arange(a, b), *strips[k])
        if grid is not None:
            real[a:b] = True
            grids.append(grid)
    unreal = np.flatnonzero(cell_of >= 0)
    cell_of[unreal[~real[cell_of[unreal]]]] = -1
    return grids, cell_of


def _on_page(cells: Cells, pages: list[Page]) -> Cells:
    """The cells of which something shows; a drawing may run on beyond the page's edge."""
    size = np.array([(page.width, page.height) for page in pages])[cells.page]
    seen = ((cells.boxes[:, :2] < size) & (cells.boxes[:, 2:] > 0)).all(axis=1)
    return cells if seen.all() else Cells(cells.boxes[seen], cells.grid[seen], cells.page[seen])


def _area(boxes: Floats) -> float:
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return float((high - low).prod())


def _paint(across: _Strips, down: _Strips) -> Ints:
    """A map of the grid: for each row strip and column strip the cell that covers it, the smaller one where two do.

    One row and column more than there are strips stand for what lies outside: -1.
    """
    painted = np.full((len(down.edges), len(across.edges)), -1, dtype=np.intp)
    size = (across.end - across.begin) * (down.end - down.begin)
    for k in np.flatnonzero(size > 1)[np.argsort(-size[size > 1], kind="stable")].tolist():
        painted[down.begin[k] : down.end[k], across.begin[k] : across.end[k]] = k
    single = np.flatnonzero(size == 1)
    painted[down.begin[single], across.begin[single]] = single
    return painted


def _arrange(
    page: int, boxes: Floats, full: npt.NDArray[np.bool_], ids: Ints, across: _Strips, down: _Strips
) -> Grid | None:
    """Rows, columns and spans; None where the grid is no table."""
    if not full.any():
        return None
    column, row = across.numbers(full), down.numbers(full)
    left, right, top, bottom = column[across.begin], column[across.end], row[down.begin], row[down.end]
    solid = (right > left) & (bottom > top)
    n_rows, n_cols = int(row[-1]), int(column[-1])
    if n_cols < 2 or np.count_nonzero(solid) < 2:
        return None  # a frame, or frames below each other
    place = np.column_stack((top, left, bottom - top, right - left))[solid]
    order = np.lexsort((place[:, 1], place[:, 0]))
    return Grid(page, boxes[solid][order], place[order], ids[solid][order], n_rows, n_cols)
