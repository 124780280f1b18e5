"""Tables over pages: the grids of successive pages joined into one sheet, every cell keeping its pages and boxes.

A grid that holds a second title is two tables drawn without a gap. A grid continues the one before it when nothing
but a unit line stands between them, both have the same outer edges and its columns fit. Its repeated head is dropped;
a row cut by the page break is joined; rows without text are phantoms.
Rows out = rows in − repeated heads − rows joined over a break − phantom rows: counted, so that a lost row shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.layout.continuation import SLACK, continues, head_rows, parts, text_of
from extractor.layout.model import Cell, Document, Paragraph, Table

#: a cell's last line counts as full when less than this many characters would still fit
_ROOM = 1.6
_WHOLE = re.compile(r"-?[\d,]+\.\d\d%?")  #: a figure that nothing is missing from


@dataclass(slots=True, eq=False)
class SheetCell:
    """A cell of a sheet; cut by a page break it has two pieces of text (and a page each)."""

    pieces: list[tuple[int, int]]  #: places in `document.text`, empty ones left out
    row: int
    col: int
    rowspan: int
    colspan: int
    page: int
    text: str = ""  #: its words; what a page break cut is one text again
    bare: str = ""  #: the same without white space


@dataclass(slots=True)
class Sheet:
    """A table, whole. `grid[row][col]` is the cell that covers the place (the same one over all it spans), or None."""

    cells: list[SheetCell]
    grid: list[list[SheetCell | None]]
    pages: tuple[int, int]
    start: int  #: where its first grid begins in `document.text`
    end: int
    blocks: list[Table]
    rows_in: int = 0
    heads_dropped: int = 0
    rows_joined: int = 0
    phantoms: int = 0

    @property
    def n_rows(self) -> int:
        return len(self.grid)

    @property
    def n_cols(self) -> int:
        return len(self.grid[0]) if self.grid else 0


@dataclass(slots=True)
class _Row:
    """A row of one page's grid: the cells that begin in it."""

    cells: list[Cell]
    page: int
    top: float


@dataclass(slots=True)
class _Draft:
    blocks: list[Table]
    rows: list[list[SheetCell]] = field(default_factory=list)  #: cells by row, columns as x intervals
    spans: dict[int, tuple[float, float]] = field(default_factory=dict)  #: id(cell) → x0, x1
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("in", "heads", "joined", "phantoms"), 0))


def _nothing(_: str) -> bool:
    return False


def join_sheets(document: Document, is_name: Callable[[str], bool] = _nothing) -> list[Sheet]:
    """All tables of a document, continuations joined, in reading order.

    `is_name` knows names of rows: two whole names are two rows, however full the last line of the first is.
    """
    groups: list[list[Table]] = []
    between: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            between.append(block)
            continue
        first, *others = parts(document, block)
        if groups and continues(document, groups[-1], first, between):
            groups[-1].append(first)
        else:
            groups.append([first])
        groups += [[other] for other in others]
        between = []
    return [_sheet(document, group, is_name) for group in groups]


def _sheet(document: Document, group: list[Table], is_name: Callable[[str], bool]) -> Sheet:
    draft = _Draft(group)
    for index, block in enumerate(group):
        skip = head_rows(document, group[0], block) if index else 0
        draft.counts["in"] += block.n_rows
        draft.counts["heads"] += skip
        by_row: list[list[Cell]] = [[] for _ in range(block.n_rows)]
        for cell in block.cells:
            by_row[cell.row].append(cell)
        base = len(draft.rows) - skip
        for row in range(skip, block.n_rows):
            cells = by_row[row]
            if index and row == skip and _cut(document, draft, cells, is_name):
                _join(draft, cells)
                draft.counts["joined"] += 1
                base -= 1
                continue
            draft.rows.append([_new(draft, cell, base + row) for cell in cells])
    return _finish(document, draft)


def _new(draft: _Draft, cell: Cell, row: int) -> SheetCell:
    pieces = [(cell.start, cell.end)] if cell.end > cell.start else []
    made = SheetCell(pieces, row, 0, cell.rowspan, 1, cell.page)
    draft.spans[id(made)] = (cell.bbox[0], cell.bbox[2])
    return made


