"""Closed intervals of decimals: what the printed digits denote, and what follows from them.

No tolerance anywhere: two figures disagree when their intervals have no point in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(slots=True)
class Interval:
    """All numbers from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a point in common."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, number: Decimal) -> bool:
        return self.low <= number <= self.high

    def widened(self, below: Decimal, above: Decimal) -> Interval:
        return Interval(self.low - below, self.high + above)

    def mirrored(self) -> Interval:
        """The same on the other side of zero."""
        return Interval(-self.high, -self.low)


def point(number: Decimal) -> Interval:
    return Interval(number, number)


def total(parts: Iterable[Interval]) -> Interval:
    """The sum. The order of the parts does not matter: decimals of money add up exactly."""
    low = high = ZERO
    for part in parts:
        low += part.low
        high += part.high
    return Interval(low, high)


def extremes(function: Callable[..., Decimal], *arguments: Interval) -> Interval:
    """The values of a function that is monotone in each of its arguments."""
    if all(argument.low == argument.high for argument in arguments):
        return point(function(*(argument.low for argument in arguments)))
    values = [function(*corner) for corner in product(*((a.low, a.high) for a in arguments))]
    return Interval(min(values), max(values))


def percentage(part: Interval, base: Interval) -> Interval | None:
    """part ÷ base in percent; None where the base may be zero."""
    if base.low > ZERO <= part.low:  # as nearly always
        return Interval(HUNDRED * part.low / base.high, HUNDRED * part.high / base.low)
    if base.holds(ZERO):
        return None
    return extremes(lambda a, b: HUNDRED * a / b, part, base)


def growth(now: Interval, before: Interval) -> Interval | None:
    """(now − before) ÷ before in percent; None where there may have been nothing before."""
    if before.low > ZERO <= now.low:  # as nearly always
        low, high = before.low, before.high
        return Interval(HUNDRED * (now.low - high) / high, HUNDRED * (now.high - low) / low)
    if before.holds(ZERO):
        return None
    return extremes(lambda a, b: HUNDRED * (a - b) / b, now, before)


def growth_by(change: Interval, now: Interval) -> Interval | None:
    """change ÷ (now − change) in percent; None where there may have been nothing before."""
    if (now - change).holds(ZERO):
        return None
    return extremes(lambda c, a: HUNDRED * c / (a - c), change, now)
