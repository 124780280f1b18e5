"""Spending: rows of 合计, of lines, of functions and of economic classes, read against their columns."""

from __future__ import annotations

from extractor.lexicon.statements import TableLine, without_ordinal
from extractor.reading.subjects import Subject
from extractor.reading.tables.columns import Meaning
from extractor.reading.tables.rows import Row
from extractor.reading.tables.table_lines import Side, TableLines
from extractor.records.items import Lines

#: lines of a 三公 table that are no part of the 三公 lines
_BESIDE = frozenset({"spending.meetings", "spending.training", "spending.running_cost"})
#: the lines that rows may name in a table about one line
_WITHIN = {
    "spending.procurement.total": ("spending.procurement",),
    "spending.running_cost": ("spending.running_cost",),
    "spending.project_items": ("spending.project",),
    "spending.basic": ("spending.basic", "spending.personnel", "spending.operating", "spending.household"),
    "spending.three_public.total": ("spending.three_public", *sorted(_BESIDE)),
}
_LINES = frozenset(Lines.model_fields)


class SpendingLines(TableLines):
    """The spending of one table."""

    def spending(self, row: Row, side: Side, named: TableLine | None) -> None:
        """Binds a row of the spending side."""
        if row.code and not (named and named.path == "whole"):
            self._coded(row)
        elif named is not None:
            self._line(row, side, named)
        elif self.subject == "both":
            self._by_function(row)
        elif self.subject == "spending.project_items" and row.name:
            self._project(row)

    def _line(self, row: Row, side: Side, named: TableLine) -> None:
        whole = named.path in ("whole", "spending.total")
        if not whole and not named.path.startswith(_WITHIN.get(self.subject or "", ("spending",))):
            return
        figures = self.figures(row)
        widest = {id(mention) for _, mention in self.widest(figures)}
        for meaning, mention in figures:
            fund = meaning.fund or self.fund
            if meaning.line and meaning.line.path in ("none", "revenue.total"):
                continue
            if whole:
                path = self._whole(meaning, named)
                if path is None or (named.grand and side.totals and path == "spending.total"):
                    continue
                if id(mention) not in widest and not _told_by_fund(path):
                    continue
                self.bind(Subject(path, fund, named.grand and path == "spending.total"), meaning, mention)
            elif _plain(meaning) and (id(mention) in widest or _told_by_fund(named.path)):
                self.bind(Subject(named.path, fund), meaning, mention)

    def _whole(self, meaning: Meaning, named: TableLine) -> str | None:
        """The line that a row of 合计 states in a column."""
        if meaning.line is not None and meaning.line.path.startswith("spending"):
            return meaning.line.path
        if meaning.line is not None and meaning.line.path.startswith("revenue"):
            return None
        if not _plain(meaning):
            return None  # a head that names something unknown
        subject = self.subject
        if subject == "both" or (named.path == "spending.total" and subject not in _WITHIN):
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
        """What 合计 adds up in a table of lines in prose."""
        paths = {line.path for row in self.rows if (line := self.line(row.name)) is not None}
        if paths & {"spending.basic", "spending.project"}:
            return "spending.total"
        three_public = any(path.startswith("spending.three_public") for path in paths)
        return "spending.three_public.total" if three_public else None

    def _by_function(self, row: Row) -> None:
        """一、一般公共服务支出 in the right half of a 收支 table."""
        code = self.codes.function_class(row.name)
        if code is None:
            return
        for meaning, mention in self.figures(row):
            if _plain(meaning):
                subject = Subject("spending.functional", meaning.fund or self.fund)
                self.bind(subject.item(without_ordinal(row.name), code), meaning, mention)

    def _project(self, row: Row) -> None:
        """A project in a table of projects, by its title."""
        for meaning, mention in self.widest(self.figures(row)):
            if _plain(meaning):
                subject = Subject("spending.project_items", meaning.fund or self.fund)
                self.bind(subject.item(without_ordinal(row.name.split("/")[-1]), None), meaning, mention)

    def _coded(self, row: Row) -> None:
        placed = self.codes.place(row)
        if placed is None:
            return
        for meaning, mention in self.figures(row):
            subject = placed.subject(meaning, self.fund, self.columns.values())
            if subject is not None:
                self.bind(subject, meaning, mention)


def _told_by_fund(path: str) -> bool:
    """Whether the record holds a line again for each narrower fund."""
    return path.removeprefix("spending.") in _LINES


def _plain(meaning: Meaning) -> bool:
    """Whether a column holds the row's own figure: 合计, 金额, 预算数, the spending of a fund."""
    if meaning.line is not None:
        return meaning.line.path == "spending.total"
    return not meaning.name or meaning.fund is not None
