"""Rules about the totals of both sides, revenue and spending, that a sentence states at once and no line took."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractor.checks.figures import WORTH, Figure, decimals, digits, figure_of, number
from extractor.checks.index import Index
from extractor.checks.linear import same
from extractor.checks.passages import Passages
from extractor.checks.ratios import growth_of
from extractor.checks.rule import Rule
from extractor.checks.tables import cell_paths
from extractor.checks.verdicts import Relation
from extractor.records.leaves import Amount, Percent, Unit
from extractor.records.report import Unclaimed

_UNITS: tuple[Unit, ...] = ("千元", "百万元", "万元", "亿元", "元")
_TOTAL = re.compile(r"收入?(?:[、和]?支出?(?:决算|预算)?总(?:计|预算|决算)|、支出?(?:预算|决算))[均为各是]*$")
_AMOUNT = r"[\d,，.]+[万亿]?元"
#: 收、支总计9,120.50万元。与2022年度相比，收、支总计各增加320.50万元，增长3.64%
_GROWTH = re.compile(
    rf"总(?:计|预算|决算)[均为各是]*(?P<now>{_AMOUNT})[。，；][^。；]{{0,30}}?收入?[、和]?支出?(?:决算|预算)?总"
    rf"(?:计|预算|决算)[均各]*(?P<way>增加|减少)(?P<by>{_AMOUNT})，(?:增长|下降|减少|增加|降低)(?P<rate>[\d.]+)[%％]"
)


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
        if type(cell) is Amount
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
                whole = _as_figure(position, mention, subject)
                carried = whole.value > stated[0].value and _carries(rule, index, measure)
                own = replace(rule, accuse="never") if carried else rule
                yield Relation(own, whole, (stated[0],), same)
                break


def _carries(rule: Rule, index: Index, measure: str) -> bool:
    """Whether money was carried in or on: the totals of revenue and spending differ, and a grand total holds more."""
    found = [one for name in rule.parts for line in index.matching(name) if (one := line.figure(measure)) is not None]
    return len({one.value for one in found}) > 1 or any(
        (one := line.figure(measure)) is not None and one.value
        for line in index.funds("spending.carried_over").values()
    )


def both_totals(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """收入总计 and 支出总计 in one sentence, which no line took: one amount."""
    about = [text for text in words.holding("收入总计") if "支出总计" in text]
    mentions = enumerate(index.report.unclaimed if about else [], start=1)
    for (place, one), (next_place, other) in pairwise(mentions):
        if "支" not in (other.label or ""):
            continue
        revenue, spent = _amount(one), _amount(other)
        if revenue is None or spent is None:
            continue
        said = [words_.replace(" ", "") for words_ in (one.stated, other.stated)]
        sentence = re.compile(rf"收入总计[为是]?{re.escape(said[0])}[，、；]支出总计[为是]?{re.escape(said[1])}")
        if any(said[0] in text and sentence.search(text) for text in about):
            yield Relation(rule, _as_figure(place, one, revenue), (_as_figure(next_place, other, spent),), same)


def _as_figure(position: int, mention: Unclaimed, amount: Amount) -> Figure:
    return figure_of(f"unclaimed[{position}]", (mention.label or "").rpartition("：")[2], amount)


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


def joint_growth(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """How both sides grew together, in amount and in percent, where no line took the amount."""
    if not index.report.unclaimed:
        return
    about = words.holding("总计", "总预算", "总决算")
    sayings = {found["by"]: found for text in about if (found := _GROWTH.search(text))}
    for position, mention in enumerate(index.report.unclaimed if sayings else [], start=1):
        amount, found = _amount(mention), sayings.get(mention.stated.replace(" ", ""))
        if amount is None or found is None:
            continue
        now = next((one for one in _totals(rule, index) if digits(one.stated) == digits(found["now"])), None)
        rate = _rate(found["rate"], falls=found["way"] == "减少")
        if now is None or not now.value or rate is None:
            continue
        if found["way"] == "减少":
            fallen = {"value": -amount.value, "low": -amount.high, "high": -amount.low}
            amount = amount.model_copy(update=fallen)
        by = figure_of(f"unclaimed[{position}]", "收、支总计比上年增减额", amount)
        yield Relation(rule, figure_of(f"unclaimed[{position}]", "收、支总计比上年增减率", rate), (by, now), growth_of)


def _rate(stated: str, *, falls: bool) -> Percent | None:
    """A rate of the text that the record does not hold: without a place of its own, the amount's is beside it."""
    value, places = number(stated), decimals(stated)
    if value is None or places is None:
        return None
    value, half = -value if falls else value, Decimal(5).scaleb(-places - 1)
    return Percent(value=value, low=value - half, high=value + half, stated=f"{stated}%", evidence=[])


def _totals(rule: Rule, index: Index) -> Iterator[Figure]:
    """The totals that lines state, with their further statements, and those that no line took."""
    for name in rule.parts:
        for line in index.matching(name):
            for measure in rule.measures:
                figure = line.figure(measure)
                if figure is not None:
                    yield from figure.statements()
    for place, mention in enumerate(index.report.unclaimed, start=1):
        amount = _amount(mention)
        if amount is not None:
            yield _as_figure(place, mention, amount)
