"""Published tables as they are printed: `statements` of the record. Every filled cell claims its figure."""

from __future__ import annotations

from typing import cast

from extractor.layout.sheets import SheetCell
from extractor.reading.leaves import Quoter
from extractor.reading.tables.reading import TableReading
from extractor.reading.tables.rows import Row
from extractor.records.leaves import Amount, Text, Unit, sure
from extractor.records.report import Statement, StatementRow

_ROW = set(StatementRow.model_fields)


def read_statements(tables: list[TableReading], quoter: Quoter) -> list[Statement]:
    """The published tables among `tables`, in the order of the document."""
    return [_statement(table, quoter) for table in tables if table.kind == "statement"]


def _statement(table: TableReading, quoter: Quoter) -> Statement:
    made: list[StatementRow] = []
    paths = {column.index: "/".join(column.path) or f"#{column.index + 1}" for column in table.head.columns}
    last: tuple[int, str, str] | None = None
    for row in table.rows:
        key = (row.index, row.code, row.name)
        values = _values(table, row, paths, quoter)
        if last == key and (row.code or row.name):
            made[-1].values.update(values)  # 总计 | … | 总计 | …: one row of both sides
        else:
            evidence = [box for cell in row.labels for place in cell.pieces for box in quoter.evidence(*place)]
            fields = {"code": row.code or None, "name": row.name or None, "values": values, "evidence": evidence}
            made.append(sure(StatementRow, fields, _ROW))
        last = key
    notes = [table.view.text(cell) for cell in table.remarks]
    notes += [quoter.words(start, end) for start, end in table.caption.notes]
    return Statement(
        name=table.caption.title or "",
        unit=cast("Unit | None", table.caption.unit),
        pages=table.sheet.pages,
        note="\n".join(notes) or None,
        rows=made if any(row.values for row in made) else [],
    )


def _values(table: TableReading, row: Row, paths: dict[int, str], quoter: Quoter) -> dict[str, Amount | Text]:
    values: dict[str, Amount | Text] = {}
    for column, cell in row.cells:
        path = paths[column.index]
        key, repeat = path, 1
        while key in values:
            repeat += 1
            key = f"{path}#{repeat}"
        leaf = _leaf(table, cell, quoter)
        if leaf is not None:
            values[key] = leaf
    return values


def _leaf(table: TableReading, cell: SheetCell, quoter: Quoter) -> Amount | Text | None:
    mention = table.mentions.get(id(cell))
    if mention is None or len(cell.pieces) != 1 or mention.value is None or mention.kind != "amount":
        if mention is not None and mention.value is not None:
            mention.claimed = True
        return table.view.leaf(cell)
    mention.claimed = True
    return quoter.amount(mention.start, mention.end, mention)
