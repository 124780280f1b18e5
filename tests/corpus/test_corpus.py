"""Real reports: read without a crash, rightly identified, no figure of theirs passed over in silence."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.layout.model import Document
from extractor.reading import report as reading
from extractor.reading.ledger import read_ledger
from extractor.reading.mentions import Mention
from tests.conftest import shared_files, shared_path, shared_root
from tests.reading.records import record

#: kind, department and year of each file as its first page prints them, and how many duties it lists (1: in prose),
#: written down from the rendered pages
with (Path(__file__).parent / "identity.csv").open(encoding="utf-8", newline="") as _file:
    IDENTITY = {row["file"]: row for row in csv.DictReader(_file)}
ALL = shared_files("corpus/published/*.pdf")
#: short files of each kind, for every run
FAST = [name for name in IDENTITY if name.startswith(("js_江苏省委", "js_江苏省政协", "sh_archive", "sh_附件"))]
#: a decimal figure with its unit, spaces and line ends between them allowed
_FIGURE = re.compile(
    r"(?<![\d.,A-Za-z])(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+\s*(?:亿\s*元|百\s*万\s*元|千\s*元|万\s*元|元|%|倍)"
)
#: a figure as money is set in tables: thousands separators or two decimals (one decimal is an area or a height)
_BARE = re.compile(r"(?<![\d.,A-Za-z])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d\d)(?![\d.])")


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


Mentions = Callable[[Path], list[tuple[int, str]]]
Figures = Counter[tuple[int, str]]  #: page, digits and unit → how often


def printed_figures(path: Path, pattern: re.Pattern[str]) -> Figures:
    """The figures of a file in the text that poppler gives."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext")
    output = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout
    pages = enumerate(output.decode("utf-8").split("\f"), start=1)
    texts = ((number, unicodedata.normalize("NFKC", page)) for number, page in pages)
    return Counter((number, tidy(match)) for number, text in texts for match in pattern.finditer(text))


def tidy(match: re.Match[str]) -> str:
    return "".join(match.group().replace(",", "").split())


@pytest.fixture
def mentions_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[tuple[int, str]]]:
    """What the ledger of a file is given: page and words of every figure."""

    def read(path: Path) -> list[tuple[int, str]]:
        seen: list[tuple[int, str]] = []

        def ledger(document: Document, root: Any, mentions: list[Mention], quoter: Any) -> Any:
            seen.extend((document.page_at(mention.start), mention.stated) for mention in mentions)
            return read_ledger(document, root, mentions, quoter)

        monkeypatch.setattr(reading, "read_ledger", ledger)
        extractor.read(path)
        return seen

    return read


def check_mentions(path: Path, mentions: list[tuple[int, str]]) -> None:
    """Every figure with a unit, and in tables every one that looks like money, was found."""
    for pattern in (_FIGURE, _BARE):
        printed = printed_figures(path, pattern)
        assert printed or "模板" in path.name or (pattern is _FIGURE and "表" in path.name)
        found = ((page, pattern.search(stated)) for page, stated in mentions)
        missed = printed - Counter((page, tidy(match)) for page, match in found if match)
        assert sorted(missed.elements()) == []


@pytest.mark.parametrize("name", FAST)
def test_identity_and_ledger(name: str, mentions_of: Mentions) -> None:
    path = shared_path("corpus", "published", name)
    check_identity(path)
    check_ledger(path)
    check_mentions(path, mentions_of(path))


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL)
def test_identity(path: Path) -> None:
    check_identity(path)


@pytest.mark.parametrize("path", ALL)
def test_duties(path: Path) -> None:
    assert len(record(path).overview.duties) == int(IDENTITY[path.name]["duties"])


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL)
def test_all_money_is_claimed_or_listed(path: Path) -> None:
    check_ledger(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", ALL)
def test_every_printed_figure_is_a_mention(path: Path, mentions_of: Mentions) -> None:
    check_mentions(path, mentions_of(path))
