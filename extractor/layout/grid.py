"""Ruling segments → cells → grids, the same as pdfplumber's `find_tables()` by default, for many pages at once.

A cell is the smallest rectangle right and below a crossing whose sides are ruled; grids are cells linked by corners.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractor.layout.openings import close_openings
from extractor.layout.rulings import Ints, Segments, crossings, segments
from extractor.textlayer.model import Floats

_MAX_CHECKS = 20_000_000  #: rectangles to try in a document before what is left counts as a drawing


@dataclass(slots=True)
class Cells:
    """The cells of all grids, sorted by grid; grids are sorted by page, then from top to bottom."""

    boxes: Floats  #: (k, 4)
    grid: Ints  #: (k,) 0, 1, 2 …
    page: Ints  #: (k,)
    crowded: frozenset[int] = frozenset()  #: pages whose rulings are too many for a table; they have no cells


def find_cells(edges: Floats, page: Ints, *, close: bool = True) -> Cells:
    """The cells of the grids that `edges` (rows: orientation, x0, top, x1, bottom) draw; `page` tells each one's page.

    `close` adds the outermost ruling where a grid is drawn open; without it the result equals pdfplumber's.
    """
    columns = np.ascontiguousarray(edges.T)
    upright, level = segments(columns, page, upright=True), segments(columns, page, upright=False)
    v, h, crowded = crossings(upright, level)
    if close and len(v):
        closed = close_openings(upright, level, v, h)
        if closed[0] is not upright or closed[1] is not level:
            upright, level = closed
            v, h, crowded = crossings(upright, level)
    if not len(v):
        return Cells(np.empty((0, 4)), np.empty(0, np.intp), np.empty(0, np.intp), frozenset(crowded.tolist()))
    cells = _grids(_Lattice(upright, level, v, h))
    cells.crowded = frozenset(crowded.tolist())
    return cells


class _Lattice:
    """The crossings as points with their neighbours along the rulings.

    Points are numbered down the columns (by page, x, y) and, in `rank`, along the rows (by page, y, x).
    """

    def __init__(self, upright: Segments, level: Segments, v: Ints, h: Ints) -> None:
        width = int(level.track.max()) + 1
        key = upright.track[v] * width + level.track[h]
        order = key.argsort(kind="stable")  # nearly as they are
        key = key[order]
        new = np.concatenate(([True], key[1:] != key[:-1]))
        point = np.empty(len(key), np.intp)
        point[order] = new.cumsum() - 1
        self.keys = key[new]
        self.width = width
        column, row = self.keys // width, self.keys % width
        self.column, self.row = column, row
        count = len(self.keys)
        some_v, some_h = np.empty(count, np.intp), np.empty(count, np.intp)
        some_v[point], some_h[point] = v, h
        self.x, self.y = upright.at[some_v], level.at[some_h]
        self.page = upright.page[some_v]
        self.by_row = row.argsort(kind="stable")  # columns rise already
        self.rank = np.empty(count, np.intp)
        self.rank[self.by_row] = np.arange(count)
        # How far down and how far right a point's rulings run: the last point on any segment through it.
        last = np.zeros(len(upright), np.intp)
        last[v] = point  # the last of each segment is written last
        self.down = np.zeros(count, np.intp)
        np.maximum.at(self.down, point, last[v])
        last = np.zeros(len(level), np.intp)
        last[h] = self.rank[point]
        self.right = np.zeros(count, np.intp)
        np.maximum.at(self.right, point, last[h])

    def corners(self) -> Ints:
        """(4, k) points of each cell: top left, bottom left, top right, bottom right."""
        start = np.arange(len(self.keys))
        active = start[(self.down > start) & (self.right > self.rank)]
        below, beside = active + 1, self.rank[active] + 1
        rank, keys = np.append(self.rank, 0), np.append(self.keys, -1)  # for what no crossing has
        column = self.column * self.width
        found: list[tuple[Ints, Ints, Ints, Ints]] = []
        checks = 0
        while len(active) and checks < _MAX_CHECKS:
            checks += len(active)
            side = self.by_row[beside]
            wanted = column[side] + self.row[below]
            corner = self.keys.searchsorted(wanted)
            closed = (keys[corner] == wanted) & (corner <= self.down[side]) & (rank[corner] <= self.right[below])
            found.append((active[closed], below[closed], side[closed], corner[closed]))
            # The next point to the right; after the last one, the next point below and the first to the right.
            beside += 1
            spent = (beside > self.right[active]).nonzero()[0]
            below[spent] += 1
            beside[spent] = self.rank[active[spent]] + 1
            alive = ((below <= self.down[active]) & ~closed).nonzero()[0]
            active, below, beside = active[alive], below[alive], beside[alive]
        return np.concatenate([np.array(points) for points in found], axis=1) if found else np.empty((4, 0), np.intp)


def _grids(lattice: _Lattice) -> Cells:
    """Cells linked by shared corners make a grid; a single cell makes none."""
    corners = lattice.corners()
    label = np.arange(len(lattice.keys))
    while True:
        labels = label[corners]
        lowest = labels.min(axis=0)
        if (labels == lowest).all():
            break
        for own in labels:
            np.minimum.at(label, own, lowest)
        while ((further := label[label]) != label).any():
            label = further
    # By page, top and left.
    corners = corners.take(lattice.rank[corners[0]].argsort(kind="stable"), axis=1)
    grid = label[corners[0]]
    several = np.bincount(grid, minlength=1)[grid] > 1
    corners, grid = corners.compress(several, axis=1), grid[several]
    # Number the grids as they come.
    count = np.arange(len(grid))
    first = np.zeros(len(label), np.intp)
    first[grid[::-1]] = count[::-1]  # the first of each grid is written last
    first = first[grid]
    grid = ((first == count).cumsum() - 1)[first]
    by_grid = grid.argsort(kind="stable")
    first, last = corners[0, by_grid], corners[3, by_grid]
    boxes = np.array((lattice.x[first], lattice.y[first], lattice.x[last], lattice.y[last])).T
    return Cells(boxes, grid[by_grid], lattice.page[first])
