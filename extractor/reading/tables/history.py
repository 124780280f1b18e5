"""近两年收支情况: what each of the last years took in and spent, and what the form's year has as its budget."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.reading.tables.state import State
from extractor.reading.tables.view import View
from extractor.records.items import Basis, HistoryYear

_YEAR = re.compile(r"(?P<year>20\d\d)年?(?:度)?(?P<basis>[^\d]{0,8})$")
_MOST_ROWS = 4
#: row → its field; 合计 is the total of the rows above it
_FIELDS = {"fiscal": "fiscal", "other_revenue": "other_revenue", "basic": "basic", "project": "project"}


@dataclass(slots=True)
class _Column:
    col: int
    head: SheetCell
    year: int | None
    basis: Basis | None


def read_history(view: View, row: int, state: State) -> int | None:
    """Reads the block whose heads begin in `row`; returns the row behind it."""
    begun = [cell for cell in view.row(row) if cell.row == row]
    if not any(form_words().history.get(view.label(cell)) == "current" for cell in begun):
        return None
    body = row + 1
    while body < view.n_rows and body < row + _MOST_ROWS and not _has_row(view, body):
        body += 1
    columns = _columns(view, row, body, state)
    if len(columns) < 2:
        return None
    years = [
        HistoryYear(
            year=view.quoter.year(*column.head.pieces[0], column.year) if column.year is not None else None,
            basis=column.basis,
        )
        for column in columns
    ]
    first = columns[0].col
    part = ""
    row = body
    while row < view.n_rows and (found := _row_of(view, row, first)) is not None:
        part = {"fiscal": "revenue", "other_revenue": "revenue", "basic": "spent", "project": "spent"}.get(found, part)
        field = _FIELDS.get(found) or {"revenue": "revenue_total", "spent": "expenditure_total"}.get(part)
        for column, year in zip(columns, years, strict=True):
            mention = state.amount(view, view.at(row, column.col))
            if mention is not None and field is not None and getattr(year, field) is None:
                setattr(year, field, view.quoter.amount(mention.start, mention.end, mention))
                mention.claimed = True
        row += 1
    state.found.history.extend(year for year in years if any(getattr(year, f) for f in _AMOUNTS))
    return row


_AMOUNTS = ("fiscal", "other_revenue", "revenue_total", "basic", "project", "expenditure_total")


def _columns(view: View, row: int, body: int, state: State) -> list[_Column]:
    columns: list[_Column] = []
    for col in range(view.n_cols):
        for r in range(body - 1, row - 1, -1):
            cell = view.at(r, col)
            if cell is None or not cell.pieces:
                continue
            if columns and columns[-1].head is cell:
                break
            label = view.label(cell)
            match = _YEAR.match(label)
            if match is not None:
                columns.append(_Column(col, cell, int(match["year"]), _basis(match["basis"])))
            elif form_words().history.get(label) == "current":
                columns.append(_Column(col, cell, state.year, "budget"))
            else:
                continue
            break
    return columns


def _basis(words: str) -> Basis | None:
    if "预算" in words:
        return "budget"
    return "actual" if "决算" in words or "执行" in words or "实际" in words else None


def _has_row(view: View, row: int) -> bool:
    words = form_words().history
    return any(words.get(view.label(cell), "current") != "current" for cell in view.row(row))


def _row_of(view: View, row: int, first: int) -> str | None:
    """Which row of the block this is, by the last label left of the years."""
    for cell in reversed([cell for cell in view.row(row) if cell.col < first]):
        if view.text(cell):
            found = form_words().history.get(view.label(cell))
            return found if found != "current" else None
    return None
