"""Facts of real reports, read off their pages by eye: what stands in prose, and what must not be read."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import shared_path
from tests.reading.records import facts, record

with (Path(__file__).parent / "facts.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def parameter(row: dict[str, str]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=row["open"])] if row["open"] else []
    return pytest.param(row, id=f"{row['file'][:12]}-{row['path']}", marks=marks)


@pytest.mark.parametrize("row", [parameter(row) for row in ROWS])
def test_a_fact_of_a_page(row: dict[str, str]) -> None:
    found = facts(record(shared_path("corpus", "published", row["file"]))).get(row["path"])
    if not row["value"]:
        assert found is None
        return
    assert found is not None
    value: Any = found.value
    assert value.value == Decimal(row["value"])
    assert value.evidence[0].page == int(row["page"])
