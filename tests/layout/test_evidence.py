"""A span of the text leads back to the places it was printed at."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.layout import build_document
from extractor.textlayer.model import Page, TextLayer
from tests.layout.drawn import LEFT, RIGHT, Sheet, column, layer

LONG = "人员经费18366832.44元（基本工资1596982.27元，津贴补贴1119544元，奖金3952707.57元，绩效工资507620元）。"


def two_pages() -> TextLayer:
    first, second = Sheet(), Sheet()
    column(LONG, 100, first)
    second.grid([90, 200, 300], [100, 120, 140])
    second.write("302 06", 95, 103)
    second.write("1,234.5", 205, 103)
    column(LONG, 200, second)
    return layer(first, second)


def test_one_box_a_line() -> None:
    document = build_document(two_pages())
    amount = document.text.index("18366832.44元")
    (box,) = document.evidence(amount, amount + 12)
    assert (box.page, box.x0, box.top, box.x1, box.bottom) == (1, LEFT + 72, 100, LEFT + 72 + 66 + 12, 112)
    assert box.text == "18366832.44元"
    first, second = document.evidence(0, len(LONG))
    assert first.text + second.text == LONG
    assert (first.top, second.top) == (100, 124)
    assert first.x0 == LEFT + 24
    assert RIGHT - 24 <= (first.x1 or 0) <= RIGHT


def test_separators_belong_to_no_box() -> None:
    document = build_document(two_pages())
    row = document.text.index("302 06\t1,234.5\n")
    boxes = document.evidence(row, row + len("302 06\t1,234.5\n"))
    assert [(box.page, box.x0, box.text) for box in boxes] == [(2, 95, "302 06"), (2, 205, "1,234.5")]
    assert document.evidence(row + 6, row + 7) == []
    assert document.evidence(row, row) == []


def test_page_at() -> None:
    document = build_document(two_pages())
    table = document.text.index("302 06")
    assert document.page_at(0) == 1
    assert document.page_at(table - 1) == 2  # the separator before the table: the next printed character
    assert document.page_at(table) == 2
    assert document.page_at(len(document.text)) == 2
    assert build_document(layer(Sheet())).page_at(0) == 1


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_boxes_hold_exactly_the_span(data: st.DataObject) -> None:
    document = build_document(two_pages())
    start = data.draw(st.integers(0, len(document.text)))
    end = data.draw(st.integers(start, len(document.text)))
    boxes = document.evidence(start, end)
    assert "".join(box.text for box in boxes) == document.text[start:end].replace("\n", "").replace("\t", "")
    assert all(box.x0 is not None and box.x1 is not None and box.x0 < box.x1 for box in boxes)


def test_plain_text_has_line_numbers_instead() -> None:
    page = Page(1, 0, 0, lines=((1, "支出合计 45110404.74 元"), (3, "其中：")))
    document = build_document(TextLayer("dump.txt", "0" * 64, 0, "plain", [page]))
    start = document.text.index("45110404.74元")
    (box,) = document.evidence(start, start + 12)
    assert (box.page, box.x0, box.line, box.text) == (1, None, 1, "45110404.74元")
