"""The lines of a record by path and by fund, so that a rule finds its facts and joins only what belongs together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple, get_args

from extractor.checks.figures import Figure, figure_of
from extractor.checks.model_paths import held, hints
from extractor.records.items import BudgetBasis, Fund, LineItem, Lines, StaffGroup
from extractor.records.labels import field_label
from extractor.records.leaves import Amount, Count, Leaf, Model, Percent, Score
from extractor.records.paths import entries
from extractor.records.report import Report, Target

FUNDS = tuple(fund for fund in get_args(Fund) if fund != "all")
#: lines of `spending` that may be stated once for each fund
SCOPED = frozenset(f"spending.{name}" for name in Lines.model_fields)
_BUDGETS = get_args(BudgetBasis)


@dataclass(slots=True, eq=False)
class Line:
    """A line item with its place in the record."""

    path: str
    label: str
    item: LineItem
    name: str | None
    code: str | None
    fund: Fund | None
    figures: dict[str, Figure]  #: by measure, those that are stated
    figure: Callable[[str], Figure | None]  #: the one of a measure


@dataclass(slots=True)
class Index:
    """Lines by path, the scoped ones also by name and fund; other numbers by path."""

    report: Report
    lines: dict[str, Line] = field(default_factory=dict)
    by_fund: dict[str, dict[str | None, Line]] = field(default_factory=dict)
    children: dict[str, list[Line]] = field(default_factory=dict)  #: the items of a line, by its path
    entries: dict[str, list[Line]] = field(default_factory=dict)  #: the lines of a list, by its path
    numbers: dict[str, Figure] = field(default_factory=dict)  #: leaves that belong to no line item
    listed: dict[str, dict[str, Figure]] = field(default_factory=dict)  #: of those the ones of a list, by its path
    comparing: list[Line] = field(default_factory=list)  #: lines that state a change, a variance or a rate of these
    restated: list[Figure] = field(default_factory=list)  #: figures that the report states more than once

    def line(self, name: str, fund: str | None) -> Line | None:
        """The scoped line `name` (spending.basic) as stated for a fund."""
        return self.by_fund.get(name, {}).get(fund)

    def funds(self, name: str) -> dict[str | None, Line]:
        return self.by_fund.get(name, {})

    def matching(self, pattern: str) -> list[Line]:
        """The lines that a rule's path names; `[*]` is every entry of a list."""
        if "[*]" not in pattern:
            line = self.lines.get(pattern)
            return [] if line is None else [line]
        head = pattern.removesuffix("[*]")
        owner = head.removesuffix(".items")
        return self.children.get(owner, []) if owner != head and owner in self.children else self.entries.get(head, [])


def build(report: Report) -> Index:
    """Goes through the parts of the record that hold figures; their keys are those of `records.paths`."""
    index = Index(report)
    for part in _PARTS:
        _collect(index, getattr(report, part), part, field_label(Report, part))
    return index


class _Field(NamedTuple):
    """A field in which a figure may stand."""

    name: str
    label: str  #: what it adds to the label of its model
    holds: Literal["figure", "model", "list"]


@cache
def _fields(model: type[Model]) -> tuple[_Field, ...]:
    """The fields of a model in which figures may stand: none of a model of words."""
    found = []
    for name, hint in hints(model).items():
        inner, is_list = held(hint)
        if inner is None or (inner not in _NUMBERS and not _has_figures(inner)):
            continue
        label = field_label(model, name)
        if issubclass(model, StaffGroup) and name not in ("total", "other"):
            label = f"（{label}）"
        if inner not in _NUMBERS:
            found.append(_Field(name, label, "list" if is_list else "model"))
        elif not is_list:
            found.append(_Field(name, label, "figure"))
    return tuple(found)


def _has_figures(model: type[Model]) -> bool:
    return model is LineItem or (not issubclass(model, Leaf | Target) and bool(_fields(model)))


def _collect(index: Index, model: Model, path: str, label: str) -> None:
    if type(model) is LineItem:
        _add_line(index, model, path, label)
        return
    values = model.__dict__
    for name, title, holds in _fields(type(model)):
        value = values[name]
        if not value:
            continue
        here, head = f"{path}.{name}", label + title
        if holds == "figure":
            figure = index.numbers[here] = figure_of(here, head, value)
            if figure.also:
                index.restated.append(figure)
            if "[" in here:
                index.listed.setdefault(here.partition("[")[0], {})[here] = figure
        elif holds == "model":
            _collect(index, value, here, head)
        else:
            for key, entry_title, entry in entries(value):
                _collect(index, entry, f"{here}[{key}]", f"{head}“{entry_title}”")


def _add_line(index: Index, item: LineItem, path: str, label: str) -> None:
    values = item.__dict__
    figures: dict[str, Figure] = {}
    for measure, title in _measures():
        leaf = values[measure]
        if leaf is not None:
            figure = figures[measure] = figure_of(f"{path}.{measure}", label + title, leaf)
            if figure.also:
                index.restated.append(figure)
    line = Line(path, label, item, values["name"], values["code"], values["fund"], figures, figures.get)
    index.lines[path] = line
    if not _COMPARISONS.isdisjoint(figures):
        index.comparing.append(line)
    if not path.endswith("]"):
        _by_fund(index, line)
    else:
        head = path.rpartition(".items[")[0]
        if head and head != "revenue":
            index.children.setdefault(head, []).append(line)
        else:
            index.entries.setdefault(path.partition("[")[0], []).append(line)
    if values["items"]:
        for key, title, entry in entries(values["items"]):
            _collect(index, entry, f"{path}.items[{key}]", f"{label}“{title}”")


@cache
def _measures() -> tuple[tuple[str, str], ...]:
    """The fields of a line that hold figures, with their labels."""
    fields = [name for name, hint in hints(LineItem).items() if held(hint)[0] in _NUMBERS]
    return tuple((name, field_label(LineItem, name)) for name in fields)


_COMPARISONS = frozenset(("change", "change_rate", "completion", "variance", "variance_rate"))
_NUMBERS = (Amount, Percent, Count, Score)
#: the parts of a record that hold figures of rules, beside its tables
_PARTS = ("overview", "revenue", "spending", "goals", "evaluation")


def _by_fund(index: Index, line: Line) -> None:
    head, _, name = line.path.rpartition(".")
    if head == "spending" and line.path in SCOPED:
        index.by_fund.setdefault(line.path, {})[line.fund] = line
        return
    parent, _, fund = head.rpartition(".")
    if parent == "spending" and fund in FUNDS:
        index.by_fund.setdefault(f"spending.{name}", {})[line.fund or fund] = line


def compared(line: Line) -> list[str]:
    """The measures that the line's prior and change may be against, the likeliest first."""
    stated: list[str] = [measure for measure in ("actual", "budget", "adjusted_budget") if measure in line.figures]
    if "budget" in stated and line.item.prior_basis == "budget":
        return ["budget", *(["actual"] if "actual" in stated else [])]
    return stated[:1]


def budgets(of: str | None) -> tuple[str, ...]:
    """The measures that a completion or variance may be of."""
    return (of,) if of else _BUDGETS
