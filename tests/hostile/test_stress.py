"""What becomes of the collection of difficult PDFs, file by file, by both readers and without recognition.

Looked at one by one: none is a report of a department, so that none may become a record that says it is one. Two hold
sums of money: a record of those alone, which says that it does not know whose they are.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import extractor
from tests.conftest import shared_path

PASSWORDS = {"pdfminer.six__aes-256": "foo", "pdfminer.six__rc4-40": "foo"}
SUMS = {
    "PyMuPDF__chinese-tables": 36,  # credit lines of banks
    "pdfplumber__issue-336-example": 9,  # the numbers of a standard, without a unit
}
OUTCOMES = {
    "MinerU__small_ocr": "no_text_layer",  # pictures of pages
    "OCRmyPDF__rotated_skew": "no_text_layer",
    "pdfplumber__pr-136-example": "no_text_layer",  # a scanner's guesses: 20I5, ZOq5
    "opendataloader-pdf__fake-jpg": "not_a_pdf",
    "pdf.js__REDHAT-1531897-0": "damaged_pdf",
    "pdf.js__bug1250079": "damaged_pdf",
    "camelot__health_protected": "encrypted_pdf",
    "pdf.js__issue6010_1": "encrypted_pdf",
    "pdf.js__pr6531_1": "encrypted_pdf",
    "pdfminer.six__aes-256": "encrypted_pdf",
    "pdfminer.six__rc4-40": "encrypted_pdf",
    "tabula-java__encrypted": "encrypted_pdf",
    "unstructured__password": "encrypted_pdf",
    "camelot__clockwise_table_1": "not_a_report",  # tables, forms and books that read well
    "camelot__twotables": "not_a_report",
    "pdf.js__IdentityToUnicodeMap_charCodeOf": "not_a_report",
    "pdf.js__XiaoBiaoSong": "not_a_report",
    "pdf.js__cidfont_cmap_overflow": "not_a_report",
    "pdf.js__helloworld-bad": "not_a_report",
    "pdf.js__issue15340": "not_a_report",
    "pdf.js__issue19360": "not_a_report",
    "pdf.js__noembed-identity-2": "not_a_report",
    "pdf.js__noembed-sjis": "not_a_report",
    "pdf.js__rotation": "not_a_report",
    "pdf.js__vertical": "not_a_report",
    "pdfminer.six__jo": "not_a_report",
    "pdfplumber__issue-842-example": "not_a_report",
    "unstructured__invalid-pdf-structure-pdfminer-one-page": "not_a_report",
}
#: Its fonts lie outside the file, and only PDFium knows their letters.
ONE_READER = {("pdf.js__XiaoBiaoSong", "pdfplumber"): "no_text_layer"}


def outcome(path: Path, reader: str, password: str | None = None) -> str | extractor.Report:
    try:
        return extractor.read(path, reader=reader, password=password, ocr="off")
    except extractor.ExtractorError as error:
        return error.code


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("name", [*OUTCOMES, *SUMS])
def test_outcome(name: str, reader: str) -> None:
    found = outcome(shared_path("corpus", "stress", f"{name}.pdf"), reader)
    if name in OUTCOMES:
        assert found == ONE_READER.get((name, reader), OUTCOMES[name])
        return
    assert isinstance(found, extractor.Report)
    assert found.kind == "unknown" and found.department is None and found.fiscal_year is None
    assert "identity_incomplete" in [warning.code for warning in found.warnings]
    assert len(found.unclaimed) == found.coverage.amounts_found == SUMS[name]
    assert all(entry.evidence for entry in found.unclaimed)


@pytest.mark.parametrize("name", PASSWORDS)
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_with_its_password(name: str, reader: str) -> None:
    path = shared_path("corpus", "stress", f"{name}.pdf")
    assert outcome(path, reader, "wrong") == "encrypted_pdf"
    assert outcome(path, reader, PASSWORDS[name]) == "not_a_report"


def test_every_file_is_judged() -> None:
    with shared_path("corpus", "stress", "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        named = {row["file"].removesuffix(".pdf") for row in csv.DictReader(manifest, delimiter="\t")}
    assert named == {*OUTCOMES, *SUMS}
