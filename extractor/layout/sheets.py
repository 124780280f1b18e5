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
class _Draft:
    """The rows of a sheet before its columns are known; a cell's row is its place in `rows`."""

    blocks: list[Table]
    rows: list[list[Cell]] = field(default_factory=list)  #: the cells that begin in each row
    more: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  #: id(cell) → text from behind a page break
    spanned: dict[int, int] = field(default_factory=dict)  #: id(cell) → rows that it spans with those behind a break
    heads: int = 0  #: rows dropped that repeat the head
    joined: int = 0  #: rows joined over a break

    def rowspan(self, cell: Cell) -> int:
        return self.spanned.get(id(cell), cell.rowspan)

    def last_piece(self, cell: Cell) -> tuple[int, int]:
        """The place of a cell's text, of the last of its pieces."""
        more = self.more.get(id(cell))
        return more[-1] if more else (cell.start, cell.end)


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
    rows = draft.rows
    for index, block in enumerate(group):
        skip = head_rows(document, group[0], block) if index else 0
        by_row: list[list[Cell]] = [[] for _ in range(block.n_rows)]
        for cell in block.cells:
            by_row[cell.row].append(cell)
        draft.heads += skip
        if index and skip < block.n_rows and _cut(document, draft, by_row[skip], is_name):
            _join(draft, by_row[skip])
            draft.joined += 1
            skip += 1
        rows += by_row[skip:] if skip else by_row
    return _finish(document, draft)


def _above(draft: _Draft, cell: Cell) -> Cell | None:
    """The cell of the sheet so far that ends at its last row in the same column."""
    last = len(draft.rows) - 1
    middle = (cell.bbox[0] + cell.bbox[2]) / 2
    for row in range(last, -1, -1):
        for made in draft.rows[row]:
            if made.bbox[0] <= middle <= made.bbox[2] and row + draft.rowspan(made) - 1 >= last:
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
        if above is None or above.end == above.start:
            return False
        start, end = draft.last_piece(above)
        last = document.text[end - 1]
        if last not in "：:" and not _full(document, draft, above):
            return False
        upper, lower = document.text[start:end], text_of(document, cell)
        if _WHOLE.fullmatch(upper) or (is_name(upper) and is_name(lower) and not is_name(upper + lower)):
            return False
        unfinished = unfinished or last not in "。！？；"
    return unfinished


def _full(document: Document, draft: _Draft, cell: Cell) -> bool:
    """Whether the last printed line of a cell's text reaches its right edge."""
    if document.boxes is None:
        return False
    start, end = draft.last_piece(cell)
    box = document.boxes[end - 1]
    size = float(box[3] - box[1])
    left, _, right, _ = cell.bbox
    first = document.boxes[start]
    padding = max(0.0, float(first[0]) - left) if float(first[0]) - left < 2 * size else 2.0
    return bool(right - padding - float(box[2]) < _ROOM * size)


def _join(draft: _Draft, cells: list[Cell]) -> None:
    rows = draft.rows
    number = {id(cell): row for row, line in enumerate(rows) for cell in line}
    for cell in cells:
        above = _above(draft, cell)
        if above is None:
            continue
        if cell.end > cell.start:
            draft.more.setdefault(id(above), []).append((cell.start, cell.end))
        spanned = len(rows) - number[id(above)] + cell.rowspan - 1
        draft.spanned[id(above)] = max(draft.rowspan(above), spanned)


def _finish(document: Document, draft: _Draft) -> Sheet:
    rows, words = draft.rows, document.text
    columns = _columns({cell.bbox[0] for row in rows for cell in row} | {cell.bbox[2] for row in rows for cell in row})
    width = max(1, *columns.values())
    cells: list[SheetCell] = []
    grid: list[list[SheetCell | None]] = []
    number: list[int] = []  #: of the sheet's row that each row becomes; one without text is none
    for row in rows:
        number.append(len(grid))
        for cell in row:
            if cell.end > cell.start:
                grid.append([None] * width)
                break
    number.append(len(grid))
    joined, behind = draft.joined > 0, len(rows)
    for index, row in enumerate(rows):
        top = number[index]
        for cell in row:
            below = index + (draft.rowspan(cell) if joined else cell.rowspan)
            bottom = number[below if below < behind else behind]
            if bottom == top:
                continue
            x0, _, x1, _ = cell.bbox
            first, last = columns[x0], columns[x1]
            if last <= first:
                first = min(first, width - 1)
                last = first + 1
            start, end = cell.start, cell.end
            filled = end > start
            if filled:
                pieces, text = [(start, end)], words[start:end]
                if joined and (more := draft.more.get(id(cell))):
                    pieces += more
                    text += "".join([words[a:b] for a, b in more])
                bare = "".join(text.split())
                made = SheetCell(pieces, top, first, bottom - top, last - first, cell.page, text, bare)
            else:
                made = SheetCell([], top, first, bottom - top, last - first, cell.page)
            cells.append(made)
            for line in grid[top:bottom]:
                for c in range(first, last):
                    if filled or line[c] is None:
                        line[c] = made
    blocks = draft.blocks
    return Sheet(
        cells, grid, (blocks[0].page, blocks[-1].page), blocks[0].start, blocks[-1].end, blocks,
        sum(block.n_rows for block in blocks), draft.heads, draft.joined, len(rows) - len(grid),
    )  # fmt: skip


def _columns(edges: set[float]) -> dict[float, int]:
    """The number of the column that begins (or ends before) each edge; edges within the slack are one ruling."""
    numbers: dict[float, int] = {}
    number, at = -1, float("-inf")
    for x in sorted(edges):
        if x - at > SLACK:
            number, at = number + 1, x
        numbers[x] = number
    return numbers
