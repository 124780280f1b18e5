"""What the text of a line says about where paragraphs begin and end. Works on text as printed, before normalising."""

from __future__ import annotations

import re

_HAN_NUMBER = "一二三四五六七八九十百〇"
_ORDINAL = re.compile(
    rf"\s*(?:第[{_HAN_NUMBER}\d]{{1,3}}(?:部分|章|节|条|款)|[（(][{_HAN_NUMBER}\d]{{1,3}}[)）]|[{_HAN_NUMBER}]{{1,3}}[、．]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,3}[、.．]?\s?(?=[\u4e00-\u9fff“])(?![万亿元个余多倍公平亩千百])"
    r"|\d{1,2}\s(?=[\u4e00-\u9fff])(?![年月日万亿元个余多人名家次辆台项条天倍])"
    r"|[①-⑳⑴-⒛])"
)
_SENTENCE_END = re.compile(r"(?:[。；：！？;:!?]|(?<![\d.])\.)[”’）》」』\")\]]*\s*$")
_SENTENCE_MARK = re.compile(r"[，。；：！？,;:]")
# Leaders, then usually a page number, read from the end of the line.
_CONTENTS = re.compile(r"\s*+[)）]?\d{0,4}[\s（(]*+(?:\s*+[.．·…⋯‥\-—_]){4}")
# What may not be parted at the end of a line: opening marks stay with what follows, closing ones with what precedes.
_UNIT = re.compile(r"\s*[“‘（《〈【〔［(\[]*(?:[!-~０-９．，]+|.)[，。；：、？！”’）》〉】〕］,.;:!?)\]%％]*")


def starts_item(text: str) -> bool:
    """Whether the line begins with an ordinal: 第一部分, 一、, （一）, 1., 1.1, 1、, （1）, ①, 1 部门概况."""
    return _ORDINAL.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether the line ends with 。；： and the like."""
    return _SENTENCE_END.search(text) is not None


def is_heading_like(text: str) -> bool:
    """Whether the line begins with an ordinal and has no punctuation of a sentence."""
    return starts_item(text) and _SENTENCE_MARK.search(text) is None


def is_contents_entry(text: str) -> bool:
    """Whether the line is an entry of a table of contents: leaders, then usually a page number."""
    return _CONTENTS.match(text[::-1]) is not None


def leading_unit(text: str) -> int:
    """How many characters at the start of `text` cannot be parted by a line break."""
    match = _UNIT.match(text)
    return match.end() if match else 0
