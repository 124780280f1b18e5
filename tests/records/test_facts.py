from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.records.facts import Fact, UnknownPathError, find, get_fact, iter_facts, says_nothing
from extractor.records.items import Overview
from tests import made


def test_an_amount() -> None:
    fact = get_fact(made.full(), "spending.three_public.total.actual")
    assert fact == Fact(
        report="某局.pdf",
        kind="self_evaluation",
        department="某局",
        fiscal_year=2019,
        path="spending.three_public.total.actual",
        label="“三公”经费·合计·决算数",
        value=Decimal(59000),
        unit="元",
        low=Decimal(58500),
        high=Decimal(59500),
        stated="5.9万元",
        page=5,
        x0=72.5,
        top=100.0,
        x1=200.25,
        bottom=112.0,
        quote="5.9万元",
    )


@pytest.mark.parametrize(
    ("path", "value", "unit", "label"),
    [
        ("title", "整体支出绩效自评报告", None, "标题"),
        ("fiscal_year", 2019, None, "年度"),
        ("overview.duties[2]", "-拟订规划，\n组织实施", None, "主要职责·2"),
        ("overview.staffing.authorised.total", 30, "人", "编制·总数"),
        ("overview.staffing.retired.lixiu", 6, "人", "离退休·离休"),
        ("spending.personnel.items[30101].actual", Decimal(5), "元", "人员经费·基本工资·决算数"),
        ("spending.personnel.items[30101#2].actual", Decimal(7), "元", "人员经费·津贴·决算数"),
        ("spending.three_public.total.completion", Decimal("368.8"), "%", "“三公”经费·合计·预算完成率"),
        ("spending.history[2017].basic", Decimal(18518800), "元", "历年收支·2017年·基本支出"),
        (
            "goals.indicators[annual/2/服务对象满意度/客户满意度].target",
            "96%以上",
            "%",
            "绩效指标·年度2·服务对象满意度·客户满意度·目标值",
        ),
        ("evaluation.score", Decimal(99), "分", "自评·得分"),
        ("unclaimed[1]", Decimal(1000000), "元", "未归入字段的金额·新增"),
        ("unclaimed[2]", None, None, "未归入字段的金额·2"),
    ],
)
def test_values_units_labels(path: str, value: object, unit: str | None, label: str) -> None:
    fact = get_fact(made.full(), path)
    assert (fact.value, fact.unit, fact.label) == (value, unit, label)


def test_frame_keeps_decimals_and_columns() -> None:
    report = made.full()
    frame = report.facts()
    assert list(frame.columns) == list(Fact._fields)
    row = frame.set_index("path").loc["spending.total.actual"]
    assert row["value"] == Decimal("45110404.74") and isinstance(row["value"], Decimal)
    assert (row["page"], row["x0"]) == (1, 72.5)
    assert list(frame["path"]) == [fact.path for fact in iter_facts(report)]


def test_also_is_found_but_no_row() -> None:
    report = made.full()
    path = "spending.three_public.total.actual.also[1]"
    assert get_fact(report, path).stated == "6万元"
    assert path not in {fact.path for fact in iter_facts(report)}


def test_an_unknown_path_names_the_nearest() -> None:
    report = made.full()
    with pytest.raises(UnknownPathError) as caught:
        find(report, "spending.totl.actual")
    assert caught.value.nearest[0] == "spending.total.actual"
    with pytest.raises(UnknownPathError) as caught:
        find(report, "spending.personnel.items[30101]")
    assert caught.value.nearest == ["spending.personnel.items[30101].actual"]


def test_what_says_nothing() -> None:
    assert says_nothing(made.report())
    assert says_nothing(made.report(title=made.text("A cover"), department=made.text("某局")))
    assert not says_nothing(made.report(kind="budget"))
    assert not says_nothing(made.report(overview=Overview(duties=[made.text("统筹")])))
    unclaimed = made.full().unclaimed
    assert not says_nothing(made.report(unclaimed=unclaimed[:1]))
