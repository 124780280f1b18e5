"""Rules about sums: a whole and its parts, a line and its items, one figure and another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from extractor.checks.bases import priors, told_apart
from extractor.checks.figures import Figure, figure_of
from extractor.checks.index import SCOPED, Index, Line
from extractor.checks.intervals import Interval, total
from extractor.checks.passages import Passages
from extractor.checks.patterns import Pattern
from extractor.checks.rule import MONEY, Rule
from extractor.checks.verdicts import Relation, one_of

_FEWEST = 2
_NOW = ("actual", "budget", "adjusted_budget")
_CLASS = 3  #: digits of a class code
_BUDGETS = {"budget": "adjusted_budget", "adjusted_budget": "budget"}
_MOST_FREE = 3  #: parts that need not be counted in, tried together
_REST = re.compile(r"其他(?:支出|商品|工资|对个人)")


def sums(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """A whole and its parts: for each fund and measure where they are lines, once where they are counts or amounts."""
    if rule.whole in SCOPED:
        for fund, whole in index.funds(rule.whole).items():
            for measure in rule.measures or MONEY:
                yield from _scoped(rule, index, whole, fund, measure)
        return
    lines = index.matching(rule.whole)
    for line in lines:
        for measure in rule.measures or MONEY:
            yield from _grouped(rule, index, line, measure)
    if not lines:
        yield from _plain(rule, index)


def _scoped(rule: Rule, index: Index, whole: Line, fund: str | None, measure: str) -> Iterator[Relation]:
    subject = whole.figure(measure)
    if subject is None:
        return
    parts = [_figure(index.line(name, fund), measure) for name in rule.parts]
    if None in parts:
        if whole.path != rule.whole and all(part is None for part in parts):
            return
        missing = [name for name, part in zip(rule.parts, parts, strict=True) if part is None]
        elsewhere = [_figure(line, measure) for name in missing for line in index.funds(name).values()]
        found = [one for one in (*parts, *elsewhere) if one is not None]
        if len(found) > len([part for part in parts if part is not None]):
            yield Relation(rule, subject, tuple(found), total, joined=False)
        return
    optional = [_figure(index.line(name, fund), measure) for name in rule.optional]
    either = [_figure(index.line(name, fund), measure) for name in rule.either]
    needed, free = [part for part in (*parts, *optional) if part], [part for part in either if part]
    relation = _best(rule, subject, needed, free)
    other = whole.figure(_BUDGETS[measure]) if measure in _BUDGETS else None
    if other is not None and not relation.follows():  # a bare 预算 may be that of the beginning or of the whole year
        relation = one_of([relation, _best(rule, other, needed, free)], relation)
    yield relation


def _grouped(rule: Rule, index: Index, whole: Line, measure: str) -> Iterator[Relation]:
    """Lines of one group (三公, 政府采购, 收入): one that names no fund is of the fund that its group names."""
    subject = whole.figure(measure)
    if subject is None:
        return
    lines = [line for name in rule.parts for line in index.matching(name)]
    if len(lines) < len(rule.parts):
        return
    lines += [line for name in (*rule.optional, *rule.either) for line in index.matching(name)]
    stated = [(line, line.figure(measure)) for line in lines]
    needed = [one for _, one in stated[: len(rule.parts)]]
    parts = [one for _, one in stated if one is not None]
    if None in needed or len(parts) < _FEWEST:
        return
    funds = {line.fund for line, one in stated if one is not None} | {whole.fund}
    if len(funds - {None}) > 1:
        yield Relation(rule, subject, tuple(parts), total, joined=False)
    else:
        free = {one.path for name in rule.either for line in index.matching(name) if (one := line.figure(measure))}
        yield _best(rule, subject, [f for f in parts if f.path not in free], [f for f in parts if f.path in free])


def _plain(rule: Rule, index: Index) -> Iterator[Relation]:
    """Counts and amounts that belong to no line item; the entries of a list one by one."""
    for whole, scope in numbers(index, rule.whole):
        named = [[one for one, _ in numbers(index, name, scope)] for name in rule.parts]
        if any(not found for found in named):
            continue
        optional = [one for name in rule.optional for one, _ in numbers(index, name, scope)]
        either = [one for name in rule.either for one, _ in numbers(index, name, scope)]
        parts = [one for found in named for one in found] + optional
        if len(parts) >= _FEWEST:
            yield _best(rule, whole, parts, either)


def numbers(index: Index, pattern: str, scope: str | None = None) -> Iterator[tuple[Figure, str | None]]:
    """Numbers by a rule's path. In `x[*].y` the entry is the scope: facts of other entries are not joined."""
    head, star, tail = pattern.partition("[*]")
    if not star:
        if (found := index.numbers.get(pattern)) is not None:
            yield found, None
        return
    if scope is not None and scope.startswith(f"{head}["):
        if (found := index.numbers.get(f"{scope}{tail}")) is not None:
            yield found, scope
        return
    for path, found in index.listed.get(head.partition("[")[0], {}).items():
        if path.startswith(f"{head}[") and path.endswith(f"]{tail}"):
            yield found, path[: len(path) - len(tail)]


