"""Values of a record as people read them, and every value by its path."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from extractor.records.leaves import Amount, Count, Evidence, Model, Percent, Score
from extractor.records.paths import Node, is_fact, walk
from extractor.records.report import Check, OpenPercent, Report, Target, Unclaimed

#: The worst first: what a value's checks say of it.
_STATES = ("mismatch", "slight", "notice", "unverifiable", "rounded", "exact")


class Values:
    """The values of a record: facts, cells of statements and other statements of a fact (`….also[1]`), by path."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.nodes = list(walk(report))
        self.parents = {node.path: node for node in self.nodes if not is_fact(node.value)}
        self.by_path = {
            place.path: place for node in self.nodes if is_fact(node.value) for place in (node, *also(node))
        }
        self.rates = list(_open_rates(self))
        self.state: dict[str, str] = {}
        for check in report.checks:
            # A mismatch of the last digit only is no error.
            state = "slight" if check.status == "mismatch" and check.severity != "error" else check.status
            known = self.state.get(check.subject)
            if known is None or _STATES.index(state) < _STATES.index(known):
                self.state[check.subject] = state

    def get(self, path: str) -> Model | None:
        node = self.by_path.get(path)
        return node.value if node else None

    def label(self, path: str) -> str:
        node = self.by_path.get(path) or self.parents.get(path)
        return node.label if node else path


def _open_rates(values: Values) -> Iterator[OpenPercent]:
    """The percentages that no field took; one within the words of a text is in a field with them."""
    texts: dict[int, list[Evidence]] = {}
    for node in values.by_path.values():
        if not is_number(node.value):
            for box in boxes(node.value):
                texts.setdefault(box.page, []).append(box)
    for rate in values.report.coverage.percents_unclaimed:
        if not all(any(_within(box, text) for text in texts.get(box.page, ())) for box in rate.evidence):
            yield rate


def _within(box: Evidence, other: Evidence) -> bool:
    """Whether a box lies in another, half a point aside; in plain text, whether the words are in the same line's."""
    if box.x0 is None or other.x0 is None:
        return box.line == other.line and box.text in other.text
    inner, outer = (box.x0, box.top, box.x1, box.bottom), (other.x0, other.top, other.x1, other.bottom)
    signs = (-1, -1, 1, 1)
    return all(sign * (i or 0) <= sign * (o or 0) + 0.5 for i, o, sign in zip(inner, outer, signs, strict=True))


def also(node: Node) -> Iterator[Node]:
    """The other statements of a fact."""
    for position, other in enumerate(getattr(node.value, "also", ()), start=1):
        yield Node(f"{node.path}.also[{position}]", node.label, other)


def boxes(value: Model | Check) -> list[Evidence]:
    """Where a value stands."""
    found: list[Evidence] = getattr(value, "evidence", [])
    return found


def number(value: Decimal | int) -> str:
    """Digits in groups of three, as many decimals as the value has."""
    return f"{Decimal(value):,f}"


def shown(value: Any) -> tuple[str, str]:
    """A value and its unit as shown; rates carry their sign."""
    match value:
        case Amount():
            return number(value.value), "元"
        case Percent():
            return number(value.value), "%"
        case Count():
            return number(value.value), value.unit
        case Score():
            return number(value.value), "分" if value.out_of is None else f"分 / {number(value.out_of)}"
        case Target():
            return value.text, ""
        case Unclaimed():
            return (value.stated, "") if value.value is None else (number(value.value), "元")
        case _:
            return str(getattr(value, "value", "")), ""


def is_number(value: Any) -> bool:
    return isinstance(value, Amount | Percent | Count | Score | Unclaimed)


def interval(value: Any) -> tuple[Decimal, Decimal] | None:
    """What the stated digits denote, for values that have an interval."""
    return (value.low, value.high) if isinstance(value, Amount | Percent) else None


def stated(value: Any) -> str | None:
    words = getattr(value, "stated", None)
    return words if isinstance(words, str) else None


def first_page(value: Any) -> int | None:
    found = boxes(value)
    return found[0].page if found else None
