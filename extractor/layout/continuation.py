"""Which grids are one table: several in one, and those that a page break parted."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.layout.model import Cell, Document, Paragraph, Table

#: points by which the same ruling may differ from page to page
SLACK = 4.0
_TITLE = re.compile(r"[^，。；：\d]?[^，。；：]{1,40}(?:预算|决算|收支|收入|支出|总|明细)表(?:（[^（）]{1,20}）)?")
_UNIT_LINE = 24  #: longest line that may stand between a table and its continuation (单位：万元)


def continues(document: Document, group: list[Table], block: Table, between: list[Paragraph]) -> bool:
    last = group[-1]
    if block.page != last.page + 1:
        return False
    if any(p.end - p.start > _UNIT_LINE for p in between):
        return False
    if any("单位" not in document.text[p.start : p.end] for p in between):
        return all(p.page == last.page for p in between) and _title_repeated(document, group[0], block)
    (left, right), (other_left, other_right) = _outer(last), _outer(block)
    if abs(left - other_left) > SLACK or abs(right - other_right) > SLACK:
        return False
    if _repeated(document, group[0], block):
        return True
    return not _own_head(document, block) and _fits(group, block)


def parts(document: Document, block: Table) -> list[Table]:
    """The tables that a grid holds: a title alone in a row, over all columns and below other rows, begins another."""
    begin = [0]
    for cell in [cell for cell in block.cells if cell.colspan >= block.n_cols - 1]:
        if cell.row > begin[-1] and _TITLE.fullmatch(text_of(document, cell)):
            row = [other for other in block.cells if other.row <= cell.row < other.row + other.rowspan]
            above = [other for other in block.cells if begin[-1] <= other.row < cell.row and other.end > other.start]
            alone = all(other is cell or other.end == other.start for other in row)
            if alone and any(other.colspan < block.n_cols - 1 for other in above):
                begin.append(cell.row)
    if len(begin) == 1:
        return [block]
    ends = [*begin[1:], block.n_rows]
    return [_part(block, first, last) for first, last in zip(begin, ends, strict=True)]


def _part(block: Table, first: int, last: int) -> Table:
    """Rows `first` up to `last` of a grid as a table of their own."""
    cells = [
        replace(cell, row=cell.row - first, rowspan=min(cell.rowspan, last - cell.row))
        for cell in block.cells
        if first <= cell.row < last
    ]
    boxes = [cell.bbox for cell in cells]
    bbox = (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    return replace(block, start=start, end=end, n_rows=last - first, cells=cells, bbox=bbox)


def _outer(block: Table) -> tuple[float, float]:
    """The left and right edge of the grid; a title drawn above it, over all columns, may stick out."""
    width = block.n_cols
    boxes = [cell.bbox for cell in block.cells if cell.row > 0 or cell.colspan < width] or [block.bbox]
    return min(boxes)[0], max([box[2] for box in boxes])


def _edges(block: Table) -> set[float]:
    return {cell.bbox[0] for cell in block.cells} | {cell.bbox[2] for cell in block.cells}


def _fits(group: list[Table], block: Table) -> bool:
    """Whether the continuation's columns are columns of the table so far (it may use fewer, or have finer ones)."""
    own = _edges(block)
    if _shared(own, set().union(*map(_edges, group))):
        return True
    return _shared(_edges(group[-1]), own)


def _shared(edges: set[float], others: set[float]) -> bool:
    """Whether most edges are, but for the slack, among the others."""
    hits = len(edges & others)  # what is the same need not be looked for
    hits += sum(any(abs(x - other) <= SLACK for other in others) for x in edges - others)
    return hits >= 0.8 * len(edges)


def text_of(document: Document, cell: Cell) -> str:
    return document.text[cell.start : cell.end]


def _own_head(document: Document, block: Table) -> bool:
    """A first row that is one cell over the whole width with a title in it begins another table."""
    first = [cell for cell in block.cells if cell.row == 0]
    return len(first) == 1 and first[0].colspan == block.n_cols and "表" in text_of(document, first[0])


def head_rows(document: Document, first: Table, block: Table) -> int:
    """How many rows of the continuation repeat the head of the first page."""
    count = 0
    for row in range(min(first.n_rows, block.n_rows, 5)):
        ours = [text_of(document, cell) for cell in first.cells if cell.row == row]
        theirs = [text_of(document, cell) for cell in block.cells if cell.row == row]
        if ours != theirs or not any(theirs) or _figures(theirs):
            break
        count += 1
    return count


def _title_repeated(document: Document, first: Table, block: Table) -> bool:
    """Whether the rows of a form's title stand above its continuation again, the last of them no mere title."""
    count = head_rows(document, first, block)
    return count > 1 and sum(cell.row == count - 1 and cell.end > cell.start for cell in block.cells) > 1


def _repeated(document: Document, first: Table, block: Table) -> bool:
    return head_rows(document, first, block) > 0


def _figures(texts: list[str]) -> bool:
    return any(text and text[0].isdigit() and "." in text for text in texts)
