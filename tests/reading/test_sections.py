"""The section tree on generated documents: levels, styles, jumps; lists and contents are no headings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.outlines import BODY, CHINESE, DUTIES, STYLES, Heading, contents, read, tree_of, trees, written


@settings(max_examples=150, deadline=None)
@given(trees(), st.data())
def test_levels_and_styles(headings: list[Heading], data: st.DataObject) -> None:
    assert read(written(headings, data.draw)) == tree_of(headings)


@settings(max_examples=100, deadline=None)
@given(trees(jumps=True), st.data())
def test_numbers_left_out(headings: list[Heading], data: st.DataObject) -> None:
    assert read(written(headings, data.draw)) == tree_of(headings)


@settings(max_examples=100, deadline=None)
@given(trees(), st.sampled_from(["…………", "......", "", "························"]), st.data())
def test_a_table_of_contents_is_no_heading(headings: list[Heading], leaders: str, data: st.DataObject) -> None:
    lines = ["目录", *contents(headings, leaders), *written(headings, data.draw)]
    assert read(lines) == tree_of(headings)


@pytest.mark.parametrize("end", ["。", "；"])
@pytest.mark.parametrize("style", ["cn_paren", "arabic", "arabic_paren", "circled", "cn"])
@pytest.mark.parametrize("heading", ["cn_paren", "arabic", "cn"])
def test_list_items_are_no_headings(heading: str, style: str, end: str) -> None:
    """（一）部门概况 is a heading, the duties （一）… behind it are not, even in the style of the heading."""
    above = Heading(1, heading, "主要职责", STYLES[heading][0])
    below = Heading(2, heading, "机构设置情况", STYLES[heading][0])
    items = [Heading(n, style, duty, STYLES[style][0]).line + end for n, duty in enumerate(DUTIES, start=1)]
    tree = read([above.line, *items, below.line, BODY[0]])
    assert tree == [("主要职责", []), ("机构设置情况", [])]


def test_sixteen_duties_in_the_style_of_the_headings() -> None:
    marks = [*CHINESE, "十三", "十四", "十五", "十六"]
    items = [f"（{mark}）{DUTIES[i % 5]}。" for i, mark in enumerate(marks)]
    lines = [
        "一、部门概况",
        "（一）部门概况",
        *items,
        "（二）部门整体支出预算绩效目标",
        "1．产出目标",
        BODY[0],
        "2．效果目标",
        BODY[1],
    ]
    assert read(lines) == [
        ("部门概况", [("部门概况", []), ("部门整体支出预算绩效目标", [("产出目标", []), ("效果目标", [])])]),
    ]


def test_short_items_without_full_stop_are_no_headings() -> None:
    """A list of names, numbered, in one section."""
    lines = [
        "一、机构设置情况",
        "1.青岚县河湖保护中心",
        "2.青岚县水利工程质量监督站",
        "3.青岚县农村饮水安全服务中心",
        "二、自评结论",
        BODY[0],
    ]
    assert read(lines) == [("机构设置情况", []), ("自评结论", [])]


@pytest.mark.parametrize(
    "line", ["1.5万元用于购置设备", "3.85%的项目已完成", "2019年度工作", "12.31以前完成", "100.5亩土地"]
)
def test_figures_are_no_ordinals(line: str) -> None:
    assert read(["一、资金管理情况", BODY[0], line, "二、自评结论", BODY[1]]) == [
        ("资金管理情况", []),
        ("自评结论", []),
    ]


def test_depth_order_differs() -> None:
    """1． above （1） above ①, and （一） above 一、 in another file."""
    lines = ["（一）部门概况", "一、主要职责", BODY[0], "二、机构设置情况", BODY[1], "（二）自评结论", BODY[2]]
    assert read(lines) == [("部门概况", [("主要职责", []), ("机构设置情况", [])]), ("自评结论", [])]


def test_run_in_headings() -> None:
    duty = "（二）主要职责：负责本县的水务工作，统一管理水资源；组织水旱灾害防御。"
    lines = ["一、部门概况", "（一）机构设置。本局内设办公室、财务股。", duty, "二、自评结论", BODY[0]]
    assert read(lines) == [("部门概况", [("机构设置", []), ("主要职责", [])]), ("自评结论", [])]


def test_short_run_in_headings() -> None:
    lines = [
        "一、部门概况",
        "（一）机构设置：本局内设办公室、财务股。",
        "（二）主要职责：负责本县的水务工作。",
        "二、自评结论",
        BODY[0],
    ]
    assert read(lines) == [("部门概况", [("机构设置", []), ("主要职责", [])]), ("自评结论", [])]


def test_text_belongs_to_the_heading_above_it() -> None:
    from extractor.reading.sections import split
    from tests.reading.outlines import document_of

    document = document_of(
        ["前言。", "一、部门概况", BODY[0], "（一）主要职责", BODY[1], BODY[2], "二、自评结论", BODY[0]]
    )
    nodes = {node.title: node for node in split(document).walk() if node.title}
    words = {title: [document.text[s.start : s.end] for s in node.spans] for title, node in nodes.items()}
    assert words == {"部门概况": [BODY[0]], "主要职责": [BODY[1], BODY[2]], "自评结论": [BODY[0]]}
