"""Rules about one line's figures: rates, shares, changes, and what is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from extractor.checks.bases import priors
from extractor.checks.figures import Figure
from extractor.checks.index import SCOPED, Index, Line, budgets, compared
from extractor.checks.intervals import HUNDRED, ZERO, Interval, extremes, growth, growth_by, percentage, point, total
from extractor.checks.passages import Passages
from extractor.checks.rule import Rule
from extractor.checks.verdicts import Formula, Relation, one_of

#: the figure that a share is a share of, the likeliest first
_SHARED = ("actual", "budget", "adjusted_budget")


def _first_that_holds(relations: Sequence[Relation]) -> Iterator[Relation]:
    """Of several readings of one statement the one that holds, else the likeliest."""
    if relations:
        yield one_of(relations, relations[0])


def change(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """change = this year's figure − last year's."""
    for line in index.comparing:
        subject = line.figure("change")
        if subject is None:
            continue
        nows = [now for measure in compared(line) if (now := line.figure(measure)) is not None]
        pairs = product(priors(line, index), nows)
        yield from _first_that_holds([Relation(rule, subject, (now, prior), _difference) for prior, now in pairs])


def change_rate(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """change rate = change ÷ last year's figure, which may have to be found from the other two."""
    for line in index.comparing:
        subject = line.figure("change_rate")
        if subject is None:
            continue
        by, prior = line.figure("change"), line.figure("prior")
        if by is not None and prior is not None:
            yield Relation(rule, subject, (by, prior), _ratio)
            continue
        nows = [now for measure in compared(line) if (now := line.figure(measure)) is not None]
        if prior is not None:
            yield from _first_that_holds([Relation(rule, subject, (now, prior), _growth) for now in nows])
        elif by is not None:
            yield from _first_that_holds([Relation(rule, subject, (by, now), growth_of) for now in nows])


