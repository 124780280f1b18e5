"""Whatever comes in: a record that adds up and survives its own JSON, or a typed error. Long by `-m slow`."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extractor
from extractor.layout import build_document
from extractor.textlayer.model import Page
from tests.conftest import REPOSITORY
from tests.hostile.mutations import mutants
from tests.hostile.papers import Paper, body, line
from tests.hostile.texts import report
from tests.layout.drawn import layer

WORDS = """
本年支出合计 基本支出 项目支出 人员经费 公用经费 三公经费 公务接待费 因公出国（境）费 财政拨款
年初预算 决算数 上年 比上年 增加 减少 增长 下降 持平 增加（减少） 占 完成 其中： 分别为 主要是
、 ， 。 ； ： （ ） “ ” 一、 （一） 1. ① 第一部分 万元 元 亿元 % 个百分点 倍 人 批次 辆
12.5 1,234.56 0 -3 100 2021年 2020年度 约 余 单位：万元 联系人：张示例 电话：13800000000
得分96分 产出指标 满分 目标1： 壹佰元整 十六 %% .. ,, 号 类 款 项
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n", "\t", " ", "\f", "\u3000"])
PRINTED = st.one_of(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E),
    st.sampled_from("水务局项目资金一二三，。（）、%0123456789.万元"),
)
TEXTS = st.lists(st.one_of(PIECES, PIECES, PIECES, st.text(max_size=3)), max_size=80).map("".join)
SAMPLES = [*sorted((REPOSITORY / "tests/families").glob("*.pdf"))[:3]]


def adds_up(found: extractor.Report) -> None:
    money = found.coverage
    assert money.amounts_found == money.amounts_claimed + len(found.unclaimed)
    assert money.percents_found == money.percents_claimed + len(money.percents_unclaimed)
    again = extractor.Report.model_validate_json(found.model_dump_json())
    assert again == found
    paths = found.facts()["path"].tolist()
    assert len(paths) == len(set(paths))


def survives(data: bytes, name: str, reader: str = "pdfium") -> str | list[str]:
    """The code of the error, or the money that no field took."""
    try:
        found = extractor.read(data, name=name, reader=reader, ocr="off")
    except extractor.ExtractorError as error:
        assert error.code != "worker_died", repr(error.__cause__)
        return error.code
    adds_up(found)
    return sorted(entry.stated for entry in found.unclaimed)


@given(TEXTS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_words(body_of_text: str) -> None:
    survives(report("{}").decode().format(body_of_text).encode("utf-8", "replace"), "x.txt")


@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.pdf"]))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_bytes(data: bytes, name: str) -> None:
    survives(data, name)
    survives(b"%PDF-1.7\n" + data, name)


@given(st.lists(st.text(PRINTED, max_size=40), min_size=1, max_size=20), st.data())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_any_words_on_a_page(words: list[str], data: st.DataObject) -> None:
    """In any direction, at any place and size; both readers list the same money."""
    matrices = st.sampled_from(["1 0 0 1", "0 1 -1 0", "0 -1 1 0", "-1 0 0 -1", "0.7 0.7 -0.7 0.7", "1 0 0.3 1"])
    content = body()
    for number, word in enumerate(words):
        content += line(
            word + "12.5万元", x=data.draw(st.integers(0, 500)), y=400 - 20 * number, matrix=data.draw(matrices)
        )
    made = Paper(contents=[content]).data()
    assert survives(made, "x.pdf") == survives(made, "x.pdf", "pdfplumber")


@given(
    st.lists(
        st.tuples(
            st.sampled_from("一二元万，。1234567890.A"),
            st.integers(0, 590),
            st.integers(0, 830),
            st.sampled_from([0.0, 90.0, -90.0, 180.0, 45.0, 13.7]),
            st.booleans(),
        ),
        max_size=60,
    )
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_no_character_of_a_page_is_lost(glyphs: list[tuple[str, int, int, float, bool]]) -> None:
    angle = np.array([one[3] for one in glyphs])
    page = Page(
        1,
        600,
        840,
        "".join(one[0] for one in glyphs),
        np.array([(x, y, x + 12, y + 12) for _, x, y, *_ in glyphs], float).reshape(-1, 4),
        angle == 0,
        angle=angle,
        unseen=np.array([one[4] for one in glyphs], bool),
    )
    document = build_document(layer(page))
    said = document.text + (document.aside.text if document.aside is not None else "")
    said += "".join(
        box.text for box in document.dropped if document.aside is None or box.text not in document.aside.text
    )
    for digit in "1234567890":
        assert said.count(digit) >= page.text.count(digit)


def test_a_few_mutated_reports() -> None:
    for name, data in mutants(SAMPLES, 28, seed=3):
        survives(data, name)


@pytest.mark.slow
def test_many_mutated_reports() -> None:
    for name, data in mutants(SAMPLES, 700, seed=4):
        survives(data, name)
        if name.endswith(("flip.pdf", "contents.pdf")):
            survives(data, name, "pdfplumber")


@pytest.mark.slow
@given(TEXTS)
@settings(max_examples=2000, deadline=None)
def test_many_words(body_of_text: str) -> None:
    survives(report("{}").decode().format(body_of_text).encode("utf-8", "replace"), "x.txt")
