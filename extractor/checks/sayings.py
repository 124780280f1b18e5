"""Rules about the report's words: how a sentence compares two figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product

from extractor.checks.figures import Figure
from extractor.checks.index import Index, Line
from extractor.checks.intervals import Interval
from extractor.checks.linear import same
from extractor.checks.passages import Passages
from extractor.checks.rule import Rule
from extractor.checks.verdicts import Formula, Relation
from extractor.lexicon.labels import expand

_ABOUT = "预算"  #: what every saying about a budget holds
_SPAN = 400  #: characters in which the two figures stand before the words about them
_INFINITY = Decimal("Infinity")


def direction(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """Words that say how two figures of one line compare (决算数大于预算数), beside the figures just stated."""
    found, shortest = _any_of(rule.words)
    lines: list[Line] | None = None
    for paragraph in words.holding(*shortest):
        if _ABOUT not in paragraph:
            continue
        start = 0
        for hit in found.finditer(paragraph):
            segment = paragraph[max(start, hit.start() - _SPAN) : hit.start()]
            start = hit.end()
            if lines is None:
                lines = [line for line in index.lines.values() if line.figure(rule.left) and line.figure(rule.right)]
            pair = _last_pair(rule, lines, segment)
            if pair is not None:
                yield Relation(rule, pair[0], (pair[1],), _COMPARE[rule.sign], names={"words": hit[0]})


@lru_cache(maxsize=64)
def _any_of(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A pattern of all spellings, and those of which every other one holds one."""
    spellings = sorted({word for pattern in patterns for word in expand(pattern)}, key=lambda word: (-len(word), word))
    shortest = [word for word in spellings if not any(other in word for other in spellings if other != word)]
    return re.compile("|".join(map(re.escape, spellings))), tuple(shortest)


def _last_pair(rule: Rule, lines: Sequence[Line], segment: str) -> tuple[Figure, Figure] | None:
    """The two figures that stand last in the text, close together, as figures of one line."""
    best: tuple[int, Figure, Figure] | None = None
    for line in lines:
        lefts = [one for one in _statements(line, rule.left) if one.stated.replace(" ", "") in segment]
        for left, right in product(lefts, _statements(line, rule.right) if lefts else ()):
            places = [_last(segment, one.stated) for one in (left, right)]
            if min(places) < 0 or re.search(r"\d万?元", segment[max(places) + len(left.stated) :]):
                continue
            if best is None or min(places) > best[0]:
                best = (min(places), left, right)
    return None if best is None else best[1:]


def _statements(line: Line, measure: str) -> list[Figure]:
    figure = line.figure(measure)
    return [] if figure is None else figure.statements()


def _last(text: str, stated: str) -> int:
    """Where a figure is printed last, as a whole number."""
    needle = stated.replace(" ", "")
    place = text.rfind(needle)
    while place > 0 and (text[place - 1].isdigit() or text[place - 1] in ".,"):
        place = text.rfind(needle, 0, place)
    return place


def _above(values: Sequence[Interval]) -> Interval:
    return Interval(values[0].low, _INFINITY)


def _below(values: Sequence[Interval]) -> Interval:
    return Interval(-_INFINITY, values[0].high)


_COMPARE: dict[int, Formula] = {1: _above, -1: _below, 0: same}
