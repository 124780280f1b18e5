"""Revenue: the rows of a list of sources, or the columns of a table by source."""

from __future__ import annotations

import re

from extractor.lexicon.statements import TableLine, is_source, line_of, title_fund, without_ordinal
from extractor.reading.mentions import Mention
from extractor.reading.subjects import Subject
from extractor.reading.tables.columns import Meaning
from extractor.reading.tables.rows import Row
from extractor.reading.tables.table_lines import Side, TableLines

_LEVELLED = re.compile(r"(?:\d{1,2}[.、．]|（)")  #: an ordinal of the second level
_CARRIED = re.compile(r"结转|结余")


class RevenueLines(TableLines):
    """The revenue of one table."""

    def revenue(self, row: Row, side: Side, named: TableLine | None) -> None:
        """Binds a row of the revenue side; rows by function state no line of revenue."""
        if row.code:
            return
        if named is not None and named.path in ("revenue.total", "whole") and not row.group:
            for meaning, mention in self.figures(row):
                self._total(meaning, mention, named.grand, side)
            side.closed = side.closed or without_ordinal(row.name) == row.name
            return
        for meaning, mention in self.figures(row):
            if meaning.line is None or meaning.line.path == "revenue.total":
                self._source(row, side, named, meaning, mention)

    def _total(self, meaning: Meaning, mention: Mention, grand: bool, side: Side) -> None:
        """A row of 合计: the total, or the source that the column names."""
        path = meaning.line.path if meaning.line else "revenue.total"
        by_source = bool(meaning.name) and (
            is_source(meaning.name) or (meaning.line is None and meaning.fund is not None)
        )
        if path == "revenue.fiscal":
            self.bind(Subject("revenue.fiscal"), meaning, mention)
        elif path == "revenue.total" and by_source:
            self._bind_source(meaning.name, meaning, mention, top=True)
        elif path == "revenue.total" and not (grand and side.totals) and (meaning.line or not meaning.name):
            fund = self.fund or meaning.fund
            if fund in (None, "fiscal"):
                target = "revenue.fiscal" if fund else "revenue.total"
                self.bind(Subject(target, None, grand), meaning, mention)

    def _source(self, row: Row, side: Side, named: TableLine | None, meaning: Meaning, mention: Mention) -> None:
        """A row that names a source: 一、财政拨款, 其他资金/小计, 年初结转和结余."""
        last = row.name.split("/")[-1]
        name = without_ordinal(last)
        if named is not None and named.path in ("revenue.fiscal", "revenue.other"):
            self.bind(Subject(named.path), meaning, mention)
            return
        if row.group and line_of(name) is not None:
            name = without_ordinal(row.group)  # 其他资金/小计
        elif named is not None and (row.group or named.path != "none"):
            return
        if named is not None and named.path == "none" and self.fund is not None:
            return
        if not name or (side.closed and title_fund(name) is not None):
            return  # what of the money carried over belongs to a fund
        if _LEVELLED.match(row.name) and side.carried:
            return  # 二、上年结转：（一）一般公共预算拨款
        side.carried = not _LEVELLED.match(row.name) and _CARRIED.search(name) is not None
        top = (row.group == "" or line_of(last) is not None) and not _LEVELLED.match(row.name)
        self._bind_source(name, meaning, mention, top=top)

    def _bind_source(self, name: str, meaning: Meaning, mention: Mention, *, top: bool) -> None:
        if top and name.startswith("其他") and self.fund is None:
            self.bind(Subject("revenue.other"), meaning, mention)
            return
        fund = title_fund(name)
        if fund is not None:
            name = self.sources.setdefault(fund, name)
        self.bind(Subject("revenue.items").item(name, None), meaning, mention)
