"""Page numbers and running heads leave the text; nothing that holds a figure does."""

from __future__ import annotations

import pytest

from extractor.layout import build_document
from tests.layout.drawn import Sheet, column, layer

TEXT = "社会消费品零售总额增长、规模以上工业值增长；打造科创总部基地；引进商贸总部企业，推进企业改制，保证信访稳定。"


def pages(head: str = "", foot: str = "", count: int = 5) -> list[Sheet]:
    """Pages of text with a head and a foot; {} in them is the page's number."""
    sheets = []
    for number in range(1, count + 1):
        sheet = Sheet()
        if head:
            sheet.write(head.format(number), 200, 40, 9)
        column(TEXT, 100, sheet)
        column(TEXT, 200, sheet)
        if foot:
            sheet.write(foot.format(number), 290, 800, 9)
        sheets.append(sheet)
    return sheets


@pytest.mark.parametrize("foot", ["{}", "- {} -", "—{}—", "第{}页", "第{}页共5页", "{}/5"])
def test_page_numbers(foot: str) -> None:
    document = build_document(layer(*pages(foot=foot)))
    assert document.text == (TEXT + "\n") * 10
    assert [box.text.replace(" ", "") for box in document.dropped] == [
        foot.format(n).replace(" ", "") for n in range(1, 6)
    ]


def test_running_heads() -> None:
    document = build_document(layer(*pages(head="云岭区科技局2019年度部门整体支出绩效自评报告")))
    assert document.text == (TEXT + "\n") * 10
    assert [(box.page, box.top) for box in document.dropped] == [(n, 40.0) for n in range(1, 6)]


@pytest.mark.parametrize("head", ["单位：万元", "合计45110404.74", "预算金额（元）"])
def test_figures_and_units_are_never_dropped(head: str) -> None:
    document = build_document(layer(*pages(head=head)))
    assert document.text.count(head) == 5
    assert not document.dropped


def test_a_bare_number_that_counts_no_pages_stays() -> None:
    sheets = pages()
    for sheet, value in zip(sheets, (17, 3, 88, 41, 2), strict=True):
        sheet.write(str(value), 290, 800, 9)
    assert not build_document(layer(*sheets)).dropped


def test_heads_on_too_few_pages_stay() -> None:
    sheets = pages(count=8)
    for sheet in sheets[:2]:
        sheet.write("内部资料", 200, 40, 9)
    assert build_document(layer(*sheets)).text.count("内部资料") == 2
