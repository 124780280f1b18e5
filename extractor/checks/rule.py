"""A rule, and what rules of each kind hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Category = Literal["arithmetic", "form", "plausibility"]
Kind = Literal[
    "sum", "sets", "balance", "sources", "funds", "scored", "weights", "classes", "functions", "items", "itemised",
    "share", "growth", "change", "completion", "variance", "restated", "twins", "twin_lists", "equal", "bound",
    "direction", "grand_total", "joint_total", "both_totals", "joint_growth", "of_nothing", "blank",
    "columns", "levels", "lists", "sides",
    "placeholder", "doubled", "repeated", "other_year", "empty_table", "missing_table", "expected_table", "contents",
    "other_date", "warned", "idle", "reasons", "base_year", "other_name",
]  # fmt: skip
Accuse = Literal["always", "diagnosed", "never"]

MONEY = ("budget", "adjusted_budget", "actual", "prior")
MEASURES = (*MONEY, "change")


class RuleError(ValueError):
    """A rule that cannot be used."""

    def __init__(self, file: str, line: int | None, problem: str, allowed: Iterable[str] = ()) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        self.allowed = tuple(allowed)
        place = file if line is None else f"{file}:{line}"
        hint = f" (allowed: {', '.join(self.allowed)})" if self.allowed else ""
        super().__init__(f"{place}: {problem}{hint}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Which of the fields mean something depends on `kind` (see `KEYS`); paths are those of the record."""

    id: str
    kind: Kind
    order: int  #: the place among all rules: of several checks that see one slip, the earliest is its finding
    category: Category = "arithmetic"
    severity: Literal["error", "warning", "info"] = "error"
    accuse: Accuse = "always"  #: diagnosed: only where one likely slip explains the difference
    title: str = ""  #: what the rule says, in Chinese
    advice: str = ""
    whole: str = ""
    parts: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()  #: parts that count where they are stated
    either: tuple[str, ...] = ()  #: parts that some reports count in and some do not
    sets: tuple[tuple[str, ...], ...] = ()  #: several ways in which a report may state the parts of the whole
    unless: tuple[str, ...] = ()  #: where all of these are stated, another rule says it better
    bases: tuple[str, ...] = ()  #: what a share may be of, the likeliest first
    beside: str = ""  #: a line that stands beside the items of a list in some reports, among them in others
    left: str = ""
    right: str = ""
    lines: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sign: int = 0
    kinds: tuple[str, ...] = ()  #: kinds of reports that a rule of form is about


#: kind → (keys it needs, further keys it may have)
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sum": (("whole",), ("parts", "optional", "either", "measures")),
    "sets": (("whole", "sets"), ("unless", "measures")),
    "balance": (("whole", "parts", "either", "words"), ("measures",)),
    "sources": (("whole", "parts", "optional", "either", "words"), ("measures",)),
    "funds": (("whole", "parts", "words"), ("measures",)),
    "scored": (("whole", "parts"), ()),
    "weights": (("whole", "parts"), ()),
    "classes": (("lines",), ("measures",)),
    "functions": ((), ("measures",)),
    "items": (("lines",), ("beside", "measures")),
    "itemised": (("whole", "parts"), ("measures",)),
    "share": (("lines", "bases"), ()),
    "growth": ((), ()),
    "change": ((), ()),
    "completion": ((), ()),
    "variance": ((), ()),
    "restated": ((), ("words",)),
    "twins": (("lines",), ("measures",)),
    "twin_lists": (("lines",), ("measures",)),
    "equal": (("left", "right"), ("measures",)),
    "bound": (("left", "right"), ("measures", "unless", "words")),
    "direction": (("words", "sign", "left", "right"), ()),
    "grand_total": (("words",), ()),
    "joint_total": (("parts", "either", "measures", "words"), ()),
    "both_totals": ((), ()),
    "joint_growth": (("parts", "measures"), ()),
    "of_nothing": ((), ()),
    "blank": (("lines", "words"), ()),
    "columns": (("words",), ()),
    "levels": ((), ()),
    "lists": ((), ()),
    "sides": (("words",), ()),
    "placeholder": (("words",), ()),
    "doubled": (("words",), ()),
    "repeated": ((), ()),
    "other_year": (("words",), ()),
    "empty_table": ((), ("words",)),
    "missing_table": ((), ()),
    "other_date": (("words",), ()),
    "expected_table": (("kinds", "sets"), ()),
    "contents": ((), ()),
    "idle": (("words",), ()),
    "reasons": ((), ()),
    "base_year": (("words",), ()),
    "other_name": (("words",), ()),
    "warned": (("words",), ()),
}
