from __future__ import annotations

import csv
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.emit import sheets, xlsx
from extractor.emit.links import review_page
from extractor.records.report import Unclaimed
from tests import made
from tests.conftest import REPOSITORY

openpyxl = pytest.importorskip("openpyxl", reason="no openpyxl")
pytest.importorskip("xlsxwriter", reason="no XlsxWriter")
NAMES = ["汇总", "明细", "指标", "核对", "未识别", "失败"]


def book(tmp_path: Path, *reports: Any) -> Any:
    path = tmp_path / "reports.xlsx"
    xlsx.write(reports or [made.full()], [("坏.pdf", "damaged_pdf", "=损坏")], path)
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_sheets_and_what_they_are_ready_for(tmp_path: Path) -> None:
    made_book = book(tmp_path)
    assert made_book.sheetnames == NAMES
    for sheet in made_book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(not cell.value.isascii() for cell in sheet[1])
    assert len(made_book["核对"].conditional_formatting) > 0


def test_values_are_numbers_with_formats(tmp_path: Path) -> None:
    found = {row["路径"]: row for row in rows(book(tmp_path)["明细"])}
    total = found["spending.total.actual"]
    assert total["数值"] == 45110404.74 and total["单位"] == "元" and total["原文"] == "45110404.74元"
    sheet = book(tmp_path)["明细"]
    formats = {row[11].value: row[4].number_format for row in sheet.iter_rows(min_row=2)}
    assert formats["spending.total.actual"] == "#,##0.00"
    assert formats["spending.three_public.total.completion"] == '#,##0.00"%"'
    assert formats["spending.three_public.overseas_people"] == "#,##0"


def test_rows_of_the_other_sheets(tmp_path: Path) -> None:
    made_book = book(tmp_path)
    assert rows(made_book["汇总"])[0]["勾稽相符"] == "不符"
    (check,) = rows(made_book["核对"])
    assert (check["结论"], check["严重程度"], check["应为"], check["相差"]) == ("不符", "错误", 18, -7)
    assert [row["数值"] for row in rows(made_book["未识别"])] == [1000000, "未写明单位"]
    assert rows(made_book["失败"]) == [{"报告": "坏.pdf", "代码": "damaged_pdf", "说明": "=损坏"}]
    assert rows(made_book["指标"])[0]["目标值"] == "96%以上"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    report = made.full("=cmd.pdf")
    report.overview.duties = [made.text(words) for words in ("=1+1", "+1", "@a", "\x01控制", "长" * 40_000)]
    for sheet in book(tmp_path, report):
        for row in sheet.iter_rows():
            assert not [cell.value for cell in row if cell.data_type == "f"]


def test_figures_lead_into_the_review_page(tmp_path: Path) -> None:
    report = made.full("深/某局.pdf")
    links = {
        row[11].value: row[4].hyperlink
        for row in book(tmp_path, report)["明细"].iter_rows(min_row=2)
        if row[4].hyperlink
    }
    link = links["spending.total.actual"]
    assert link.target == f"review/{review_page('深/某局.pdf')}"
    assert link.location == "spending.total.actual"
    assert "\\" not in "".join(str(link.target) + str(link.location) for link in links.values())


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "a.xlsx", tmp_path / "深" / "b.xlsx"
    other.parent.mkdir()
    for path in (one, other):
        xlsx.write([made.full()], [], path)
    assert one.read_bytes() == other.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "深"]


def test_sheets_that_overflow_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MOST_ROWS", 3)
    monkeypatch.setattr(xlsx, "_MOST_LINKS", 2)
    report = made.report()
    report.unclaimed = [Unclaimed(value=Decimal(n), stated=str(n)) for n in range(7)]
    made_book = book(tmp_path, report)
    found = [row["数值"] for name in ("未识别", "未识别2", "未识别3") for row in rows(made_book[name])]
    assert found == list(range(7))
    assert sum(row[4].hyperlink is not None for row in made_book["未识别"].iter_rows(min_row=2)) == 2


def test_heads_fit_their_rows() -> None:
    for sheet in sheets.SHEETS:
        for row in sheet.rows(made.full()):
            assert len(row) == len(sheet.heads), sheet.name


@pytest.mark.slow
def test_batch_writes_it_and_libreoffice_reads_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ["batch", str(REPOSITORY / "samples"), "-o", str(out), "--workers", "2", "--quiet"]
    done = CliRunner().invoke(app, [*arguments, "--format", "xlsx"])
    assert done.exit_code == 0, done.output
    with (out / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        facts = list(csv.DictReader(file))
    workbook = openpyxl.load_workbook(out / "reports.xlsx")
    assert [row["路径"] for row in rows(workbook["明细"])] == [row["path"] for row in facts]
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
    ]
    converted = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(out / "reports.xlsx")],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "Error" not in converted.stderr
    (table,) = tmp_path.glob("*.csv")
    with table.open(encoding="utf-8", newline="") as file:
        assert sum(1 for _ in csv.reader(file)) == len(facts) + 1
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert not (out / "reports.xlsx").exists()
