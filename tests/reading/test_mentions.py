"""What is no money never becomes money; hostile texts do not stop the reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.layout.normalise import normalise
from extractor.reading.mentions import scan
from tests.reading.amounts import Written, amounts

_LINES = (Path(__file__).parent / "decoys.txt").read_text(encoding="utf-8").splitlines()
DECOYS = [line for line in _LINES if line and not line.startswith("#")]
SETTINGS = ("{}", "按照{}的要求", "共{}，", "其中：{}；", "（{}）", "完成{}。", "{}\n", "为 {} 左右")


def money(text: str) -> list[str]:
    return [mention.stated for mention in scan(normalise(text)[0]) if mention.kind == "amount"]


def test_there_are_many() -> None:
    assert len(set(DECOYS)) == len(DECOYS) > 200


@pytest.mark.parametrize("decoy", DECOYS)
def test_a_decoy_is_no_money(decoy: str) -> None:
    assert {setting: found for setting in SETTINGS if (found := money(setting.format(decoy)))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "阅读量达10万，",
        "浏览量突破2亿。",
        "覆盖人口23.6万，",
        "总人口1.2亿；",
        "联系人：陆圆圆",
        "零元素",
    ],
)
@pytest.mark.xfail(
    strict=True, reason="万 and 亿 without 元, and names in capitals, are read as money (listed, never bound)"
)
def test_things_counted_in_ten_thousands(text: str) -> None:
    assert money(text) == []


@settings(max_examples=200)
@given(st.lists(st.sampled_from(DECOYS), max_size=4), amounts(), st.lists(st.sampled_from(DECOYS), max_size=4))
def test_money_among_decoys(before: list[str], written: Written, after: list[str]) -> None:
    """Decoys around an amount neither add money nor change it."""
    text, _ = normalise("，".join([*before, f"支出为{written.text}", *after]))
    found = [mention for mention in scan(text) if mention.kind == "amount"]
    assert [(m.value, m.low, m.high) for m in found] == [(written.value, written.low, written.high)]


@settings(max_examples=200)
@given(st.text("0123456789.,，万亿元千百%倍约余多-年月日人（）()、。 \n零壹拾佰仟角分整个百点次", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever stands there: mentions are in order, do not overlap, and quote the text."""
    clean, _ = normalise(text)
    last = 0
    for mention in scan(clean):
        assert last <= mention.start < mention.end <= len(clean)
        assert clean[mention.start : mention.end] == mention.stated
        assert mention.low <= mention.high
        if mention.value is not None:
            assert mention.low <= mention.value <= mention.high
        last = mention.end
