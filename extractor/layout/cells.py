"""The cells of all tables, laid out at once: the lines of each as runs of a tape, and the blocks they become."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.layout.flow import Flow, Spread
from extractor.layout.joins import parts_cell
from extractor.layout.lines import Lines
from extractor.layout.model import Cell, Table
from extractor.layout.rulings import Ints
from extractor.layout.tables import Grid

_TAB, _NEWLINE, _SPACE = ord("\t"), ord("\n"), ord(" ")


@dataclass(slots=True)
class CellRuns:
    """The runs of all grids: a line each, an empty one for a cell without text."""

    grids: list[Grid]
    runs: Flow
    first: Ints  #: of each cell its first run
    last: Ints  #: and its last
    stops: list[int]  #: cells of the grids before each grid, and of all

    def lay(self, number: int, flow: Flow) -> int:
        """Lay grid `number` on a tape; its mark there."""
        mark, runs = flow.mark(), self.runs
        mine = slice(self.first.item(self.stops[number]), self.last.item(self.stops[number + 1] - 1) + 1)
        flow.line += runs.line[mine]
        flow.begin += runs.begin[mine]
        flow.end += runs.end[mine]
        flow.separator += runs.separator[mine]
        return mark

    def blocks(self, marks: list[int], laid: Spread, pages: list[int]) -> list[Table]:
        """The grids, laid at `marks`, as blocks of the final text; `pages`: the number of each page."""
        if not self.grids:
            return []
        moved = np.repeat(np.array(marks) - self.first[self.stops[:-1]], np.diff(self.stops))
        start, end = laid.start[self.first + moved].tolist(), laid.end[self.last + moved].tolist()
        places = np.concatenate([grid.place for grid in self.grids]).T.tolist()
        boxes = np.concatenate([grid.boxes for grid in self.grids]).T.tolist()
        of_cell = np.repeat([pages[grid.page] for grid in self.grids], np.diff(self.stops)).tolist()
        cells = list(map(Cell, start, end, *places, of_cell, zip(*boxes, strict=True)))
        return [
            Table(cells[a].start, cells[b - 1].end + 1, page, page, grid.n_rows, grid.n_cols, cells[a:b], grid.bbox)
            for grid, (a, b) in zip(self.grids, pairwise(self.stops), strict=True)
            for page in (pages[grid.page],)
        ]


def cell_runs(grids: list[Grid], lines: Lines, pages: int) -> CellRuns:
    """The lines of all cells; their regions are numbered from `pages`."""
    if not grids:
        none = np.empty(0, np.intp)
        return CellRuns(grids, Flow(), none, none, [0])
    stops = np.cumsum([0, *(len(grid.ids) for grid in grids)])
    region = pages + np.concatenate([grid.ids for grid in grids])
    top = np.searchsorted(lines.region, region)
    count = np.searchsorted(lines.region, region, side="right") - top
    runs = np.maximum(count, 1)
    last = np.cumsum(runs) - 1
    first = last - runs + 1
    cell = np.repeat(np.arange(len(runs)), runs)
    filled = count[cell] > 0
    line = np.where(filled, top[cell] + np.arange(len(cell)) - first[cell], 0)
    begin = lines.start[line]
    end = np.where(filled, lines.start[line + 1], begin)
    row = np.concatenate([grid.place[:, 0] for grid in grids])
    behind = np.full(len(runs), _NEWLINE)
    behind[:-1][row[1:] == row[:-1]] = _TAB
    behind[stops[1:] - 1] = _NEWLINE
    separator = np.zeros(len(cell), np.intp)
    separator[last] = behind
    within = np.flatnonzero(separator == 0)
    within = within[(lines.codes[end[within] - 1] < 0x80) & (lines.codes[begin[within + 1]] < 0x80)]
    if len(within):
        boxes = np.concatenate([grid.boxes for grid in grids])[cell[within]]
        widths = (boxes[:, 2] - boxes[:, 0]).tolist()
        for run, at, width in zip(within.tolist(), line[within].tolist(), widths, strict=True):
            if parts_cell(lines, at, at + 1, width):
                separator[run] = _SPACE
    flow = Flow(line.tolist(), begin.tolist(), end.tolist(), separator.tolist())
    return CellRuns(grids, flow, first, last, stops.tolist())
