"""The slips that may lie behind one printed number: a unit, digits swapped, wrong, too many or too few, a sign."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from extractor.checks.figures import Figure, digits, number
from extractor.checks.intervals import Interval

_UNIT_SLIPS = ((Decimal(10000), "写小了一万倍"), (Decimal("0.0001"), "写大了一万倍"))


@lru_cache(maxsize=1024)
def edits(printed: str) -> tuple[tuple[Decimal, str, str], ...]:
    """The slips that may lie behind a printed number: the value that was meant, its digits, the kind; by value.

    (486, "486", "swap") for 468. Each number comes once, as the first of the kinds that gives it.
    """
    seen, found = {printed}, []
    for kind, words in _edits(printed):
        if words not in seen and not re.match(r"0\d", words):
            value = number(words)
            seen.add(words)
            if value is not None:
                found.append((value, words, kind))
    return tuple(sorted(found))


def _edits(printed: str) -> Iterator[tuple[str, str]]:
    places = [position for position, character in enumerate(printed) if character != "."]
    whole = printed.partition(".")[0]
    for gap in (1, *range(2, len(places))):
        for one, other in zip(places, places[gap:], strict=False):
            if printed[one] != printed[other]:
                swapped = list(printed)
                swapped[one], swapped[other] = swapped[other], swapped[one]
                yield "swap" if gap == 1 else "far", "".join(swapped)
    for position in places:
        for digit in "0123456789":
            yield "digit", printed[:position] + digit + printed[position + 1 :]
    for position in places:  # decimals stay as many: a digit more or less there is none of these slips
        if position < len(whole):
            yield "extra", printed[:position] + printed[position + 1 :]
    for position in range(len(whole) + 1):
        for digit in "0123456789":
            yield "lacking", printed[:position] + digit + printed[position:]


def candidates(figure: Figure, windows: Sequence[Interval] | None) -> Iterator[tuple[str, Interval, str]]:
    """(kind, what the figure would denote, what was done or meant), of numbers only what meets one of the windows."""
    half = (figure.interval.high - figure.interval.low) / 2
    worth = -figure.worth if figure.value < 0 else figure.worth
    if figure.is_money and figure.value:
        for factor, done in _UNIT_SLIPS:
            value, reach = figure.value * factor, max(half, figure.step / 2) * factor
            yield "unit", Interval(value - reach, value + reach), done
    for meant, written, kind in within(edits(digits(figure.stated) or ""), windows, worth, half):
        value = meant * worth
        yield kind, Interval(value - half, value + half), written
    if figure.value:
        yield "sign", figure.interval.mirrored(), ""


def within(
    meant: tuple[tuple[Decimal, str, str], ...], windows: Sequence[Interval] | None, worth: int, half: Decimal
) -> Iterable[tuple[Decimal, str, str]]:
    """The slips whose value, in 元, meets one of the windows."""
    if windows is None:
        return meant
    found: dict[str, tuple[Decimal, str, str]] = {}
    for window in windows:
        low, high = sorted(((window.low - half) / worth, (window.high + half) / worth))
        first, last = bisect_left(meant, (low,)), bisect_right(meant, (high, "~"))
        found |= {entry[1]: entry for entry in meant[first:last]}
    return found.values()
