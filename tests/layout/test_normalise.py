"""Normalising keeps, replaces one for one or deletes, and says where each character came from."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.normalise import equivalent_ideographs, normalise

MIXED = st.text(
    st.one_of(
        st.sampled_from(
            "元万支出预算（）()，,；;：:。、“”．.％%　 \t\n０１２３8９ＡｂＣab⻔⻋⺠⼀车門豈\u200b\ufeff\u00a0①－—"
        ),
        st.characters(),
    ),
    max_size=60,
)


@given(MIXED)
def test_every_character_has_its_source(text: str) -> None:
    result, sources = normalise(text)
    assert len(result) == len(sources) <= len(text)
    assert all(a < b for a, b in pairwise(sources.tolist()))
    assert all(0 <= i < len(text) for i in sources)


@given(MIXED)
def test_only_what_cannot_be_seen_is_deleted(text: str) -> None:
    _, sources = normalise(text)
    kept = set(sources.tolist())
    for i, char in enumerate(text):
        if i not in kept:
            assert char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cn"), repr(char)


@given(MIXED)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once)[0] == once


@given(MIXED)
def test_digits_keep_their_values(text: str) -> None:
    result, sources = normalise(text)
    for char, source in zip(result, sources, strict=True):
        if "0" <= char <= "9":
            assert unicodedata.digit(text[source]) == int(char)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("支出 ３，５１８．８５ 万元", "支出3,518.85万元"),
        ("增加3，518.85万元", "增加3,518.85万元"),
        ("共12，345，678元", "共12,345,678元"),
        ("为 19708126，2018 年", "为19708126，2018年"),
        ("2019，100 人", "2019，100人"),
        ("(一)部门概况", "（一）部门概况"),
        ("增加(减少)", "增加（减少）"),
        ("（1)概况", "（1）概况"),
        ("f(x) = (3.5)", "f(x) = (3.5)"),
        ("绩效工资 507620 元, 机关", "绩效工资507620元，机关"),
        ("单位:万元;", "单位：万元；"),
        ("10:30 12,345", "10:30 12,345"),
        ("占 43.69％", "占43.69%"),
        ("⻔⻋⺠⻓⽤", "门车民长用"),
        ("豈更車", "豈更車"),
        ("当 年 收 入 13,649.07", "当年收入13,649.07"),
        ("302 06", "302 06"),
        ("2,554.05  2,655.76", "2,554.05 2,655.76"),
        ("3 ,518.85", "3,518.85"),
        ("3, 518.85", "3,518.85"),
        ("1, 234", "1, 234"),
        ("A\u00ad\u200bB", "AB"),
        ("一\t二\n三", "一\t二\n三"),
        ("1．产出", "1.产出"),
        ("！？", "！？"),
    ],
)
def test_examples(printed: str, read: str) -> None:
    assert normalise(printed)[0] == read


def test_radicals_that_nfkc_leaves() -> None:
    table = equivalent_ideographs()
    supplement = [chr(code) for code in range(0x2E80, 0x2EF4) if chr(code) in table]
    assert len(supplement) > 100
    assert sum(unicodedata.normalize("NFKC", char) == char for char in supplement) > 100
    for char in supplement:
        assert normalise(char)[0] == table[char] != char
