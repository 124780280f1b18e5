"""What the forms of a document have said so far: the context of the next table, and what goes into the record."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention
from extractor.reading.numbers import UNITS, chinese_integer, interval, percent_interval
from extractor.reading.tables.view import View
from extractor.records.items import HistoryYear
from extractor.records.leaves import Count, Score, Text, Year
from extractor.records.report import Goal, Indicator, Part

Period = Literal["long_term", "annual"]
_AMOUNT = re.compile(r"(?P<sign>[-－])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)$")
_RATE = re.compile(r"(?P<sign>[-－])?(?P<digits>\d+(?:\.\d+)?)%?$")


@dataclass(slots=True)
class Total:
    """The row that adds up the scores of a table."""

    score: Score
    weight: Score | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a form that is a section of its own."""

    kind: Literal["form", "goals", "indicators"]
    number: str | None  #: of the objective
    title: str
    start: int
    end: int


@dataclass(slots=True)
class Found:
    """What forms state, in order."""

    long_term: list[Goal] = field(default_factory=list)
    annual: list[Goal] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    history: list[HistoryYear] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    achieved: Text | None = None
    year: Year | None = None  #: in a title inside a grid
    grade: Text | None = None
    staff: dict[tuple[str, str], Count] = field(default_factory=dict)  #: by their place in Staffing
    departments: list[Text] = field(default_factory=list)
    templates: list[int] = field(default_factory=list)  #: where a placeholder was left
    blocks: list[Block] = field(default_factory=list)
    forms: list[Block] = field(default_factory=list)  #: whole sheets that hold blocks


@dataclass(slots=True)
class State:
    """The context while sheets are read, and what was found."""

    quoter: Quoter
    mentions: list[Mention]
    by_start: dict[int, Mention]
    year: int | None
    found: Found = field(default_factory=Found)
    project: Text | None = None  #: the project that the form is about
    period: Period | None = None
    objective: int | None = None  #: 长期目标2： above the next table
    sides: list[tuple[int, int, Period]] = field(default_factory=list)  #: columns below 长期目标 and 年度目标
    unit: str | None = None  #: of the sheet's money
    measure: str = "actual"  #: what a figure of a line is where nothing says more

    def new_form(self) -> None:
        self.project = self.period = self.objective = None
        self.sides = []

    def block(self, view: View, kind: Literal["goals", "indicators"], label: SheetCell | None, rows: range) -> None:
        """Notes the rows of a block, named by the label beside them or by their first head."""
        extent = view.extent(rows.start, rows.stop)
        if extent is not None:
            title = view.text(label) or next((view.text(c) for c in view.row(rows.start) if view.text(c)), "")
            number = str(self.objective) if kind == "indicators" and self.objective is not None else None
            self.found.blocks.append(Block(kind, number, title, *extent))

    def claim(self, cell: SheetCell) -> None:
        """The figures that begin in a cell are stated by the field that took it."""
        for start, end in cell.pieces:
            for place in range(start, min(end, start + 3)):  # ≥9亿元
                mention = self.by_start.get(place)
                if mention is not None and mention.end <= end:
                    mention.claimed = True

    def amount(self, view: View, cell: SheetCell | None) -> Mention | None:
        """The money of a cell that holds a figure and nothing else; None where it has none or no unit is known."""
        if cell is not None and len(cell.pieces) == 1:
            start, end = cell.pieces[0]
            known = self.by_start.get(start)
            if known is not None and known.kind == "amount" and known.end == end and known.stated.endswith("元"):
                return known  # 12.5万元: its own unit
        found = self._figure(view, cell, _AMOUNT)
        if found is None or self.unit is None:
            return None
        start, end, match = found
        value, low, high = interval(match["digits"], UNITS[self.unit])
        if match["sign"]:
            value, low, high = -value, -high, -low
        return self._mention(Mention("amount", start, end, value, low, high, self.unit, match.group(), table=True))

    def rate(self, view: View, cell: SheetCell | None) -> Mention | None:
        """The percentage of a cell, its sign printed or understood from the head."""
        found = self._figure(view, cell, _RATE)
        if found is None:
            return None
        start, end, match = found
        value, low, high = percent_interval(match["digits"])
        if match["sign"]:
            value, low, high = -value, -high, -low
        return self._mention(Mention("percent", start, end, value, low, high, "%", match.group(), table=True))

    @staticmethod
    def _figure(view: View, cell: SheetCell | None, pattern: re.Pattern[str]) -> tuple[int, int, re.Match[str]] | None:
        """A figure that stands in one piece."""
        if cell is None or len(cell.pieces) != 1:
            return None
        text = view.text(cell)
        match = pattern.match(text.strip()) if len(text) <= 24 else None
        return (*cell.pieces[0], match) if match else None

    def _mention(self, made: Mention) -> Mention:
        """The mention that stands there already, corrected by what the head says, or a new one."""
        known = self.by_start.get(made.start) or self.by_start.get(made.start + 1)
        if known is not None and known.kind == made.kind and known.end <= made.end:
            known.value, known.low, known.high, known.unit = made.value, made.low, made.high, made.unit
            return known
        self.mentions.append(made)
        self.by_start[made.start] = made
        return made


_OBJECTIVE = re.compile(
    r"(?P<side>[中]?长期|中期|实施期|年度|当年)?(?:绩效|总体|整体)?(?:目标|指标)(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:（[^（）]*分[^（）]*）)?[：:]?(?P<rest>.*)$"
)


def objective_of(text: str) -> tuple[Period | None, int, int] | None:
    """长期目标2：数字政务 → ("long_term", 2, where the title begins); None where the words name no objective."""
    match = _OBJECTIVE.match(text)
    number = ordinal_value(match["n"]) if match else None
    if match is None or number is None:
        return None
    return period_of(match["side"] or ""), number, match.start("rest")


def ordinal_value(text: str) -> int | None:
    return int(text) if text.isdecimal() else chinese_integer(text)


def period_of(text: str) -> Period | None:
    """The period that a label's words name."""
    words = form_words()
    if any(word in text for word in words.long_term):
        return "long_term"
    return "annual" if any(word in text for word in words.annual) else None
