"""The lines of a record by path and by fund, so that a rule finds its facts and joins only what belongs together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

from extractor.checks.figures import Figure, Number, figure_of
from extractor.records.items import BudgetBasis, Fund, LineItem, Lines
from extractor.records.labels import field_label
from extractor.records.leaves import Amount, Count, Percent, Score
from extractor.records.paths import walk
from extractor.records.report import Report

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

    def figure(self, measure: str) -> Figure | None:
        leaf = getattr(self.item, measure)
        if leaf is None:
            return None
        return figure_of(f"{self.path}.{measure}", self.label + field_label(LineItem, measure), leaf)


@dataclass(slots=True)
class Index:
    """Lines by path, the scoped ones also by name and fund; other numbers by path."""

    report: Report
    lines: dict[str, Line] = field(default_factory=dict)
    by_fund: dict[str, dict[str | None, Line]] = field(default_factory=dict)
    children: dict[str, list[Line]] = field(default_factory=dict)  #: the items of a line, by its path
    entries: dict[str, list[Line]] = field(default_factory=dict)  #: the lines of a list, by its path
    numbers: dict[str, Figure] = field(default_factory=dict)  #: leaves that belong to no line item

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
        return self.entries.get(pattern.removesuffix("[*]"), [])


def build(report: Report) -> Index:
    index = Index(report)
    owner = ""
    for node in walk(report, statements=False):
        value = node.value
        if isinstance(value, LineItem):
            owner = node.path
            line = Line(owner, node.label.replace("·", ""), value)
            index.lines[owner] = line
            if owner.endswith("]"):
                head, _, name = owner.rpartition(".items[")
                if head and not head.startswith("revenue") and name:
                    index.children.setdefault(head, []).append(line)
                else:
                    index.entries.setdefault(owner.partition("[")[0], []).append(line)
            else:
                _by_fund(index, line)
        elif isinstance(value, Amount | Percent | Count | Score) and not (owner and node.path.startswith(f"{owner}.")):
            index.numbers[node.path] = figure_of(node.path, node.label.replace("·", ""), value)
    return index


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
