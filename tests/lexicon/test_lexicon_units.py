"""Units of money and the words around figures."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from extractor.lexicon.loading import LexiconError, read_toml
from extractor.lexicon.units import UNITS, is_blank, measure_words, money_units, read_units, units
from extractor.records.leaves import Unit


def test_the_units_are_those_of_the_record() -> None:
    assert get_args(Unit) == UNITS
    assert {unit.unit for unit in units().money} == set(UNITS)


@pytest.mark.parametrize(
    ("spelling", "unit", "factor"),
    [
        ("元", "元", 1),
        ("千元", "千元", 1000),
        ("万元", "万元", 10**4),
        ("百万元", "百万元", 10**6),
        ("亿元", "亿元", 10**8),
    ],
)
def test_money(spelling: str, unit: str, factor: int) -> None:
    found = money_units()[spelling]
    assert (found.unit, found.factor) == (unit, Decimal(factor))


def test_a_cut_unit_counts_only_when_asked_for() -> None:
    assert "万" not in money_units()
    assert money_units(cut=True)["万"].unit == "万元"


def test_longest_spelling_first() -> None:
    words = list(money_units(cut=True))
    assert words.index("百万元") < words.index("万元") < words.index("元")
    assert measure_words("vehicles")[-1] in ("台", "辆", "部")


def test_words_around_figures() -> None:
    table = units()
    assert {"约", "近"} <= set(table.approximate_before)
    assert {"余", "多", "左右"} <= set(table.approximate_after)
    assert {"零", "无", "未发生"} <= set(table.zero)
    assert {"持平", "无变化"} <= set(table.unchanged)
    assert not set(table.zero) & set(table.unchanged)


@pytest.mark.parametrize(
    ("cell", "blank"), [("", True), (" ", True), ("-", True), ("—", True), ("0", False), ("0.00", False)]
)
def test_blank(cell: str, blank: bool) -> None:
    assert is_blank(cell) is blank


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[money]]\nunit = "美元"\nfactor = "1"\nspelled = ["美元"]\n', 2),
        ('[[money]]\nunit = "元"\nfactor = 1.5\nworth = 2\n', 4),
        ('[[money]]\nunit = "万元"\nfactor = "万"\nspelled = ["万元"]\n', 2),
        ('[[money]]\nunit = "元"\nfactor = "1"\nspelled = ["元", "元"]\n', 4),
    ],
)
def test_a_broken_unit_is_named(text: str, line: int) -> None:
    with pytest.raises(LexiconError) as caught:
        read_units(read_toml("units.toml", text))
    assert caught.value.line is not None
    assert caught.value.line == line or (line == 4 and caught.value.line == 2)
