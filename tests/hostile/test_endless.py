"""Figures without end: no bare exception, no wrong value, no money lost."""

from __future__ import annotations

import pytest

import extractor
from extractor.errors import TimedOut, TooLarge, WorkerDied
from extractor.reading.numbers import LONGEST
from tests.hostile.texts import report

DIGITS = "1234567890" * 500


def read(body: str) -> extractor.Report:
    return extractor.read(report(body), name="x.txt")


@pytest.mark.parametrize("length", [LONGEST + 1, 29, 5000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "万元"),
        ("", "亿元"),
        ("", ".55万元"),
        ("约", "余万元"),
        ("", "亿"),
    ],
)
def test_endless_money_is_listed_without_a_value(before: str, after: str, length: int) -> None:
    found = read(f"本年支出合计{before}{DIGITS[:length]}{after}，其中：基本支出842.15万元。")
    assert found.spending.total is None or found.spending.total.actual is None
    (entry,) = [entry for entry in found.unclaimed if len(entry.stated) > LONGEST]
    assert entry.value is None
    assert entry.stated.startswith(f"{before}{DIGITS[:length]}")
    assert "".join(box.text for box in entry.evidence) == entry.stated
    assert found.spending.basic is not None
    assert found.coverage.amounts_found == found.coverage.amounts_claimed + len(found.unclaimed)
    assert extractor.Report.model_validate_json(found.model_dump_json()).unclaimed == found.unclaimed


def test_the_longest_figure_is_exact() -> None:
    digits = DIGITS[:LONGEST]
    found = read(f"本年支出合计{digits}亿元。")
    assert found.spending.total.actual is not None
    assert found.spending.total.actual.value == int(digits) * 10**8
    assert found.spending.total.actual.high - found.spending.total.actual.low == 10**8


@pytest.mark.parametrize(
    "body",
    [
        f"本年支出合计{'壹佰' * 2500}元整。",
        f"本年支出合计{'玖亿' * 500}元整。",
        f"本年支出合计{'壹' * 5000}元整。",
    ],
)
def test_endless_words_are_listed_too(body: str) -> None:
    found = read(body)
    assert [entry.value for entry in found.unclaimed] == [None]
    assert found.spending.total is None or found.spending.total.actual is None


@pytest.mark.parametrize(
    "words",
    [
        "比上年增长{}%",
        "增长{}倍",
        "提高{}个百分点",
        "编制数{}人，在职{}人",
        "在职人员{}名，退休人员{}名",
        "自评得分{}分",
        "{}年度支出",
        "202{}年{}月{}日",
        "第{}部分 {}、（{}）{}.{}",
        "{}.{}.{}",
        "公务接待{}批次{}人次，公务用车{}辆",
        "联系电话：{}",
        "三公经费{}万元、公务接待费{}元，分别为{}万元、{}元",
        "占{}%，完成预算的{}%，比年初预算增加{}万元",
        "1-{}月支出{}万元",
        "{}-{}万元",
    ],
)
def test_endless_digits_anywhere(words: str) -> None:
    for length in (19, 40, 5000):
        found = read(f"本年支出合计100万元。\n{words.format(*[DIGITS[:length]] * 5)}。\n其他支出12.5万元。")
        assert found.spending.total.actual is not None
        assert found.spending.total.actual.value == 1_000_000
        extractor.Report.model_validate_json(found.model_dump_json())
        found.facts()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (TimeoutError(), TimedOut),
        (MemoryError(), TooLarge),
        (KeyError("x"), WorkerDied),
        (RecursionError(), WorkerDied),
    ],
)
def test_no_bare_exception_leaves_read(
    fault: Exception, expected: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("extractor.pipeline.read_report", broken)
    with pytest.raises(extractor.ExtractorError) as caught:
        read("本年支出合计100万元。")
    assert type(caught.value) is expected
    assert caught.value.path == "x.txt"
    assert caught.value.__cause__ is fault
    assert caught.value.message and caught.value.message_in("en")


def test_a_pattern_without_end_is_timed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.reading.mentions.TIMEOUT", 1e-9)
    with pytest.raises(extractor.ExtractorError) as caught:
        read("本年支出合计100万元，" * 20_000)
    assert caught.value.code == "timed_out"
