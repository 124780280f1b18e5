"""Trying another figure in the place of one: what the relations that it takes part in would say."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.checks import ratios
from extractor.checks.figures import Figure
from extractor.checks.intervals import ZERO, Interval, total
from extractor.checks.verdicts import Relation


def common(asked: Sequence[Interval | None]) -> Interval | None:
    """What meets this meets all the windows, and only that; its ends are in no order where the windows are apart."""
    found = [window for window in asked if window is not None]
    return Interval(max(one.low for one in found), min(one.high for one in found)) if found else None


def windows(within: Interval | None, may: Sequence[Trial]) -> Sequence[Interval] | None:
    """Where a changed figure would have to lie: in what all ask for that must hold, or any of those to mend."""
    if within is not None:
        return [within]
    asked = [one.needed for trial in may for one in (trial, *trial.others) if not one.without]
    found = [window for window in asked if window is not None]
    return found if len(found) == len(asked) else None


class Trial:
    """Whether a relation holds with another figure in the place of one; what it would have to be is computed once."""

    def __init__(self, relation: Relation, figure: Figure) -> None:
        self.relation = relation
        self.key = figure.key
        places = [place for place, one in enumerate(relation.inputs) if one.key == figure.key]
        is_subject = relation.subject.key == figure.key
        self.without = not places and not is_subject
        self.needed = None if self.without else _needed(relation, places, is_subject=is_subject)
        self.exactly = is_subject or relation.formula is total
        self.others = [Trial(other, figure) for other in relation.alternatives]
        #: whether the figure must meet what is needed
        self.asks = self.needed is not None and not self.others
        #: whether it holds whatever the figure is
        self.always = self.without and relation.follows() is not False

    def binds(self, failing: dict[int, int]) -> bool:
        """Whether the relation must hold: it does, or it accuses whoever breaks it."""
        relation = self.relation
        return id(relation) not in failing or (relation.rule.accuse == "always" and not relation.short_is_notice)

    def exact(self, value: Decimal) -> bool:
        """Whether a sum would agree with this value to the last digit; what is no sum has no say."""
        if any(other.exact(value) for other in self.others):
            return True
        relation = self.relation
        if relation.formula is not total:
            return True
        others = sum((one.value for one in relation.inputs if one.key != self.key), ZERO)
        if relation.subject.key == self.key:
            return others == value
        return relation.subject.value - others == value

    def __call__(self, interval: Interval) -> bool:
        if self.always:
            return True
        for other in self.others:
            if other(interval):
                return True
        if self.without:
            return False
        if self.needed is not None and (self.exactly or not interval.meets(self.needed)):
            return interval.meets(self.needed)
        relation = self.relation
        inputs = [interval if one.key == self.key else one.interval for one in relation.inputs]
        subject = interval if relation.subject.key == self.key else relation.subject.interval
        expected = relation.formula(inputs)
        return expected is None or subject.meets(expected)


def _needed(relation: Relation, places: Sequence[int], *, is_subject: bool) -> Interval | None:
    """What the figure at these places among the inputs, or the subject, would have to denote; None: cannot be told."""
    expected = relation.expected()
    if is_subject:
        return None if places else expected
    if relation.formula is total and expected is not None:
        own = total(relation.inputs[place].interval for place in places)
        return relation.subject.interval - Interval(expected.low - own.low, expected.high - own.high)
    if len(places) != 1:
        return None
    inputs = [one.interval for one in relation.inputs]
    return ratios.needed(relation.formula, relation.subject.interval, inputs, places[0])
