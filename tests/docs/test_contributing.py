"""What CONTRIBUTING.md asks people to do works, and what it names exists."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.readme import blocks, checkout, desk, plain_table, printed_by, run, set_up

TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
BY_HAND, SLOW = "by hand", "slow"
DATA = REPOSITORY / "extractor" / "lexicon" / "data"


def test_blocks_are_run(tmp_path: Path) -> None:
    folder = desk(tmp_path)
    for block in blocks(TEXT):
        if block.remark not in (BY_HAND, SLOW):
            assert printed_by(block, folder)


def test_tools_that_are_run_by_hand_are_those_of_ci() -> None:
    words = " ".join(block.text for block in blocks(TEXT) if block.remark == BY_HAND)
    checks = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8")
    for tool in ("ruff", "mypy", "lint-imports", "pytest"):
        assert f".venv/bin/{tool}" in words and f"$bin/{tool}" in checks
    hooks = (REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert {"ruff check --fix", "ruff format", "mypy --strict", "lint-imports --no-logo"} <= set(
        re.findall(r"entry: (.*)", hooks)
    )


def test_every_lexicon_file_is_named() -> None:
    named = {name for row in plain_table(TEXT, "the report has a new …") for name in re.findall(r"`([\w.]+)`", row[1])}
    standard = {"economic.csv", "economic_government.csv", "functional.csv", "SOURCES.md"}  # codes: not a province's
    assert named == {path.name for path in DATA.iterdir()} - standard


def test_every_room_is_named() -> None:
    named = {row[0].strip("`") for row in plain_table(TEXT, "room")}
    rooms = {f"extractor/{path.parent.name}" for path in (REPOSITORY / "extractor").glob("*/__init__.py")}
    assert named == rooms


def keys(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["path"], row["value"]) for row in csv.DictReader(file)]


@pytest.mark.slow
def test_a_sample_is_set(tmp_path: Path) -> None:
    """Setting a source gives a PDF and the keys that are committed; another LibreOffice may turn pages elsewhere."""
    pytest.importorskip("docx")
    pytest.importorskip("pikepdf")
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")
    copy = set_up(checkout(tmp_path))
    (block,) = (block for block in blocks(TEXT) if block.remark == SLOW)
    (source,) = re.findall(r"(\S+\.txt)", block.text)
    (name,) = re.findall(r"^file: (.*)$", (copy / source).read_text(encoding="utf-8"), re.M)
    pdf = (copy / source).with_name(name)
    made = [pdf, pdf.with_suffix(".csv"), pdf.with_suffix(".tables.csv")]
    for path in made:
        path.unlink()
    done = run(["bash", "-euo", "pipefail", "-c", block.text], copy)
    assert done.returncode == 0, done.stderr
    assert pdf.read_bytes().startswith(b"%PDF-")
    for path in made[1:]:
        assert keys(path) == keys(REPOSITORY / path.relative_to(copy))
