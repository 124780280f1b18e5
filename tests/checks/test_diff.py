"""Facts against published totals and against other accounts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import extractor
from extractor.checks import department_names
from extractor.checks.department_names import Names, same_department
from extractor.checks.item_names import item_of
from extractor.checks.published import PublishedError, read_published, total_of
from extractor.records.report import Report
from tests import made
from tests.checks.records import line
from tests.conftest import REPOSITORY
from tests.reading.records import SAMPLES, record

PUBLISHED = REPOSITORY / "samples" / "published_totals.csv"


def samples() -> list[Report]:
    return [record(path) for path in SAMPLES]


def test_the_samples_differ_from_the_published_totals_as_the_readme_says() -> None:
    rows = extractor.diff(samples(), read_published(PUBLISHED))
    listed = rows[rows.status != "only here"]
    assert listed.status.value_counts().to_dict() == {"same": 17, "rounded": 1, "differs": 1, "only there": 1}
    (differs,) = listed[listed.status == "differs"].itertuples()
    assert differs.department.endswith("竹泉县文化旅游广电体育局")
    assert (differs.path, differs.here_stated, differs.there_stated) == (
        "spending.three_public.reception.actual",
        "4.86万元",
        "4.68万元",
    )
    assert differs.difference == Decimal(1800)
    (rounded,) = listed[listed.status == "rounded"].itertuples()
    assert (rounded.path, rounded.there) == ("spending.personnel.actual", Decimal("18366800"))
    (there,) = listed[listed.status == "only there"].itertuples()
    assert (there.label, there.department) == ("国有资本经营预算支出", "榕浦市凤澜区卫生健康局")


def test_a_frame_of_totals_does_as_well_as_a_file() -> None:
    frame = pd.read_csv(PUBLISHED, dtype=str)
    frame["fiscal_year"] = frame.fiscal_year.astype(int)
    from_frame = extractor.diff(samples(), frame)
    pd.testing.assert_frame_equal(from_frame, extractor.diff(samples(), read_published(PUBLISHED)))


def test_a_report_against_itself_and_against_its_facts() -> None:
    report = samples()[0]
    for other in (report, [report], report.facts()):
        rows = extractor.diff(report, other)
        assert set(rows.status) == {"same"} and len(rows) > 50


def report(department: str = "某局", year: int = 2023, **lines: object) -> Report:
    made_report = made.report(f"{department}{year}.pdf", kind="final_accounts", department=made.text(department))
    made_report.fiscal_year = made.full().fiscal_year
    assert made_report.fiscal_year is not None
    made_report.fiscal_year.value = year
    for name, item in lines.items():
        setattr(made_report.spending, name, item)
    return made_report


@pytest.mark.parametrize(
    ("stated", "published", "unit", "status"),
    [
        ("5.9万元", "59000.00", "元", "same"),
        ("5.9万元", "59010.00", "元", "rounded"),
        ("5.9万元", "5.94", "万元", "rounded"),
        ("5.9万元", "5.96", "万元", "differs"),
        ("5.9万元", "0.0006", "亿元", "rounded"),
        ("59000.00元", "59000.01", "元", "differs"),
    ],
)
def test_rounding_across_units(stated: str, published: str, unit: str, status: str) -> None:
    here = report(total=line(actual=stated))
    rows = extractor.diff(here, [total_of("某局", 2023, "支出合计", published, unit)])
    assert list(rows.status) == [status]


def test_years_are_not_mixed() -> None:
    here = [report(total=line(actual="1.00元")), report(year=2022, total=line(actual="2.00元"))]
    rows = extractor.diff(here, [total_of("某局", 2022, "spending.total.actual", "2.00", "元")])
    assert [(row.status, row.fiscal_year) for row in rows.itertuples()] == [("same", 2022), ("only here", 2023)]
    (missing,) = (
        extractor.diff(here, [total_of("某局", 2021, "支出合计", "2.00", "元")]).query("status == 'only there'").index
    )
    assert missing == 0


def test_the_figure_that_a_document_is_about() -> None:
    here = report(basic=line(actual="1.00元", budget="2.00元"))
    theirs = [
        total_of("某局", 2023, "基本支出", "1.00", "元"),
        total_of("某局", 2023, "基本支出年初预算数", "2.00", "元"),
    ]
    assert list(extractor.diff(here, theirs).status) == ["same", "same"]
    here.kind = "budget"
    assert list(extractor.diff(here, theirs).status[:2]) == ["differs", "same"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("青岚县水务局", "青岚县水务局", "exact"),
        ("规划与自然资源局", "规划和自然资源局", "variant"),
        ("南屏市竹泉县水务局", "竹泉县水务局", "region"),
        ("竹泉县水务局", "水务局", "region"),
        ("云岭区科学技术和工业信息化局", "云岭区科技和工业信息化局", "shortened"),
        ("竹泉县水务局", "青岚县水务局", None),
        ("竹泉县水务局", "竹泉县财政局", None),
        ("竹泉县教育局", "竹泉县体育局", None),
        ("云岭区卫生局", "云岭区卫生健康局", "shortened"),
    ],
)
def test_names_of_departments(one: str, other: str, kind: str | None) -> None:
    assert same_department(one, other) == kind
    assert same_department(other, one) == kind


def test_a_name_that_may_be_two_departments_is_none() -> None:
    names = Names(["临江市水务局", "临湖市水务局"])
    assert names.find("水务局") is None
    found = names.find("南山省临江市水务局")
    assert found is not None and (found.name, found.kind) == ("临江市水务局", "region")
    assert names.find("南山省临江市水务局", exact=True) is None


def test_the_match_is_shown_and_refusable() -> None:
    here = report("南屏市竹泉县水务局", total=line(actual="1.00元"))
    theirs = [total_of("竹泉县水务局", 2023, "支出合计", "1.00", "元")]
    (row,) = extractor.diff(here, theirs).itertuples()
    assert (row.status, row.department, row.department_there, row.match) == (
        "same",
        "南屏市竹泉县水务局",
        "竹泉县水务局",
        "region",
    )
    assert list(extractor.diff(here, theirs, exact_names=True).status) == ["only there", "only here"]


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("基本支出", "spending.basic"),
        ("本年支出合计", "spending.total"),
        ("公务接待费", "spending.three_public.reception"),
        ("财政拨款支出", "spending.fiscal.total"),
        ("政府采购", "spending.procurement.total"),
        ("spending.basic.actual", "spending.basic.actual"),
    ],
)
def test_items_by_path_or_label(words: str, path: str) -> None:
    item = item_of(words)
    assert item is not None and item.paths == (path,)


def test_an_item_that_nobody_knows() -> None:
    assert item_of("幸福指数") is None
    (row, _) = extractor.diff(
        report(total=line(actual="1.00元")), [total_of("某局", 2023, "幸福指数", "9", "分")]
    ).itertuples()
    assert (row.status, row.label) == ("only there", "幸福指数")


@pytest.mark.parametrize(
    ("content", "line_number", "words"),
    [
        ("a,b\n1,2\n", 1, "缺少列"),
        ("department,fiscal_year,item,value,unit\n某局,23,支出,1,元\n", 2, "年度"),
        ("department,fiscal_year,item,value,unit\n某局,2023,支出,很多,元\n", 2, "数值"),
        ("department,fiscal_year,item,value,unit\n,2023,支出,1,元\n", 2, "不能为空"),
        ("", None, "空"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(
    tmp_path: Path, content: str, line_number: int | None, words: str
) -> None:
    file = tmp_path / "公布数.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(PublishedError) as caught:
        read_published(file)
    assert caught.value.line == line_number and words in caught.value.problem


def test_columns_in_chinese_and_old_encoding(tmp_path: Path) -> None:
    file = tmp_path / "公布数.csv"
    file.write_bytes('部门,年度,项目,金额,单位\n某局,2023年,基本支出,"1,234.5",万元\n'.encode("gb18030"))
    (total,) = read_published(file)
    assert (total.department, total.fiscal_year, total.item) == ("某局", 2023, "基本支出")
    assert (total.value, total.low, total.high) == (Decimal("12345000"), Decimal("12344500"), Decimal("12345500"))


def test_spreadsheets(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["department", "fiscal_year", "item", "value", "unit"], ["某局", 2023, "基本支出", 1.5, "万元"]):
        book.active.append(row)
    book.save(tmp_path / "公布数.xlsx")
    (total,) = read_published(tmp_path / "公布数.xlsx")
    assert (total.fiscal_year, total.value) == (2023, Decimal(15000))


def test_thousands_of_reports_by_thousands() -> None:
    here = [report(f"青岚{n}县水务局", total=line(actual=f"{n}.00元")) for n in range(1000)]
    theirs = [total_of(f"南屏市青岚{n}县水务局", 2023, "支出合计", f"{n}.00", "元") for n in range(1000)]
    rows = extractor.diff(here, theirs)
    assert rows.status.value_counts().to_dict() == {"same": 1000}


def test_names_are_compared_with_those_of_their_place_only(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(one: str, other: str) -> str | None:
        nonlocal calls
        calls += 1
        return same_department(one, other)

    monkeypatch.setattr(department_names, "same_department", counted)
    names = Names(f"青岚{n}县水务局" for n in range(1000))
    for _ in range(3):
        assert all(names.find(f"南屏市青岚{n}县水务局") == (f"青岚{n}县水务局", "region") for n in range(1000))
    assert calls == 1000
