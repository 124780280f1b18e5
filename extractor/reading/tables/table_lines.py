"""What the readers of one table share: its fund and subject, what its columns mean, and how a figure is bound."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.lexicon.labels import vocabulary
from extractor.lexicon.statements import TableLine, is_source, line_of, plain_head, title_fund, title_subject
from extractor.reading.draft import Draft
from extractor.reading.mentions import Mention
from extractor.reading.subjects import Binding, CountBinding, Subject
from extractor.reading.tables.codes import CodeReader
from extractor.reading.tables.columns import Meaning, read_columns, side_heads
from extractor.reading.tables.reading import TableReading
from extractor.reading.tables.rows import Row, without_measure

_RATES = frozenset({"change_rate", "completion", "share"})
_CURRENT = ("本年", "当年")
_GRAND = frozenset({"总计", "收支总计"})
WHOLE = TableLine("whole")
TOTALS = ("revenue.total", "spending.total")


@dataclass(slots=True)
class Side:
    """One list of a table: where its rows belong, and what has been seen of it."""

    revenue: bool
    totals: bool  #: it has a row of …合计, so that 总计 is no line of its own
    current: bool  #: and that row says 本年 or 当年, so that a plain 收入合计 holds what is carried over too
    closed: bool = False  #: below the row of 合计
    carried: bool = False  #: below an entry of money carried over, whose parts are no sources of this year


class TableLines:
    """One table. `sources`: for a fund the name that its source of revenue got first."""

    def __init__(
        self, table: TableReading, draft: Draft, measure: str, year: int | None, sources: dict[str, str]
    ) -> None:
        self.table, self.draft, self.measure, self.sources = table, draft, measure, sources
        title = table.caption.title or ""
        self.fund = title_fund(title)
        self.subject = title_subject(title)
        self.rows = table.rows
        self.columns = read_columns(table, measure, year)
        self.sides = [self._side(index) for index in range(len(table.head.sides))]
        for column in table.head.values():
            if not self.sides[column.side].revenue:
                self.columns[column.index] = _spent(self.columns[column.index])
        self.codes = CodeReader(year, self.subject)

    def _side(self, index: int) -> Side:
        label = "".join(side_heads(self.table, index)[:1])
        if "支出" in label or "收入" in label:
            revenue = "支出" not in label
        else:
            revenue = self.subject == "revenue.total" or (self.table.kind == "lines" and self._all_revenue())
        path = "revenue.total" if revenue else "spending.total"
        totals = [plain_head(row.name) for row in self.rows if row.side == index and _names(row.name, path)]
        return Side(revenue, bool(totals), any(name.startswith(_CURRENT) for name in totals))

    def _all_revenue(self) -> bool:
        lines = [line.path for row in self.rows if (line := line_of(row.name)) is not None and line.path != "whole"]
        sources = [row for row in self.rows if is_source(row.name)]
        return bool(sources or lines) and all(path.startswith("revenue") for path in lines)

    def named(self, row: Row, side: Side) -> TableLine | None:
        """The line that a row names; a row of a table without names is its whole."""
        if not row.name:
            named = any(column.role in ("name", "code") for column in self.table.head.sides[row.side])
            return None if named else WHOLE
        found = self.line(row.name)
        if found is not None and side.current and found.path in TOTALS:
            current = plain_head(row.name).startswith(_CURRENT)
            return found if current else TableLine(found.path, grand=True)
        return found

    def line(self, name: str) -> TableLine | None:
        """The line of a name; in prose any word of the clause grammar will do."""
        found = line_of(name)
        if found is None and self.table.kind == "lines":
            word = vocabulary().meanings.get(plain_head(name))
            if word is not None and word.line is not None and not word.line.pair and word.line.code is None:
                found = TableLine(word.line.path, word.line.grand)
        if found is not None and found.path == "whole" and plain_head(name) in _GRAND:
            return TableLine("whole", grand=True)
        return found

    def figures(self, row: Row) -> list[tuple[Meaning, Mention]]:
        """The figures of a row that may state something of a line, with what their columns mean."""
        found: list[tuple[Meaning, Mention]] = []
        for column, cell in row.cells:
            mention, meaning = self.table.mentions.get(id(cell)), self.columns.get(column.index)
            if mention is None or meaning is None or mention.value is None:
                continue
            if mention.kind == ("percent" if meaning.field in _RATES else "amount"):
                found.append((meaning, mention))
        return found

    @staticmethod
    def widest(found: list[tuple[Meaning, Mention]]) -> list[tuple[Meaning, Mention]]:
        """The figures of a row without those of a fund where the row has one of all funds for the same field."""
        whole = {meaning.field for meaning, _ in found if meaning.fund is None and _plain_whole(meaning)}
        return [pair for pair in found if pair[0].fund is None or pair[0].field not in whole]

    def bind(self, subject: Subject, meaning: Meaning, mention: Mention) -> None:
        """The figure of a cell for a field of a line."""
        self.draft.bind(Binding(subject, meaning.field, mention.start, mention.end, mention, 1, meaning.attributes))

    def counts(self, row: Row) -> None:
        """Vehicles, groups, visitors: named by the row, or by the column's lowest head."""
        for column, cell in row.cells:
            mention, meaning = self.table.mentions.get(id(cell)), self.columns.get(column.index)
            if mention is None or mention.kind != "count" or meaning is None or meaning.field != self.measure:
                continue
            for name in (row.name, meaning.name):
                word = vocabulary().meanings.get(without_measure(plain_head(name)))
                if word is not None and word.kind == "count" and word.value is not None:
                    self.draft.count(CountBinding(word.value, mention.start, mention.end, mention))
                    break


def _names(name: str, path: str) -> bool:
    line = line_of(name)
    return line is not None and line.path == path and not line.grand


def _plain_whole(meaning: Meaning) -> bool:
    return meaning.line is None and not meaning.name


def _spent(meaning: Meaning) -> Meaning:
    """财政拨款 over a column of spending is what is spent of it, no source."""
    of_fund = meaning.line is not None and meaning.line.path == "revenue.fiscal" and "收入" not in meaning.name
    return replace(meaning, line=None) if of_fund else meaning
