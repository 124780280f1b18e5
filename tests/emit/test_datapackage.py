from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.archive import outputs
from extractor.archive.process import Outcome, rendered
from extractor.emit.datapackage import datapackage
from extractor.emit.tables import TABLES
from tests import made


def test_it_describes_every_table() -> None:
    resources = json.loads(datapackage())["resources"]
    assert [resource["path"] for resource in resources] == [f"{table.name}.csv" for table in TABLES]
    for resource, table in zip(resources, TABLES, strict=True):
        assert [field["name"] for field in resource["schema"]["fields"]] == [column.name for column in table.columns]


def test_frictionless_finds_the_files_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frictionless = pytest.importorskip("frictionless")
    parts = tmp_path / "parts"
    parts.mkdir()
    outcomes = [
        rendered(made.full("a.pdf")),
        Outcome("b.pdf", code="damaged_pdf", message="坏"),
        rendered(made.full("c.pdf")),
    ]
    outputs.write(outcomes, tmp_path, parts)
    monkeypatch.chdir(tmp_path)
    found = frictionless.validate("datapackage.json")
    assert found.valid, found.flatten(["name", "rowNumber", "fieldName", "message"])
    facts = frictionless.Package("datapackage.json").get_resource("facts").read_rows()
    assert facts[0]["report"] == "a.pdf" and facts[0]["page"] == 1
