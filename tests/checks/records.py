"""Records for the tests of checks: lines with stated amounts, as a reader would give them."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from extractor.checks import check
from extractor.records.items import LineItem
from extractor.records.leaves import Amount, Count, Evidence, Percent
from extractor.records.report import Check, Report
from tests import made

_places = count(1)
WORTH = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def place(words: str) -> list[Evidence]:
    """A place of its own: two figures never stand at one."""
    top = float(next(_places))
    return [Evidence(page=1, x0=72.5, top=top, x1=200.25, bottom=top + 12, text=words)]


def money(stated: str, *also: str, sign: int = 1) -> Amount:
    """An amount as its digits denote: "5.9万元" is 58500 to 59500; "0" in words is exact."""
    unit = next((name for name in ("亿元", "万元", "元") if stated.endswith(name)), "元")
    digits = stated.removesuffix(unit).replace(",", "")
    if not digits.replace(".", "").isdigit():
        value = half = Decimal(0)
    else:
        places = len(digits.partition(".")[2])
        value = Decimal(digits) * WORTH[unit] * sign
        half = Decimal(0) if unit == "元" and places > 1 else Decimal(5).scaleb(-places - 1) * WORTH[unit]
    return Amount(
        value=value,
        low=value - half,
        high=value + half,
        unit=unit,
        stated=stated,
        evidence=place(stated),
        also=[money(other) for other in also],
    )


def rate(stated: str, sign: int = 1) -> Percent:
    digits = stated.removesuffix("%")
    half = Decimal(5).scaleb(-len(digits.partition(".")[2]) - 1)
    value = Decimal(digits) * sign
    return Percent(value=value, low=value - half, high=value + half, stated=stated, evidence=place(stated))


def people(value: int, unit: str = "人") -> Count:
    return Count(value=value, unit=unit, stated=f"{value}{unit}", evidence=place(f"{value}{unit}"))


def line(**figures: Any) -> LineItem:
    """A line item: amounts and rates by their stated words."""
    fields = {
        name: (rate(words) if words.endswith("%") else money(words))
        if isinstance(words, str) and words[-1:] in "元%无"
        else words
        for name, words in figures.items()
    }
    return LineItem(**fields)


def report(**fields: Any) -> Report:
    return made.report(kind="self_evaluation", **fields)


def found(record: Report, rule: str | None = None) -> list[Check]:
    """The checks of one rule, or everything that is not in order."""
    checks = check(record)
    return [one for one in checks if (one.rule == rule if rule else one.status in ("mismatch", "notice"))]


def only(record: Report, rule: str) -> Check:
    (one,) = found(record, rule)
    return one
