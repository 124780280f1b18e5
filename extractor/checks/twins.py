"""Rules about lines that are one amount of money: what a report says of one of them holds for the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from extractor.checks.figures import Figure
from extractor.checks.index import FUNDS, Index, Line
from extractor.checks.linear import same
from extractor.checks.passages import Passages
from extractor.checks.rule import MONEY, Rule
from extractor.checks.verdicts import Relation

_FEWEST = 3  #: entries that two lists share, one of which differs


def twins(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """Lines that are one amount of money (all revenue is 财政拨款, and spent): what one says of its change, all say."""
    lines = [line for name in rule.lines for line in index.matching(name)]
    for position, one in enumerate(lines):
        for other in lines[position + 1 :]:
            if _are_one(one, other):
                for measure in rule.measures or ("change", "prior"):
                    left, right = one.figure(measure), other.figure(measure)
                    if left is not None and right is not None and left.key != right.key:
                        yield Relation(rule, left, (right,), same)


def _are_one(one: Line, other: Line) -> bool:
    """Whether two lines state the same amount, to the last digit, against the same year's figure."""
    if one.item.prior_basis != other.item.prior_basis:
        return False
    pairs = [
        (left.value, right.value)
        for measure in ("actual", "budget")
        if (left := one.figure(measure)) is not None and (right := other.figure(measure)) is not None
    ]
    return bool(pairs) and all(left == right and left for left, right in pairs)


def twin_lists(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """Two lists of one amount, once for all money and once for a fund, that differ in a single entry."""
    for name in rule.lines:
        for (one, whole), (other, fund) in combinations(_lists(index, name), 2):
            for measure in rule.measures or MONEY:
                amounts = [line.figure(measure) for line in (whole, fund)]
                if None not in amounts and len({figure.value for figure in amounts if figure is not None}) == 1:
                    yield from _differing(rule, one, other, measure)


def _lists(index: Index, name: str) -> Iterator[tuple[Sequence[Line], Line]]:
    """The lists of a name (spending.operating, spending.functional[*]), each with the line that it breaks up."""
    head, _, tail = name.removesuffix("[*]").partition(".")
    for scope in (head, *(f"{head}.{fund}" for fund in FUNDS)):
        path = f"{scope}.{tail}"
        entries = index.entries.get(path) or index.children.get(path, [])
        whole = index.lines.get(path) or index.lines.get(f"{scope}.total")
        if entries and whole is not None:
            yield entries, whole


def _differing(rule: Rule, one: Sequence[Line], other: Sequence[Line], measure: str) -> Iterator[Relation]:
    """The entry in which two lists differ, where all others that they share agree to the last digit."""
    first, second = _by_code(one, measure), _by_code(other, measure)
    shared = [code for code in first if code in second]
    differ = [code for code in shared if first[code].value != second[code].value]
    if len(differ) == 1 and len(shared) >= _FEWEST and first[differ[0]].key != second[differ[0]].key:
        yield Relation(rule, first[differ[0]], (second[differ[0]],), same)


def _by_code(lines: Sequence[Line], measure: str) -> dict[str, Figure]:
    return {line.code: one for line in lines if line.code and (one := line.figure(measure)) is not None}
