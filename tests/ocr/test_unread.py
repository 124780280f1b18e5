"""Pages without text that can be read as such, where nothing recognises them."""

from __future__ import annotations

import pytest

from extractor.errors import NoTextLayer
from extractor.pipeline import read
from extractor.records.leaves import Amount
from extractor.textlayer import open_layer
from tests.conftest import shared_path
from tests.ocr.scans import joined, layered, pages, sample, scanned
from tests.textlayer.pdfs import pdf

NATIVE = sample("青岚")


def test_a_scan_names_the_extra() -> None:
    with pytest.raises(NoTextLayer) as caught:
        read(scanned(NATIVE, dpi=50), name="a.pdf", ocr="off")
    assert "可能是扫描件" in caught.value.message
    assert "[ocr]" in caught.value.advice
    assert "[ocr]" in caught.value.advice_in("en")


def test_without_the_extra_auto_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.textlayer.ocr.engine.available", lambda: False)
    with pytest.raises(NoTextLayer):
        read(scanned(NATIVE, dpi=50), name="a.pdf")


def test_a_page_among_others() -> None:
    whole = joined(NATIVE, scanned(pages(NATIVE, 2), dpi=50))
    record, alone = read(whole, name="a.pdf", ocr="off"), read(NATIVE, name="a.pdf")
    number = alone.source.pages + 1
    assert record.source.text_layer == "native"
    assert [(note.code, note.page) for note in record.warnings if note not in alone.warnings] == [
        ("page_unread", number)
    ]
    assert record.facts()["value"].tolist() == alone.facts()["value"].tolist()


def test_a_garbled_layer_is_not_read() -> None:
    garbled = pdf(
        "BT /F 10 Tf 20 300 Td (\xb2\xbf\xc3\xc5\xd4\xa4\xcb\xe3 2019 100.00 \xcd\xf2\xd4\xaa\xcd\xf2\xd4\xaa) Tj ET"
    )
    with pytest.raises(NoTextLayer) as caught:
        open_layer(garbled, ocr="off")
    assert "乱码" in caught.value.message
    layer = open_layer(joined(NATIVE, garbled), ocr="off")
    number = layer.pages[-1].number
    assert layer.pages[-1].text == ""
    assert [(code, page) for code, _, page in layer.notes] == [("page_garbled", number)]


def test_a_scanner_s_layer_is_read_but_not_believed() -> None:
    own = sample("云岭")
    record, native = read(layered(own), name="a.pdf", ocr="off"), read(own, name="a.pdf")
    assert record.source.text_layer == "ocr"
    assert {note.page for note in record.warnings if note.code == "layer_unchecked"} == set(
        range(1, record.source.pages + 1)
    )
    total = record.spending.total
    assert total is not None
    assert isinstance(total.actual, Amount)
    assert total.actual.uncertain
    assert total.actual.evidence[0].confidence == 0
    assert record.facts()["value"].tolist() == native.facts()["value"].tolist()
    # What does not agree may have been misread: nobody is accused.
    assert any(check.status == "mismatch" for check in native.checks if check.category == "arithmetic")
    assert not any(check.status == "mismatch" for check in record.checks)
    assert any(check.status == "exact" for check in record.checks)


def test_a_scanner_s_layer_that_misread_figures() -> None:
    path = shared_path("corpus/stress/pdfplumber__pr-136-example.pdf")
    with pytest.raises(NoTextLayer) as caught:
        open_layer(path, ocr="off")
    assert "乱码" in caught.value.message
