"""The cells of all tables, laid out at once: the lines of each as runs of a tape, and the blocks they become."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.layout.flow import Flow, Spread
from extractor.layout.joins import parts_cell
from extractor.layout.lines import Lines
from extractor.layout.model import Cell, Table
from extractor.layout.rulings import Ints
from extractor.layout.tables import Tables

_TAB, _NEWLINE, _SPACE = ord("\t"), ord("\n"), ord(" ")


@dataclass(slots=True)
class CellRuns:
    """The runs of all tables: a line each, an empty one for a cell without text."""

    tables: Tables
    runs: Flow
    first: Ints  #: of each cell its first run
    last: Ints  #: and its last
    starts: list[int]  #: of each table its first run; and behind the last table

    def lay(self, number: int, flow: Flow) -> int:
        """Lay table `number` on a tape; its mark there."""
        mark, runs = flow.mark(), self.runs
        mine = slice(self.starts[number], self.starts[number + 1])
        flow.line += runs.line[mine]
        flow.begin += runs.begin[mine]
        flow.end += runs.end[mine]
        flow.separator += runs.separator[mine]
        return mark

    def blocks(self, marks: list[int], laid: Spread, pages: list[int]) -> list[Table]:
        """The tables, laid at `marks`, as blocks of the final text; `pages`: the number of each page."""
        tables = self.tables
        count = tables.stops[1:] - tables.stops[:-1]
        moved = (np.array(marks, np.intp) - np.array(self.starts[:-1], np.intp)).repeat(count)
        start, end = laid.start[self.first + moved].tolist(), laid.end[self.last + moved].tolist()
        numbers = [pages[page] for page in tables.page]
        of_cell = (np.array(numbers, np.intp)).repeat(count).tolist()
        boxes = zip(*tables.boxes.T.tolist(), strict=True)
        cells = list(map(Cell, start, end, *tables.place.T.tolist(), of_cell, boxes))
        stops, bounds = pairwise(tables.stops.tolist()), zip(*tables.bounds().T.tolist(), strict=True)
        each = zip(numbers, tables.n_rows, tables.n_cols, stops, bounds, strict=True)
        return [
            Table(cells[a].start, cells[b - 1].end + 1, page, page, rows, columns, cells[a:b], bbox)
            for page, rows, columns, (a, b), bbox in each
        ]


def cell_runs(tables: Tables, lines: Lines, pages: int) -> CellRuns:
    """The lines of all cells; their regions are numbered from `pages`."""
    region = pages + tables.ids
    count = np.bincount(lines.region, minlength=pages + int(tables.ids.max(initial=-1)) + 1)
    top, count = (count.cumsum() - count)[region], count[region]
    runs = np.maximum(count, 1)
    last = runs.cumsum() - 1
    first = last - runs + 1
    cell = (np.arange(len(runs))).repeat(runs)
    line = np.where(count[cell] > 0, top[cell] + np.arange(len(cell)) - first[cell], 0)
    begin = lines.start[line]
    end = np.where(count[cell] > 0, lines.start[line + 1], begin)
    separator = np.zeros(len(cell), np.intp)
    row = tables.place[:, 0]
    separator[last] = _NEWLINE
    separator[last[:-1][row[1:] == row[:-1]]] = _TAB
    separator[last[tables.stops[1:] - 1]] = _NEWLINE
    within = (separator == 0).nonzero()[0]
    within = within[(lines.codes[end[within] - 1] < 0x80) & (lines.codes[begin[within + 1]] < 0x80)]
    x0, _, x1, _ = tables.boxes[cell[within]].T
    for run, at, width in zip(within.tolist(), line[within].tolist(), (x1 - x0).tolist(), strict=True):
        if parts_cell(lines, at, at + 1, width):
            separator[run] = _SPACE
    flow = Flow(*(array("q", row.tobytes()) for row in (line, begin, end, separator)))
    return CellRuns(tables, flow, first, last, [*first[tables.stops[:-1]].tolist(), len(cell)])
