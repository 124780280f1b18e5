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
    """The cells of the grids drawn by `edges`, shading left out; `page` tells each edge's page."""
    boxes = boxes_drawn(edges, page)
    if not len(boxes):
        return find_cells(edges, page)
    thick = np.zeros(len(edges), dtype=bool)
    thick[(boxes[:, None] + np.arange(4)).ravel()] = True
    thin = find_cells(edges[~thick], page[~thick])
    shading = boxes[_within_a_cell(edges, page, boxes, thin)]
    if len(shading) == len(boxes):
        return thin
    keep = np.ones(len(edges), dtype=bool)
    keep[(shading[:, None] + np.arange(4)).ravel()] = False
    return find_cells(edges[keep], page[keep])


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
    for number in sorted(set(owner.tolist())):  # NumPy's `unique` would load its masked arrays, a megabyte
        c = cells.boxes[cells.page == number].T
        if not c.size:
            continue
        mine = (owner == number).nonzero()[0]
        step = max(1, _AT_ONCE // c.shape[1])
        for some in (mine[k : k + step, None] for k in range(0, len(mine), step)):
            holds = (c[0] - TOLERANCE <= x0[some]) & (c[1] - TOLERANCE <= y0[some])
            holds &= (c[2] + TOLERANCE >= x1[some]) & (c[3] + TOLERANCE >= y1[some])
            inside[some[:, 0]] = holds.any(axis=1)
    return inside
