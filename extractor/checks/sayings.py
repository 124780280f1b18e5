"""Rules about the report's words: how a sentence compares two figures, and totals that a sentence and a table hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from extractor.checks.figures import WORTH, Figure, decimals, figure_of
from extractor.checks.index import Index, Line, number_leaves
from extractor.checks.intervals import Interval
from extractor.checks.linear import same
from extractor.checks.passages import Passages
from extractor.checks.rulebook import Rule
from extractor.checks.tables import cell_paths
from extractor.checks.verdicts import Formula, Relation
from extractor.lexicon.labels import expand
from extractor.records.leaves import Amount, Unit
from extractor.records.report import Unclaimed

_ABOUT = "预算"  #: what every saying about a budget holds
_SPAN = 400  #: characters in which the two figures stand before the words about them
_INFINITY = Decimal("Infinity")


def direction(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """Words that say how two figures of one line compare (决算数大于预算数), beside the figures just stated."""
    spellings = [word for pattern in rule.words for word in expand(pattern)]
    found = re.compile("|".join(map(re.escape, sorted(spellings, key=len, reverse=True))))
    lines: list[Line] | None = None
    for paragraph in words.paragraphs:
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
    if figure is None:
        return []
    further = enumerate(number_leaves(figure.leaf), start=1)
    return [figure, *(figure_of(f"{figure.path}.also[{n}]", figure.label, leaf) for n, leaf in further)]


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


def grand_total(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """收入支出总计 of the text and 总计 of the table to which it belongs; money of 财政拨款 has a table of its own."""
    for position, mention in enumerate(index.report.unclaimed, start=1):
        before, subject = _total_before(mention, words), _amount(mention)
        cell = None if before is None else _table_total(rule, index, "财政拨款" in before)
        if cell is not None and subject is not None:
            yield Relation(rule, _as_figure(position, mention, subject), (cell,), same)


def _table_total(rule: Rule, index: Index, fiscal: bool) -> Figure | None:
    """总计 of the table of revenue and spending; None where there is none, or several that differ."""
    cells = [
        (statement, row, cell)
        for statement in index.report.statements
        if statement.name.endswith("总表")
        and ("财政拨款" in statement.name) == fiscal
        and re.search("收入?支", statement.name)
        for row in statement.rows
        if (row.name or "") in rule.words
        for cell in row.values.values()
        if isinstance(cell, Amount)
    ]
    if len({cell.value for _, _, cell in cells}) != 1:
        return None
    statement, row, cell = cells[0]
    return figure_of(cell_paths(index.report, statement)[id(cell)], f"《{statement.name}》{row.name or ''}", cell)


def joint_total(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """收、支总预算 of a text, which no line took, and the totals of revenue and spending, where these are one amount.

    `parts` are those of all money, `either` those of 财政拨款. A table that has the total (`words`) says it better.
    """
    for position, mention in enumerate(index.report.unclaimed, start=1):
        before, subject = _total_before(mention, words), _amount(mention)
        if before is None or subject is None or _table_total(rule, index, "财政拨款" in before) is not None:
            continue
        names = rule.either if "财政拨款" in before else rule.parts
        lines = [line for name in names for line in index.matching(name)]
        for measure in rule.measures:
            stated = [one for line in lines if (one := line.figure(measure)) is not None]
            if stated and len({one.value for one in stated}) == 1 and len(stated) > 1:
                yield Relation(rule, _as_figure(position, mention, subject), (stated[0],), same)
                break


def _as_figure(position: int, mention: Unclaimed, amount: Amount) -> Figure:
    return figure_of(f"unclaimed[{position}]", (mention.label or "").rpartition("：")[2], amount)


_TOTAL = re.compile(r"收入?(?:[、和]?支出?(?:决算|预算)?总(?:计|预算|决算)|、支出?(?:预算|决算))[均为各是]*$")


def _total_before(mention: Unclaimed, words: Passages) -> str | None:
    """The words before a mention where they say that it is a grand total of both sides."""
    label = mention.label or ""
    if "总" not in label and "、支" not in label:
        return None
    return next((before for before in words.before(mention.stated) if _TOTAL.search(before)), None)


def _amount(mention: Unclaimed) -> Amount | None:
    """A mention as an amount: what its digits denote."""
    unit: Unit | None = next((unit for unit in _UNITS if mention.stated.endswith(unit)), None)
    places = decimals(mention.stated)
    if unit is None or places is None or mention.value is None:
        return None
    half = Decimal(0) if unit == "元" and places > 1 else Decimal(5).scaleb(-places - 1) * WORTH[unit]
    return Amount(
        value=mention.value,
        low=mention.value - half,
        high=mention.value + half,
        unit=unit,
        stated=mention.stated,
        evidence=mention.evidence,
    )


_UNITS: tuple[Unit, ...] = ("千元", "百万元", "万元", "亿元", "元")
