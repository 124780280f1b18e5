"""The lines of a record by path and by fund, so that a rule finds its facts and joins only what belongs together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import get_args, get_type_hints

from extractor.checks.figures import Figure, Number, figure_of
from extractor.records.items import BudgetBasis, Fund, LineItem, Lines, Retired, StaffGroup
from extractor.records.labels import field_label
from extractor.records.leaves import Amount, Count, Evidence, Leaf, Model, Percent, Score, Text
from extractor.records.paths import entries
from extractor.records.report import Report, Target

FUNDS = tuple(fund for fund in get_args(Fund) if fund != "all")
#: lines of `spending` that may be stated once for each fund
SCOPED = frozenset(f"spending.{name}" for name in Lines.model_fields)
_BUDGETS = get_args(BudgetBasis)


@dataclass(frozen=True, slots=True)
class Line:
    """A line item with its place in the record."""

    path: str
    label: str
    item: LineItem
    figures: dict[str, Figure]  #: by measure, those that are stated

    def figure(self, measure: str) -> Figure | None:
        return self.figures.get(measure)


@dataclass(slots=True)
class Index:
    """Lines by path, the scoped ones also by name and fund; other numbers by path."""

    report: Report
    lines: dict[str, Line] = field(default_factory=dict)
    by_fund: dict[str, dict[str | None, Line]] = field(default_factory=dict)
    children: dict[str, list[Line]] = field(default_factory=dict)  #: the items of a line, by its path
    entries: dict[str, list[Line]] = field(default_factory=dict)  #: the lines of a list, by its path
    numbers: dict[str, Figure] = field(default_factory=dict)  #: leaves that belong to no line item
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


def _collect(index: Index, model: Model, path: str, label: str) -> None:
    if isinstance(model, LineItem):
        _add_line(index, model, path, label)
        for key, title, entry in entries(model.items):
            _collect(index, entry, f"{path}.items[{key}]", f"{label}“{title}”")
        return
    for field_, value in model:
        if value is None or not isinstance(value, Model | list):
            continue
        head = label + field_label(type(model), field_)
        if isinstance(model, StaffGroup | Retired) and field_ not in ("total", "other"):
            head = f"{label}（{field_label(type(model), field_)}）"
        if isinstance(value, Amount | Percent | Count | Score):
            index.numbers[f"{path}.{field_}"] = _noted(index, figure_of(f"{path}.{field_}", head, value))
        elif isinstance(value, Model):
            if not isinstance(value, Leaf | Target):
                _collect(index, value, f"{path}.{field_}", head)
        elif value and isinstance(value[0], Model) and not isinstance(value[0], Text | Evidence):
            for key, title, entry in entries(value):
                _collect(index, entry, f"{path}.{field_}[{key}]", f"{head}“{title}”")


def _add_line(index: Index, item: LineItem, path: str, label: str) -> None:
    figures = {
        measure: _noted(index, figure_of(f"{path}.{measure}", label + title, leaf))
        for measure, title in _measures()
        if (leaf := getattr(item, measure)) is not None
    }
    line = Line(path, label, item, figures)
    index.lines[path] = line
    if not path.endswith("]"):
        _by_fund(index, line)
        return
    head = path.rpartition(".items[")[0]
    if head and head != "revenue":
        index.children.setdefault(head, []).append(line)
    else:
        index.entries.setdefault(path.partition("[")[0], []).append(line)


def _noted(index: Index, figure: Figure) -> Figure:
    if figure.leaf.also:
        index.restated.append(figure)
    return figure


@cache
def _measures() -> tuple[tuple[str, str], ...]:
    """The fields of a line that hold figures, with their labels."""
    hints = get_type_hints(LineItem)
    fields = [name for name in LineItem.model_fields if set(get_args(hints[name])) & {Amount, Percent}]
    return tuple((name, field_label(LineItem, name)) for name in fields)


#: the parts of a record that hold figures of rules, beside its tables
_PARTS = ("overview", "revenue", "spending", "goals", "evaluation")


def _by_fund(index: Index, line: Line) -> None:
    head, _, name = line.path.rpartition(".")
    if head == "spending" and line.path in SCOPED:
        index.by_fund.setdefault(line.path, {})[line.item.fund] = line
        return
    parent, _, fund = head.rpartition(".")
    if parent == "spending" and fund in FUNDS:
        index.by_fund.setdefault(f"spending.{name}", {})[line.item.fund or fund] = line


def compared(line: Line) -> list[str]:
    """The measures that the line's prior and change may be against, the likeliest first."""
    item = line.item
    stated = [measure for measure in ("actual", "budget", "adjusted_budget") if getattr(item, measure) is not None]
    if item.prior_basis == "budget" and "budget" in stated:
        return ["budget", *(["actual"] if "actual" in stated else [])]
    return stated[:1]


def budgets(of: str | None) -> tuple[str, ...]:
    """The measures that a completion or variance may be of."""
    return (of,) if of else _BUDGETS


def number_leaves(value: Number) -> list[Number]:
    """The further statements of a number."""
    return list(value.also)
