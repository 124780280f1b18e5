"""Statements of one fact that are of two: the sentence says so, or each of them is compared with something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.figures import Figure
from extractor.checks.index import Index, Line
from extractor.checks.intervals import Interval, point
from extractor.checks.passages import Passages
from extractor.checks.patterns import Pattern

_NOW = ("budget", "adjusted_budget", "actual")
_PART = re.compile(r"其中|包括|包含")
_SENTENCE = re.compile(r"[。；;]")


def told_apart(one: Figure, other: Figure, words: Passages, pattern: Pattern | None) -> bool:
    """Whether the text says that two statements are no two of one fact.

    One stands behind the other and 其中 in one sentence, and is a part of it; or a sentence has words of the pattern.
    """
    first, second = (figure.stated.replace(" ", "") for figure in (one, other))
    for paragraph in words.holding(first, second):
        for sentence in _SENTENCE.split(paragraph):
            places = sorted(place for place in (sentence.find(first), sentence.find(second)) if place >= 0)
            if len(places) > 1 and _PART.search(sentence, *places):
                return True
            if places and pattern is not None and pattern.search(sentence):
                return True
    return False


def priors(line: Line, index: Index) -> list[Figure]:
    """Last year's figure of a line; where the report gives one for the budget and one for the accounts, both."""
    prior = line.figure("prior")
    if prior is None:
        return []
    stated = prior.statements()
    if all(one.interval.meets(prior.interval) for one in stated):
        return [prior]
    nows = [now for measure in _NOW if (now := line.figure(measure)) is not None]
    of = {one.path: {now.path for now in nows if _differ_by_what_is_said(now, one, line, index)} for one in stated}
    apart = all(of.values()) and len(frozenset.union(*map(frozenset, of.values()))) > 1
    return stated if apart else [prior]


def _differ_by_what_is_said(now: Figure, prior: Figure, line: Line, index: Index) -> bool:
    gap = now.interval - prior.interval
    return any(gap.meets(one) or gap.mirrored().meets(one) for one in _changes(line, index))


def _changes(line: Line, index: Index) -> Iterator[Interval]:
    change = line.figure("change")
    if change is not None:
        yield from (one.interval for one in change.statements())
    yield from (point(abs(one.value)) for one in index.report.unclaimed if one.value)
