"""Do the figures of a source follow from each other, to the last printed digit? Findings are sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from markup import UNITS, Source

#: percentage, numerator, denominator: of the same line item
RATES = (
    ("change_rate", "change", "prior"),
    ("variance_rate", "variance", "budget"),
    ("completion", "actual", "budget"),
    ("completion", "actual", "adjusted_budget"),
)
_MONEY = re.compile(rf"\d[\d,.，．]*\s*(?:{'|'.join(UNITS)})(?![人户次])")


def verify(source: Source) -> Iterator[str]:
    values: dict[str, Decimal] = {}
    for fact in source.facts:
        try:
            number = Decimal(fact.value)
        except ArithmeticError:
            continue
        if fact.path in values and values[fact.path] != number and "also" not in fact.note:
            yield f"{fact.path} is stated as {values[fact.path]} and as {number}"
        values.setdefault(fact.path, number)
    for total, parts in source.sums:
        missing = [path for path in (total, *parts) if path not in values]
        if missing:
            yield f"sum of {total}: not stated: {missing}"
        elif (found := sum(values[part] for part in parts)) != values[total]:
            yield f"{total} is {values[total]}, its parts give {found}"
    for path, above, below in source.ratios:
        missing = [one for one in (path, above, below) if one not in values]
        if missing:
            yield f"ratio {path}: not stated: {missing}"
        elif (expected := _percent(values[above], values[below], values[path])) != values[path]:
            yield f"{path} is {values[path]}, not {expected}"
    for path, value in values.items():
        yield from _rates(path, value, values)
    yield from _unmarked(source)


def _rates(path: str, value: Decimal, values: dict[str, Decimal]) -> Iterator[str]:
    stem, _, leaf = path.rpartition(".")
    if leaf == "actual" and f"{stem}.prior" in values and f"{stem}.change" in values:
        difference = value - values[f"{stem}.prior"]
        if difference != values[f"{stem}.change"]:
            yield f"{stem}.change is {values[f'{stem}.change']}, not {difference}"
    if leaf == "actual" and f"{stem}.budget" in values and f"{stem}.variance" in values:
        difference = value - values[f"{stem}.budget"]
        if difference != values[f"{stem}.variance"]:
            yield f"{stem}.variance is {values[f'{stem}.variance']}, not {difference}"
    if leaf == "completion" and f"{stem}.budget" in values and f"{stem}.adjusted_budget" in values:
        return  # which of the two is meant stands in the note: looked at by eye
    for rate, above, below in RATES:
        if leaf != rate:
            continue
        numerator = values.get(f"{stem}.{above}")
        denominator = values.get(f"{stem}.{below}")
        if numerator is None:
            continue
        if denominator is None and below == "prior" and f"{stem}.actual" in values:
            denominator = values[f"{stem}.actual"] - numerator
        if not denominator:
            continue
        expected = _percent(numerator, denominator, value)
        if expected != value:
            yield f"{path} is {value}, not {expected}"


def _percent(numerator: Decimal, denominator: Decimal, like: Decimal) -> Decimal:
    """The percentage, with as many digits as `like` has."""
    digits = Decimal(1).scaleb(int(like.as_tuple().exponent))
    return (numerator / denominator * 100).quantize(digits, ROUND_HALF_UP)


def _unmarked(source: Source) -> Iterator[str]:
    """Money in prose that carries no mark, and so stands in no key."""
    for block in source.blocks:
        for piece in block.pieces:
            if piece.anchor is None:
                for match in _MONEY.finditer(piece.text):
                    yield f"no mark: {match[0]} in {piece.text[-40:]!r}"
