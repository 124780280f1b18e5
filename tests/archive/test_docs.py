"""What `docs/archives.md` says of SQL is so."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from extractor.archive.batch import batch
from extractor.archive.discover import discover
from extractor.archive.options import Options
from extractor.archive.work import work
from tests.conftest import REPOSITORY
from tests.docs.readme import blocks


def test_queries_give_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    inputs = discover([REPOSITORY / "samples"])
    batch(
        inputs,
        tmp_path / "out",
        Options(),
        lambda entries, job: ((entry, work(entry, job)) for entry in entries),
        parquet=True,
    )
    monkeypatch.chdir(tmp_path)
    parts = blocks((REPOSITORY / "docs/archives.md").read_text(encoding="utf-8"))
    pairs = [(one.text, other.text) for one, other in pairwise(parts) if one.language == "sql"]
    with duckdb.connect() as base:
        for query, shown in pairs:
            rows = base.execute(query).fetchall()
            assert "".join("  ".join(map(str, row)) + "\n" for row in rows) == shown
    assert len(pairs) == 3
