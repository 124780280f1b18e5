"""Numbers as stated: value, interval, capitals; whatever the unit, the separators, the width, the line break."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.layout import build_document
from extractor.layout.normalise import normalise
from extractor.reading.mentions import Mention, scan
from extractor.reading.numbers import capital_amount, chinese_integer, interval, percent_interval
from extractor.textlayer import open_layer
from tests.reading.amounts import FACTORS, Written, amounts, capital, denoted, percents

FILLERS = ("本年支出合计", "其中基本支出", "比上年增加", "用于购置设备", "主要是人员经费", "另有结转")


def found(text: str, kind: str) -> list[Mention]:
    return [mention for mention in scan(text) if mention.kind == kind]


def as_read(mention: Mention) -> tuple[Decimal | None, Decimal, Decimal]:
    return mention.value, mention.low, mention.high


@settings(max_examples=200)
@given(amounts())
def test_an_amount_in_a_sentence(written: Written) -> None:
    text, _ = normalise(f"支出为{written.text}，同比")
    mentions = found(text, "amount")
    assert [as_read(m) for m in mentions] == [(written.value, written.low, written.high)]
    assert text[mentions[0].start : mentions[0].end] == mentions[0].stated


@settings(max_examples=100)
@given(st.lists(amounts(), min_size=3, max_size=8), st.integers(24, 60), st.data())
def test_amounts_broken_over_lines(written: list[Written], width: int, data: st.DataObject) -> None:
    """A paragraph set in lines of any width: numbers and units break anywhere, and stay what they are."""
    clauses = [data.draw(st.sampled_from(FILLERS)) + "".join(one.text.split()) for one in written]
    sentence = "，".join(clauses) + "。"
    lines, line, columns = [], "", 0
    for char in sentence:
        step = 1 if char.isascii() else 2
        if columns + step > width:
            lines.append(line)
            line, columns = "", 0
        line, columns = line + char, columns + step
    text = build_document(open_layer("\n".join([*lines, line]).encode(), name="x.txt")).text
    assert [as_read(m) for m in found(text, "amount")] == [(one.value, one.low, one.high) for one in written]


@settings(max_examples=200)
@given(percents(), st.sampled_from(["增长", "占", "完成预算的"]))
def test_percents(written: Written, before: str) -> None:
    text, _ = normalise(f"{before}{written.text}，")
    assert [as_read(m) for m in found(text, "percent")] == [(written.value, written.low, written.high)]
    assert found(text, "amount") == []


@settings(max_examples=200)
@given(st.integers(1, 10**14 - 1))
@example(192702195)
@example(100)
@example(1_000_000_000_00)
@example(100_050_00)
@example(5)
def test_capital_amounts_round_trip(fen: int) -> None:
    words = capital(fen)
    assert capital_amount(words) == Decimal(fen) / 100
    mentions = found(f"合计人民币{words}，", "amount")
    assert [as_read(m) for m in mentions] == [(Decimal(fen) / 100,) * 3]
    assert mentions[0].stated == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十六", 16),
        ("二十", 20),
        ("二十一", 21),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百二十三", 123),
        ("二〇二五", 2025),
        ("二〇一九", 2019),
        ("三千零二", 3002),
        ("壹佰玖拾贰万柒仟零贰拾壹", 1927021),
        ("两百", 200),
    ],
)
def test_chinese_integers(text: str, value: int) -> None:
    assert chinese_integer(text) == value


@pytest.mark.parametrize("text", ["", "甲", "十甲", "3"])
def test_no_chinese_integers(text: str) -> None:
    assert chinese_integer(text) is None


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("5.9万元", 59000, 58500, 59500),
        ("45110404.74元", "45110404.74", "45110404.74", "45110404.74"),
        ("949937.6元", "949937.6", "949937.55", "949937.65"),
        ("1119544元", 1119544, "1119543.5", "1119544.5"),
        ("17,192万元", 171920000, 171915000, 171925000),
        ("约4279万元", 42790000, 42780000, 42800000),
        ("1.28亿元", 128000000, 127500000, 128500000),
        ("0.0万", 0, -500, 500),
        ("300余万元", 3000000, 2990000, 3010000),
        ("300多元", 300, 299, 301),
        ("2.5千元", 2500, 2450, 2550),
        ("3百万元", 3000000, 2500000, 3500000),
    ],
)
def test_intervals_as_the_contract_says(text: str, value: object, low: object, high: object) -> None:
    mentions = found(f"支出{text}。", "amount")
    assert [as_read(m) for m in mentions] == [tuple(Decimal(str(x)) for x in (value, low, high))]


@given(st.integers(0, 10**12), st.integers(0, 4), st.sampled_from(sorted(FACTORS)))
def test_intervals_nest(digits: int, decimals: int, unit: str) -> None:
    """The value lies inside; an approximation holds the plain statement; a further decimal 0 narrows."""
    number = Decimal(digits).scaleb(-decimals)
    power = len(str(FACTORS[unit])) - 1
    text = format(number, "f")
    value, low, high = interval(text, power)
    rough = interval(text, power, approximate=True)
    finer = interval(text + ("0" if decimals else ".0"), power)
    assert rough[1] <= low <= finer[1] <= value <= finer[2] <= high <= rough[2]
    assert (value, low, high) == denoted(number, decimals, unit, False) or (unit, decimals) > ("元", 2)


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_percent_intervals(digits: int, decimals: int) -> None:
    number = Decimal(digits).scaleb(-decimals)
    value, low, high = percent_interval(format(number, "f"))
    assert (value - low, high - value) == (Decimal("0.5").scaleb(-decimals),) * 2
