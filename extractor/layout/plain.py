"""Plain text without geometry → a Document: paragraphs by the width of the lines and by their words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

import numpy as np

from extractor.layout.marks import ends_sentence, is_contents_entry, leading_unit, starts_item
from extractor.layout.model import Block, Box, Document, Line, Paragraph
from extractor.layout.normalise import normalise_codes, to_codes, to_text
from extractor.layout.running import is_decorated_number, page_numbers
from extractor.textlayer.model import TextLayer

_SLACK = 6  #: columns a full line may lack: the first line's indent, and a hanzi that did not fit
_NEARLY = 0.85  #: of a full line; a line so long that ends in the middle of a sentence goes on
_OPEN_ENDS = ("，", "、", ",", "：", ":", "（", "(", "“", "和", "及", "与", "的", "第")
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_MARK = re.compile("[，。；：、]")
_LABEL = re.compile(r"[\u4e00-\u9fff（）()/]{2,12}[：:]")
_BRACKETED = 24  #: characters of a line in brackets that is no part of a sentence
_MID_SENTENCE = ("，", "、", ",")
_WIDEST = 120  #: columns; no page prints so many in a line of running text: each line is a paragraph
_NARROWEST = 50  #: columns; lines of running text usually hold more
_FULL = 0.6  #: of the widest line of the file; narrower pages have no full lines
_CUT_FIGURE = re.compile(r"\d\s*[千百]?[万亿]?$")  #: with 元 on the next line: an amount in two


def plain_document(layer: TextLayer) -> Document:
    """Lay out a text dump: short lines end a paragraph, full ones go on; ordinals begin one."""
    lines: list[Line] = []
    pages: list[list[tuple[int, str]]] = []  # (index into `lines`, text) of each page's lines
    for page in layer.pages:
        printed = [(number, text.strip()) for number, text in page.lines if text.strip()]
        pages.append([(len(lines) + k, text) for k, (_, text) in enumerate(printed)])
        lines += [Line(page.number, number) for number, _ in printed]
    bare = [[(i, re.sub(r"\s", "", text), 0.0) for i, text in mine] for mine in pages]
    numbers = page_numbers([mine[:1] + mine[-1:] for mine in bare])
    numbers |= {i for mine in bare for i, text, _ in mine if is_decorated_number(text)}  # a dump may not part its pages
    pages = [[(i, text) for i, text in mine if i not in numbers] for mine in pages]
    full = [_full_width(mine) for mine in pages]
    widest = max(full, default=0)
    broken = widest <= _WIDEST
    parted = _after_gaps(lines, [[i for i, _ in mine] for mine in pages], numbers)
    paragraphs: list[list[tuple[int, str]]] = []
    width_before = 0
    for mine, width in zip(pages, full, strict=True):
        for i, text in mine:
            joins = broken and i not in parted and paragraphs
            if joins and _continues(paragraphs[-1][-1][1], text, width_before, widest):
                paragraphs[-1].append((i, text))
            else:
                paragraphs.append([(i, text)])
            width_before = width
    document = _assemble(lines, paragraphs)
    document.pages = len(layer.pages)
    texts = {i: text for page in layer.pages for i, text in page.lines}
    for i in sorted(numbers):
        place = lines[i]
        text = texts[place.number or 0].strip()
        document.dropped.append(Box(place.page, None, None, None, None, text, place.number))
    return document


def _after_gaps(lines: list[Line], pages: list[list[int]], numbers: set[int]) -> set[int]:
    """The lines with more empty lines above than lines of the file usually have; a page's number is no gap."""
    pairs = [pair for mine in pages for pair in pairwise(mine) if numbers.isdisjoint(range(pair[0], pair[1]))]
    steps = [(b, (lines[b].number or 0) - (lines[a].number or 0)) for a, b in pairs]
    usual = Counter(step for _, step in steps).most_common(1)
    return {line for line, step in steps if step > usual[0][0]}


def _assemble(lines: list[Line], paragraphs: list[list[tuple[int, str]]]) -> Document:
    pieces: list[str] = []
    owner: list[int] = []
    spans: list[tuple[int, int]] = []
    for members in paragraphs:
        start = len(owner)
        for k, (line, text) in enumerate(members):
            if k and re.search(r"[A-Za-z]$", members[k - 1][1]) and re.match(r"[A-Za-z]", text):
                pieces.append(" ")
                owner.append(-1)
            pieces.append(text)
            owner += [line] * len(text)
        spans.append((start, len(owner)))
        pieces.append("\n")
        owner.append(-1)
    codes, kept = normalise_codes(to_codes("".join(pieces)))
    blocks: list[Block] = []
    for (start, end), members in zip(spans, paragraphs, strict=True):
        begin, stop = np.searchsorted(kept, (start, end)).tolist()
        blocks.append(Paragraph(begin, stop, lines[members[0][0]].page, lines[members[-1][0]].page))
    line_of = np.array(owner, dtype=np.int32)[kept]
    return Document(to_text(codes), line_of, None, lines, blocks, 0)


def _continues(before: str, text: str, full: int, widest: int) -> bool:
    """Whether `text` goes on with the paragraph of `before`, on a page whose full lines are `full` columns wide."""
    if text.startswith("元") and _CUT_FIGURE.search(before):
        return True
    if is_contents_entry(before) or full < _FULL * widest:
        return False
    heading = _HEADING.match(before)
    titled = heading is not None and not _MARK.search(before, heading.end())
    if full < _NARROWEST and (titled or ends_sentence(before)):
        return False
    if not before.endswith(_OPEN_ENDS) and (_stands_alone(text) or (_LABEL.match(before) and _LABEL.match(text))):
        return False
    width = _width(before)
    if starts_item(text) and (ends_sentence(before) or width < full - _SLACK):
        return False
    if before.endswith(_MID_SENTENCE) and width > _NEARLY * full:
        return True
    return width + max(_SLACK, _width(text[: leading_unit(text)]) + 4) > full


def _stands_alone(text: str) -> bool:
    """Whether a line begins with the ordinal of a heading, or is in brackets as a whole: 一、…, （2023年度）."""
    return _HEADING.match(text) is not None or (len(text) <= _BRACKETED and text[0] in "（(" and text[-1] in "）)")


def _full_width(lines: list[tuple[int, str]]) -> int:
    """The width of a page's full lines: the third widest, so that no freak sets it."""
    widths = sorted((_width(text) for _, text in lines), reverse=True)
    return widths[min(2, len(widths) - 1)] if widths else 0


def _width(text: str) -> int:
    """Columns: hanzi and full-width marks take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
