"""The whole way, on the reports that come with the project."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import pytest

import extractor
from extractor.archive import local
from extractor.archive.batch import batch
from extractor.archive.discover import discover
from extractor.archive.options import Options
from extractor.records.facts import find, iter_facts
from extractor.records.report import Report

SAMPLES = Path(__file__).parents[2] / "samples"
PDFS = sorted(SAMPLES.glob("*.pdf"))


def test_the_same_files_from_one_worker_and_from_two(tmp_path: Path) -> None:
    inputs = discover([SAMPLES])
    assert len(inputs) == len(PDFS) > 0
    made = []
    for workers in (1, 2):
        out = tmp_path / str(workers)
        summary = batch(inputs, out, Options(), partial(local.run, workers=workers))
        assert summary.read == len(inputs)
        files = sorted(path for path in out.iterdir() if path.is_file())
        made.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files})
    assert made[0] == made[1] and len(made[0]) == 8


@pytest.mark.slow
def test_frictionless_finds_the_whole_archive_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frictionless = pytest.importorskip("frictionless")
    out = tmp_path / "out"
    summary = batch(discover([*PDFS, SAMPLES / "nowhere.pdf"]), out, Options(), partial(local.run, workers=2))
    assert (summary.read, summary.failures.total()) == (len(PDFS), 1)
    monkeypatch.chdir(out)
    found = frictionless.validate("datapackage.json")
    assert found.valid, found.flatten(["name", "rowNumber", "fieldName", "message"])


@pytest.mark.parametrize("pdf", PDFS, ids=lambda pdf: pdf.stem[:8])
def test_every_fact_is_found_by_its_path(pdf: Path) -> None:
    report = extractor.read(pdf)
    facts = list(iter_facts(report))
    assert len({fact.path for fact in facts}) == len(facts) > 20
    for fact in facts[:: len(facts) // 20]:
        assert find(report, fact.path).label == fact.label
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_tables_of_several() -> None:
    tables = extractor.read_many([*PDFS[:1], SAMPLES / "nowhere.pdf"])
    assert list(tables.reports["report"]) == [PDFS[0].name]
    assert list(tables.failures["code"]) == ["unreadable"]
    assert set(tables.facts["report"]) == {PDFS[0].name}
