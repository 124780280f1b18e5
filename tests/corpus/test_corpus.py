"""Real reports: read without a crash, rightly identified, no figure of theirs passed over in silence."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from extractor.layout import build_document
from extractor.reading.report import _mentions
from extractor.textlayer import open_layer
from tests.conftest import shared_files, shared_path, shared_root
from tests.reading.records import record

#: kind, department and year of each file as its first page prints them, written down from the rendered pages
with (Path(__file__).parent / "identity.csv").open(encoding="utf-8", newline="") as _file:
    IDENTITY = {row["file"]: row for row in csv.DictReader(_file)}
ALL = shared_files("corpus/published/*.pdf")
#: short files of each kind, for every run
FAST = [name for name in IDENTITY if name.startswith(("js_江苏省委", "js_江苏省政协", "sh_archive", "sh_附件"))]
#: a decimal figure with its unit, spaces and line ends between them allowed
_FIGURE = re.compile(r"(?<![\d.,A-Za-z])(\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d+)\s*(亿\s*元|百\s*万\s*元|千\s*元|万\s*元|元|%|倍)")


def test_every_file_is_keyed() -> None:
    root = shared_root()
    if root is None:
        pytest.skip("no shared data")
    assert sorted(IDENTITY) == sorted(path.name for path in (root / "corpus" / "published").glob("*.pdf"))


def check_identity(path: Path) -> None:
    report, keyed = record(path), IDENTITY[path.name]
    assert report.kind == keyed["kind"]
    assert (report.department.value if report.department else "") == keyed["department"]
    assert str(report.fiscal_year.value if report.fiscal_year else "") == keyed["fiscal_year"]
    if report.department:
        assert report.department.evidence[0].page == int(keyed["page"])
    incomplete = "identity_incomplete" in {notice.code for notice in report.warnings}
    assert incomplete == (keyed["complete"] == "no")


def check_ledger(path: Path) -> None:
    report = record(path)
    coverage = report.coverage
    assert coverage.amounts_found > 0
    assert coverage.amounts_found == coverage.amounts_claimed + len(report.unclaimed)


def printed_figures(path: Path) -> Counter[tuple[int, str, str]]:
    """Page, digits and unit of every decimal figure with a unit, in the text that poppler gives."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext")
    output = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout
    found: Counter[tuple[int, str, str]] = Counter()
    for number, page in enumerate(output.decode("utf-8").split("\f"), start=1):
        for match in _FIGURE.finditer(unicodedata.normalize("NFKC", page)):
            found[number, match[1].replace(",", ""), "".join(match[2].split())] += 1
    return found


def mentioned_figures(path: Path) -> Counter[tuple[int, str, str]]:
    document = build_document(open_layer(path))
    found: Counter[tuple[int, str, str]] = Counter()
    for mention in _mentions(document):
        match = _FIGURE.search(mention.stated)
        if match:
            key = (document.page_at(mention.start), match[1].replace(",", ""), "".join(match[2].split()))
            found[key] += 1
    return found


def check_mentions(path: Path) -> None:
    missed = printed_figures(path) - mentioned_figures(path)
    assert sorted(missed.elements()) == []


@pytest.mark.parametrize("name", FAST)
def test_identity_and_ledger(name: str) -> None:
    path = shared_path("corpus", "published", name)
    check_identity(path)
    check_ledger(path)
    check_mentions(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL)
def test_identity(path: Path) -> None:
    check_identity(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL)
def test_all_money_is_claimed_or_listed(path: Path) -> None:
    check_ledger(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL)
def test_every_printed_figure_with_a_unit_is_a_mention(path: Path) -> None:
    check_mentions(path)
