"""Text dumps: paragraphs from the width of the lines and their words."""

from __future__ import annotations

from extractor.layout import build_document
from extractor.textlayer import open_layer
from extractor.textlayer.model import Page, TextLayer
from tests.conftest import shared_path
from tests.layout.drawn import paragraphs


def dump(*pages: str) -> list[str]:
    made = [Page(number, 0, 0, lines=tuple(enumerate(text.split("\n"), 1))) for number, text in enumerate(pages, 1)]
    return paragraphs(build_document(TextLayer("dump.txt", "0" * 64, 0, "plain", made)))


FULL = "贯彻落实国家省市有关科技工业和信息化中小企业民营经济工作等法律法规和方针"


def test_full_lines_go_on_and_short_ones_end() -> None:
    assert dump(f"一、部门概况\n{FULL}\n{FULL}\n政策。\n{FULL}\n措施。") == [
        "一、部门概况", FULL + FULL + "政策。", FULL + "措施。",
    ]  # fmt: skip


def test_an_ordinal_after_a_full_sentence_begins_anew() -> None:
    sentence = FULL[:-1] + "。"
    assert dump(f"（一）{sentence}\n（二）{sentence}") == [f"（一）{sentence}", f"（二）{sentence}"]


def test_a_paragraph_goes_on_over_the_page_and_the_page_number() -> None:
    assert dump(f"{FULL}\n{FULL}\n- 1 -", f"完。\n{FULL}\n- 2 -") == [FULL + FULL + "完。", FULL]


def test_a_page_number_in_a_dump_without_pages_parts_nothing() -> None:
    amount = f"{FULL[:-6]}支出合计24.31万"
    assert dump(f"{FULL}\n{amount}\n            — 2 —\n\n元，完。\n{FULL}") == [f"{FULL}{amount}元，完。", FULL]


def test_a_figure_between_dashes_in_a_sentence_is_no_page_number() -> None:
    assert dump(f"{FULL}\n2-3\n- 4 - 5\n完。") == [f"{FULL}2-3- 4 - 5完。"]


def test_numbers_broken_over_lines_close_up() -> None:
    assert dump(f"{FULL}\n{FULL[:-6]}支出合计24\n.31万元。") == [FULL + FULL[:-6] + "支出合计24.31万元。"]


def test_the_seed_as_a_reader_sees_it() -> None:
    found = paragraphs(build_document(open_layer(shared_path("seed", "report.txt"))))
    duties = found.index("（一）部门概况") + 1
    assert found[duties].startswith("（一）贯彻落实")
    assert found[duties + 15] == "（十六）完成上级交办的其他工作任务。"
    assert all(found[duties + k].endswith("。") for k in range(16))
    for heading in ("一、部门概况", "1.支出规模和结构", "三、自评结论", "2019年区直部门整体支出绩效目标申报表"):
        assert heading in found
    assert (
        "2019年度本年支出合计45110404.74元。其中：基本支出19708126元，占本年支出43.69%；项目支出25402278.74元，占本年支出56.31%。"
        in found
    )
    assert any(p.startswith("基本支出19708126元") and p.endswith("奖励金4119452.88元）。") for p in found)
