"""Lines become the paragraphs that a reader sees, over line ends and page ends."""

from __future__ import annotations

from extractor.layout import Paragraph, build_document
from tests.layout.drawn import LEFT, RIGHT, SIZE, Sheet, broken, column, lay, layer, paragraphs

LONG = (
    "区科经局总编制数30个，其中：行政编制数17个，事业编制数13个。在职实有人数32人，其中：行政编制19人，事业编制13人。"
)
MONEY = (
    "人员经费18366832.44元（基本工资1596982.27元，津贴补贴1119544元，奖金3952707.57元，"
    "绩效工资507620元，其他4119452.88元）。"
)


def test_wrapped_paragraphs() -> None:
    sheet = Sheet()
    top = column(LONG, 100, sheet)
    top = column(MONEY, top, sheet)
    column(LONG, top, sheet)
    document = build_document(layer(sheet))
    assert paragraphs(document) == [LONG, MONEY, LONG]
    assert [block.indent for block in document.blocks if isinstance(block, Paragraph)] == [2 * SIZE] * 3


def test_a_paragraph_goes_on_over_the_page_and_the_page_number() -> None:
    first, second = Sheet(), Sheet()
    top = column(LONG, 100, first)
    lines = broken(MONEY)
    lay(lines[:1], top, first)
    first.write("- 1 -", 290, 800, 9)
    lay(lines[1:], 100, second, indent=0)
    column(LONG, 200, second)
    second.write("- 2 -", 290, 800, 9)
    document = build_document(layer(first, second))
    assert paragraphs(document) == [LONG, MONEY, LONG]
    assert [(b.page, b.last_page) for b in document.blocks] == [(1, 1), (1, 2), (2, 2)]
    assert [box.text for box in document.dropped] == ["- 1 -", "- 2 -"]


def test_number_and_unit_parted_by_a_line_end() -> None:
    sheet = Sheet()
    column(LONG, 40, sheet)
    end = sheet.write("支" * 26 + "合计27664.22万", LEFT + 2 * SIZE, 200)
    assert end == RIGHT
    sheet.write("元，其中商品和服务支出" + "等" * 20 + "共24", LEFT, 224)
    sheet.write(".31万元", LEFT, 248)
    text = paragraphs(build_document(layer(sheet)))[1]
    assert "合计27664.22万元，其中" in text
    assert text.endswith("共24.31万元")


def test_headings_stand_alone() -> None:
    sheet = Sheet()
    sheet.write("整体支出绩效自评报告", 180, 60, 22)
    sheet.write("一、部门概况", LEFT + 2 * SIZE, 110)
    top = column(LONG, 134, sheet)
    sheet.write("（二）部门整体支出预算绩效目标", LEFT + 2 * SIZE, top)
    column(LONG, top + 24, sheet)
    document = build_document(layer(sheet))
    assert paragraphs(document) == [
        "整体支出绩效自评报告", "一、部门概况", LONG, "（二）部门整体支出预算绩效目标", LONG,
    ]  # fmt: skip
    title = document.blocks[0]
    assert isinstance(title, Paragraph)
    assert title.centered
    assert title.size == 22


def test_a_wrapped_centred_heading_is_one() -> None:
    sheet = Sheet()
    column(LONG, 200, sheet)
    column(LONG, 300, sheet)
    heading = "第三部分某市某区规划和自然资源局2024年度部门决算情况"
    sheet.write(heading, LEFT, 100, 15.5)
    sheet.write("说明", 285, 126, 15.5)
    assert paragraphs(build_document(layer(sheet)))[0] == heading + "说明"


def test_two_centred_lines_on_a_cover_stay_two() -> None:
    sheet = Sheet()
    sheet.write("部门名称：云岭区科技局", 217, 500, 16)
    sheet.write("2020年9月", 264, 540, 16)
    assert paragraphs(build_document(layer(sheet))) == ["部门名称：云岭区科技局", "2020年9月"]


def test_full_lines_that_begin_with_ordinals_begin_anew() -> None:
    sheet = Sheet()
    column(LONG, 40, sheet)
    column(LONG, 640, sheet)
    for k, ordinal in enumerate(["（一）", "（二）", "（三）"]):
        sheet.write(ordinal + "完" * 31 + "。", LEFT, 200 + 24 * k)
    assert [text[:3] for text in paragraphs(build_document(layer(sheet)))[1:4]] == ["（一）", "（二）", "（三）"]


def test_entries_of_a_table_of_contents_stand_alone() -> None:
    sheet = Sheet()
    for k in range(5):
        sheet.write(f"{'一二三四五'[k]}、收支预算总表" + "…" * 26 + str(k), LEFT, 200 + 24 * k)
    assert len(paragraphs(build_document(layer(sheet)))) == 5


def test_statements_far_apart_on_one_line_are_two() -> None:
    sheet = Sheet()
    sheet.write("编制部门：云岭区科技局", LEFT, 100)
    sheet.write("单位：万元", 440, 100)
    document = build_document(layer(sheet))
    assert paragraphs(document) == ["编制部门：云岭区科技局", "单位：万元"]
    last = document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.indent == 350


def test_blank_pages_and_no_pages() -> None:
    document = build_document(layer(Sheet(), Sheet()))
    assert (document.text, document.blocks, document.pages) == ("", [], 2)
    assert build_document(layer()).text == ""
