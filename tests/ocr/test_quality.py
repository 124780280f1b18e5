"""What the text of a page is worth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractor.reading.mentions import scan
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Page
from extractor.textlayer.pdfium import read_pdf
from extractor.textlayer.plumber import read_pdf as read_by_pdfplumber
from extractor.textlayer.quality import judge, misread
from tests.conftest import shared_files
from tests.ocr.scans import SAMPLES, layered, pages, sample, scanned
from tests.textlayer.pdfs import pdf

PICTURE = "q 300 0 0 400 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q "
TEXT = "BT /F 10 Tf 20 300 Td (Total 12,345.67 for the year 2019) Tj ET "


def page(text: str, width: float = 0.5) -> Page:
    """A line of text at 10 points, letters of one width (in font sizes)."""
    left = np.arange(len(text)) * 10 * width
    boxes = np.column_stack((left, np.zeros_like(left), left + 10 * width, np.full_like(left, 10)))
    return Page(1, 300, 400, text=text, boxes=boxes)


def of(page: Page) -> str:
    return judge([page])[page.number]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("部门支出决算100万元，其中：基本支出60万元", "native"),
        ("Total expenditure of the department, 2019", "native"),
        ("\uf0b7基本支出60万元\uf0d8项目支出40万元\uf0fe", "native"),  # bullets and boxes of symbol fonts
        ("基本支出60万元\ue5e5，项目支出40万元，合计100万元", "native"),  # one unknown letter
        ("\ufffd" * 30, "garbled"),
        ("\ue101\ue102\ue103\ue104支出\ue105\ue106\ue107万元", "garbled"),
        ("\uf030\uf031\uf032\uf033\uf034", "garbled"),  # digits of a symbol font
        ("(cid:12)(cid:7)支出(cid:99)(cid:100)万元(cid:3)", "garbled"),
        ("²¿ÃÅÔ¤Ëã£º2019Äê¶ÈÖ§³ö100ÍòÔª", "garbled"),  # GBK taken for Latin-1
        ("䶮䶯䶰䶱䶲䶳䶴䶵䴀䴁䴂䴃䴄䴅䴆䴇䴈䴉䴊䴋䴌䴍", "garbled"),
        ("國務院關於財政預算的報告，總額一百萬元，與上年持平", "native"),  # traditional characters
        ("日本語の表、合計は100円です。前年と比べて増加しました。", "native"),
    ],
)
def test_letters(text: str, verdict: str) -> None:
    assert of(page(text)) == verdict


def test_latin_codes_under_glyphs_as_wide_as_hanzi() -> None:
    letters = "abcdefghijklmnopqrstuvwxyzABCD"
    assert of(page(letters, width=1.0)) == "garbled"
    assert of(page(letters, width=0.6)) == "native"
    assert of(page("1234567890" * 3, width=1.0)) == "native"


@pytest.mark.parametrize("read", [read_pdf, read_by_pdfplumber], ids=["pdfium", "pdfplumber"])
@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        ("", "blank"),
        ("1 w 10 10 280 380 re S", "blank"),
        (TEXT, "native"),
        (PICTURE, "none"),
        ("0 0 m " + "10 10 20 20 30 0 c " * 300 + "f", "none"),
        (PICTURE + "3 Tr " + TEXT, "ocr"),
        (TEXT + PICTURE, "ocr"),
        (PICTURE + TEXT + TEXT.replace("300", "250"), "native"),  # a letter on patterned paper
        (PICTURE + TEXT, "picture"),
        ("3 Tr " + TEXT, "native"),
    ],
    ids=[
        "blank", "frame", "text", "scan", "outlines", "invisible-layer", "covered-layer", "on-picture", "stamp",
        "invisible",
    ],
)  # fmt: skip
def test_pictures(read: object, content: str, verdict: str) -> None:
    (found,) = read(pdf(content), Limits()).pages  # type: ignore[operator]
    assert of(found) == verdict


def test_letters_for_digits() -> None:
    assert misread([page("ZOq5年支出20I5万元，增加1O0元，2016-lo-28，111,824.05万元")])
    assert not misread([page("2015年支出2015万元，增加100元，长5km，2016-10-28，111,824.05万元，COVID19")])
    assert not misread([])


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.name)
def test_samples_are_native(path: Path) -> None:
    assert set(judge(read_pdf(path.read_bytes(), Limits()).pages).values()) == {"native"}


@pytest.mark.parametrize("path", shared_files("corpus/published/*.pdf"))
def test_published_reports_are_native(path: Path) -> None:
    assert set(judge(read_pdf(path.read_bytes(), Limits()).pages).values()) <= {"native", "blank"}


def test_scans_of_samples() -> None:
    content = pages(sample("青岚"), 1)
    assert [*judge(read_pdf(scanned(content, dpi=50), Limits()).pages).values()] == ["none"]
    assert [*judge(read_pdf(layered(content), Limits()).pages).values()] == ["ocr"]


@pytest.mark.parametrize("letter", ["\ufffd", "\ue123"])
def test_digits_after_an_unknown_letter_are_no_figure(letter: str) -> None:
    """Few unknown letters garble no page, but one of them may be a digit."""
    assert scan(f"支出1{letter}345.00万元") == []
    assert [mention.stated for mention in scan(f"支出{letter}，345.00万元")] == ["345.00万元"]
