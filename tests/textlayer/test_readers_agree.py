"""PDFium and pdfplumber give the same characters in the same places and the same edges, on real files and samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.textlayer import open_layer
from extractor.textlayer.limits import Limits
from extractor.textlayer.pdfium_document import open_document
from extractor.textlayer.plumber import read_pages
from tests.conftest import REPOSITORY, shared_files, shared_path
from tests.textlayer.agreement import differences

REAL = [*shared_files("corpus/published/*.pdf"), *shared_files("seed/report.pdf")]
SAMPLES = sorted((REPOSITORY / "samples").glob("*.pdf"))
ODD = {  # rotated pages and text, vertical writing, broken cross-references, no embedded font, full-width digits
    "camelot__clockwise_table_1.pdf",
    "camelot__twotables.pdf",
    "PyMuPDF__chinese-tables.pdf",
    "pdf.js__rotation.pdf",
    "pdf.js__vertical.pdf",
    "pdf.js__helloworld-bad.pdf",
    "pdf.js__noembed-identity-2.pdf",
    "pdf.js__noembed-sjis.pdf",
    "pdf.js__cidfont_cmap_overflow.pdf",
    "pdf.js__issue15340.pdf",
    "pdf.js__issue19360.pdf",
    "pdfplumber__issue-336-example.pdf",
    "pdfplumber__issue-842-example.pdf",
}


def disagreements(path: Path, numbers: list[int] | None = None) -> list[str]:
    data = path.read_bytes()
    ours = open_layer(data, name=path.name)
    with open_document(data, Limits()) as document:
        theirs = read_pages(document, data, None, Limits(), numbers)
    assert ours.damaged == theirs.damaged
    by_number = {page.number: page for page in ours.pages}
    wanted = numbers or list(by_number)
    assert [page.number for page in theirs.pages] == wanted
    return [text for page in theirs.pages for text in differences(by_number[page.number], page)]


def sample(path: Path) -> list[int]:
    """First, last, and every seventh page."""
    count = len(open_layer(path).pages)
    return sorted({1, count, *range(7, count, 7)})


@pytest.mark.parametrize("path", REAL)
def test_on_some_pages_of_real_reports(path: Path) -> None:
    assert disagreements(path, sample(path)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", REAL)
def test_on_all_pages_of_real_reports(path: Path) -> None:
    assert disagreements(path) == []


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_on_the_samples(path: Path) -> None:
    assert disagreements(path) == []


@pytest.mark.parametrize("name", sorted(ODD))
def test_on_odd_files(name: str) -> None:
    assert disagreements(shared_path("corpus", "stress", name)) == []
