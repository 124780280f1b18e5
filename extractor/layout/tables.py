"""Grids of cells and the characters inside them → tables with rows and columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.layout.glyphs import Glyphs
from extractor.layout.grid import CellBox, find_grids
from extractor.textlayer.model import Floats, Page

_Ints = npt.NDArray[np.intp]

_PHANTOM = 6.5  #: points; a strip narrower than this that holds no text is a drawing, not a column or row


@dataclass(slots=True)
class Grid:
    """A table before its text is laid out. Cells are sorted by row, then column."""

    page: int  #: index into the list of pages
    boxes: Floats  #: (k, 4)
    place: _Ints  #: (k, 4): row, column, rows spanned, columns spanned
    ids: _Ints  #: (k,) the cells' numbers, unique in the document
    n_rows: int
    n_cols: int

    @property
    def bbox(self) -> CellBox:
        low, high = self.boxes[:, :2].min(axis=0).tolist(), self.boxes[:, 2:].max(axis=0).tolist()
        return (low[0], low[1], high[0], high[1])


def locate(pages: list[Page], glyphs: Glyphs) -> tuple[list[Grid], _Ints]:
    """Find the tables of all pages, and for each character the number of the innermost cell around it (or -1).

    Grids without text and mere frames are no tables: their characters stay prose.
    """
    cell_of = np.full(len(glyphs), -1, dtype=np.intp)
    bounds = np.searchsorted(glyphs.page, np.arange(len(pages) + 1)).tolist()
    grids: list[Grid] = []
    number = 0
    for index, page in enumerate(pages):
        found = find_grids(page.edges) if len(page.edges) else []
        if not found:
            continue
        boxes = np.array([cell for cells in found for cell in cells])
        grid_of = np.repeat(np.arange(len(found)), [len(cells) for cells in found])
        start, end = bounds[index], bounds[index + 1]
        inner = _innermost(boxes, glyphs.boxes[start:end])
        full = np.bincount(inner[inner >= 0], minlength=len(boxes)) > 0
        real = np.zeros(len(boxes), dtype=bool)
        for i in range(len(found)):
            mine = np.flatnonzero(grid_of == i)
            grid = _arrange(index, boxes[mine], full[mine], number + mine)
            if grid is not None:
                real[mine] = True
                grids.append(grid)
        inside = np.flatnonzero(inner >= 0)
        inside = inside[real[inner[inside]]]
        cell_of[start + inside] = number + inner[inside]
        number += len(boxes)
    return grids, cell_of


def _innermost(cells: Floats, glyphs: Floats) -> _Ints:
    """For each glyph the smallest cell that holds its centre, or -1."""
    x = ((glyphs[:, 0] + glyphs[:, 2]) / 2)[:, None]
    y = ((glyphs[:, 1] + glyphs[:, 3]) / 2)[:, None]
    order = np.argsort((cells[:, 2] - cells[:, 0]) * (cells[:, 3] - cells[:, 1]), kind="stable")
    c = cells[order].T
    inside = (x >= c[0]) & (x < c[2]) & (y >= c[1]) & (y < c[3])
    first = inside.argmax(axis=1)
    return np.where(inside[np.arange(len(glyphs)), first], order[first], -1)


def _arrange(page: int, boxes: Floats, full: npt.NDArray[np.bool_], ids: _Ints) -> Grid | None:
    """Rows, columns and spans from the cells' edges; None where the grid is no table."""
    if not full.any():
        return None
    left, right, n_cols = _tracks(boxes[:, 0], boxes[:, 2], full)
    top, bottom, n_rows = _tracks(boxes[:, 1], boxes[:, 3], full)
    solid = (right > left) & (bottom > top)
    if n_rows * n_cols < 2 or np.count_nonzero(solid) < 2:
        return None
    place = np.column_stack((top, left, bottom - top, right - left))[solid]
    order = np.lexsort((place[:, 1], place[:, 0]))
    return Grid(page, boxes[solid][order], place[order], ids[solid][order], n_rows, n_cols)


def _tracks(low: Floats, high: Floats, full: npt.NDArray[np.bool_]) -> tuple[_Ints, _Ints, int]:
    """Number the strips between the distinct edges; strips that only a drawing made share their neighbour's number.

    Returns the numbers at which each cell begins and ends, and how many strips there are.
    """
    edges = np.unique(np.concatenate((low, high)))
    begin, end = np.searchsorted(edges, low), np.searchsorted(edges, high)
    real = np.diff(edges) >= _PHANTOM
    real[begin[full & (end == begin + 1)]] = True
    number = np.concatenate(([0], np.cumsum(real)))
    return number[begin], number[end], int(number[-1])
