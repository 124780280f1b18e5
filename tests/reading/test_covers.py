"""Who reports on which year, in the ways in which covers and first pages say it."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor

BODY = """
一、部门概况
（一）主要职责。负责全县水利工作。
（二）人员情况。编制20名，实有18人。
二、部门整体支出情况
2023年本年支出合计500.00万元，其中：基本支出300.00万元，项目支出200.00万元。
三、自评结论
自评得分95分，等级为优。
"""
NAME = "云岭县水利局"
COVERS = [
    # first page, what follows the text, title, department, month
    (
        "关于2023年度部门整体支出绩效自评的报告\n\n县财政局：\n    按照要求，现将我局自评情况报告如下：",
        f"\n{NAME}\n2024年3月20日",
        "关于2023年度部门整体支出绩效自评的报告",
        NAME,
        "2024-03",
    ),
    (
        f"{NAME}\n关于2023年部门整体支出绩效自评情况的报告\n",
        "",
        f"{NAME}关于2023年部门整体支出绩效自评情况的报告",
        NAME,
        None,
    ),
    (
        f"附件1：\n2023年度部门整体支出绩效自评报告\n（单位名称：{NAME}）\n",
        "",
        "2023年度部门整体支出绩效自评报告",
        NAME,
        None,
    ),
    (
        f"2023年度\n{NAME}\n部门整体支出\n绩效自评报告\n\n2024年3月\n",
        "",
        f"2023年度{NAME}部门整体支出绩效自评报告",
        NAME,
        "2024-03",
    ),
    (
        f"{NAME}部门整体支出绩效评价报告\n（2023年度）\n\n部门（单位）名称：{NAME}（盖章）\n填报日期：2024年3月20日\n",
        "",
        f"{NAME}部门整体支出绩效评价报告",
        NAME,
        "2024-03",
    ),
    (
        f"云水字〔2024〕15号\n\n{NAME}关于报送2023年度部门整体支出\n绩效自评报告的函\n\n县财政局：",
        f"\n          {NAME}\n         二〇二四年三月二十日",
        f"{NAME}关于报送2023年度部门整体支出绩效自评报告的函",
        NAME,
        "2024-03",
    ),
    (f"二〇二三年度{NAME}部门整体支出绩效自评报告\n", "", f"二〇二三年度{NAME}部门整体支出绩效自评报告", NAME, None),
    (
        "2023年度部门整体支出绩效自评报告\n\n部门名称：中共云岭县委宣传部",
        "",
        "2023年度部门整体支出绩效自评报告",
        "中共云岭县委宣传部",
        None,
    ),
    (
        "云岭县人民法院2023年度部门整体支出绩效自评报告\n（2024年4月）\n",
        "",
        "云岭县人民法院2023年度部门整体支出绩效自评报告",
        "云岭县人民法院",
        "2024-04",
    ),
    # issued in one year, on another
    (
        f"2024年{NAME}关于2023年度部门整体支出绩效自评的报告\n",
        "",
        f"2024年{NAME}关于2023年度部门整体支出绩效自评的报告",
        NAME,
        None,
    ),
    (
        f"{NAME}2023年度部门整体支出2024年绩效自评报告\n",
        "",
        f"{NAME}2023年度部门整体支出2024年绩效自评报告",
        NAME,
        None,
    ),
    # name and date in one line
    (
        f"2023年度部门整体支出绩效自评报告\n\n单位名称：{NAME}2024年5月\n",
        "",
        "2023年度部门整体支出绩效自评报告",
        NAME,
        "2024-05",
    ),
    # the title and what follows it in one line
    (
        f"{NAME}2023年度部门整体支出绩效自评报告一、基本情况\n",
        "",
        f"{NAME}2023年度部门整体支出绩效自评报告",
        NAME,
        None,
    ),
    (f"2023年度部门整体支出绩效自评报告\n单位名称：{NAME}\n", "", "2023年度部门整体支出绩效自评报告", NAME, None),
    # a sentence with a month is no date of the report
    (
        f"{NAME}2023年部门整体支出绩效自评报告\n",
        "\n四、有关说明\n各项工作均于2023年12月底前完成。",
        f"{NAME}2023年部门整体支出绩效自评报告",
        NAME,
        None,
    ),
]


@pytest.mark.parametrize(("first", "last", "title", "department", "month"), COVERS)
def test_covers(tmp_path: Path, first: str, last: str, title: str, department: str, month: str | None) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{first}\n{BODY}{last}\n", encoding="utf-8")
    report = extractor.read(path)
    assert report.title is not None and report.title.value == title
    assert report.department is not None and report.department.value == department
    assert report.fiscal_year is not None and report.fiscal_year.value == 2023
    assert (report.report_date.value if report.report_date else None) == month
    assert [notice.code for notice in report.warnings] == []
