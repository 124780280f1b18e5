"""Both readers give the same record: values, stated text, paths and pages equal, boxes within a point."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import shared_files
from tests.reading.records import AUTHORED, place_of, record

REAL = [*shared_files("seed/report.pdf"), *shared_files("corpus/published/*.pdf")]
FAST = [param for param in REAL if getattr(param, "id", "")[:7] in ("absent", "report.", "js_江苏省政")]
WITHIN = 1.0  #: points
_COORDINATES = ("x0", "top", "x1", "bottom")


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two records, as plain data, differ; spaces inside words do not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return [f"{path}: {sorted(one.keys() ^ other.keys())}"]
        return [text for key in one for text in differences(one[key], other[key], f"{path}.{key}")]
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return [f"{path}: {len(one)} and {len(other)} entries"]
        return [t for i, (a, b) in enumerate(zip(one, other, strict=True)) for t in differences(a, b, f"{path}[{i}]")]
    if path.endswith(_COORDINATES) and one is not None and other is not None:
        return [] if abs(one - other) <= WITHIN else [f"{path}: {one} and {other}"]
    if isinstance(one, str) and isinstance(other, str):
        one, other = "".join(one.split()), "".join(other.split())
    return [] if one == other else [f"{path}: {one!r:.80} and {other!r:.80}"]


def disagreements(path: Path) -> list[str]:
    one, other = (record(path, reader).model_dump(mode="json") for reader in ("pdfium", "pdfplumber"))
    return differences(one, other)[:20]


@pytest.mark.parametrize("path", AUTHORED, ids=place_of)
def test_on_the_samples(path: Path) -> None:
    assert disagreements(path) == []


@pytest.mark.parametrize("path", FAST)
def test_on_some_real_reports(path: Path) -> None:
    assert disagreements(path) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", REAL)
def test_on_all_real_reports(path: Path) -> None:
    assert disagreements(path) == []


def test_a_difference_is_seen() -> None:
    one = {"evidence": [{"x0": 1.0, "text": "5.9 万元"}], "value": "59000"}
    assert differences(one, {"evidence": [{"x0": 1.9, "text": "5.9万元"}], "value": "59000"}) == []
    assert len(differences(one, {"evidence": [{"x0": 2.1, "text": "5.8万元"}], "value": "58000"})) == 3
    assert differences(one, {"evidence": [], "value": "59000"}) == [".evidence: 1 and 0 entries"]
