"""From tables to the lines of the record: every row and column that names a line states its figures.

The names decide, never the place: a row of 合计, a code, a line (基本支出) or a source of revenue, read against what
its column's heads say (a line, a fund, a measure). What names no line stays in the statement alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.lexicon.statements import title_fund
from extractor.reading.draft import Draft
from extractor.reading.leaves import Quoter
from extractor.reading.subjects import Binding, Context, Subject
from extractor.reading.tables.reading import TableReading
from extractor.reading.tables.revenue import RevenueLines
from extractor.reading.tables.spending import SpendingLines

_FUNDED = frozenset({"general_public", "government_funds", "state_capital"})
_NOTHING = re.compile(r"(?:无|没有|未安排|未发生|未编制)[^，。；]*")
_YEAR = re.compile(r"(20\d\d)年")


class LineReader:
    """Reads tables into a draft. `context`: the report's usual measure and its fiscal year."""

    def __init__(self, draft: Draft, quoter: Quoter, context: Context) -> None:
        self._draft, self._quoter, self._context = draft, quoter, context

    def read(self, tables: list[TableReading]) -> None:
        """Binds the figures of all published tables, and of the tables of lines in prose."""
        sources: dict[str, str] = {}
        for name in self._draft.names("revenue.items"):
            if (fund := title_fund(name)) is not None:
                sources.setdefault(fund, name)
        year = self._context.year or _year_of(tables)
        for table in tables:
            if table.kind not in ("statement", "lines"):
                continue
            lines = _Lines(table, self._draft, self._context.measure, year, sources)
            lines.read()
            if table.kind == "statement" and not table.filled:
                self._empty(table, lines.fund)

    def _empty(self, table: TableReading, fund: str | None) -> None:
        """A note under an empty table states a zero where it names the fund."""
        text = self._quoter.document.text
        for start, end in table.caption.notes:
            found = _NOTHING.search(text, start, end)
            if found is not None and fund in _FUNDED and fund == title_fund(text[start:end]):
                subject = Subject("spending.total", fund)
                self._draft.bind(Binding(subject, self._context.measure, found.start(), found.end()))
                return


class _Lines(RevenueLines, SpendingLines):
    """One table, row by row."""

    def read(self) -> None:
        for row in self.rows:
            side = self.sides[row.side]
            named = self.named(row, side)
            if side.revenue:
                self.revenue(row, side, named)
            else:
                self.spending(row, side, named)
            self.counts(row)


def _year_of(tables: Iterable[TableReading]) -> int | None:
    """The one year that the titles of published tables name."""
    years = {year for table in tables if table.kind == "statement" for year in _YEAR.findall(table.caption.title or "")}
    return int(years.pop()) if len(years) == 1 else None
