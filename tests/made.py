"""Records made by hand, for tests of what happens to records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractor.records.items import HistoryYear, LineItem, NamedCount
from extractor.records.leaves import Amount, Count, Evidence, Month, Percent, Score, Text, Year
from extractor.records.report import (
    Check,
    Goal,
    Indicator,
    Notice,
    Part,
    Report,
    Source,
    Statement,
    StatementRow,
    Target,
    Unclaimed,
)


def box(words: str, page: int = 1) -> list[Evidence]:
    return [Evidence(page=page, x0=72.5, top=100.0, x1=200.25, bottom=112.0, text=words)]


def text(words: str) -> Text:
    return Text(value=words, evidence=box(words))


def yuan(value: str) -> Amount:
    number = Decimal(value)
    return Amount(value=number, low=number, high=number, unit="元", stated=f"{value}元", evidence=box(f"{value}元"))


def percent(value: str) -> Percent:
    number = Decimal(value)
    half = Decimal("0.005")
    return Percent(value=number, low=number - half, high=number + half, stated=f"{value}%", evidence=box(f"{value}%"))


def people(value: int) -> Count:
    return Count(value=value, unit="人", stated=f"{value}人", evidence=box(f"{value}人"))


def report(name: str = "某局.pdf", **fields: Any) -> Report:
    source = Source(name=name, sha256="0" * 64, bytes=1, pages=9, text_layer="native")
    return Report(source=source, **fields)


def full(name: str = "某局.pdf") -> Report:
    """A record in which every kind of field occurs."""
    made = report(
        name,
        kind="self_evaluation",
        title=text("整体支出绩效自评报告"),
        department=text("某局"),
        fiscal_year=Year(value=2019, stated="2019年", evidence=box("2019年")),
        report_date=Month(value="2020-09", stated="2020年9月", evidence=box("2020年9月")),
        reconciles=False,
    )
    made.overview.duties = [text("=统筹全局"), text("-拟订规划，\n组织实施")]
    made.overview.staffing.authorised.total = people(30)
    made.overview.staffing.authorised.other = [NamedCount(name="行政附属", count=people(4))]
    made.overview.staffing.retired.lixiu = people(6)
    spending = made.spending
    spending.total = LineItem(name="支出总计", fund="all", actual=yuan("45110404.74"), change=yuan("-40300"))
    rounded = Amount(
        value=Decimal(59000),
        low=Decimal(58500),
        high=Decimal(59500),
        unit="万元",
        stated="5.9万元",
        evidence=box("5.9万元", 5),
    )
    also = Amount(
        value=Decimal(60000), low=Decimal(55000), high=Decimal(65000), unit="万元", stated="6万元", evidence=box("6", 7)
    )
    spending.three_public.total = LineItem(
        actual=rounded.model_copy(update={"also": [also]}), completion=percent("368.8")
    )
    spending.three_public.overseas_people = people(6)
    items = [
        LineItem(code="30101", name="基本工资", actual=yuan("5")),
        LineItem(name="其他[注].支出", actual=yuan("6")),
    ]
    spending.personnel = LineItem(
        actual=yuan("11"), items=[*items, LineItem(code="30101", name="津贴", actual=yuan("7"))]
    )
    spending.functional = [LineItem(code="2040605", name="司法救助", budget=yuan("3"))]
    spending.history = [
        HistoryYear(year=Year(value=year, stated=f"{year}年"), basis=basis, basic=yuan("18518800"))
        for year, basis in ((2019, "budget"), (2017, "actual"), (2019, "actual"))
    ]
    made.goals.annual = [Goal(number="1", title=text("目标一"), text=text("做好一"))]
    made.goals.indicators = [
        Indicator(
            period="annual",
            objective=2,
            level2=text("服务对象满意度"),
            name=text("客户满意度"),
            target=Target(text="96%以上", evidence=box("96%以上"), op=">=", low=Decimal(96), unit="%"),
            prior=[text("95%"), text("94%")],
            weight=Score(value=Decimal(10), out_of=Decimal(100), stated="10分"),
        )
    ]
    made.evaluation.score = Score(value=Decimal(99), stated="99分", evidence=box("99分"))
    made.evaluation.parts = [Part(name="产出指标", weight=Score(value=Decimal(50), stated="50分"))]
    rows = [
        StatementRow(values={"本年支出/预算数": yuan("7"), "备注": text("无")}),
        StatementRow(code="201", name="一般公共服务支出", values={"本年支出/预算数": yuan("8")}),
        StatementRow(values={"本年支出/预算数": yuan("9")}),
    ]
    made.statements = [Statement(name="收入支出决算总表", unit="元", pages=(3, 4), rows=rows)]
    made.checks = [
        Check(
            rule="sum",
            category="arithmetic",
            status="mismatch",
            severity="error",
            subject="spending.personnel.actual",
            stated=Decimal(11),
            expected=Decimal(18),
            difference=Decimal(-7),
            inputs=["spending.personnel.items[30101].actual", "spending.personnel.items[30101#2].actual"],
            message="人员经费列 11 元，各项合计 18 元",
            evidence=box("11元"),
        )
    ]
    made.unclaimed = [
        Unclaimed(value=Decimal("1000000"), stated="100万元", label="新增", evidence=box("100万元")),
        Unclaimed(value=None, stated="3.5"),
    ]
    made.warnings = [Notice(code="identity_incomplete", message="年度不明")]
    return made
