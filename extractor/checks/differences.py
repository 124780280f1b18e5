"""Two sets of facts compared: same, rounded, differs, only here, only there. A side may hold thousands of reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.checks.department_names import Names
from extractor.checks.index import FUNDS
from extractor.checks.item_names import Item, item_of
from extractor.checks.published import Total, total_of
from extractor.records.facts import Fact, iter_facts
from extractor.records.items import LineItem
from extractor.records.paths import walk
from extractor.records.report import Report

if TYPE_CHECKING:
    import pandas as pd

#: the figures of a line that a label without a measure may mean, by the kind of the report
_HEADLINE = {"budget": ("budget", "adjusted_budget", "actual")}
_ACTUAL_FIRST = ("actual", "adjusted_budget", "budget")


class Difference(NamedTuple):
    """A row of the comparison. Amounts in 元; `here` is the first side, `there` the second."""

    status: str  #: same, rounded, differs, only here, only there
    report: str | None
    department: str | None
    department_there: str | None
    match: str | None  #: how the departments' names agree: exact, variant, region, shortened
    fiscal_year: int | None
    path: str | None
    label: str | None
    here: Decimal | None
    here_stated: str | None
    there: Decimal | None
    there_stated: str | None
    difference: Decimal | None
    page: int | None


class _Here(NamedTuple):
    """A number of the first side."""

    fact: Fact
    value: Decimal
    low: Decimal
    high: Decimal


class _Side:
    """The reports of one department and year, and their numbers by path."""

    def __init__(self) -> None:
        self.reports: list[tuple[str, dict[str, _Here], dict[str, str | None]]] = []


def diff(a: Any, b: Any, *, exact_names: bool = False) -> pd.DataFrame:
    """The comparison of `a` with `b` as a DataFrame, a row a fact, decimals kept as `Decimal`.

    Each side is a `Report`, several of them, a DataFrame of facts (`Report.facts()`, `read_many(…).facts`), or, for
    `b`, one of published totals (department, fiscal_year, item, value, unit). TypeError: it is something else.
    """
    import pandas as pd

    rows = list(differences(_facts(a), _theirs(b), exact_names=exact_names))
    frame = pd.DataFrame(rows, columns=list(Difference._fields), dtype=object)
    return frame.astype({"fiscal_year": "Int64", "page": "Int64"})


def differences(
    here: Iterable[tuple[Fact, str | None]], there: Iterable[Total], *, exact_names: bool = False
) -> Iterator[Difference]:
    """The rows of the comparison: first those of `there`, in its order, then what only `here` states."""
    sides, departments = _indexed(here)
    names = Names(departments)
    used: set[tuple[str, str]] = set()
    for total in there:
        match = names.find(total.department, exact=exact_names)
        side = None if match is None else _side(sides, match.name, total.fiscal_year)
        found = [] if side is None else list(_found(side, total))
        if not found:
            yield _only_there(total, match.name if match else None, match.kind if match else None)
        for one in found:
            used.add((one.fact.report, one.fact.path))
            yield _compared(one, total, match.kind if match else None)
    for side in sides.values():
        for _, numbers, _ in side.reports:
            for one in numbers.values():
                if (one.fact.report, one.fact.path) not in used:
                    yield _only_here(one)


def _indexed(facts: Iterable[tuple[Fact, str | None]]) -> tuple[dict[tuple[str, int | None], _Side], set[str]]:
    """Numbers by department and year, report by report."""
    sides: dict[tuple[str, int | None], _Side] = {}
    departments: set[str] = set()
    for fact, fund in facts:
        number = _number(fact)
        if number is None or fact.path.startswith("unclaimed["):
            continue
        department = fact.department or ""
        departments.add(department)
        side = sides.setdefault((department, fact.fiscal_year), _Side())
        if not side.reports or side.reports[-1][0] != fact.report:
            side.reports.append((fact.report, {}, {}))
        side.reports[-1][1][fact.path] = number
        side.reports[-1][2][fact.path] = fund
    return sides, departments


def _number(fact: Fact) -> _Here | None:
    """A fact that is a number, with its interval; words and dates are None."""
    if fact.unit is None or isinstance(fact.value, str) or fact.value is None:
        return None
    value = Decimal(fact.value)
    low = value if _absent(fact.low) else fact.low
    high = value if _absent(fact.high) else fact.high
    assert low is not None and high is not None
    return _Here(fact, value, low, high)


def _absent(value: object) -> bool:
    return value is None or value != value  # noqa: PLR0124 (a missing number in a DataFrame)


def _side(sides: dict[tuple[str, int | None], _Side], department: str, year: int | None) -> _Side | None:
    if year is not None:
        return sides.get((department, year))
    years = [side for (name, _), side in sides.items() if name == department]
    return years[0] if len(years) == 1 else None


def _found(side: _Side, total: Total) -> Iterator[_Here]:
    """The facts that a published row is about: one a report."""
    item = item_of(total.item)
    if item is None:
        return
    for _, numbers, funds in side.reports:
        for path in _paths(item, total.fund, numbers, funds):
            if path in numbers:
                yield numbers[path]
                break


def _paths(item: Item, fund: str | None, numbers: dict[str, _Here], funds: dict[str, str | None]) -> Iterator[str]:
    """Where the fact may stand: a line of a fund is below that fund, or on top where no wider one is stated."""
    if item.measure == "":
        yield from item.paths
        for path in item.paths:
            parts = path.split(".", 2)
            if len(parts) == 3 and parts[0] == "spending" and parts[1] in FUNDS:
                if funds.get(f"spending.{parts[2]}") == parts[1]:
                    yield f"spending.{parts[2]}"
            elif fund in FUNDS and parts[0] == "spending":
                yield f"spending.{fund}.{path.partition('.')[2]}"
        return
    kind = next(iter(numbers.values())).fact.kind if numbers else ""
    measures = (item.measure,) if item.measure else _HEADLINE.get(kind, _ACTUAL_FIRST)
    for measure in measures:
        yield from (f"{path}.{measure}" for path in item.paths)
        top = (f"{path}.{measure}" for path in item.top)
        yield from (path for path in top if funds.get(path) == item.fund)


def _compared(one: _Here, total: Total, match: str | None) -> Difference:
    fact = one.fact
    if one.value == total.value:
        status = "same"
    else:
        status = "rounded" if one.low <= total.high and total.low <= one.high else "differs"
    return Difference(
        status,
        fact.report,
        fact.department,
        total.department,
        match,
        fact.fiscal_year,
        fact.path,
        fact.label,
        one.value,
        fact.stated,
        total.value,
        total.stated,
        one.value - total.value,
        fact.page,
    )


def _only_here(one: _Here) -> Difference:
    fact = one.fact
    known = (fact.report, fact.department, None, None, fact.fiscal_year, fact.path, fact.label)
    return Difference("only here", *known, one.value, fact.stated, None, None, None, fact.page)


def _only_there(total: Total, department: str | None, match: str | None) -> Difference:
    item = item_of(total.item)
    path = item.paths[0] if item is not None else None
    known = (None, department, total.department, match, total.fiscal_year, path, total.item)
    return Difference("only there", *known, None, None, total.value, total.stated, None, None)


def _facts(side: Any) -> Iterator[tuple[Fact, str | None]]:
    """The facts of the first side, with the fund of each that belongs to a line."""
    if isinstance(side, Report):
        yield from facts_with_funds(side)
        return
    if hasattr(side, "facts") and not callable(side.facts):  # the tables of an archive
        side = side.facts
    if hasattr(side, "itertuples"):
        if not set(Fact._fields) <= set(side.columns):
            raise TypeError(f"no facts: {', '.join(map(str, side.columns))}")
        for row in side[list(Fact._fields)].astype(object).itertuples(index=False):
            cells: list[Any] = [None if _absent(cell) else cell for cell in row]
            yield Fact(*cells), None
        return
    for report in side:
        if not isinstance(report, Report):
            raise TypeError(type(report).__name__)
        yield from facts_with_funds(report)


def facts_with_funds(report: Report) -> Iterator[tuple[Fact, str | None]]:
    """The facts of a record, each with the fund of its line."""
    funds = {node.path: node.value.fund for node in walk(report, statements=False) if isinstance(node.value, LineItem)}
    for fact in iter_facts(report):
        yield fact, funds.get(fact.path.rpartition(".")[0])


def _theirs(side: Any) -> Iterator[Total]:
    """The second side as published rows: a row of a table, or a number of a report by its path."""
    if hasattr(side, "itertuples") and "item" in getattr(side, "columns", ()):
        for row in side.astype(object).itertuples(index=False):
            year = None if _absent(row.fiscal_year) else int(row.fiscal_year)
            yield total_of(str(row.department), year, str(row.item), str(row.value), str(row.unit))
        return
    if isinstance(side, list) and side and isinstance(side[0], Total):
        yield from side
        return
    yield from totals_of(side)


def totals_of(side: Any) -> Iterator[Total]:
    """The numbers of reports as rows to compare with."""
    for fact, fund in _facts(side):
        number = _number(fact)
        if number is not None and not fact.path.startswith("unclaimed["):
            unit, stated = fact.unit or "", fact.stated or ""
            yield Total(
                fact.department or "",
                fact.fiscal_year,
                fact.path,
                number.value,
                number.low,
                number.high,
                unit,
                stated,
                fund,
            )
