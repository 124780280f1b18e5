"""Tables with level rulings only."""

from __future__ import annotations

from extractor.layout import Table, build_document
from tests.layout.drawn import Sheet, layer, rows

HEADS = ["项目", "年初预算", "决算数"]
BODY = [["基本支出", "995.36", "1,045.36"], ["项目支出", "1,900.00", "2,306.78"], ["合计", "2,895.36", "3,352.14"]]


def drawn(body: list[list[str]], *, levels: tuple[float, ...] = (100, 124, 196), upright: bool = False) -> Sheet:
    """A head and rows of 24 points between level rulings; figures end where their heads do."""
    sheet = Sheet()
    for y in levels:
        sheet.line(90, y, 260, y)
        sheet.line(260, y, 510, y)  # drawn in pieces
    if upright:
        sheet.line(260, 100, 260, 196)
    for k, row in enumerate([HEADS, *body]):
        for text, right, left in zip(row, (0, 340, 480), (100, 0, 0), strict=True):
            wide = sum(12 if ord(char) > 0x2000 else 6 for char in text)
            sheet.write(text, left or right - wide, 106 + 24 * k)
    return sheet


def tables(sheet: Sheet) -> list[list[list[str]]]:
    document = build_document(layer(sheet))
    return [rows(document, block) for block in document.blocks if isinstance(block, Table)]


def test_three_rulings_and_no_other() -> None:
    assert tables(drawn(BODY)) == [[HEADS, *BODY]]


def test_a_ruling_below_each_row() -> None:
    assert tables(drawn(BODY, levels=(100, 124, 148, 172, 196))) == [[HEADS, *BODY]]


def test_a_blank_cell_stays_blank() -> None:
    body = [BODY[0], ["项目支出", "", "2,306.78"], BODY[2]]
    assert tables(drawn(body)) == [[HEADS, *body]]


def test_words_among_the_figures_make_it_no_table() -> None:
    assert tables(drawn([BODY[0], ["项目支出", "见附件说明", "2,306.78"], BODY[2]])) == []


def test_a_line_without_a_name_makes_it_no_table() -> None:
    assert tables(drawn([BODY[0], ["", "1,900.00", "2,306.78"], BODY[2]])) == []


def test_two_rulings_are_no_table() -> None:
    assert tables(drawn(BODY, levels=(100, 196))) == []


def test_an_upright_ruling_leaves_it_as_drawn() -> None:
    assert tables(drawn(BODY, upright=True)) != [[HEADS, *BODY]]