def _above(draft: _Draft, cell: Cell) -> SheetCell | None:
    """The cell of the sheet so far that ends at its last row in the same column."""
    last = len(draft.rows) - 1
    middle = (cell.bbox[0] + cell.bbox[2]) / 2
    for row in reversed(draft.rows):
        for made in row:
            x0, x1 = draft.spans[id(made)]
            if x0 <= middle <= x1 and made.row + made.rowspan - 1 >= last:
                return made
    return None


def _cut(document: Document, draft: _Draft, cells: list[Cell], is_name: Callable[[str], bool]) -> bool:
    """Whether the first row of a continuation is the rest of a row that the page break cut.

    An empty row is (the break drew its border again). Otherwise each of its texts must go on with a text of the row
    above that fills its cell's last line and is no whole figure, and one of the texts above must be unfinished.
    """
    filled = [cell for cell in cells if cell.end > cell.start]
    if not draft.rows:
        return False
    if not filled:
        return bool(cells)
    unfinished = False
    for cell in filled:
        above = _above(draft, cell)
        if above is None or not above.pieces:
            return False
        last = document.text[above.pieces[-1][1] - 1]
        if last not in "：:" and not _full(document, draft, above):
            return False
        upper, lower = document.text[slice(*above.pieces[-1])], text_of(document, cell)
        if _WHOLE.fullmatch(upper) or (is_name(upper) and is_name(lower) and not is_name(upper + lower)):
            return False
        unfinished = unfinished or last not in "。！？；"
    return unfinished


def _full(document: Document, draft: _Draft, cell: SheetCell) -> bool:
    """Whether the last printed line of a cell's text reaches its right edge."""
    if document.boxes is None:
        return False
    start, end = cell.pieces[-1]
    box = document.boxes[end - 1]
    size = float(box[3] - box[1])
    left, right = draft.spans[id(cell)]
    first = document.boxes[start]
    padding = max(0.0, float(first[0]) - left) if float(first[0]) - left < 2 * size else 2.0
    return bool(right - padding - float(box[2]) < _ROOM * size)


def _join(draft: _Draft, cells: list[Cell]) -> None:
    for cell in cells:
        above = _above(draft, cell)
        if above is None:
            continue
        if cell.end > cell.start:
            above.pieces.append((cell.start, cell.end))
        extra = cell.rowspan - 1
        above.rowspan = max(above.rowspan, len(draft.rows) - above.row + extra)


def _finish(document: Document, draft: _Draft) -> Sheet:
    columns = _columns(list(draft.spans.values()))
    rows = draft.rows
    cells: list[SheetCell] = []
    kept = [index for index, row in enumerate(rows) if any(cell.pieces for cell in row)]
    draft.counts["phantoms"] = len(rows) - len(kept)
    number = {old: new for new, old in enumerate(kept)}
    width = max(1, *columns.values())
    grid: list[list[SheetCell | None]] = [[None] * width for _ in kept]
    words, spans = document.text, draft.spans
    for index, row in enumerate(rows):
        for cell in row:
            if cell.rowspan == 1:
                covered = [number[index]] if index in number else []
            else:
                covered = [number[r] for r in range(index, min(index + cell.rowspan, len(rows))) if r in number]
            if not covered:
                continue
            x0, x1 = spans[id(cell)]
            first, last = columns[x0], columns[x1]
            if first >= width:
                first = width - 1
            if last <= first:
                last = first + 1
            cell.row, cell.rowspan, cell.col, cell.colspan = covered[0], len(covered), first, last - first
            pieces = cell.pieces
            if pieces:
                (start, end), *more = pieces
                cell.text = words[start:end] + "".join([words[a:b] for a, b in more])
                cell.bare = "".join(cell.text.split())
            cells.append(cell)
            for r in covered:
                line = grid[r]
                for c in range(first, last):
                    if pieces or line[c] is None:
                        line[c] = cell
    blocks = draft.blocks
    counts = draft.counts
    return Sheet(
        cells, grid, (blocks[0].page, blocks[-1].page), blocks[0].start, blocks[-1].end, blocks,
        counts["in"], counts["heads"], counts["joined"], counts["phantoms"],
    )  # fmt: skip


def _columns(spans: list[tuple[float, float]]) -> dict[float, int]:
    """The number of the column that begins (or ends before) each edge; edges within the slack are one ruling."""
    numbers: dict[float, int] = {}
    number, at = -1, float("-inf")
    for x in sorted({x for span in spans for x in span}):
        if x - at > SLACK:
            number, at = number + 1, x
        numbers[x] = number
    return numbers
