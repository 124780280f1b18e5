"""Plain text without geometry → a Document: paragraphs by the width of the lines and by their words."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from extractor.layout.marks import ends_sentence, is_contents_entry, leading_unit, starts_item
from extractor.layout.model import Block, Box, Document, Line, Paragraph
from extractor.layout.normalise import normalise_codes, to_codes, to_text
from extractor.layout.running import page_numbers
from extractor.textlayer.model import TextLayer

_SLACK = 6  #: columns a full line may lack: the first line's indent, and a hanzi that did not fit
_NEARLY = 0.85  #: of a full line; a line so long that ends in the middle of a sentence goes on
_MID_SENTENCE = ("，", "、", ",")
_WIDEST = 120  #: columns; no page prints so many in a line of running text: each line is a paragraph
_FULL = 0.6  #: of the widest line of the file; narrower pages have no full lines


def plain_document(layer: TextLayer) -> Document:
    """Lay out a text dump: short lines end a paragraph, full ones go on; ordinals begin one."""
    lines: list[Line] = []
    pages: list[list[tuple[int, str]]] = []  # (index into `lines`, text) of each page's lines
    for page in layer.pages:
        printed = [(number, text.strip()) for number, text in page.lines if text.strip()]
        pages.append([(len(lines) + k, text) for k, (_, text) in enumerate(printed)])
        lines += [Line(page.number, number) for number, _ in printed]
    numbers = page_numbers([[(i, re.sub(r"\s", "", text), 0.0) for i, text in mine[:1] + mine[-1:]] for mine in pages])
    pages = [[(i, text) for i, text in mine if i not in numbers] for mine in pages]
    full = [_full_width(mine) for mine in pages]
    widest = max(full, default=0)
    broken = widest <= _WIDEST
    paragraphs: list[list[tuple[int, str]]] = []
    width_before = 0
    for mine, width in zip(pages, full, strict=True):
        for i, text in mine:
            if broken and paragraphs and _continues(paragraphs[-1][-1][1], text, width_before, widest):
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
    if is_contents_entry(before) or full < _FULL * widest:
        return False
    width = _width(before)
    if starts_item(text) and (ends_sentence(before) or width < full - _SLACK):
        return False
    if before.endswith(_MID_SENTENCE) and width > _NEARLY * full:
        return True
    return width + max(_SLACK, _width(text[: leading_unit(text)]) + 4) > full


def _full_width(lines: list[tuple[int, str]]) -> int:
    """The width of a page's full lines: the third widest, so that no freak sets it."""
    widths = sorted((_width(text) for _, text in lines), reverse=True)
    return widths[min(2, len(widths) - 1)] if widths else 0


def _width(text: str) -> int:
    """Columns: hanzi and full-width marks take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
