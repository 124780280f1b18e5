"""Documents made from a numbering system of our own, each with its headings."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from extractor.layout.model import Document, Line, Paragraph
from extractor.layout.normalise import normalise
from extractor.reading.sections import Node, split

CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
#: style → how the n-th heading begins (brackets of both widths and several marks)
STYLES = {
    "part": ("第{cn}部分 ", "第{cn}部分\u3000", "第{cn}部分：", "第{cn}章 "),
    "cn": ("{cn}、", "{cn}．", "{cn}. "),
    "cn_paren": ("（{cn}）", "({cn})", "（{cn}）、"),
    "arabic": ("{n}.", "{n}．", "{n}、"),
    "arabic_paren": ("（{n}）", "({n})"),
    "circled": ("{circled}",),
}
TITLES = (
    "部门概况",
    "主要职责",
    "机构设置情况",
    "人员编制情况",
    "部门整体支出情况",
    "基本支出情况",
    "项目支出情况",
    "“三公”经费支出情况",
    "预算绩效目标",
    "绩效目标完成情况",
    "资金管理情况",
    "组织实施情况",
    "工作开展情况",
    "自评结论",
    "存在的问题",
    "改进措施",
    "其他需要说明的情况",
)
BODY = (
    "本部门按照年初确定的工作安排，认真组织实施，各项任务均已按期完成。",
    "全年召开专题会议，研究解决预算执行中的困难，进一步规范了资金的使用。",
    "根据有关规定，对项目的立项、实施和验收进行了全过程的跟踪管理，取得了较好的效果。",
)
DUTIES = (
    "贯彻执行有关法律、法规和方针政策，拟订发展规划并组织实施",
    "负责本行业的监督管理工作，组织开展执法检查",
    "承担信息化建设、统计和宣传工作",
    "指导下属单位的业务工作，协调解决重大问题",
    "完成上级交办的其他任务",
)


@dataclass
class Heading:
    number: int
    style: str
    title: str
    mark: str
    children: list[Heading] = field(default_factory=list)

    @property
    def line(self) -> str:
        circled = chr(ord("①") + self.number - 1)
        return self.mark.format(cn=CHINESE[self.number - 1], n=self.number, circled=circled) + self.title


Tree = list[tuple[str, list]]  # type: ignore[type-arg]  #: title and children


def document_of(paragraphs: list[str]) -> Document:
    """A document of these paragraphs, one line each, as from a text dump."""
    paragraphs = [normalise(paragraph)[0] for paragraph in paragraphs]
    text = "".join(paragraph + "\n" for paragraph in paragraphs)
    blocks, lines, owner, start = [], [], [], 0
    for number, paragraph in enumerate(paragraphs):
        blocks.append(Paragraph(start, start + len(paragraph), 1, 1))
        lines.append(Line(1, number + 1))
        owner += [number] * len(paragraph) + [-1]
        start += len(paragraph) + 1
    return Document(text, np.array(owner, dtype=np.int32), None, lines, list(blocks), 1)


def tree_of(headings: list[Heading]) -> Tree:
    return [(heading.title, tree_of(heading.children)) for heading in headings]


def tree_read(node: Node) -> Tree:
    return [(child.title, tree_read(child)) for child in node.children if child.kind != "toc"]


def read(paragraphs: list[str]) -> Tree:
    return tree_read(split(document_of(paragraphs)))


@st.composite
def trees(draw: st.DrawFn, jumps: bool = False) -> list[Heading]:
    """Up to three levels, each with a style of its own, numbered from one on; with jumps a number may be left out."""
    styles = draw(st.permutations(sorted(STYLES)).map(lambda order: sorted(order[:3], key=_nesting)))
    titles = iter(draw(st.permutations(TITLES)))
    marks = {style: draw(st.sampled_from(STYLES[style])) for style in styles}
    return _level(draw, styles, marks, titles, jumps)


def _nesting(style: str) -> int:
    return list(STYLES).index(style)


def _level(draw, styles, marks, titles, jumps):  # type: ignore[no-untyped-def]
    if not styles:
        return []
    headings, number = [], 0
    for _ in range(draw(st.integers(2, 4 if len(styles) == 3 else 3))):
        title = next(titles, None)
        if title is None:
            break
        number += 2 if jumps and number and draw(st.integers(0, 3)) == 0 else 1
        heading = Heading(number, styles[0], title, marks[styles[0]])
        if draw(st.booleans()):
            heading.children = _level(draw, styles[1:], marks, titles, jumps)
        headings.append(heading)
    return headings


def written(headings: list[Heading], draw: st.DrawFn) -> list[str]:
    """The paragraphs: each heading, then its text; a heading with children may have none of its own."""
    lines: list[str] = []
    for heading in headings:
        lines.append(heading.line)
        if not heading.children or draw(st.booleans()):
            lines.append(draw(st.sampled_from(BODY)))
        lines += written(heading.children, draw)
    return lines


def contents(headings: list[Heading], leaders: str, page: int = 1) -> list[str]:
    lines: list[str] = []
    for heading in headings:
        lines.append(f"{heading.line}{leaders}{page if leaders else ''}")
        lines += contents(heading.children, leaders, page + 1)
    return lines
