"""Warnings about tables: rows that the joining of pages lost, money without a unit."""

from __future__ import annotations

from extractor.reading.tables.reading import TableReading
from extractor.records.report import Notice


def table_notices(tables: list[TableReading]) -> list[Notice]:
    """`rows_lost`: the rows of the pages do not add up. `unit_missing`: a table's money states no unit."""
    notices: list[Notice] = []
    for table in tables:
        sheet, name = table.sheet, table.caption.title or "无标题的表格"
        lost = sheet.rows_in - sheet.heads_dropped - sheet.rows_joined - sheet.phantoms - sheet.n_rows
        if lost:
            message = f"“{name}”跨页拼接后行数不符，相差{abs(lost)}行"
            notices.append(Notice(code="rows_lost", message=message, page=sheet.pages[0]))
        unknown = [m for m in table.mentions.values() if m.kind == "amount" and m.value is None]
        if table.kind != "other" and unknown:
            message = f"“{name}”未注明金额单位，其中{len(unknown)}个数字未计入"
            notices.append(Notice(code="unit_missing", message=message, page=sheet.pages[0]))
    return notices