def _best(rule: Rule, subject: Figure, parts: list[Figure], either: list[Figure]) -> Relation:
    """The relation that holds with some of the parts that need not be counted in; else that with none of them."""
    if not either:
        return Relation(rule, subject, tuple(parts), total)
    sizes = range(min(len(either), _MOST_FREE) + 1)
    readings = [
        Relation(rule, subject, (*parts, *chosen), total) for size in sizes for chosen in combinations(either, size)
    ]
    return one_of(readings, readings[0])


def _figure(line: Line | None, measure: str) -> Figure | None:
    return None if line is None else line.figure(measure)


def items(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """A line and the list of its items, one level of them.

    A list claims to be the whole where the report lists it right behind the total (in brackets, 包括, 分别) or closes
    it with a line 其他; behind 其中 or 主要, or where it ends in 等, it names some of the items, and may fall short.
    """
    for pattern in rule.lines:
        for line in index.matching(pattern):
            for measure in rule.measures or MONEY:
                subject = line.figure(measure)
                if subject is None:
                    continue
                beside = _beside(rule, index, line, measure)
                for chosen in _levels(index, line):
                    parts = [one for item in chosen if (one := item.figure(measure)) is not None]
                    if len(parts) == len(chosen) and len(parts) + len(beside) >= _FEWEST:
                        yield listed(rule, subject, chosen, parts, beside, words)


def _beside(rule: Rule, index: Index, line: Line, measure: str) -> list[Figure]:
    """The line that may stand beside the items, or else its own items."""
    other = index.line(rule.beside, line.fund) if rule.beside else None
    if other is None:
        return []
    own = other.figure(measure)
    if own is not None:
        return [own]
    levels = _levels(index, other)
    return [one for item in (levels[0] if levels else []) if (one := item.figure(measure)) is not None]


def listed(
    rule: Rule, subject: Figure, chosen: list[Line], parts: list[Figure], beside: list[Figure], words: Passages
) -> Relation:
    claim = words.claim(subject.stated, [part.stated for part in parts])
    closed = any(_is_other(item) for item in chosen) and claim != "open"
    short = not (claim == "whole" or closed)
    parts = [*parts, *listed_twice(parts, chosen, words)]
    left_open = claim == "open"
    plain = Relation(rule, subject, tuple(parts), total, short_is_notice=short, left_open=left_open)
    if not beside:
        return plain
    whole_classes = all(len(item.code or "") == _CLASS for item in chosen)  # 301 and 303 are all there is
    with_it = Relation(
        rule, subject, (*parts, *beside), total, short_is_notice=short and not whole_classes, left_open=left_open
    )
    among = any((item.code or "").startswith("303") for item in chosen)
    return one_of([plain, with_it] if len(parts) >= _FEWEST else [with_it], plain if among else with_it)


def listed_twice(parts: Sequence[Figure], chosen: Sequence[Line], words: Passages) -> list[Figure]:
    """The items that the list holds a second time: further statements right beside the first are no restatement."""
    again = []
    for part, line in zip(parts, chosen, strict=True):
        same = [leaf for leaf in part.also if leaf.value == part.value]
        if same and part.value and words.twice(line.name or "", part.stated):
            again.append(figure_of(f"{part.path}.also[1]", part.label, same[0]))
    return again


def _levels(index: Index, line: Line) -> list[list[Line]]:
    """The items of a line, level by level: its detail rows, its class rows (301, 302 …)."""
    own = index.children.get(line.path, [])
    rows = [child for child in own if len(child.code or "") == _CLASS]
    details = [child for child in own if len(child.code or "") != _CLASS]
    return [level for level in (details, rows) if level]


def _is_other(line: Line) -> bool:
    """Whether a row is the last one of a list, for what the rows above do not name."""
    return (line.code or "").endswith("99") or bool(_REST.match(line.name or ""))


def itemised(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """A line and the groups into which the report breaks it up elsewhere: they may leave part of it unsaid.

    The groups may be those of the line as stated for a narrower fund.
    """
    wholes = index.funds(rule.whole)
    for measure in rule.measures or MONEY:
        lines = [part for name in rule.parts for part in index.matching(name)]
        parts = [one for part in lines if (one := part.figure(measure)) is not None]
        named = {part.fund for part in lines} - {None}
        readings = {
            fund: Relation(rule, subject, tuple(parts), total, short_is_notice=True)
            for fund, line in wholes.items()
            if (subject := line.figure(measure)) is not None
        }
        if parts and readings:
            own = readings.get(named.pop()) if len(named) == 1 else None
            chosen = one_of(list(readings.values()), own or next(iter(readings.values())))
            yield chosen if chosen.follows() else _claimed(chosen, words)


def _claimed(relation: Relation, words: Passages) -> Relation:
    """A list right behind its total is a list of that total: its items may leave some unsaid, but never exceed it."""
    claim = words.claim(relation.subject.stated, [part.stated for part in relation.inputs])
    if claim in ("unsaid", "open"):
        return relation
    return replace(relation, rule=replace(relation.rule, accuse="always"), short_is_notice=claim != "whole")


def equal(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """One fact at two places of the record."""
    for left, right, joined in _pairs(rule, index):
        yield Relation(rule, left, (right,), same, joined=joined)


def bound(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """A figure that another one limits, unless groups named so (自收自支事业编制) are counted beside the limit."""
    beside = [path for name in rule.unless for path in index.listed.get(name.partition("[")[0], ())]
    if any(word in path for path in beside for word in rule.words):
        return
    for left, right, joined in _pairs(rule, index):
        yield Relation(rule, left, (right,), _at_most, joined=joined)


def _pairs(rule: Rule, index: Index) -> Iterator[tuple[Figure, Figure, bool]]:
    for left in index.matching(rule.left):
        for right in index.matching(rule.right):
            funds = {left.fund, right.fund} - {None}
            for measure in rule.measures or MONEY:
                one, other = left.figure(measure), right.figure(measure)
                if one is not None and other is not None:
                    yield one, other, len(funds) < 2
    for one, scope in numbers(index, rule.left):
        for other, _ in numbers(index, rule.right, scope):
            yield one, other, True
        for line in index.matching(rule.right):
            found = [figure for name in rule.measures or _NOW if (figure := line.figure(name))]
            if rule.kind == "bound":  # what limits a figure is the most that the line was ever to be
                found.sort(key=lambda figure: figure.interval.high, reverse=True)
            if found:
                yield one, found[0], True


def same(values: Sequence[Interval]) -> Interval:
    return values[0]


def _at_most(values: Sequence[Interval]) -> Interval:
    return Interval(Decimal("-Infinity"), values[0].high)


def restated(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """Every statement of one fact must have a point in common with every other; the two furthest apart are compared.

    Two that the text tells apart are no statements of one fact.
    """
    other = Pattern.any_of(rule.words) if rule.words else None
    for found in index.restated:
        relation = _restated(rule, found)
        one, another = relation.figures()
        apart = not relation.follows() and (told_apart(one, another, words, other) or _two_bases(found, index))
        yield replace(relation, joined=False) if apart else relation


def _two_bases(found: Figure, index: Index) -> bool:
    path, _, measure = found.path.rpartition(".")
    return measure == "prior" and path in index.lines and len(priors(index.lines[path], index)) > 1


def _restated(rule: Rule, found: Figure) -> Relation:
    everything = found.statements()
    if max([one.interval.low for one in everything]) <= min([one.interval.high for one in everything]):
        return Relation(rule, found, (everything[1],), same)
    highest = min(everything, key=lambda one: (-one.interval.low, one is not found, _page(one)))
    lowest = min(everything, key=lambda one: (one.interval.high, one is not found, _page(one)))
    first, second = sorted((highest, lowest), key=everything.index)  # in conflict, whichever statement is the value
    return Relation(rule, first, (second,), same)


def _page(figure: Figure) -> int:
    return figure.evidence[0].page if figure.evidence else 0
