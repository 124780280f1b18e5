"""Grids of cells and the characters inside them → tables with rows and columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.layout.glyphs import Glyphs
from extractor.layout.grid import Cells
from extractor.layout.rulings import Ints
from extractor.layout.shading import find_ruled_cells
from extractor.textlayer.model import Floats, Page

_MAX_SQUARES = 4_000_000  #: rows times columns; more is a drawing
_AT_ONCE = 4_000_000  #: characters and grids compared, or squares of grids held in memory
_PHANTOM = 6.5  #: points; a strip narrower than this that holds no text is a drawing, not a column or row

_Bools = npt.NDArray[np.bool_]
_NONE = np.empty(0, np.intp)


@dataclass(slots=True)
class Tables:
    """All tables before their text is laid out, by page and from top to bottom; cells by table, row and column."""

    cell_of: Ints = field(default_factory=lambda: _NONE)
    #: for each character the number of the innermost cell around it, or -1
    crowded: list[int] = field(default_factory=list)
    #: indices of the pages whose rulings were too many to look for tables
    page: list[int] = field(default_factory=list)  #: of each table, index into the list of pages
    n_rows: list[int] = field(default_factory=list)
    n_cols: list[int] = field(default_factory=list)
    stops: Ints = field(default_factory=lambda: np.zeros(1, np.intp))  #: table i has the cells stops[i] … stops[i + 1]
    ids: Ints = field(default_factory=lambda: _NONE)  #: (k,) the cells' numbers
    boxes: Floats = field(default_factory=lambda: np.empty((0, 4)))  #: (k, 4)
    place: Ints = field(default_factory=lambda: _NONE.reshape(0, 4))  #: row, column, rows spanned, columns spanned

    def __len__(self) -> int:
        return len(self.page)

    def bounds(self) -> Floats:
        """(n, 4) box of each table."""
        starts = self.stops[:-1]
        if not len(starts):
            return np.empty((0, 4))
        outer = (np.minimum, np.minimum, np.maximum, np.maximum)
        return np.column_stack([one.reduceat(side, starts) for one, side in zip(outer, self.boxes.T, strict=True)])


@dataclass(slots=True)
class _Strips:
    """The strips between the distinct edges of the cells of each grid, in one direction; all grids' in one row."""

    edges: Floats  #: a strip begins at each; at the last of a grid one without width
    grid: Ints  #: of each edge
    first: Ints  #: of each grid its first edge; and behind the last grid
    begin: Ints  #: of each cell the edge at which it begins
    end: Ints
    count: Ints  #: how many edges each grid has

    @classmethod
    def of(cls, low: Floats, high: Floats, grid: Ints) -> _Strips:
        values, owner = np.concatenate((low, high)), np.concatenate((grid, grid))
        order = (owner + 1j * values).argsort(kind="stable")  # complex numbers compare by grid first
        values, owner = values[order], owner[order]
        new = np.concatenate(([True], (values[1:] != values[:-1]) | (owner[1:] != owner[:-1])))
        number = np.empty(len(order), np.intp)
        number[order] = new.cumsum() - 1
        edges, owner = values[new], owner[new]
        first = np.concatenate(([0], (owner[1:] != owner[:-1]).nonzero()[0] + 1, [len(edges)]))
        return cls(edges, owner, first, number[: len(low)], number[len(low) :], first[1:] - first[:-1])

    @property
    def extent(self) -> Floats:
        extent: Floats = self.edges[self.first[1:] - 1] - self.edges[self.first[:-1]]
        return extent

    def wide(self) -> _Bools:
        """Which strips are wide enough for text."""
        wide = np.zeros(len(self.edges), bool)
        wide[:-1] = self.edges[1:] - self.edges[:-1] >= _PHANTOM
        wide[self.first[1:] - 1] = False
        return wide

    def at(self, position: Floats, grid: Ints) -> Ints:
        """The strip that holds each position, which its grid does; those of one grid stand together."""
        begins = [0, *((grid[1:] != grid[:-1]).nonzero()[0] + 1).tolist()] if len(grid) else []
        owners, bounds = grid[begins].tolist(), self.first.tolist()
        strip = np.empty(len(grid), np.intp)
        for owner, (begin, end) in zip(owners, pairwise([*begins, len(grid)]), strict=True):
            first, stop = bounds[owner], bounds[owner + 1]
            strip[begin:end] = self.edges[first:stop].searchsorted(position[begin:end], side="right") + (first - 1)
        return strip

    def holds(self, position: Floats, grid: Ints) -> _Bools:
        within: _Bools = position >= self.edges[self.first[:-1]][grid]
        return within & (position < self.edges[self.first[1:] - 1][grid])

    def numbers(self, full: _Bools) -> Ints:
        """Columns' (or rows') numbers at the edges; a strip that only a drawing made shares its neighbour's.

        `full` tells which cells hold text.
        """
        real = self.wide()
        filled = real.cumsum() - real
        # No cell with text vanishes.
        real[self.begin[full & (filled[self.begin] == filled[self.end])]] = True
        filled = real.cumsum() - real
        numbers: Ints = filled - filled[self.first[self.grid]]
        return numbers


