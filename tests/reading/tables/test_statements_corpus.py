"""Statements of real accounts against values typed from their rendered pages (`tests/corpus/statements`).

A row is statement, row (its code, else its name; empty for a row without either), column path, value as printed (empty
for a blank cell), page.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor.records.leaves import Amount
from extractor.records.report import Report, StatementRow
from tests.conftest import REPOSITORY, shared_path
from tests.reading.records import record

KEYED = sorted((REPOSITORY / "tests" / "corpus" / "statements").glob("*.csv"))
#: the two that are always read: the smallest tables only, and a file with prose and two-sided tables
FAST = ("js_江苏省政协办公厅_2017", "sh_上海市普陀区财政局2024")


def _parameters() -> list[object]:
    slow = pytest.mark.slow
    return [pytest.param(path, id=path.stem, marks=() if path.stem.startswith(FAST) else slow) for path in KEYED]


def read_cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_of(report: Report, statement: str, row: str) -> list[StatementRow]:
    """The rows of that code, else of that name."""
    found = [r for s in report.statements if s.name == statement for r in s.rows]
    return [r for r in found if (r.code or r.name or "") == row]


def fault(report: Report, key: dict[str, str]) -> str | None:
    """None where the record holds the keyed cell, else what it holds."""
    unit = {s.name: s.unit for s in report.statements}.get(key["statement"])
    leaves = [r.values.get(key["column"]) for r in rows_of(report, key["statement"], key["row"])]
    if not key["value"]:
        return None if leaves and not any(leaves) else f"{key}: {len(leaves)} rows, {leaves}"
    for leaf in leaves:
        if isinstance(leaf, Amount) and leaf.stated == key["value"] and leaf.unit == unit:
            printed = "".join(box.text for box in leaf.evidence)
            if (leaf.evidence[0].page, printed) == (int(key["page"]), key["value"]):
                return None
    return f"{key}: {[(leaf.stated, leaf.evidence[0].page) for leaf in leaves if isinstance(leaf, Amount)]}"


@pytest.mark.parametrize("path", _parameters())
def test_typed_cells(path: Path) -> None:
    report = record(shared_path("corpus", "published", f"{path.stem}.pdf"))
    cells = read_cells(path)
    assert len(cells) >= 30
    assert [found for key in cells if (found := fault(report, key)) is not None] == []


@pytest.mark.parametrize("path", _parameters())
def test_no_row_is_lost_and_every_unit_is_stated(path: Path) -> None:
    report = record(shared_path("corpus", "published", f"{path.stem}.pdf"))
    assert not [w for w in report.warnings if w.code in ("rows_lost", "unit_missing")]
    assert report.statements
    assert all(statement.unit for statement in report.statements)


@pytest.mark.parametrize("path", _parameters())
def test_all_money_found_is_claimed_or_listed(path: Path) -> None:
    report = record(shared_path("corpus", "published", f"{path.stem}.pdf"))
    assert report.coverage.amounts_found == report.coverage.amounts_claimed + len(report.unclaimed)
