"""The record of one report. `schemas/report.schema.json` is generated from these models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field, PrivateAttr

from extractor.records.items import Overview, Revenue, Spending
from extractor.records.leaves import Amount, Count, Evidence, Model, Month, Number, Score, Text, Unit, Year

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from extractor.view.picture import Picture

SCHEMA_VERSION: Final = "1.0"

Kind = Literal["self_evaluation", "final_accounts", "budget", "unknown"]
SectionKind = Literal[
    "overview", "spending", "goals", "completion", "conclusion", "experience", "problems", "measures", "form",
    "indicators", "statements", "narrative", "definitions", "toc", "cover", "other",
]  # fmt: skip


class Seen(Model):
    """What notebooks show as HTML."""

    def _repr_html_(self) -> str:
        from extractor.view.notebook import html

        return html(self)


class Place:
    """Where a record's file lies. It is no part of the record: all places are equal."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place)

    def __hash__(self) -> int:
        return 0


class Source(Model):
    """The file that was read."""

    name: str
    sha256: str
    bytes: int
    pages: int
    text_layer: Literal["native", "ocr", "mixed", "plain", "none"]
    damaged_pages: list[int] = Field(default_factory=list)
    producer: str | None = None


class Goal(Model):
    number: str | None = None
    title: Text | None = None
    text: Text | None = None


class Target(Model):
    """An indicator's target, parsed where its words allow it."""

    text: str
    evidence: list[Evidence] = Field(default_factory=list)
    op: Literal[">=", ">", "<=", "<", "=", "range", "qualitative"]
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None


class Indicator(Model):
    """A row of an indicator table."""

    project: Text | None = None
    period: Literal["long_term", "annual"] | None = None
    objective: int | None = None
    level1: Text | None = None
    level2: Text | None = None
    level3: Text | None = None
    name: Text | None = None
    target: Target | None = None
    actual: Text | None = None
    prior: list[Text] = Field(default_factory=list)
    standard: Text | None = None
    weight: Score | None = None
    score: Score | None = None
    deviation: Text | None = None


class Goals(Model):
    """绩效目标: as stated in prose, as listed, and the indicators of the forms."""

    output: Text | None = None
    effect: Text | None = None
    long_term: list[Goal] = Field(default_factory=list)
    annual: list[Goal] = Field(default_factory=list)
    indicators: list[Indicator] = Field(default_factory=list)
    projects: Count | None = None
    projects_amount: Amount | None = None


class Completion(Model):
    """What was achieved of the goals."""

    output: Text | None = None
    effect: Text | None = None


class Part(Model):
    """A scored row of a 自评表."""

    name: str
    weight: Score | None = None
    score: Score | None = None


class Evaluation(Model):
    """自评结论."""

    score: Score | None = None
    parts: list[Part] = Field(default_factory=list)
    grade: Text | None = None
    conclusion: Text | None = None
    experience: Text | None = None
    problems: Text | None = None
    measures: Text | None = None


class Contact(Model):
    """Who filled in the form; masked (张**, 138****0000) unless asked for."""

    person: Text | None = None
    phone: Text | None = None


class StatementRow(Model):
    code: str | None = None
    name: str | None = None
    values: dict[str, Amount | Text] = Field(default_factory=dict)
    evidence: list[Evidence] = Field(default_factory=list)


class Statement(Seen):
    """A published table; continuations joined, two-sided tables split."""

    name: str
    unit: Unit | None = None
    pages: tuple[int, int]
    note: str | None = None
    rows: list[StatementRow] = Field(default_factory=list)


class Section(Seen):
    """A heading, the text below it and its subsections."""

    kind: SectionKind
    number: str | None = None
    title: str
    level: int
    pages: tuple[int, int]
    text: str
    children: list[Section] = Field(default_factory=list)


