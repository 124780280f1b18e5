"""Rulings become tables with rows, columns and spans; what only looks like a grid does not."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractor.layout import build_document
from tests.layout.drawn import Sheet, layer, paragraphs, rows, tables


def places(sheet: Sheet) -> dict[str, tuple[int, int, int, int]]:
    """Row, column and spans of each cell with text."""
    document = build_document(layer(sheet))
    return {
        document.text[c.start : c.end]: (c.row, c.col, c.rowspan, c.colspan)
        for table in tables(document)
        for c in table.cells
        if c.end > c.start
    }


def test_merged_heads() -> None:
    sheet = Sheet()
    for x, top in ((90, 100), (200, 100), (300, 120), (400, 100)):
        sheet.line(x, top, x, 160)
    for y, left in ((100, 90), (120, 200), (140, 90), (160, 90)):
        sheet.line(left, y, 400, y)
    for text, x, y in (("项目", 95, 113), ("年初", 205, 123), ("决算", 305, 123), ("合计", 95, 143), ("1.5", 205, 143)):
        sheet.write(text, x, y)
    sheet.write("收支", 280, 103)
    sheet.write("2.5", 305, 143)
    assert places(sheet) == {
        "项目": (0, 0, 2, 1), "收支": (0, 1, 1, 2), "年初": (1, 1, 1, 1), "决算": (1, 2, 1, 1),
        "合计": (2, 0, 1, 1), "1.5": (2, 1, 1, 1), "2.5": (2, 2, 1, 1),
    }  # fmt: skip


def test_the_text_of_a_table_is_its_rows() -> None:
    sheet = Sheet()
    sheet.grid([90, 200, 300], [100, 120, 140])
    sheet.write("甲", 95, 103)
    sheet.write("1.5", 205, 103)
    sheet.write("丙", 95, 123)
    sheet.write("表前", 90, 60)
    sheet.write("表后", 90, 160)
    document = build_document(layer(sheet))
    assert document.text == "表前\n甲\t1.5\n丙\t\n表后\n"
    table = tables(document)[0]
    assert document.text[table.start : table.end] == "甲\t1.5\n丙\t\n"
    assert (table.n_rows, table.n_cols, table.bbox) == (2, 2, (90, 100, 300, 140))


@pytest.mark.parametrize(
    ("upper", "lower", "read"),
    [
        ("234,567.", "56", "234,567.56"),
        ("1,234,", "567.56", "1,234,567.56"),
        ("45110404", ".74", "45110404.74"),
        ("451104042", "74.5", "45110404274.5"),  # no room for another digit above
        ("2017", "2018", "2017 2018"),
        ("社会保障", "和就业", "社会保障和就业"),
        ("PC", "server", "PC server"),
        ("金额", "2017", "金额2017"),
    ],
)
def test_lines_of_a_cell(upper: str, lower: str, read: str) -> None:
    sheet = Sheet()
    sheet.grid([90, 150, 250], [100, 140, 160])
    sheet.write(upper, 93, 105)
    sheet.write(lower, 93, 121)
    sheet.write("旁", 160, 113)
    assert rows(build_document(layer(sheet)), tables(build_document(layer(sheet)))[0])[0] == [read, "旁"]


def test_frames_and_empty_grids_are_prose() -> None:
    sheet = Sheet()
    sheet.rectangle(80, 90, 500, 200)
    sheet.write("框中的话", 114, 100)
    sheet.grid([90, 200, 300], [300, 320, 340])
    sheet.grid([90, 300], [400, 420, 440])
    sheet.write("上框", 100, 403)
    sheet.write("下框", 100, 423)
    document = build_document(layer(sheet))
    assert not tables(document)
    assert paragraphs(document) == ["框中的话", "上框", "下框"]


def test_the_inner_cell_takes_the_characters() -> None:
    sheet = Sheet()
    sheet.grid([60, 300, 560], [80, 300, 340])
    sheet.grid([90, 150, 250], [100, 120, 140])
    sheet.write("外", 65, 84)
    sheet.write("内", 95, 103)
    sheet.write("旁", 310, 100)
    document = build_document(layer(sheet))
    assert [rows(document, table) for table in tables(document)] == [
        [["外", "旁"], ["", ""]],
        [["内", ""], ["", ""]],
    ]


def test_hairline_columns_vanish_without_shifting_anything() -> None:
    sheet = Sheet()
    sheet.grid([90, 95, 200, 204, 300], [100, 120, 124, 144])
    for text, x, y in (("甲", 98, 103), ("1.5", 210, 103), ("乙", 98, 127), ("2.5", 210, 127)):
        sheet.write(text, x, y)
    assert places(sheet) == {"甲": (0, 0, 1, 1), "1.5": (0, 1, 1, 1), "乙": (1, 0, 1, 1), "2.5": (1, 1, 1, 1)}
    document = build_document(layer(sheet))
    assert (tables(document)[0].n_rows, tables(document)[0].n_cols, document.text) == (2, 2, "甲\t1.5\n乙\t2.5\n")


def shaded(sheet: Sheet, xs: list[float], ys: list[float]) -> None:
    """A grid as a word processor draws it: hairlines, and a background of three rectangles in every cell."""
    for x in xs:
        sheet.rectangle(x, ys[0], x + 0.5, ys[-1])
    for y in ys:
        sheet.rectangle(xs[0], y, xs[-1], y + 0.5)
    for x0, x1 in pairwise(xs):
        for y0, y1 in pairwise(ys):
            for a, b in ((x0 + 0.5, x0 + 5.9), (x0 + 5.9, x1 - 5.4), (x1 - 5.4, x1)):
                sheet.rectangle(a, y0 + 6.2, b, y1 - 6.2)


def test_shading_draws_no_cells() -> None:
    sheet = Sheet()
    shaded(sheet, [90, 200, 300], [100, 130, 160])
    for text, x, y in (("甲", 98, 109), ("1.5", 210, 109), ("乙", 98, 139), ("2.5", 210, 139)):
        sheet.write(text, x, y)
    document = build_document(layer(sheet))
    assert document.text == "甲\t1.5\n乙\t2.5\n"
    assert [cell.bbox[:2] for cell in tables(document)[0].cells] == [
        pytest.approx((90.25, 100.25)), pytest.approx((200.25, 100.25)),
        pytest.approx((90.25, 130.25)), pytest.approx((200.25, 130.25)),
    ]  # fmt: skip


def test_a_row_without_upper_ruling_at_the_top_of_a_page() -> None:
    sheet = Sheet()
    for x in (90, 200, 300):
        sheet.line(x, 70, x, 110)
    for y in (90, 110):
        sheet.line(90, y, 300, y)
    for text, x, y in (("甲", 98, 73), ("1.5", 210, 73), ("乙", 98, 93), ("2.5", 210, 93)):
        sheet.write(text, x, y)
    assert build_document(layer(sheet)).text == "甲\t1.5\n乙\t2.5\n"


def test_a_table_without_outer_rulings_at_its_sides() -> None:
    sheet = Sheet()
    for x in (200, 300):
        sheet.line(x, 70, x, 110)
    for y in (70, 90, 110):
        sheet.line(90, y, 400, y)
    for text, x, y in (("甲", 98, 73), ("1.5", 210, 73), ("3.5", 310, 73), ("乙", 98, 93), ("2.5", 210, 93)):
        sheet.write(text, x, y)
    assert build_document(layer(sheet)).text == "甲\t1.5\t3.5\n乙\t2.5\t\n"
