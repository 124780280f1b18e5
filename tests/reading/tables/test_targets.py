"""Targets: every way of asking for a figure means what it says, everything else is qualitative."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.tables.targets import Asked, parse_target

BEFORE = {
    ">=": ("≥", "不低于", "不少于", "大于等于", "至少", "⩾"),
    ">": ("＞", ">", "超过", "高于", "大于"),
    "<=": ("≤", "不超过", "不高于", "小于等于", "控制在"),
    "<": ("＜", "<", "低于", "小于"),
    "=": ("=", "＝", "等于", ""),
}
AFTER = {">=": ("以上", "及以上"), "<=": ("以内", "以下", "之内")}
UNITS = ("%", "％", "场", "次", "个", "人次", "万人次", "亿元", "万元", "平方米", "次/年", "元/人", "公里", "")

units = st.sampled_from(UNITS)
numbers = st.decimals(min_value=0, max_value=Decimal(10) ** 7, places=2, allow_nan=False).map(lambda d: d.normalize())


def spelled(number: Decimal, grouped: bool) -> str:
    return f"{number:,f}" if grouped else f"{number:f}"


def bounds(op: str, number: Decimal) -> tuple[Decimal | None, Decimal | None]:
    return (number if op in (">=", ">", "=") else None), (number if op in ("<=", "<", "=") else None)


def unit_of(word: str) -> str | None:
    return word.replace("％", "%") or None


@given(st.sampled_from(list(BEFORE)), st.data(), numbers, units, st.booleans())
def test_words_before_a_figure(op: str, data: st.DataObject, number: Decimal, unit: str, grouped: bool) -> None:
    word = data.draw(st.sampled_from(BEFORE[op]))
    asked = parse_target(f"{word}{spelled(number, grouped)}{unit}")
    assert (asked.op, asked.low, asked.high, asked.unit) == (op, *bounds(op, number), unit_of(unit))


@given(st.sampled_from(list(AFTER)), st.data(), numbers, units, st.booleans())
def test_words_behind_a_figure(op: str, data: st.DataObject, number: Decimal, unit: str, agreeing: bool) -> None:
    before = data.draw(st.sampled_from(BEFORE[op])) if agreeing else ""
    asked = parse_target(f"{before}{number:f}{unit}{data.draw(st.sampled_from(AFTER[op]))}")
    assert (asked.op, asked.low, asked.high, asked.unit) == (op, *bounds(op, number), unit_of(unit))


@given(numbers, numbers, units, st.sampled_from("-~～—至"), st.booleans())
def test_ranges(one: Decimal, other: Decimal, unit: str, mark: str, twice: bool) -> None:
    low, high = sorted((one, other))
    asked = parse_target(f"{low:f}{unit if twice else ''}{mark}{high:f}{unit}")
    assert (asked.op, asked.low, asked.high, asked.unit) == ("range", low, high, unit_of(unit))


@given(numbers, st.sampled_from([unit for unit in UNITS if unit]), st.sampled_from("（("))
def test_units_in_brackets(number: Decimal, unit: str, bracket: str) -> None:
    closing = "）" if bracket == "（" else ")"
    assert parse_target(f"≥{number:f}{bracket}{unit}{closing}") == Asked(">=", number, None, unit_of(unit))


@given(numbers, numbers, st.sampled_from("，；、且"))
def test_two_conditions_are_words(one: Decimal, other: Decimal, mark: str) -> None:
    assert parse_target(f"回复率{one:f}%{mark}满意率{other:f}%以上").op == "qualitative"


@given(st.text(max_size=30))
def test_any_text_is_read(text: str) -> None:
    asked = parse_target(text)
    assert (asked.op == "qualitative") == (asked.low is None and asked.high is None)


@pytest.mark.parametrize(
    "text",
    [
        "合规", "", "完成", "回复率100%，满意率95%以上", "2020年", "12月底前", "2023年12月", "12月31日前",
        "较上年增长5%", "90%左右", "4-5次以上", "不超过5%以上", "安全无事故；组织参展4-5次", "100%完成", "1:2",
        "60≤x＜80", "20-10次", "上年的95%",
    ],
)  # fmt: skip
def test_words(text: str) -> None:
    assert parse_target(text) == Asked("qualitative")


@pytest.mark.parametrize(
    ("text", "op", "low", "high", "unit"),
    [
        ("≥13459.00(平方米)", ">=", "13459.00", None, "平方米"),
        ("=100.00(%)", "=", "100.00", "100.00", "%"),
        ("不低于50%", ">=", "50", None, "%"),
        ("95%以上", ">=", "95", None, "%"),
        ("超过98%", ">", "98", None, "%"),
        ("4-5次", "range", "4", "5", "次"),
        ("不超过3家", "<=", None, "3", "家"),
        ("≤ 1,200.50 万元", "<=", None, "1200.50", "万元"),
        ("控制在5%以内", "<=", None, "5", "%"),
        ("３年", "=", "3", "3", "年"),
        ("0", "=", "0", "0", None),
    ],
)
def test_examples(text: str, op: str, low: str | None, high: str | None, unit: str | None) -> None:
    asked = parse_target(text)
    assert (asked.op, asked.unit) == (op, unit)
    assert [None if bound is None else str(bound) for bound in (asked.low, asked.high)] == [low, high]