class Check(Seen):
    """The verdict of one rule on one fact."""

    rule: str
    category: Literal["arithmetic", "form", "plausibility"]
    status: Literal["exact", "rounded", "mismatch", "unverifiable", "notice"]
    severity: Literal["error", "warning", "info"]
    subject: str
    stated: Number | None = None
    expected: Number | None = None
    difference: Number | None = None
    inputs: list[str] = Field(default_factory=list)
    message: str
    advice: str | None = None
    diagnosis: list[str] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)
    caused_by: str | None = None


class Unclaimed(Model):
    """A money mention that no field took. `value` (元) is null where its unit is not stated."""

    value: Number | None
    stated: str
    section: str | None = None
    label: str | None = None
    evidence: list[Evidence] = Field(default_factory=list)


class OpenPercent(Model):
    """A percentage that no field took: no fact, but not lost either."""

    value: Number
    stated: str
    section: str | None = None
    evidence: list[Evidence] = Field(default_factory=list)


class Coverage(Model):
    amounts_found: int = 0
    amounts_claimed: int = 0
    percents_found: int = 0
    percents_claimed: int = 0
    percents_unclaimed: list[OpenPercent] = Field(default_factory=list)


class Notice(Model):
    """Something a reader of the record should know. `code` is stable."""

    code: str
    message: str
    page: int | None = None


class Report(Seen):
    """One report: who, what year, what it spent and achieved, and where each value stands."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    kind: Kind = "unknown"
    source: Source
    title: Text | None = None
    department: Text | None = None
    fiscal_year: Year | None = None
    report_date: Month | None = None
    overview: Overview = Field(default_factory=Overview)
    revenue: Revenue = Field(default_factory=Revenue)
    spending: Spending = Field(default_factory=Spending)
    goals: Goals = Field(default_factory=Goals)
    completion: Completion = Field(default_factory=Completion)
    evaluation: Evaluation = Field(default_factory=Evaluation)
    contact: Contact = Field(default_factory=Contact)
    statements: list[Statement] = Field(default_factory=list)
    sections: list[Section] = Field(default_factory=list)
    checks: list[Check] = Field(default_factory=list)
    reconciles: bool | None = None
    unclaimed: list[Unclaimed] = Field(default_factory=list)
    coverage: Coverage = Field(default_factory=Coverage)
    warnings: list[Notice] = Field(default_factory=list)

    _place: Place = PrivateAttr(default_factory=Place)

    def __repr__(self) -> str:
        who = self.department.value if self.department else None
        year = self.fiscal_year.value if self.fiscal_year else None
        return f"<Report {self.source.name!r} {self.kind} {who} {year} reconciles={self.reconciles}>"

    __str__ = __repr__

    def facts(self, *, floats: bool = False) -> pd.DataFrame:
        """The record flattened to rows: one a value, with its path, label, unit, interval and place.

        Numbers are `Decimal`; with `floats` they are floats, for plots.
        """
        from extractor.records.facts import facts_frame

        if not floats:
            return facts_frame(self)
        from extractor.view.notebook import with_floats

        return with_floats(facts_frame(self))

    def items(self, *, floats: bool = False) -> pd.DataFrame:
        """The lines of revenue and spending, one a row, their figures side by side."""
        from extractor.view.notebook import frame

        return frame(self, "line_items", floats=floats)

    def indicators(self, *, floats: bool = False) -> pd.DataFrame:
        """The performance indicators, one a row."""
        from extractor.view.notebook import frame

        return frame(self, "indicators", floats=floats)

    def checks_frame(self, *, floats: bool = False) -> pd.DataFrame:
        """The verdicts, one a row."""
        from extractor.view.notebook import frame

        return frame(self, "checks", floats=floats)

    def show(self, path: str, pdf: str | Path | bytes | None = None) -> Picture:
        """The page on which a value stands, with its boxes drawn; notebooks show it.

        `pdf` is the file, needed where the record was not just read from a path. UnknownPathError: there is no such
        value; ValueError: it has no place on a page, or the file is another one; FileNotFoundError: no file is known.
        """
        from extractor.view.picture import show

        return show(self, path, pdf, self._place.path)

    def read_from(self, path: Path) -> Report:
        """This record, which now knows where its file lies (`show` draws from it)."""
        self._place.path = path.absolute()
        return self