def completion(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """completion = actual ÷ the budget that the words name."""
    for line in index.comparing:
        subject = line.figure("completion")
        actual = None if subject is None else line.figure("actual")
        if subject is None or actual is None:
            continue
        bases = [base for measure in budgets(line.item.completion_of) if (base := line.figure(measure)) is not None]
        yield from _first_that_holds([Relation(rule, subject, (actual, base), _ratio) for base in bases])


def variance(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """variance = actual − the budget that the words name; its rate is of that budget."""
    for line in index.comparing:
        amount, rate = line.figure("variance"), line.figure("variance_rate")
        if amount is None and rate is None:
            continue
        actual = line.figure("actual")
        bases = [base for measure in budgets(line.item.variance_of) if (base := line.figure(measure)) is not None]
        if amount is not None and actual is not None:
            yield from _first_that_holds([Relation(rule, amount, (actual, base), _difference) for base in bases])
        if rate is None:
            continue
        if amount is not None and bases:
            yield from _first_that_holds([Relation(rule, rate, (amount, base), _ratio) for base in bases])
        elif actual is not None and bases:
            yield from _first_that_holds([Relation(rule, rate, (actual, base), _growth) for base in bases])
        elif actual is not None and amount is not None:
            yield Relation(rule, rate, (amount, actual), growth_of)


def share(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """share = the line's figure ÷ that of the line that the sentence names; the rule lists which it may be."""
    for pattern in rule.lines:
        for line in _lines(index, pattern):
            subject = line.figure("share")
            if subject is None:
                continue
            measures = [measure for measure in _SHARED if measure in line.figures]
            if not measures:
                continue
            readings = [
                _share(rule, subject, part, base, joined)
                for measure in measures
                if (part := line.figure(measure)) is not None
                for base, joined in _bases(rule, index, line, measure)
            ]
            unread = "spending.total" in rule.bases and not _lines_with(index, "spending.total", measures[0])
            if unread and not any(one.follows() for one in readings):
                continue  # it may be of the whole, which no field holds
            yield from _first_that_holds([one for one in readings if one.joined] or readings[:1])


def _lines_with(index: Index, path: str, measure: str) -> list[Line]:
    return [line for line in index.funds(path).values() if line.figure(measure) is not None]


def _share(rule: Rule, subject: Figure, part: Figure, base: tuple[Figure, ...], joined: bool) -> Relation:
    others = tuple(one for one in base if one.path != part.path)
    formula: Formula = _ratio if len(base) == 1 else _ratio_of_sum if len(others) == len(base) else _ratio_with_itself
    return Relation(rule, subject, (part, *others), formula, joined=joined)


def _lines(index: Index, pattern: str) -> list[Line]:
    return list(index.funds(pattern).values()) if pattern in SCOPED and "[" not in pattern else index.matching(pattern)


def _bases(rule: Rule, index: Index, line: Line, measure: str) -> Iterator[tuple[tuple[Figure, ...], bool]]:
    """What the share may be of: a line of the same fund, with @widest the line of the widest fund, or a sum a+b+c."""
    for name in rule.bases:
        plain, _, widest = name.partition("@")
        if "+" in plain:
            found = [
                one for entry in plain.split("+") for part in index.matching(entry) if (one := part.figure(measure))
            ]
            if len(found) == len(plain.split("+")):
                yield tuple(found), True
            continue
        for base in index.matching(plain) if widest else _lines(index, plain):
            one = base.figure(measure)
            if one is not None and base.path != line.path:
                funds = {base.fund, line.fund}
                scoped = plain in SCOPED and not widest
                yield (one,), len(funds if scoped else funds - {None}) < 2 or bool(widest)


def needed(formula: Formula, subject: Interval, inputs: Sequence[Interval], place: int) -> Interval | None:
    """About what the input at `place` would have to be for the subject to follow: no narrower than the truth.

    None where nothing can be said.
    """
    hundred = point(HUNDRED)
    one = inputs[0]
    if formula is _difference:
        return subject + inputs[1] if place == 0 else one - subject
    if formula in (_ratio, _ratio_of_sum):
        if place == 0:
            return extremes(lambda s, b: s * b / HUNDRED, subject, total(inputs[1:]))
        base = None if subject.holds(ZERO) else extremes(lambda a, s: HUNDRED * a / s, one, subject)
        return None if base is None else base - total(other for n, other in enumerate(inputs[1:], 1) if n != place)
    if formula is _growth and not (subject + hundred).holds(ZERO):
        factor = extremes(lambda s: 1 + s / HUNDRED, subject)
        return extremes(_times, inputs[1], factor) if place == 0 else extremes(_by, one, factor)
    if formula is growth_of and not subject.holds(ZERO) and not (subject + hundred).holds(ZERO):
        factor = extremes(lambda s: s / (HUNDRED + s), subject)
        return extremes(_times, inputs[1], factor) if place == 0 else extremes(_by, one, factor)
    return None


def _times(one: Decimal, other: Decimal) -> Decimal:
    return one * other


def _by(one: Decimal, other: Decimal) -> Decimal:
    return one / other


def _difference(values: Sequence[Interval]) -> Interval:
    return values[0] - values[1]


def _ratio(values: Sequence[Interval]) -> Interval | None:
    return percentage(values[0], values[1])


def _ratio_of_sum(values: Sequence[Interval]) -> Interval | None:
    return percentage(values[0], total(values[1:]))


def _ratio_with_itself(values: Sequence[Interval]) -> Interval | None:
    """part ÷ (part + the others): monotone in each."""
    low = percentage(Interval(values[0].low, values[0].low), Interval(values[0].low, values[0].low) + total(values[1:]))
    high = percentage(
        Interval(values[0].high, values[0].high), Interval(values[0].high, values[0].high) + total(values[1:])
    )
    return None if low is None or high is None else Interval(low.low, high.high)


def _growth(values: Sequence[Interval]) -> Interval | None:
    return growth(values[0], values[1])


def growth_of(values: Sequence[Interval]) -> Interval | None:
    """The growth of a figure by a change: (change, what it grew to)."""
    return growth_by(values[0], values[1])
