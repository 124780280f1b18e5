"""Scans of samples, read from their pictures."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest

from extractor.layout import build_document
from extractor.pipeline import read
from extractor.records.report import Report
from extractor.textlayer import open_layer
from tests.conftest import shared_path
from tests.ocr.scans import joined, needs_ocr, pages, sample, scanned

pytestmark = [needs_ocr, pytest.mark.slow]
pdfium: Any = pypdfium2


def facts(record: Report) -> dict[str, str]:
    frame = record.facts()
    return dict(zip(frame["path"], frame["value"].astype(str), strict=True))


@pytest.fixture(scope="module")
def native() -> Report:
    return read(pages(sample("凤澜"), 1, 3, 4), name="a.pdf")


@pytest.fixture(scope="module")
def scan() -> Report:
    return read(scanned(pages(sample("凤澜"), 1, 3, 4), skew=1.0), name="a.pdf")


def test_the_record_of_a_skewed_scan(native: Report, scan: Report) -> None:
    assert (native.source.text_layer, scan.source.text_layer) == ("native", "ocr")
    assert [note.code for note in scan.warnings if note not in native.warnings] == ["page_recognised"]
    want, got = facts(native), facts(scan)
    assert len(want) > 60
    same = [path for path, value in want.items() if got.get(path) == value]
    assert len(same) >= 0.95 * len(want), sorted(want.items() - got.items())


def test_no_amount_is_wrong_and_sure(native: Report, scan: Report) -> None:
    """A missing value is no error here; another value at the same path is one, unless it is marked."""
    want = native.facts().set_index("path")["value"].to_dict()
    for path, value in scan.facts().set_index("path")["value"].items():
        if path in want and value != want[path] and not isinstance(value, str):
            raise AssertionError(f"{path}: {value}, not {want[path]}")


def test_evidence_lies_on_the_skewed_page(native: Report, scan: Report) -> None:
    """One degree moves what stands at the margins by five points."""
    total, seen = native.spending.total, scan.spending.total
    assert total is not None
    assert seen is not None
    assert total.actual is not None
    assert seen.actual is not None
    (there,), (here,) = total.actual.evidence, seen.actual.evidence
    assert here.confidence is not None
    assert here.confidence > 0.9
    assert None not in (there.x0, there.top, here.x0, here.top)
    middle = (there.x0 + there.x1) / 2 - 595.3 / 2, (there.top + there.bottom) / 2 - 841.9 / 2  # type: ignore[operator]
    sine = 0.01745
    assert (here.x0 + here.x1) / 2 == pytest.approx((there.x0 + there.x1) / 2 + sine * middle[1], abs=3)  # type: ignore[operator]
    assert (here.top + here.bottom) / 2 == pytest.approx((there.top + there.bottom) / 2 - sine * middle[0], abs=3)  # type: ignore[operator]


def test_a_table_keeps_its_cells() -> None:
    content = pages(sample("云岭"), 9)
    own, seen = (
        build_document(open_layer(one, name="a.pdf")) for one in (content, scanned(content, dpi=150, skew=-0.7))
    )

    def cells(document: Any) -> list[tuple[int, int, int, int]]:
        (table,) = (block for block in document.blocks if hasattr(block, "cells"))
        return [(cell.row, cell.col, cell.rowspan, cell.colspan) for cell in table.cells]

    assert cells(seen) == cells(own)


def test_a_page_scanned_on_its_side() -> None:
    content = pages(sample("凤澜"), 3)
    layer = open_layer(scanned(content, quarters=1), name="a.pdf")
    text = build_document(layer).text
    assert "12,845.67万元" in text
    (box,) = build_document(layer).evidence(text.index("128,456,700.00"), text.index("128,456,700.00") + 14)
    assert box.x0 is not None
    assert box.x1 is not None
    assert box.top is not None
    assert box.bottom is not None
    assert box.bottom - box.top > 3 * (box.x1 - box.x0)  # the page shows it on end


def test_native_pages_stay_as_they_are() -> None:
    content = pages(sample("凤澜"), 3)
    layer = open_layer(joined(content, scanned(content)), name="a.pdf")
    assert layer.kind == "mixed"
    assert [page.confidence is None for page in layer.pages] == [True, False]


def test_twice_the_same() -> None:
    content = scanned(pages(sample("凤澜"), 4), dpi=150)
    first, second = (open_layer(content, name="a.pdf").pages[0] for _ in range(2))
    assert first.text == second.text
    assert first.boxes is not None
    assert second.boxes is not None
    assert first.confidence is not None
    assert second.confidence is not None
    assert first.boxes.tobytes() == second.boxes.tobytes()
    assert first.confidence.tobytes() == second.confidence.tobytes()


def test_pictures_without_words() -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise((800, 1100), 60).save(out, "PDF", resolution=100)
    layer = open_layer(joined(pages(sample("凤澜"), 3), out.getvalue()), name="a.pdf")
    assert layer.pages[1].confidence is not None
    assert not any(
        letter.isdigit() and sure > 0.9
        for letter, sure in zip(layer.pages[1].text, layer.pages[1].confidence, strict=True)
    )


def test_a_scan_whose_layer_misread_figures() -> None:
    path = shared_path("corpus/stress/pdfplumber__pr-136-example.pdf")
    text = build_document(open_layer(pages(path.read_bytes(), 1, 3), name="a.pdf")).text
    for words in ("2015年年度报告", "20I5", "ZOq5", "189,175.14万元", "110,221.68万元"):
        assert (words in text) == (not any(letter in "IZOq" for letter in words)), words
