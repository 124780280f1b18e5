"""Tells rulings from shading: Word draws a cell's background as rectangles, whose sides are edges like any other.

A rectangle that lies within one cell of the grid that lines and hairlines draw is shading. It draws no boundary, and
with it a finder would see phantom columns and rows of padding around each text.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.layout.grid import Cells, find_cells
from extractor.layout.rulings import TOLERANCE, Ints
from extractor.textlayer.model import Floats

_AT_ONCE = 1_000_000  #: comparisons of a rectangle with a cell held in memory
_SAME = 1e-3  #: points
_HAIRLINE = 3.0  #: points; a rectangle thinner than this is a line


def find_ruled_cells(edges: Floats, page: Ints) -> Cells:
    """The cells of the grids drawn by `edges`, shading left out; `page` tells each edge's page, and is sorted."""
    boxes = boxes_drawn(edges, page)
    if not len(boxes):
        return find_cells(edges, page)
    thick = np.zeros(len(edges), dtype=bool)
    thick[(boxes[:, None] + np.arange(4)).ravel()] = True
    thin = find_cells(edges.compress(~thick, axis=0), page[~thick])
    within = _within_a_cell(edges, page, boxes, thin)
    if within.all():
        return thin
    thick[(boxes[~within, None] + np.arange(4)).ravel()] = False  # now only the shading is
    # Only pages with a rectangle that is none are gone through again.
    again = np.zeros(int(page.max()) + 1, dtype=bool)
    again[page[boxes[~within]]] = True
    keep = again[page] & ~thick
    return _replaced(thin, again, find_cells(edges.compress(keep, axis=0), page[keep]))


def _replaced(cells: Cells, again: npt.NDArray[np.bool_], found: Cells) -> Cells:
    """The cells, those of pages `again` replaced by those `found` there; the grids' numbers have gaps."""
    if again.all():
        return found
    kept = ~again[cells.page]
    page = np.concatenate((cells.page[kept], found.page))
    order = page.argsort(kind="stable")
    grid = np.concatenate((cells.grid[kept], found.grid + cells.grid.max(initial=0) + 1))[order]
    boxes = np.concatenate((cells.boxes[kept], found.boxes))[order]
    crowded = {number for number in cells.crowded if not again[number]}
    return Cells(boxes, grid, page[order], found.crowded | crowded)


def boxes_drawn(edges: Floats, page: Ints) -> Ints:
    """Where in `edges` the four sides (top, bottom, left, right) of a rectangle begin that is no mere line."""
    if len(edges) < 4:
        return np.empty(0, np.intp)
    top, bottom, left, right = (edges[k : len(edges) - 3 + k] for k in range(4))
    x0, y0, x1, y1 = top[:, 1], top[:, 2], top[:, 3], bottom[:, 2]
    kinds = (top[:, 0] == 0) & (bottom[:, 0] == 0) & (left[:, 0] == 1) & (right[:, 0] == 1)
    found = (kinds & (page[:-3] == page[3:]) & (x1 - x0 > _HAIRLINE) & (y1 - y0 > _HAIRLINE)).nonzero()[0]
    x0, y0, x1, y1 = x0[found], y0[found], x1[found], y1[found]
    sides = edges[found[:, None] + np.arange(4), 1:].reshape(len(found), 16)
    wanted = np.column_stack((x0, y0, x1, y0, x0, y1, x1, y1, x0, y0, x0, y1, x1, y0, x1, y1))
    # Readers round the four sides one by one.
    drawn: Ints = found[(np.abs(sides - wanted) < _SAME).all(axis=1)]
    return drawn


def _within_a_cell(edges: Floats, page: Ints, boxes: Ints, cells: Cells) -> npt.NDArray[np.bool_]:
    """Which rectangles lie within a single cell of their page, give or take the tolerance of snapping."""
    inside = np.zeros(len(boxes), dtype=bool)
    owner = page[boxes]
    x0, y0, x1, y1 = edges[boxes, 1], edges[boxes, 2], edges[boxes, 3], edges[boxes + 1, 2]
    left, top, right, bottom = cells.boxes.T + np.array([[-TOLERANCE], [-TOLERANCE], [TOLERANCE], [TOLERANCE]])
    for number in sorted(set(owner.tolist())):  # NumPy's `unique` would load its masked arrays, a megabyte
        begin, end = cells.page.searchsorted((number, number + 1)).tolist()
        if begin == end:
            continue
        c = slice(begin, end)
        mine = slice(*owner.searchsorted((number, number + 1)).tolist())
        step = max(1, _AT_ONCE // (end - begin))
        for first in range(mine.start, mine.stop, step):
            some = slice(first, min(first + step, mine.stop))
            holds = (left[c] <= x0[some, None]) & (top[c] <= y0[some, None])
            holds &= (right[c] >= x1[some, None]) & (bottom[c] >= y1[some, None])
            inside[some] = holds.any(axis=1)
    return inside
