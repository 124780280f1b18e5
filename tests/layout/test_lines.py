"""Characters join the line they were printed on, whatever their order, size or small offsets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.layout import build_document
from tests.layout.drawn import Sheet, column, layer, paragraphs, rows, tables


def mixed_page() -> Sheet:
    """Prose with figures set higher, a letter-spaced title, a table with wrapped names and figures above their row."""
    sheet = Sheet()
    sheet.write("目录", 250, 60, 18, gap=40)
    x = sheet.write("基本支出", 114, 100)
    x = sheet.write("19,708,126.05", x, 98, 10.5)  # 2.75 points above by its centre
    sheet.write("元，其中：", x, 100)
    sheet.write("办公费 302 06", 114, 140)
    sheet.grid([90, 200, 300, 400], [200, 240, 280])
    sheet.write("机关事业单位基本", 95, 205, 9)
    sheet.write("养老保险费", 95, 217, 9)
    sheet.write("824,156.00", 210, 214, 9)
    sheet.write("43.69%", 310, 212, 9)
    sheet.write("合", 95, 250, 9)
    sheet.write("计", 150, 250, 9)
    sheet.write("1,234", 210, 248, 9)
    return sheet


def test_a_page_as_a_reader_sees_it() -> None:
    document = build_document(layer(mixed_page()))
    assert paragraphs(document) == ["目录", "基本支出19,708,126.05元，其中：", "办公费302 06"]
    assert rows(document, tables(document)[0]) == [
        ["机关事业单位基本养老保险费", "824,156.00", "43.69%"],
        ["合计", "1,234", ""],
    ]


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_order_of_characters_does_not_matter(random: object) -> None:
    sheet = mixed_page()
    order = list(range(len(sheet.codes)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight, shuffled = build_document(layer(sheet)), build_document(layer(sheet.page(order)))
    assert shuffled.text == straight.text
    assert np.array_equal(shuffled.boxes, straight.boxes, equal_nan=True)
    assert shuffled.blocks == straight.blocks


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_two_readers_may_differ_a_little(seed: int) -> None:
    sheet = mixed_page()
    column("2019 年度本年支出合计 45110404.74 元。" * 4, 400, sheet)
    shift = np.random.default_rng(seed).uniform(-0.4, 0.4, (len(sheet.codes), 1)).repeat(4, axis=1)
    assert build_document(layer(sheet.page(shift=shift))).text == build_document(layer(sheet)).text


def test_superscripts_stay_on_their_line() -> None:
    sheet = Sheet()
    x = sheet.write("面积12m", 114, 100)
    x = sheet.write("2", x, 98, 7)
    sheet.write("。", x, 100)
    sheet.write("下一行", 114, 116)
    assert paragraphs(build_document(layer(sheet))) == ["面积12m2。", "下一行"]


@pytest.mark.parametrize("pitch", [12.0, 13.5, 20.0])
def test_close_lines_stay_apart(pitch: float) -> None:
    sheet = Sheet()
    for k, name in enumerate(["财政拨款收入", "事业收入", "其他收入"]):
        sheet.write(name, 114, 100 + k * pitch)
        sheet.write("2,554.05", 300, 98 + k * pitch, 10.5)
    assert build_document(layer(sheet)).text.split() == [
        "财政拨款收入", "2,554.05", "事业收入", "2,554.05", "其他收入", "2,554.05",
    ]  # fmt: skip


def test_letter_spaced_digits_make_one_number() -> None:
    sheet = Sheet()
    sheet.write("2017年度部门预算", 114, 100, gap=8)
    assert paragraphs(build_document(layer(sheet))) == ["2017年度部门预算"]


def test_turned_characters_are_set_aside() -> None:
    sheet = Sheet()
    sheet.write("正文", 114, 100)
    sheet.write("样本", 114, 104, 40, upright=False)
    document = build_document(layer(sheet))
    assert document.text == "正文\n"
    assert [box.text for box in document.dropped] == ["样本"]


def test_what_lies_off_the_page_is_set_aside_with_a_note() -> None:
    sheet = Sheet()
    sheet.write("看得见", 114, 100)
    sheet.write("看不见12.5万元", 114, 900)
    document = build_document(layer(sheet))
    assert document.text == "看得见\n"
    assert [box.text for box in document.dropped] == ["看不见12.5万元"]
    assert [(code, page) for code, _, page in document.notes] == [("text_outside_page", 1)]
