"""A record flattened to facts: one row a value, with its key, its unit, its interval and its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from extractor.records.leaves import Amount, Count, Leaf, Model, Month, Percent, Score, Text, Year
from extractor.records.paths import Node, is_fact, walk
from extractor.records.report import Report, Target, Unclaimed

if TYPE_CHECKING:
    import pandas as pd


class Fact(NamedTuple):
    """A row of `Report.facts()`. The box is that of the first printed line; `quote` is everything inside the boxes."""

    report: str
    kind: str
    department: str | None
    fiscal_year: int | None
    path: str
    label: str
    value: Decimal | int | str | None  #: amounts in 元, rates in percent
    unit: str | None  #: 元, %, 分 or a measure word; None for words and dates
    low: Decimal | None
    high: Decimal | None
    stated: str | None
    page: int | None
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    quote: str


class UnknownPathError(LookupError):
    """No fact has this path. `nearest` holds existing paths, the likeliest first."""

    def __init__(self, path: str, nearest: list[str]) -> None:
        super().__init__(path)
        self.path = path
        self.nearest = nearest


def iter_facts(report: Report) -> Iterator[Fact]:
    """The facts of a record in the record's order; the cells of `statements` are none."""
    return (_row(report, node) for node in walk(report, statements=False) if is_fact(node.value))


def facts_frame(report: Report) -> pd.DataFrame:
    """The facts as a DataFrame, decimals kept as `Decimal`."""
    return frame(iter_facts(report))


def frame(facts: Iterator[Fact]) -> pd.DataFrame:
    """Facts, perhaps of several records, as a DataFrame."""
    import pandas as pd

    table = pd.DataFrame(list(facts), columns=list(Fact._fields), dtype=object)
    whole, floating = ["fiscal_year", "page"], ["x0", "top", "x1", "bottom"]
    return table.astype(dict.fromkeys(whole, "Int64") | dict.fromkeys(floating, "float64"))


def find(report: Report, path: str) -> Node:
    """The value at a path: a fact, a cell of a statement, or another statement of a fact (`….also[1]`).

    UnknownPathError: there is none.
    """
    known = []
    for node in walk(report):
        if is_fact(node.value):
            for place in (node, *_also(node)):
                if place.path == path:
                    return place
                known.append(place.path)
    below = [other for other in known if other.startswith((f"{path}.", f"{path}["))]
    raise UnknownPathError(path, (below or get_close_matches(path, known, n=5, cutoff=0.5))[:8])


def get_fact(report: Report, path: str) -> Fact:
    """The fact at a path, as a row. UnknownPathError: there is none."""
    return _row(report, find(report, path))


def says_nothing(report: Report) -> bool:
    """Whether a record holds nothing but, perhaps, the words of a cover: what was read is no such report."""
    identity = {"title", "department", "fiscal_year", "report_date"}
    content = (node for node in walk(report) if is_fact(node.value) and node.path not in identity)
    return report.kind == "unknown" and next(content, None) is None


def _also(node: Node) -> Iterator[Node]:
    others: list[Leaf] = getattr(node.value, "also", [])
    for position, other in enumerate(others, start=1):
        yield Node(f"{node.path}.also[{position}]", node.label, other)


def _row(report: Report, node: Node) -> Fact:
    value, unit, low, high, stated = _reading(node.value)
    boxes = getattr(node.value, "evidence", [])
    first = boxes[0] if boxes else None
    return Fact(
        report=report.source.name,
        kind=report.kind,
        department=report.department.value if report.department else None,
        fiscal_year=report.fiscal_year.value if report.fiscal_year else None,
        path=node.path,
        label=node.label,
        value=value,
        unit=unit,
        low=low,
        high=high,
        stated=stated,
        page=first.page if first else None,
        x0=first.x0 if first else None,
        top=first.top if first else None,
        x1=first.x1 if first else None,
        bottom=first.bottom if first else None,
        quote="".join(box.text for box in boxes),
    )


Reading = tuple[Decimal | int | str | None, str | None, Decimal | None, Decimal | None, str | None]


def _reading(leaf: Model) -> Reading:
    """value, unit, low, high, stated."""
    match leaf:
        case Amount():
            return leaf.value, "元", leaf.low, leaf.high, leaf.stated
        case Percent():
            return leaf.value, "%", leaf.low, leaf.high, leaf.stated
        case Count():
            return leaf.value, leaf.unit, None, None, leaf.stated
        case Score():
            return leaf.value, "分", None, None, leaf.stated
        case Year() | Month():
            return leaf.value, None, None, None, leaf.stated
        case Text():
            return leaf.value, None, None, None, None
        case Target():
            return leaf.text, leaf.unit, leaf.low, leaf.high, leaf.text
        case Unclaimed():
            return leaf.value, None if leaf.value is None else "元", None, None, leaf.stated
        case _:
            raise TypeError(type(leaf).__name__)
