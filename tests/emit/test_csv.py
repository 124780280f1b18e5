from __future__ import annotations

import csv as reader
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.emit import csv
from extractor.emit.tables import BY_NAME, TABLES
from tests import made


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+8", "'+8"),
        ("-40300元", "'-40300元"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", '"\'\rx"'),
        ("1-2次", "1-2次"),
        ("'x", "'x"),
        (Decimal("-40300.50"), "-40300.50"),
        (Decimal("1E+4"), "10000"),
        (-3, "-3"),
        (True, "true"),
        (None, ""),
        ("一，二", "一，二"),
        ("a,b", '"a,b"'),
        ('说"好"', '"说""好"""'),
        ("上\n下", '"上\n下"'),
    ],
)
def test_a_cell(cell: object, written: str) -> None:
    assert csv.lines([["x", cell]]) == f"x,{written}\r\n"  # type: ignore[list-item]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=3), max_size=4))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    text = csv.lines(rows)
    again = list(reader.reader(io.StringIO(text, newline="")))
    guard = ("=", "+", "-", "@", "\t", "\r")
    assert again == [[f"'{cell}" if cell.startswith(guard) else cell for cell in row] for row in rows]


def test_rows_are_as_wide_as_their_head() -> None:
    report = made.full()
    for table in TABLES:
        for row in table.rows(report):
            assert len(row) == len(table.columns), table.name


def rows(name: str) -> list[dict[str, str]]:
    table = BY_NAME[name]
    text = csv.head(table) + csv.lines(table.rows(made.full()))
    return list(reader.DictReader(io.StringIO(text, newline="")))


def test_reports() -> None:
    assert rows("reports") == [
        {
            "report": "某局.pdf",
            "kind": "self_evaluation",
            "department": "某局",
            "fiscal_year": "2019",
            "pages": "9",
            "text_layer": "native",
            "revenue_total": "",
            "spending_total": "45110404.74",
            "basic": "",
            "project": "",
            "three_public": "59000",
            "score": "99",
            "reconciles": "false",
            "errors": "1",
            "warnings": "1",
            "unclaimed": "2",
        }
    ]


def test_facts_guard_words_but_not_numbers() -> None:
    found = {row["path"]: row for row in rows("facts")}
    assert found["overview.duties[1]"]["value"] == "'=统筹全局"
    change = found["spending.total.change"]
    assert (change["value"], change["stated"], change["page"], change["x0"]) == ("-40300", "'-40300元", "1", "72.5")


def test_line_items() -> None:
    found = {row["path"]: row for row in rows("line_items")}
    assert list(found) == [
        "spending.total",
        "spending.personnel",
        "spending.personnel.items[30101]",
        "spending.personnel.items[其他[注］.支出]",
        "spending.personnel.items[30101#2]",
        "spending.functional[2040605]",
        "spending.three_public.total",
    ]
    assert found["spending.three_public.total"]["completion"] == "368.8"
    assert found["spending.functional[2040605]"]["code"] == "2040605"
    assert "items" not in found["spending.total"]


def test_indicators() -> None:
    (row,) = rows("indicators")
    assert row["path"] == "goals.indicators[annual/2/服务对象满意度/客户满意度]"
    assert (row["target"], row["target_op"], row["target_low"], row["target_unit"]) == (
        "96%以上",
        ">=",
        "96",
        "%",
    )
    assert (row["prior"], row["weight"]) == ("95%; 94%", "10")


def test_checks() -> None:
    (row,) = rows("checks")
    assert row["inputs"] == "spending.personnel.items[30101].actual; spending.personnel.items[30101#2].actual"
    assert (row["difference"], row["evidence"]) == ("-7", "1:72.5,100,200.25,112")


def test_column_types_follow_the_models() -> None:
    types = {(table.name, column.name): column.type for table in TABLES for column in table.columns}
    assert types["facts", "value"] == "any"
    assert types["facts", "page"] == "integer"
    assert types["reports", "reconciles"] == "boolean"
    assert types["line_items", "actual"] == types["line_items", "share"] == "number"
    assert types["line_items", "fund"] == types["indicators", "target"] == types["checks", "inputs"] == "string"
    assert types["indicators", "objective"] == "integer"
    assert types["checks", "expected"] == types["indicators", "score"] == "number"
