"""Whether a stated figure agrees with what follows from others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.checks.figures import Figure
from extractor.checks.intervals import ZERO, Interval, point, total
from extractor.checks.rule import Rule

MANY = 400  #: parts of a sum of which each is not looked at for a slip: no table of a report has so many

Status = Literal["exact", "rounded", "mismatch", "unverifiable"]
Severity = Literal["error", "warning", "info"]
#: What follows for the subject from the inputs, in their order; None where nothing does (a base of zero).
Formula = Callable[[Sequence[Interval]], Interval | None]


class Verdict(NamedTuple):
    status: Status
    severity: Severity
    expected: Decimal | None = None  #: what the inputs' values give
    interval: Interval | None = None  #: what the inputs' intervals give


@dataclass(slots=True, eq=False)
class Relation:
    """One rule applied to certain facts of a report: the subject should be what the formula makes of the inputs."""

    rule: Rule
    subject: Figure
    inputs: tuple[Figure, ...]
    formula: Formula
    short_is_notice: bool = False  #: parts that fall short of the whole are no slip: nothing claims that they are all
    left_open: bool = False  #: the list ends in 等: whatever it lacks, nobody is accused
    joined: bool = True  #: facts of one fund, year and basis; else the relation can only be named
    names: dict[str, str] = field(default_factory=dict)  #: further words for the message
    alternatives: tuple[Relation, ...] = ()  #: other readings of the same statement, any of which would do
    _expected: tuple[Interval | None] | None = field(default=None, init=False)

    def figures(self) -> tuple[Figure, ...]:
        return self.subject, *self.inputs

    def expected(self) -> Interval | None:
        """What follows for the subject, computed once; None where nothing does."""
        if self._expected is None:
            self._expected = (self.formula([figure.interval for figure in self.inputs]),)
        return self._expected[0]

    def follows(self) -> bool | None:
        """Whether the relation holds; None where nothing follows."""
        expected = self.expected()
        return None if expected is None else self.subject.interval.meets(expected)

    def would_follow(self, changed: Figure, interval: Interval) -> bool | None:
        """Whether the relation holds with one figure's interval replaced; None where nothing follows."""
        expected = self.formula([interval if figure is changed else figure.interval for figure in self.inputs])
        subject = interval if self.subject is changed else self.subject.interval
        return None if expected is None else subject.meets(expected)

    def verdict(self) -> Verdict:
        """Order of the inputs never matters: the formulas are sums, or take inputs by their role."""
        if not self.joined:
            return Verdict("unverifiable", "info")
        expected = self.expected()
        if expected is None:
            return Verdict("unverifiable", "info")
        value, agrees = self._exactly()
        if self.subject.interval.meets(expected):
            return Verdict("exact" if agrees else "rounded", "info", value, expected)
        if any(figure.vague or figure.uncertain for figure in self.figures()):
            return Verdict("unverifiable", "info", value, expected)
        return Verdict("mismatch", "info" if self._by_last_digit(expected) else "error", value, expected)

    def _exactly(self) -> tuple[Decimal | None, bool]:
        """What the inputs' values give, and whether the subject's agrees with it to the last digit."""
        if self.formula is total:
            value = sum([figure.value for figure in self.inputs], ZERO)
            return value, value == self.subject.value
        exact = self.formula([point(figure.value) for figure in self.inputs])
        if exact is None:
            return None, False
        return exact.high if exact.high.is_finite() else exact.low, exact.holds(self.subject.value)

    def _by_last_digit(self, expected: Interval) -> bool:
        """Off by one unit of a rate's last digit, or in agreement once one amount's last digit is taken as cut."""
        if self.subject.is_rate and self.subject.off_by_one().meets(expected):
            return True
        figures = (self.subject,) if len(self.inputs) > MANY else self.figures()
        return any(bool(self.would_follow(figure, figure.cut())) for figure in figures if figure.is_money)


def one_of(readings: Sequence[Relation], likeliest: Relation) -> Relation:
    """Of several readings of one statement the first that holds, else the likeliest; the others stay with it."""
    if len(readings) == 1 and readings[0] is likeliest:
        return likeliest
    chosen = next((reading for reading in readings if reading.follows()), likeliest)
    chosen.alternatives = tuple([reading for reading in readings if reading is not chosen])
    return chosen
