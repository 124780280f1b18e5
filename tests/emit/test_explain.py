from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.emit.explain import _number, explain
from tests import made


def test_an_amount() -> None:
    assert list(explain(made.full(), "spending.three_public.total.actual")) == [
        "路径  spending.three_public.total.actual",
        "含义  “三公”经费·合计·决算数",
        "数值  59,000 元",
        "区间  58,500 … 59,500 元",
        "原文  5.9万元",
        "位置  第5页 (72.5, 100, 200.25, 112) “5.9万元”",
        "另见  spending.three_public.total.actual.also[1]  6万元  第7页",
    ]


def test_its_checks() -> None:
    for path in ("spending.personnel.actual", "spending.personnel.items[30101#2].actual"):
        assert list(explain(made.full(), path))[-1] == "校验  sum  不符  人员经费列 11 元，各项合计 18 元"
    assert not any(line.startswith("校验") for line in explain(made.full(), "spending.total.actual"))


def test_in_english() -> None:
    lines = list(explain(made.full(), "unclaimed[1]", "en"))
    assert "value     1,000,000 元" in lines
    assert "place     page 1 (72.5, 100, 200.25, 112) 100万元" in lines


def test_plain_text_has_a_line_and_no_box() -> None:
    report = made.full()
    report.department.evidence[0] = report.department.evidence[0].model_copy(  # type: ignore[union-attr]
        update={"x0": None, "top": None, "x1": None, "bottom": None, "line": 40}
    )
    assert "位置  第1页 第40行 “某局”" in list(explain(report, "department"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("45110404.74", "45,110,404.74"),
        ("-0.52", "-0.52"),
        ("0", "0"),
        ("-40300", "-40,300"),
        ("1000", "1,000"),
        ("0.00", "0.00"),
    ],
)
def test_digits_in_groups(value: str, shown: str) -> None:
    assert _number(Decimal(value)) == shown
