"""From tables to the lines of the record: every row and column that names a line states its figures.

The names decide, never the place: a row of 合计, a code, a line (基本支出) or a source of revenue, read against what
its column's heads say (a line, a fund, a measure). What names no line stays in the statement alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.lexicon.labels import vocabulary
from extractor.lexicon.statements import (
    TableLine,
    is_source,
    line_of,
    plain_head,
    title_fund,
    title_subject,
    without_ordinal,
)
from extractor.reading.draft import Draft
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention
from extractor.reading.subjects import Binding, Context, Subject
from extractor.reading.tables.codes import CodeReader
from extractor.reading.tables.columns import Meaning, read_columns, side_heads
from extractor.reading.tables.reading import TableReading
from extractor.reading.tables.rows import Row

_RATES = frozenset({"change_rate", "completion", "share"})
_FUNDED = frozenset({"general_public", "government_funds", "state_capital"})
_NOTHING = re.compile(r"(?:无|没有|未安排|未发生|未编制)[^，。；]*")
_TOP = re.compile(r"[一二三四五六七八九十]{1,3}[、.]")
_LEVELLED = re.compile(r"(?:\d{1,2}[.、．]|（)")
_YEAR = re.compile(r"(20\d\d)年")
_GRAND = frozenset({"总计", "收支总计"})
_WHOLE = TableLine("whole")
#: lines of a 三公 table that are no part of the 三公 lines
_BESIDE = frozenset({"spending.meetings", "spending.training", "spending.running_cost"})
_TOTALS = ("revenue.total", "spending.total")
_CURRENT = ("本年", "当年")
#: the lines that rows may name in a table about one line
_WITHIN = {
    "spending.procurement.total": ("spending.procurement",),
    "spending.running_cost": ("spending.running_cost",),
    "spending.basic": ("spending.basic", "spending.personnel", "spending.operating", "spending.household"),
    "spending.three_public.total": ("spending.three_public", *sorted(_BESIDE)),
}


@dataclass(slots=True)
class _Side:
    """One list of a table: where its rows belong, and what has been seen of it."""

    revenue: bool
    totals: bool  #: it has a row of …合计, so that 总计 is no line of its own
    current: bool  #: and that row says 本年 or 当年, so that a plain 收入合计 holds what is carried over too
    closed: bool = False  #: below the row of 合计


class LineReader:
    """Reads tables into a draft. `context`: the report's usual measure and its fiscal year."""

    def __init__(self, draft: Draft, quoter: Quoter, context: Context) -> None:
        self._draft, self._quoter, self._context = draft, quoter, context
        self.year = context.year
        self._sources: dict[str, str] = {}  #: fund → the name that its source of revenue got first

    def read(self, tables: Iterable[TableReading]) -> None:
        """Binds the figures of all published tables, and of the tables of lines in prose."""
        for name in self._draft.names("revenue.items"):
            self._source_name(name)
        tables = list(tables)
        self.year = self.year or _year_of(tables)
        for table in tables:
            if table.kind in ("statement", "lines"):
                _TableLines(self, table).read()

    def _source_name(self, name: str) -> str:
        fund = title_fund(name)
        return self._sources.setdefault(fund, name) if fund is not None else name


