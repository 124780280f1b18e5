"""The README's first command, word for word, where nothing is set up."""

from __future__ import annotations

import csv
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.readme import READMES, checkout, marked


@pytest.mark.slow
def test_the_first_command(tmp_path: Path) -> None:
    copy = checkout(tmp_path)
    command = marked(READMES["en"].read_text(encoding="utf-8"), "set up").text
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        ["bash", "-c", command], cwd=copy, env=kept, capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "out"
    with (copy / "out" / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(list((REPOSITORY / "samples").glob("*.pdf")))
    assert all(row["department"] and row["fiscal_year"] and row["spending_total"] for row in rows)
