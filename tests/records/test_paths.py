from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.records.facts import iter_facts
from extractor.records.items import LineItem
from extractor.records.paths import is_fact, walk
from extractor.records.report import Statement, StatementRow
from tests import made


def paths(report: made.Report) -> list[str]:
    return [node.path for node in walk(report) if is_fact(node.value)]


def test_every_kind_of_path() -> None:
    assert paths(made.full()) == [
        "title",
        "department",
        "fiscal_year",
        "report_date",
        "overview.duties[1]",
        "overview.duties[2]",
        "overview.staffing.authorised.total",
        "overview.staffing.authorised.other[行政附属].count",
        "overview.staffing.retired.lixiu",
        "spending.total.actual",
        "spending.total.change",
        "spending.personnel.actual",
        "spending.personnel.items[30101].actual",
        "spending.personnel.items[其他[注］.支出].actual",
        "spending.personnel.items[30101#2].actual",
        "spending.functional[2040605].budget",
        "spending.three_public.total.actual",
        "spending.three_public.total.completion",
        "spending.three_public.overseas_people",
        "spending.history[2019].year",
        "spending.history[2019].basic",
        "spending.history[2017].year",
        "spending.history[2017].basic",
        "spending.history[2019#2].year",
        "spending.history[2019#2].basic",
        "goals.annual[1].title",
        "goals.annual[1].text",
        "goals.indicators[annual/2/服务对象满意度/客户满意度].level2",
        "goals.indicators[annual/2/服务对象满意度/客户满意度].name",
        "goals.indicators[annual/2/服务对象满意度/客户满意度].target",
        "goals.indicators[annual/2/服务对象满意度/客户满意度].prior[1]",
        "goals.indicators[annual/2/服务对象满意度/客户满意度].prior[2]",
        "goals.indicators[annual/2/服务对象满意度/客户满意度].weight",
        "evaluation.score",
        "evaluation.parts[产出指标].weight",
        "statements[收入支出决算总表].rows[#1].values[本年支出/预算数]",
        "statements[收入支出决算总表].rows[#1].values[备注]",
        "statements[收入支出决算总表].rows[201].values[本年支出/预算数]",
        "statements[收入支出决算总表].rows[#2].values[本年支出/预算数]",
        "unclaimed[1]",
        "unclaimed[2]",
    ]


def test_a_statements_cells_are_no_facts() -> None:
    report = made.full()
    assert [fact.path for fact in iter_facts(report)] == [p for p in paths(report) if not p.startswith("statements")]


awkward = st.text(alphabet="a].[#2/ \n·", max_size=6)


@given(st.lists(st.tuples(awkward, st.lists(awkward, max_size=3)), max_size=6), st.lists(awkward, max_size=6))
def test_keys_are_unique_whatever_the_names(lines: list[tuple[str, list[str]]], rows: list[str]) -> None:
    report = made.report()
    report.spending.personnel = LineItem(
        items=[
            LineItem(
                name=name, actual=made.yuan("1"), items=[LineItem(name=sub, actual=made.yuan("2")) for sub in below]
            )
            for name, below in lines
        ]
    )
    report.statements = [
        Statement(
            name=name, pages=(1, 1), rows=[StatementRow(name=name, values={"a": made.yuan("1"), name: made.yuan("2")})]
        )
        for name in rows
    ]
    found = [node.path for node in walk(report)]
    assert len(found) == len(set(found))
