"""Names and codes as published tables print them, side by side: an independent check of the tables of codes."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from extractor.lexicon.codes import economic, functional, is_economic_code
from extractor.lexicon.organisations import looks_like_department, strip_department
from extractor.lexicon.sections import document_kind, section_kind

SHARED = Path(os.environ.get("EXTRACTOR_SHARED") or Path(__file__).parents[3] / "shared")
PUBLISHED = SHARED / "corpus" / "published"
REFERENCE = SHARED / "reference"
#: This unit numbers its own lines: its codes are not those of the classification.
OWN_NUMBERS = "826553525"
HAN = re.compile(r"[“\u4e00-\u9fff]")

needs_corpus = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published reports are not at hand")
needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference tables are not at hand")


def _pairs(cells: list[str]) -> Iterator[tuple[str, str]]:
    """(code, name) wherever a name follows a code in a row; a code may stand in three cells (类, 款, 项)."""
    for start, cell in enumerate(cells):
        if not re.fullmatch(r"\d{3}|\d{5}|\d{7}", cell):
            continue
        code, at = cell, start + 1
        while at < len(cells) and len(code) < 7 and re.fullmatch(r"\d\d|", cells[at]) and at < start + 3:
            code, at = code + cells[at], at + 1
        if at < len(cells) and HAN.match(cells[at]):
            yield code, cells[at]


@cache
def _printed() -> tuple[tuple[str, str, str], ...]:
    """(file, code, name), once each, of all ruled tables."""
    pdfplumber = pytest.importorskip("pdfplumber")
    found: dict[tuple[str, str, str], None] = {}
    for path in sorted(PUBLISHED.glob("*.pdf")):
        with pdfplumber.open(path) as document:
            for page in document.pages:
                for table in page.extract_tables():
                    for row in table:
                        cells = [re.sub(r"\s", "", cell or "") for cell in row]
                        found.update(dict.fromkeys((path.name, *pair) for pair in _pairs(cells)))
                page.close()
    return tuple(found)


def _year(file: str) -> int:
    return 2017 if file.startswith("js_") else 2024


@needs_corpus
@pytest.mark.slow
def test_economic_names_lead_to_the_codes_printed_beside_them() -> None:
    rows = [row for row in _printed() if row[1].startswith("3") and OWN_NUMBERS not in row[0]]
    assert len({name for _, _, name in rows}) >= 60
    lists = {code: code[:3] if len(code) == 5 else None for _, code, _ in rows}  # a class row stands in no list
    wrong = [(file, code, name) for file, code, name in rows if economic(name, _year(file), lists[code]) != code]
    assert wrong == []


@needs_corpus
@pytest.mark.slow
def test_without_the_list_a_name_gives_its_code_or_none() -> None:
    rows = [row for row in _printed() if row[1].startswith("3") and OWN_NUMBERS not in row[0]]
    found = {row: economic(row[2], _year(row[0])) for row in rows}
    assert [row for row, code in found.items() if code not in (row[1], None)] == []
    assert {name for (_, _, name), code in found.items() if code is None} == {"房屋建筑物购建"}


@needs_corpus
@pytest.mark.slow
def test_a_unit_that_numbers_its_own_lines_is_read_by_name() -> None:
    rows = [row for row in _printed() if OWN_NUMBERS in row[0] and row[1].startswith("302")]
    codes = {name: economic(name, 2024, "302") for _, _, name in rows}
    assert codes["水费"] == "30205"
    assert codes["办公设备购置费"] == "31002"
    assert codes["车辆运行费"] is None


@needs_corpus
@pytest.mark.slow
def test_functional_paths_lead_to_the_codes_printed_beside_them() -> None:
    names = {(file, code): name for file, code, name in _printed() if code.startswith("2")}
    assert len({code for _, code in names}) >= 100
    for (file, code), name in names.items():
        path = [names.get((file, code[:length])) for length in (3, 5, 7) if length <= len(code)]
        known = [part for part in path if part]
        assert functional(known, (), _year(file)) == code, (file, code, known)
        assert functional([name], [code], _year(file)) == code, (file, code, name)


@needs_reference
def test_names_seen_cut_or_whole_lead_to_their_code_or_none() -> None:
    rows = csv.DictReader((REFERENCE / "economic_dept.csv").read_text(encoding="utf-8").splitlines())
    found = 0
    for row in rows:
        for name in filter(None, row["names_seen"].split("|")):
            codes = {economic(name, year, row["code"][:3]) for year in (2017, 2024)} - {None}
            if row["code"] in codes:
                found += 1
            elif codes:  # only a unit's own numbering prints another code beside a name
                assert any(is_economic_code(code) and code != row["code"] for code in codes if code), name
    assert found >= 60


@needs_corpus
@pytest.mark.parametrize(
    ("title", "kind", "department"),
    [
        ("江苏省人大常委会办公厅2017 年度部门预算", "budget", "江苏省人大常委会办公厅"),
        ("2017 年度江苏省高级人民法院部门预算公开", "budget", "江苏省高级人民法院"),
        ("上海市普陀区规划和自然资源局2024 年度部门决算", "final_accounts", "上海市普陀区规划和自然资源局"),
        ("上海市普陀区社会福利院2024年单位预算", "budget", "上海市普陀区社会福利院"),
        ("上海市普陀区2025年区级部门预算", "budget", None),
        ("上海市 XX 局2024 年度部门决算", "final_accounts", None),
    ],
)
def test_titles_of_published_reports(title: str, kind: str, department: str | None) -> None:
    assert document_kind(title) == kind
    found = strip_department(title)
    assert (found[0] if found else None) == department


@needs_corpus
@pytest.mark.slow
def test_numbered_headings_of_published_reports_have_a_kind() -> None:
    """第X部分 and the titles that say 情况, 说明 or 表: no published heading of these is unknown."""
    pdfium = pytest.importorskip("pypdfium2")
    heading = re.compile(
        r"^(?:第[一二三四]部分 ?.*(?:概况|说明|解释)"
        r"|[一二三四五六七八九十]{1,2}、[^，。；：…]*(?:情况|说明|总表|预算表|决算表|职能))$"
    )
    titles: set[str] = set()
    for path in sorted(PUBLISHED.glob("*.pdf")):
        document = pdfium.PdfDocument(path)
        for number in range(min(3, len(document))):
            lines = document[number].get_textpage().get_text_bounded().splitlines()
            titles.update(line.strip() for line in lines if heading.match(line.strip()))
    assert len(titles) >= 40
    assert sorted(title for title in titles if not section_kind(title)) == []


@needs_corpus
def test_departments_of_published_reports_look_like_departments() -> None:
    for name in ("上海市普陀区人民政府万里街道办事处", "中国共产党江苏省委员会办公厅", "江苏省政协办公厅", "省法院"):
        assert looks_like_department(name)