def locate(pages: list[Page], glyphs: Glyphs) -> Tables:
    """Find the tables of all pages.

    Grids without text and mere frames (one column) are no tables: their characters stay prose.
    """
    cell_of = np.full(len(glyphs), -1, dtype=np.intp)
    ruled = [i for i, page in enumerate(pages) if len(page.edges)]
    if not ruled or not len(glyphs):
        return Tables(cell_of, [])
    edges = np.concatenate([pages[i].edges for i in ruled])
    cells = find_ruled_cells(edges, np.repeat(ruled, [len(pages[i].edges) for i in ruled]))
    boxes, grid, page = _on_page(cells, pages)
    if not len(boxes):
        return Tables(cell_of, sorted(cells.crowded))
    across, down = _Strips.of(boxes[:, 0], boxes[:, 2], grid), _Strips.of(boxes[:, 1], boxes[:, 3], grid)
    page = page[grid.searchsorted(np.arange(len(across.count)))]
    large = across.count * down.count > _MAX_SQUARES
    real = (np.bincount(across.grid, weights=across.wide()) > 1) & ~large
    _settle(cell_of, glyphs, across, down, real.nonzero()[0], page)
    full = np.bincount(cell_of[cell_of >= 0], minlength=len(grid)) > 0
    real &= np.bincount(grid, weights=full) > 0
    found = _tables(boxes, grid, across, down, full, real)
    found.cell_of, found.crowded = cell_of, sorted({*cells.crowded, *page[large].tolist()})
    found.page = page[real].tolist()
    return found


def _on_page(cells: Cells, pages: list[Page]) -> tuple[Floats, Ints, Ints]:
    """Boxes, grid and page of the cells of which something shows; a drawing may run on beyond the page's edge.

    The grids are numbered anew: 0, 1, 2 …
    """
    size = np.array([(page.width, page.height) for page in pages])[cells.page].T
    x0, top, x1, bottom = cells.boxes.T
    seen = ((x0 < size[0]) & (top < size[1]) & (x1 > 0) & (bottom > 0)).nonzero()[0]
    grid = cells.grid[seen]
    new = np.zeros(len(grid), bool)
    new[1:] = grid[1:] != grid[:-1]
    return cells.boxes.take(seen, axis=0), new.cumsum(), cells.page[seen]


def _settle(cell_of: Ints, glyphs: Glyphs, across: _Strips, down: _Strips, real: Ints, page: Ints) -> None:
    """Write down for each character which cell of the grids `real` holds it; `page` tells each grid's page.

    Large grids first: where grids lie in one another, the inner one has the last word.
    """
    area = across.extent * down.extent
    order = real[(-area[real]).argsort(kind="stable")]
    bounds = glyphs.page.searchsorted(np.arange(int(page.max()) + 2))
    first, count = bounds[page], bounds[page + 1] - bounds[page]
    boxes = glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    for some in _portions(order, np.maximum(count, across.count * down.count)[order]):
        grid, char = np.repeat(some, count[some]), _counted(first[some], count[some])
        inside = (across.holds(x[char], grid) & down.holds(y[char], grid)).nonzero()[0]
        grid, char = grid[inside], char[inside]
        covered, offset = _covered(across, down, some)
        cell = covered[offset[grid] + down.at(y[char], grid) * across.count[grid] + across.at(x[char], grid)]
        held = (cell >= 0).nonzero()[0]
        cell_of[char[held]] = cell[held]


def _covered(across: _Strips, down: _Strips, some: Ints) -> tuple[Ints, Ints]:
    """For each row strip and column strip of the grids `some` the cell that covers it, the smaller one where two do.

    Strips are found at the grid's offset + row strip * the grid's columns + column strip.
    """
    width = across.count
    squares = (width * down.count)[some]
    offset = np.zeros(len(width), np.intp)
    offset[some] = squares.cumsum() - squares - down.first[some] * width[some] - across.first[some]
    covered = np.full(int(squares.sum()), -1, dtype=np.intp)
    chosen = np.zeros(len(width), bool)
    chosen[some] = True
    grid = across.grid[across.begin]
    high, wide = down.end - down.begin, across.end - across.begin
    start = offset[grid] + down.begin * width[grid] + across.begin
    single = chosen[grid] & (high * wide == 1)
    large = (chosen[grid] & ~single).nonzero()[0]
    large = large[(-(high * wide)[large]).argsort(kind="stable")]
    for part in _portions(large, (high * wide)[large]):
        cell = part.repeat(high[part])  # each for each of its rows
        row = _counted(np.zeros(len(part), np.intp), high[part])
        begin = start[cell] + row * width[grid[cell]]
        covered[_counted(begin, wide[cell])] = cell.repeat(wide[cell])
    single = single.nonzero()[0]
    covered[start[single]] = single
    return covered, offset


def _counted(first: Ints, count: Ints) -> Ints:
    """`count` numbers from each of `first` on, in one row."""
    numbers: Ints = np.arange(int(count.sum())) + np.repeat(first - (np.cumsum(count) - count), count)
    return numbers


def _portions(items: Ints, cost: Ints) -> list[Ints]:
    """The items in their order, as many at a time as memory should hold."""
    if not len(items):
        return []
    return np.split(items, (np.diff(cost.cumsum() // _AT_ONCE)).nonzero()[0] + 1)


def _tables(boxes: Floats, grid: Ints, across: _Strips, down: _Strips, full: _Bools, real: _Bools) -> Tables:
    """Rows, columns and spans of the grids that are `real`; `full` tells which cells hold text."""
    column, row = across.numbers(full), down.numbers(full)
    left, right, top, bottom = column[across.begin], column[across.end], row[down.begin], row[down.end]
    solid = (real[grid] & (right > left) & (bottom > top)).nonzero()[0]
    ids = solid[np.lexsort((left[solid], top[solid], grid[solid]))]
    return Tables(
        n_rows=row[down.first[1:] - 1][real].tolist(),
        n_cols=column[across.first[1:] - 1][real].tolist(),
        stops=np.concatenate(([0], (np.bincount(grid[ids], minlength=len(real))[real]).cumsum())),
        ids=ids,
        boxes=boxes.take(ids, axis=0),
        place=np.array((top, left, bottom - top, right - left)).take(ids, axis=1).T,
    )
