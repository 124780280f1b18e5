"""Tables of shapes that no other sample has say what their sources say: every keyed fact, nothing else, its place."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from extractor.records.leaves import Evidence, Leaf
from extractor.records.paths import walk
from extractor.records.report import Report, Target
from tests.conftest import REPOSITORY
from tests.reading.keys import ATTRIBUTES, Key, squeezed
from tests.reading.records import place_of, record, statements_of

FOLDER = REPOSITORY / "tests" / "families" / "tables"
REPORTS = sorted(FOLDER.glob("*.pdf"))
reports = pytest.mark.parametrize("path", REPORTS, ids=place_of)
#: what names an entry of a list; and what stands outside of tables, which other tests look at
_ELSEWHERE = re.compile(
    r"goals\.indicators\[.*\]\.(?:project|level1|level2|level3|name)$|goals\.annual\[.*\]\.title$"
    r"|overview\.|contact\.|title$|department$|fiscal_year$|report_date$|evaluation\.conclusion$|unclaimed\["
)


@cache
def keys(path: Path) -> list[Key]:
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return [Key(row["path"], row["value"], 0, row["note"]) for row in csv.DictReader(file)]


def everything(report: Report) -> dict[str, Leaf | Target]:
    """All values by path, the cells of statements too."""
    return {node.path: node.value for node in walk(report) if isinstance(node.value, Leaf | Target)}


def words(value: Leaf | Target) -> object:
    return value.text if isinstance(value, Target) else getattr(value, "value", None)


def stated(value: Leaf | Target) -> list[Leaf | Target]:
    return [value] if isinstance(value, Target) else [*statements_of(value)]


def test_there_are_reports() -> None:
    assert len(REPORTS) == len(list(FOLDER.glob("*.txt"))) >= 19


@reports
def test_every_keyed_fact_comes_out(path: Path) -> None:
    found = everything(record(path))
    wrong = []
    for key in keys(path):
        have = [words(leaf) for leaf in stated(found[key.path])] if key.path in found else []
        if key.path and not any(key.fits(value) for value in have):
            wrong.append((key.path, key.value, have))
    assert wrong == []


@reports
def test_nothing_else_comes_out(path: Path) -> None:
    by_path: dict[str, list[Key]] = {}
    for key in keys(path):
        by_path.setdefault(key.path, []).append(key)
    extra = [
        (name, words(leaf))
        for name, value in everything(record(path)).items()
        for leaf in stated(value)
        if not _ELSEWHERE.match(name) and not any(key.fits(words(leaf)) for key in by_path.get(name, ()))
    ]
    assert extra == []


@reports
def test_money_that_no_field_takes_is_listed(path: Path) -> None:
    listed = sorted(squeezed(mention.stated) for mention in record(path).unclaimed)
    assert listed == sorted(squeezed(key.value) for key in keys(path) if not key.path)


@reports
def test_what_figures_are_compared_with(path: Path) -> None:
    items = {node.path: node.value for node in walk(record(path), statements=False)}
    wrong = [
        (key.path, name, value)
        for key in keys(path)
        for name, value in key.attributes.items()
        if not key.path.startswith("statements[")
        and name in ATTRIBUTES
        and getattr(items[key.path.rpartition(".")[0]], name) != value
    ]
    assert wrong == []


@reports
def test_no_row_is_lost_and_nothing_is_reported(path: Path) -> None:
    report = record(path)
    assert [notice for notice in report.warnings if notice.code not in ("text_outside_page", "unit_missing")] == []
    assert [check.message for check in report.checks if check.status == "mismatch"] == []


@reports
def test_each_value_stands_in_its_box(path: Path) -> None:
    """The characters that pdfplumber finds in the boxes are those that the evidence quotes."""
    import pdfplumber

    boxes: list[Evidence] = [
        box
        for name, value in everything(record(path)).items()
        if not name.startswith("contact.")  # masked
        for box in value.evidence
    ]
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            chars = [((c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2, c["text"]) for c in page.chars]
            for box in (box for box in boxes if box.page == number):
                assert box.x0 is not None and box.x1 is not None and box.top is not None and box.bottom is not None
                inside = "".join(t for x, y, t in chars if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom)
                assert sorted(_digits(inside)) == sorted(_digits(box.text)), (number, box.text, inside)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isdigit())
