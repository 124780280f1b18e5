"""Text dumps: pages, lines and their numbers in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import ExtractorError
from extractor.textlayer import Page, open_layer
from tests.conftest import shared_path


def pages(text: str | bytes, name: str = "a.txt") -> list[Page]:
    data = text.encode() if isinstance(text, str) else text
    layer = open_layer(data, name=name)
    assert layer.kind == "plain"
    return layer.pages


def lines(text: str | bytes) -> list[tuple[tuple[int, str], ...]]:
    return [page.lines for page in pages(text)]


def test_a_form_feed_ends_a_page() -> None:
    assert lines("一\n二\n\f三\n\n 四\f") == [((1, "一"), (2, "二")), ((3, "三"), (5, " 四"))]


def test_a_page_between_form_feeds_may_be_blank() -> None:
    assert [page.number for page in pages("一\f\f三")] == [1, 2, 3]
    assert lines("一\f\f三") == [((1, "一"),), (), ((1, "三"),)]


def test_doubled_lines_where_the_gap_is_missing_a_page_starts() -> None:
    text = " 附件\n\n报告\n\n第一段\n 2020 年\n\n二\n\n三\n  四\n\n" + "五\n\n" * 5
    assert lines(text) == [
        ((1, "附件"), (3, "报告"), (5, "第一段")),
        ((6, "2020 年"), (8, "二"), (10, "三"), (11, "  四"), *((number, "五") for number in range(13, 22, 2))),
    ]


def test_a_dump_that_is_not_doubled_has_one_page_and_keeps_its_indents() -> None:
    assert lines("一\n 二\n\n三\r\n四\r五") == [((1, "一"), (2, " 二"), (4, "三"), (5, "四"), (6, "五"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert lines("部门支出 1.5万元\n".encode(encoding)) == [((1, "部门支出 1.5万元"),)]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "not_a_pdf"),
        (b"a\0b", "a.txt", "not_a_pdf"),
        (b"abc", "a.pdf", "not_a_pdf"),
        (b"abc", None, "not_a_pdf"),
        (b" \n\n", "a.txt", "no_text_layer"),
        (b"\xff\xfe\xfd\x80\xff", "a.txt", "unreadable"),
        (b"\x80\x80\xff", "a.txt", "unreadable"),
    ],
)
def test_refusals(data: bytes, name: str | None, code: str) -> None:
    with pytest.raises(ExtractorError) as caught:
        open_layer(data, name=name)
    assert caught.value.code == code


def test_a_pdf_named_txt_is_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"%PDF-1.4 and no more")
    with pytest.raises(ExtractorError) as caught:
        open_layer(path)
    assert caught.value.code == "damaged_pdf"


def test_the_seed_s_dump() -> None:
    path = shared_path("seed", "report.txt")
    layer = open_layer(path)
    printed = path.read_text("utf-8").split("\n")
    starts = [1] + [
        n + 1 for n in range(1, len(printed)) if printed[n][:1] == " " and printed[n - 1] and printed[n].strip()
    ]
    assert [page.lines[0][0] for page in layer.pages] == starts
    assert len(layer.pages) == 19
    read = [pair for page in layer.pages for pair in page.lines]
    assert [number for number, _ in read] == [n for n, line in enumerate(printed, 1) if line.strip()]
    assert all(printed[number - 1].strip() == text.strip() for number, text in read)
    assert all(page.boxes is None and page.text == "" for page in layer.pages)
