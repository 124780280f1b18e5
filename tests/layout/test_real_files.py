"""Real files: both readers give the same document, and the text says what the pages show."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractor.layout import Document, Paragraph, Table, build_document
from extractor.textlayer import open_layer
from tests.conftest import shared_files, shared_path
from tests.layout.drawn import paragraphs, rows, tables

REAL = [*shared_files("corpus/published/*.pdf"), *shared_files("seed/report.pdf")]
TWO = [*shared_files("corpus/published/js_江苏省委办公厅2017年部门预算.pdf"), *shared_files("seed/report.pdf")]


def shape(document: Document) -> list[object]:
    """What readers of a document rely on, geometry aside."""
    return [
        (b.start, b.end, b.page, b.last_page, b.centered, round(b.indent / 3), round(b.size))
        if isinstance(b, Paragraph)
        else (b.page, b.n_rows, b.n_cols, [(c.start, c.end, c.row, c.col, c.rowspan, c.colspan) for c in b.cells])
        for b in document.blocks
    ]


def agree(path: Path) -> None:
    ours, theirs = (build_document(open_layer(path, reader=reader)) for reader in ("pdfium", "pdfplumber"))
    assert ours.text == theirs.text
    assert len(shape(ours)) == len(shape(theirs))
    assert np.array_equal(ours.line_of, theirs.line_of)
    assert ours.boxes is not None
    assert theirs.boxes is not None
    assert np.nanmax(np.abs(ours.boxes - theirs.boxes)) < 1
    assert [(box.page, box.text) for box in ours.dropped] == [(box.page, box.text) for box in theirs.dropped]


@pytest.mark.parametrize("path", TWO)
def test_two_files_by_both_readers(path: Path) -> None:
    agree(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", REAL)
def test_all_files_by_both_readers(path: Path) -> None:
    agree(path)


@pytest.mark.parametrize("path", TWO)
def test_blocks_cover_the_text(path: Path) -> None:
    document = build_document(open_layer(path))
    position = 0
    for block in document.blocks:
        assert block.start == position
        assert block.end >= block.start
        if isinstance(block, Table):
            assert "".join(document.text[c.start : c.end] for c in block.cells) == document.text[
                block.start : block.end
            ].replace("\t", "").replace("\n", "")
            position = block.end
        else:
            assert "\n" not in document.text[block.start : block.end]
            position = block.end + 1
    assert position == len(document.text)
    assert document.boxes is not None
    assert np.array_equal(np.isnan(document.boxes[:, 0]), document.line_of < 0)


def test_the_seed_typeset() -> None:
    document = build_document(open_layer(shared_path("seed", "report.pdf")))
    found = paragraphs(document)
    duties = found.index("（一）部门概况") + 1
    assert [p[:3] for p in found[duties : duties + 3]] == ["（一）", "（二）", "（三）"]
    assert found[duties + 15] == "（十六）完成上级交办的其他工作任务。"
    assert any(p.startswith("基本支出19708126元") and p.endswith("奖励金4119452.88元）。") for p in found)
    assert [box.text for box in document.dropped] == [str(n) for n in range(1, 11)]
    form = rows(document, tables(document)[0])
    assert form[0] == ["部门名称", "武汉市硚口区经济和信息化局"]
    assert form[4] == ["收入构成", "财政拨款", "2554.05", "", "2655.76", "2185.77"]


def test_word_tables_come_without_their_shading() -> None:
    document = build_document(open_layer(shared_path("corpus/published", "js_省法院2017年度部门预算公开.pdf")))
    by_page = {table.page: table for table in reversed(tables(document))}
    assert rows(document, by_page[14]) == [["2210201", "住房公积金", "1,029.15"], ["2210202", "提租补贴", "1,959.99"]]
    assert rows(document, by_page[12])[5] == ["", "", "九、医疗卫生与计划生育支出", "", "", ""]
    assert (by_page[12].n_rows, by_page[12].n_cols) == (20, 6)


def test_a_wrapped_paragraph_over_a_page_end() -> None:
    document = build_document(open_layer(shared_path("corpus/published", "js_江苏省委办公厅2017年部门预算.pdf")))
    block = next(
        b for b in document.blocks if document.text.startswith("省委办公厅2017年度收入、支出预算总计", b.start)
    )
    assert isinstance(block, Paragraph)
    assert (block.page, block.last_page) == (5, 6)
    text = document.text[block.start : block.end]
    assert "各增加2043.58万元，增长10.87%。" in text
    assert text.endswith("其中：")
    boxes = document.evidence(block.start, block.end)
    assert [box.page for box in boxes] == [5, 5, 6, 6]


def test_what_a_spreadsheet_clipped_is_not_read_twice() -> None:
    document = build_document(open_layer(shared_path("corpus/published", "sh_上海市普陀区财政局部门25年预算.pdf")))
    assert document.text.count("财政拨款支出主要内容如下") == 1
    assert [(code, page) for code, _, page in document.notes] == [("text_outside_page", 8)]
