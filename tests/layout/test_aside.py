"""Text beside the flow: whole along its own lines, at its own place, and no part of what is read as the text."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.layout import Document, build_document
from extractor.textlayer.model import Page
from tests.layout.drawn import Sheet, layer

NOTE = "旁注专项资金33.30万元"


def turned(text: str, at: tuple[float, float], angle: float, size: float = 12.0) -> Page:
    """A line of `text` from the page's point `at` on, read at `angle` degrees clockwise, on a page with a body."""
    sheet = Sheet()
    for k in range(12):
        sheet.write("本年支出合计一千元整，与上年持平，没有变化。", 90, 100 + 24 * k)
    page = sheet.page()
    direction = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    boxes, x = [], 0.0
    for char in text:
        wide = size if ord(char) > 0x2000 else size / 2
        middle = np.array(at) + direction * (x + wide / 2)
        half = np.array([wide, size] if abs(direction[0]) > 0.9 else [size, wide]) / 2
        boxes.append([*(middle - half), *(middle + half)])
        x += wide
    count = len(page.text)
    page.text += text
    page.boxes = np.vstack((np.asarray(page.boxes), np.array(boxes)))
    page.upright = np.arange(len(page.text)) < count
    page.angle = np.where(page.upright, 0.0, angle)
    return page


def beside(document: Document) -> list[str]:
    return [] if document.aside is None else document.aside.text.split("\n")[:-1]


@pytest.mark.parametrize("angle", [90.0, -90.0, 180.0, 45.0, -30.0])
@pytest.mark.parametrize("order", [1, -1])
def test_a_turned_line_is_read_in_its_direction(angle: float, order: int) -> None:
    page = turned(NOTE, (400, 600), angle)
    index = np.arange(len(page.text))[::order]
    page.text = "".join(page.text[i] for i in index)
    for name in ("boxes", "upright", "angle"):
        setattr(page, name, getattr(page, name)[index])
    document = build_document(layer(page))
    assert beside(document) == [NOTE]
    assert NOTE not in document.text and "33" not in document.text
    assert [(code, number) for code, _, number in document.notes] == [("text_turned", 1)]
    assert document.aside is not None
    at = document.aside.text.index("33.30")
    (box,) = document.aside.evidence(at, at + 5)
    along = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    assert box.x0 is not None and box.x1 is not None and box.top is not None and box.bottom is not None
    middle = 6 * 12 + 2.5 * 6  # six hanzi before it, and half of five digits
    assert (box.x0 + box.x1) / 2 == pytest.approx(400 + along[0] * middle, abs=0.1)
    assert (box.top + box.bottom) / 2 == pytest.approx(600 + along[1] * middle, abs=0.1)


def test_letters_below_each_other_are_one_line() -> None:
    sheet = Sheet()
    for k in range(20):
        sheet.write("本年支出合计一千元整，与上年持平。", 90, 100 + 24 * k)
    for k, char in enumerate("竖排资金99.90万元"):
        sheet.write(char, 540, 103 + 14 * k)
    document = build_document(layer(sheet))
    assert beside(document) == ["竖排资金99.90万元"]
    assert "竖" not in document.text


def test_a_column_of_a_table_without_rules_is_no_stack() -> None:
    sheet = Sheet()
    for k, answer in enumerate("是否有无是否有无"):
        sheet.write("按时公开预算", 90, 100 + 14 * k)
        sheet.write(answer, 400, 100 + 14 * k)
    document = build_document(layer(sheet))
    assert beside(document) == []
    for k in range(8):
        assert "按时公开预算" + "是否有无是否有无"[k] in document.text.replace("\n", "")


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_a_sheet_drawn_sideways_is_read_as_it_was_set(quarter: int) -> None:
    sheet = Sheet()
    sheet.write("收支总表", 250, 100)
    sheet.grid([90, 250, 400], [150, 180, 210])
    for x, y, word in ((95, 160, "项目"), (255, 160, "金额"), (95, 190, "基本支出"), (255, 190, "842.15")):
        sheet.write(word, x, y)
    straight = build_document(layer(sheet))
    page = sheet.page()
    width, height = page.width, page.height
    for _ in range(quarter):  # clockwise: x, y → height - y, x
        x0, top, x1, bottom = np.asarray(page.boxes).T
        page.boxes = np.column_stack((page.height - bottom, x0, page.height - top, x1))
        up, x0, top, x1, bottom = page.edges.T
        page.edges = np.column_stack((1 - up, page.height - bottom, x0, page.height - top, x1))
        page.width, page.height = page.height, page.width
    page.upright = np.zeros(len(page.text), bool)
    page.angle = np.full(len(page.text), {1: 90.0, 2: 180.0, 3: -90.0}[quarter])
    turned_document = build_document(layer(page))
    assert turned_document.text == straight.text
    assert turned_document.aside is None and not turned_document.notes
    at = straight.text.index("842.15")
    (box,) = turned_document.evidence(at, at + 6)
    (plain,) = straight.evidence(at, at + 6)
    x, y = (plain.x0 + plain.x1) / 2, (plain.top + plain.bottom) / 2  # type: ignore[operator]
    for step in range(quarter):
        x, y = (height if step % 2 == 0 else width) - y, x
    assert ((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) == pytest.approx((x, y), abs=0.1)  # type: ignore[operator]


def test_what_shows_nowhere_is_no_text() -> None:
    sheet = Sheet()
    sheet.write("看得见的文字共有十二个字符", 90, 100)
    count = len(sheet.codes)
    sheet.write("隐藏12.5万元", 90, 130)
    page = sheet.page()
    page.unseen = np.arange(len(page.text)) >= count
    document = build_document(layer(page))
    assert document.text == "看得见的文字共有十二个字符\n"
    assert beside(document) == ["隐藏12.5万元"]
    assert [code for code, _, _ in document.notes] == ["text_invisible"]
