"""The samples' records are those reviewed; see the README beside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.golden.golden import golden
from tests.reading.records import SAMPLES, place_of, record

UPDATE = bool(os.environ.get("EXTRACTOR_UPDATE_GOLDEN"))


@pytest.mark.parametrize("path", SAMPLES, ids=place_of)
def test_the_record_is_the_reviewed_one(path: Path) -> None:
    reviewed = Path(__file__).parent / f"{path.stem}.json"
    found = golden(record(path))
    if UPDATE:
        reviewed.write_text(found, encoding="utf-8")
        pytest.skip("written anew")
    assert found.splitlines() == reviewed.read_text(encoding="utf-8").splitlines()


def test_every_sample_has_one() -> None:
    assert {path.stem for path in SAMPLES} == {path.stem for path in Path(__file__).parent.glob("*.json")}
