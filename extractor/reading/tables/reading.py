"""A table as it is read: its sheet, its head, what is printed around it, and what kind of table that makes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.layout.model import Document
from extractor.layout.sheets import Sheet, SheetCell
from extractor.lexicon.codes import economic, functional
from extractor.lexicon.statements import is_published, is_source, line_of, measure_of, table_words
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention
from extractor.reading.tables.captions import Caption, read_caption, unit_in, units_for_all
from extractor.reading.tables.heads import Column, Head, read_head
from extractor.reading.tables.rows import Row, read_rows
from extractor.reading.tables.view import View

_ACCOUNTS = ("budget", "final_accounts")


@dataclass(slots=True)
class TableReading:
    """A sheet with its head and caption. `mentions` are the figures of its cells, by the cell's id."""

    view: View
    head: Head
    caption: Caption
    kind: str  #: statement | lines, measured (names of lines against measures, in accounts and elsewhere) | other
    mentions: dict[int, Mention] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)  #: of statements and lines
    remarks: list[SheetCell] = field(default_factory=list)  #: notes inside the grid

    @property
    def sheet(self) -> Sheet:
        return self.view.sheet

    @property
    def filled(self) -> bool:
        """Whether any cell holds a figure."""
        return bool(self.mentions)

    def unit(self, column: Column) -> str | None:
        """The unit of money of a column: its own, or the table's."""
        for text in reversed(column.path):
            if (unit := unit_in(text)) is not None:
                return unit
        return self.caption.unit


def is_row_name(text: str) -> bool:
    """Whether a text is the whole name of a row that published tables have."""
    known = line_of(text) is not None or is_source(text)
    return known or economic(text, None) is not None or functional((text,)) is not None


def read_tables(document: Document, quoter: Quoter, sheets: list[Sheet], kind: str) -> list[TableReading]:
    """All tables of a document of that kind (budget, final_accounts …)."""
    starts = [block.start for block in document.blocks]
    declared = units_for_all(document)
    return [_read(document, View(sheet, quoter), starts, declared, kind in _ACCOUNTS) for sheet in sheets]


def _read(
    document: Document, view: View, starts: list[int], declared: list[tuple[int, str]], accounts: bool
) -> TableReading:
    head = read_head(view)
    caption = read_caption(document, view, head.frame, starts, declared)
    table = TableReading(view, head, caption, _kind(view, head, caption, accounts))
    if table.kind in ("statement", "lines"):
        table.rows, table.remarks = read_rows(view, head)
    return table


def _kind(view: View, head: Head, caption: Caption, accounts: bool) -> str:
    values = head.values()
    if values and caption.title is not None and is_published(caption.title, accounts):
        return "statement"
    if not values or head.first >= view.n_rows:
        return "other"
    title = caption.title or ""
    named = any(column.role == "name" for column in head.columns) and head.first > 0
    measured = [column for column in values if _measured(column)]
    alien = any(word in title for word in table_words().never)
    if not named or alien or not measured or len(measured) < len(values):
        return "other"
    return "lines" if accounts or len(head.sides) > 1 else "measured"


def _measured(column: Column) -> bool:
    return any(measure_of(text) is not None or text.rstrip("度年").isdigit() for text in column.path)


def first_of(cell: SheetCell) -> tuple[int, int] | None:
    """The place of a cell's text where it stands in one piece."""
    return cell.pieces[0] if len(cell.pieces) == 1 else None
