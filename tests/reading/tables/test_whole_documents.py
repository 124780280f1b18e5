"""Forms inside whole documents: what they add to the identity, the sections and the ledger."""

from __future__ import annotations

from extractor.reading.report import read_report
from extractor.records.report import Report, Section
from tests.conftest import shared_path
from tests.layout.drawn import Sheet, layer
from tests.reading.records import FAMILIES, record
from tests.reading.tables.grids import draw, table

FORM = """
    | 部门名称 | < | 某县水利局 | < | < | < | < | < |
    | 年度预算执行情况 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
    | ^ | 年度资金总额 | 2480万元 | 2602.3万元 | 2571.47万元 | 10 | 98.82% | 9.88 |
    | 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |
    | ^ | 做好防汛，保障供水。 | < | < | 已经完成。 | < | < | < |
    | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    | ^ | 产出指标 | 数量指标 | 河道治理投资 | ≥3万元 | 3.2万元 | 50 | 50 |
    | ^ | ^ | ^ | 其他工程 | 追加5万元，完成3处 | 完成 | 40 | 40 |
    | ^ | 总分 | < | < | < | < | 100 | 99.88 |
"""


def form_alone() -> Report:
    return read_report(draw(table(FORM), titles=("部门整体支出绩效自评表\n（2023年度）",)), layer(Sheet()))


def shape(sections: list[Section]) -> list[tuple[str, str, list[str]]]:
    return [(s.kind, s.title, [child.kind for child in s.children]) for s in sections]


def test_a_form_without_a_report() -> None:
    report = form_alone()
    assert report.department and report.department.value == "某县水利局"
    assert report.fiscal_year and report.fiscal_year.value == 2023
    assert shape(report.sections) == [("form", "部门整体支出绩效自评表", ["goals", "indicators"])]
    form = report.sections[0]
    assert "年度资金总额" in form.text
    assert "河道治理" not in form.text
    assert "河道治理" in form.children[1].text
    assert report.spending.total and report.spending.total.actual
    assert report.spending.total.actual.value == 25714700, "cells may state their own unit"


def test_money_in_a_cell_is_claimed_where_the_cell_is_that_figure() -> None:
    report = form_alone()
    assert [entry.stated for entry in report.unclaimed] == ["5万元"]
    assert report.coverage.amounts_found == report.coverage.amounts_claimed + 1


def test_blocks_of_the_first_reports_form() -> None:
    report = record(shared_path("seed", "report.pdf"))
    form = report.sections[-1]
    assert (form.kind, form.pages) == ("form", (6, 10))
    assert [(child.kind, child.number) for child in form.children] == [
        ("goals", None),
        *(("indicators", str(n)) for n in (1, 2, 3, 1, 2, 3)),
    ]


def test_a_form_before_the_first_heading() -> None:
    (path,) = [path for path in FAMILIES if "交通运输局" in path.name]
    assert shape(record(path).sections)[0] == ("form", "部门整体支出绩效自评表", ["goals", "indicators"])


def test_accounts_without_forms_have_none() -> None:
    for name in ("sh_上海市普陀区财政局2024年度部门决算.pdf", "js_省法院2017年度部门预算公开.pdf"):
        report = record(shared_path("corpus", "published", name))
        assert report.goals.indicators == []
        assert report.spending.history == []
        assert report.evaluation.parts == []