class _TableLines:
    """One table."""

    def __init__(self, reader: LineReader, table: TableReading) -> None:
        self.reader, self.table = reader, table
        self.context = reader._context
        title = table.caption.title or ""
        self.fund = title_fund(title)
        self.subject = title_subject(title)
        self.rows = table.rows
        self.columns = read_columns(table, self.context.measure, reader.year)
        self.sides = [self._side(index) for index in range(len(table.head.sides))]
        self.codes = CodeReader(reader.year, self.subject)

    def read(self) -> None:
        filled = False
        for row in self.rows:
            if any(self.table.mentions.get(id(cell)) for _, cell in row.cells):
                filled = True
            self._row(row, self.sides[row.side])
        if not filled and self.table.kind == "statement":
            self._empty()

    def _side(self, index: int) -> _Side:
        label = "".join(side_heads(self.table, index)[:1])
        if "支出" in label or "收入" in label:
            revenue = "支出" not in label
        else:
            revenue = self.subject == "revenue.total" or (self.table.kind == "lines" and self._all_revenue())
        path = "revenue.total" if revenue else "spending.total"
        totals = [plain_head(row.name) for row in self.rows if row.side == index and _names(row.name, path)]
        return _Side(revenue, bool(totals), any(name.startswith(_CURRENT) for name in totals))

    def _all_revenue(self) -> bool:
        lines = [line.path for row in self.rows if (line := line_of(row.name)) is not None and line.path != "whole"]
        sources = [row for row in self.rows if is_source(row.name)]
        return bool(sources or lines) and all(path.startswith("revenue") for path in lines)

    # ------------------------------------------------------------------ rows

    def _row(self, row: Row, side: _Side) -> None:
        unnamed = not any(column.role in ("name", "code") for column in self.table.head.sides[row.side])
        named = self._line(row.name) if row.name else _WHOLE if unnamed else None
        if named is not None and side.current and named.path in _TOTALS and not _is_current(row.name):
            named = TableLine(named.path, grand=True)
        if side.revenue:
            self._revenue(row, side, named)
        elif row.code and not (named and named.path == "whole"):
            self._coded(row)
        elif named is not None:
            self._spending(row, side, named)
        elif self.subject == "both":
            self._by_function(row)

    def _line(self, name: str) -> TableLine | None:
        found = line_of(name)
        if found is None and self.table.kind == "lines":
            word = vocabulary().meanings.get(plain_head(name))
            if word is not None and word.line is not None and not word.line.pair and word.line.code is None:
                found = TableLine(word.line.path, word.line.grand)
        if found is not None and found.path == "whole" and plain_head(name) in _GRAND:
            return TableLine("whole", grand=True)
        return found

    def _revenue(self, row: Row, side: _Side, named: TableLine | None) -> None:
        if row.code:
            return
        total = named is not None and named.path in ("revenue.total", "whole") and not row.group
        for meaning, mention in self._figures(row):
            if total:
                assert named is not None
                self._revenue_total(meaning, mention, named.grand, side)
            elif meaning.line is None or meaning.line.path == "revenue.total":
                self._source(row, side, named, meaning, mention)
        side.closed = side.closed or (total and without_ordinal(row.name) == row.name)

    def _revenue_total(self, meaning: Meaning, mention: Mention, grand: bool, side: _Side) -> None:
        """A row of 合计: the total, or the source that the column names."""
        path = meaning.line.path if meaning.line else "revenue.total"
        if path == "revenue.total" and meaning.name and meaning.line is None:
            if meaning.fund is None and not is_source(meaning.name):
                return
            self._bind_source(meaning.name, meaning, mention, top=True)
        elif path == "revenue.total" and meaning.name and is_source(meaning.name):
            self._bind_source(meaning.name, meaning, mention, top=True)
        elif path == "revenue.fiscal":
            self._bind(Subject("revenue.fiscal"), meaning, mention)
        elif path == "revenue.total" and not (grand and side.totals):
            fund = self.fund or meaning.fund
            if fund in (None, "fiscal"):
                target = "revenue.fiscal" if fund else "revenue.total"
                self._bind(Subject(target, None, grand), meaning, mention)

    def _source(self, row: Row, side: _Side, named: TableLine | None, meaning: Meaning, mention: Mention) -> None:
        name = without_ordinal(row.name.split("/")[-1])
        if named is not None and named.path == "revenue.fiscal":
            self._bind(Subject("revenue.fiscal"), meaning, mention)
            return
        if row.group and line_of(name) is not None:
            name = without_ordinal(row.group)  # 其他资金/小计
        elif named is not None and (row.group or named.path != "none"):
            return
        if named is not None and named.path == "none" and self.fund is not None:
            return
        if side.closed and title_fund(name) is not None:
            return  # what of the money carried over belongs to a fund
        top = (row.group == "" or line_of(row.name.split("/")[-1]) is not None) and not _LEVELLED.match(row.name)
        self._bind_source(name, meaning, mention, top=top)

    def _bind_source(self, name: str, meaning: Meaning, mention: Mention, *, top: bool) -> None:
        if top and name.startswith("其他") and self.fund is None:
            self._bind(Subject("revenue.other"), meaning, mention)
            return
        self._bind(Subject("revenue.items").item(self.reader._source_name(name), None), meaning, mention)

    def _spending(self, row: Row, side: _Side, named: TableLine) -> None:
        whole = named.path in ("whole", "spending.total")
        if not whole and not named.path.startswith(_WITHIN.get(self.subject or "", ("spending",))):
            return
        for meaning, mention in self._figures(row):
            fund = meaning.fund or self.fund
            if meaning.line and meaning.line.path in ("none", "revenue.total"):
                continue
            if whole:
                path = self._whole(meaning, named)
                if path is None or (named.grand and side.totals and path == "spending.total"):
                    continue
                self._bind(Subject(path, fund, named.grand and path == "spending.total"), meaning, mention)
            elif meaning.line is None or meaning.line.path == "spending.total":
                self._bind(Subject(named.path, fund), meaning, mention)

    def _whole(self, meaning: Meaning, named: TableLine) -> str | None:
        """The line that a row of 合计 states in a column."""
        if meaning.line is not None and meaning.line.path.startswith("spending"):
            return meaning.line.path
        if meaning.line is not None and meaning.line.path.startswith("revenue"):
            return None
        if meaning.line is None and meaning.name and meaning.fund is None:
            return None  # a head that names something unknown
        subject = self.subject
        if named.path == "spending.total" or subject == "both":
            return "spending.total"
        if subject == "spending.project_items":
            return "spending.project"
        if subject == "spending.three_public.total":
            paths = {m.line.path for m in self.columns.values() if m.line}
            return None if paths & (_BESIDE | {subject}) else subject
        if subject is None or subject == "spending.total":
            return self._whole_of_rows() if self.table.kind == "lines" else "spending.total"
        return subject if subject.startswith("spending") else None

    def _whole_of_rows(self) -> str | None:
        paths = {line.path for row in self.rows if (line := self._line(row.name)) is not None}
        if paths & {"spending.basic", "spending.project"}:
            return "spending.total"
        return (
            "spending.three_public.total" if any(path.startswith("spending.three_public") for path in paths) else None
        )

    def _by_function(self, row: Row) -> None:
        """一、一般公共服务支出 in the right half of a 收支 table."""
        code = self.codes.function_class(row.name)
        if code is None:
            return
        for meaning, mention in self._figures(row):
            if meaning.line is None or meaning.line.path == "spending.total":
                if meaning.name and meaning.fund is None and meaning.line is None:
                    continue
                subject = Subject("spending.functional", meaning.fund or self.fund)
                self._bind(subject.item(without_ordinal(row.name), code), meaning, mention)

    def _coded(self, row: Row) -> None:
        placed = self.codes.place(row)
        if placed is None:
            return
        for meaning, mention in self._figures(row):
            subject = placed.subject(meaning, self.fund, self.columns.values())
            if subject is not None:
                self._bind(subject, meaning, mention)

    # ------------------------------------------------------------------ figures

    def _figures(self, row: Row) -> Iterable[tuple[Meaning, Mention]]:
        for column, cell in row.cells:
            mention, meaning = self.table.mentions.get(id(cell)), self.columns.get(column.index)
            if mention is None or meaning is None or mention.value is None:
                continue
            if mention.kind == ("percent" if meaning.field in _RATES else "amount"):
                yield meaning, mention

    def _bind(self, subject: Subject, meaning: Meaning, mention: Mention) -> None:
        self.reader._draft.bind(
            Binding(subject, meaning.field, mention.start, mention.end, mention, 1, meaning.attributes)
        )

    def _empty(self) -> None:
        """A note under an empty table states a zero where it names the fund."""
        text = self.reader._quoter.document.text
        for start, end in self.table.caption.notes:
            found = _NOTHING.search(text, start, end)
            fund = title_fund(text[start:end])
            if found is not None and fund in _FUNDED and fund == self.fund:
                subject = Subject("spending.total", fund)
                self.reader._draft.bind(Binding(subject, self.context.measure, found.start(), found.end()))
                return


def _names(name: str, path: str) -> bool:
    line = line_of(name)
    return line is not None and line.path == path and not line.grand


def _is_current(name: str) -> bool:
    return plain_head(name).startswith(_CURRENT)


def _year_of(tables: list[TableReading]) -> int | None:
    """The one year that the titles of published tables name."""
    years = {year for table in tables if table.kind == "statement" for year in _YEAR.findall(table.caption.title or "")}
    return int(years.pop()) if len(years) == 1 else None
