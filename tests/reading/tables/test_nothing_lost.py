"""Every figure of a table is a field's or listed, whatever is known of its unit and its column."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import extractor
from extractor.layout.sheets import join_sheets
from extractor.reading.cells import cell_mentions
from extractor.reading.leaves import Quoter
from extractor.reading.tables.reading import read_tables
from extractor.records.report import Report
from tests.reading.tables.grids import draw, table

FRAME = """青山县水务局2022年度部门整体支出绩效自评报告

一、部门概况

水务局是县政府工作部门。

二、部门整体支出情况

{}

三、自评结论

自评得分96分。
"""
ROWS = """{}
支出类型    年初预算    调整预算    决算数    执行率
基本支出    995.36    1045.36    1045.36    100%
其中：人员经费    850.36    899.28    899.28    100%
项目支出    1900    2356.78    2306.78    97.88%
合计    2895.36    3402.14    {}3352.14    98.53%"""


def dump(folder: Path, text: str) -> Report:
    path = folder / "report.txt"
    path.write_text(FRAME.format(text), encoding="utf-8")
    return extractor.read(path)


def listed(report: Report) -> list[tuple[str, Decimal | None]]:
    return [(mention.stated, mention.value) for mention in report.unclaimed]


def money(rows: str, *titles: str) -> list[str]:
    """The bare figures of a table that are taken for money."""
    document = draw(table(rows), titles=titles)
    tables = read_tables(document, Quoter(document), join_sheets(document), "self_evaluation")
    return [mention.stated for mention in cell_mentions(document, tables, {}) if mention.kind == "amount"]


def test_columns_of_a_dump(tmp_path: Path) -> None:
    report = dump(tmp_path, ROWS.format("单位：万元", ""))
    spending = report.spending
    found = [
        (leaf.value, leaf.stated, leaf.evidence[0].line)
        for leaf in (spending.basic.budget, spending.personnel.actual, spending.project.budget, spending.total.actual)
        if leaf is not None
    ]
    assert found == [
        (Decimal("9953600"), "995.36", 11),
        (Decimal("8992800"), "899.28", 12),
        (Decimal("19000000"), "1900", 13),
        (Decimal("33521400"), "3352.14", 14),
    ]
    assert listed(report) == []


def test_columns_of_a_dump_without_a_unit(tmp_path: Path) -> None:
    report = dump(tmp_path, ROWS.format("", ""))
    assert report.spending.basic.budget is None
    assert len(listed(report)) == 12 and ("1900", None) in listed(report)


def test_a_blank_that_could_be_any_column_leaves_the_rows_to_the_list(tmp_path: Path) -> None:
    report = dump(tmp_path, ROWS.format("单位：万元", "").replace("1045.36    1045.36    100%", "1045.36    100%"))
    assert report.spending.basic is None and report.spending.total is None
    rows = ("995.36 1045.36", "850.36 899.28 899.28", "1900 2356.78 2306.78", "2895.36 3402.14 3352.14")
    assert [stated for stated, _ in listed(report)] == " ".join(rows).split()


def test_whole_numbers_below_a_head_of_money() -> None:
    rows = """
    | 科目 | 预算安排情况 | 差异 | 人数 |
    | 基本支出 | 8210000 | 600 | 45 |
    | 购置设备 | 1450000 | 0 | 3 |
    """
    assert money(rows, "单位：元") == ["8210000", "600", "1450000", "0"]
    assert money(rows) == ["8210000", "600", "1450000", "0"]


def test_labels_and_figures_in_one_cell() -> None:
    rows = """
    | 年度资金 | 年初预算 | 决算数 |
    | 按来源分 | 一般公共预算拨款：1200 政府性基金拨款：1000 | 编制人数：45 |
    | 完成情况 | 项目完成：3 | 投资：1200亩 |
    """
    assert money(rows, "单位：万元") == ["1200", "1000"]


TABLE = """支出类型    年初预算    决算数
基本支出    995.36    1045.36
项目支出    1900.00    2306.78"""


def test_a_unit_below_a_table(tmp_path: Path) -> None:
    for below in (
        "注：单位为万元",
        "注：人员按年末数。\n说明：本表金额单位：万元",
        "金额单位：万元\n上表反映了全年支出。",
    ):
        report = dump(tmp_path, f"{TABLE}\n{below}")
        assert report.spending.basic is not None and report.spending.basic.actual is not None
        assert report.spending.basic.actual.value == Decimal("10453600"), below


def test_a_unit_between_two_tables_is_that_of_the_second(tmp_path: Path) -> None:
    second = TABLE.replace("995.36", "994.36").replace("支出类型", "项目")
    report = dump(tmp_path, f"{TABLE}\n单位：元\n{second}")
    assert report.spending.basic is not None and report.spending.basic.budget is not None
    assert (report.spending.basic.budget.value, report.spending.basic.budget.also) == (Decimal("994.36"), [])
    assert ("995.36", None) in listed(report)


def test_a_unit_further_below_is_nobodys(tmp_path: Path) -> None:
    assert dump(tmp_path, f"{TABLE}\n上表反映了全年支出。\n单位：元").spending.basic is None


def test_one_column_of_figures_in_a_dump(tmp_path: Path) -> None:
    report = dump(tmp_path, "单位：万元\n支出类型    决算数\n基本支出    1045.36\n水库维修    2306.78")
    assert listed(report) == [("1045.36", Decimal("10453600")), ("2306.78", Decimal("23067800"))]


def test_years_in_a_dump(tmp_path: Path) -> None:
    rows = """年度    支出合计    基本支出    项目支出
2021年    3120.50    1068.48    2052.02
2022年    3352.14    1045.36    2306.78"""
    spending = dump(tmp_path, f"单位：万元\n{rows}").spending
    assert spending.total is not None and spending.total.actual is not None and spending.total.prior is not None
    assert (spending.total.actual.value, spending.total.prior.value) == (Decimal("33521400"), Decimal("31205000"))
