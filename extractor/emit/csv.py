"""CSV: RFC 4180, UTF-8. Files begin with a byte order mark, so that spreadsheets read the Chinese."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from extractor.emit.cells import Cell, guarded
from extractor.emit.tables import Table
from extractor.records.report import Report

BOM = "\ufeff"


def lines(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as CSV text, each ended by CRLF."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def head(table: Table) -> str:
    """The first line of a table's file."""
    return lines([[column.name for column in table.columns]])


def document(table: Table, reports: Iterable[Report]) -> Iterator[str]:
    """A table of records, piece by piece; nothing at all where there are none."""
    start = head(table)
    for report in reports:
        yield start + lines(table.rows(report))
        start = ""
