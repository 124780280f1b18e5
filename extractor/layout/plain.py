"""Plain text without geometry → a Document: paragraphs by the width of the lines and by their words."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from extractor.layout.marks import ends_sentence, is_contents_entry, leading_unit, starts_item
from extractor.layout.model import Block, Document, Line, Paragraph
from extractor.layout.normalise import normalise_codes, to_codes, to_text
from extractor.textlayer.model import Page, TextLayer

_SLACK = 6  #: columns a full line may lack: the first line's indent, and a hanzi that did not fit
_NEARLY = 0.85  #: of a full line; a line so long that ends in the middle of a sentence goes on
_MID_SENTENCE = ("，", "、", ",")
_FULL = 0.6  #: of the widest line of the file; narrower pages have no full lines


def plain_document(layer: TextLayer) -> Document:
    """Lay out a text dump: short lines end a paragraph, full ones go on; ordinals begin one."""
    lines: list[Line] = []
    paragraphs: list[tuple[list[tuple[int, str]], int, int]] = []  # (line index, text) …, first and last page
    widths = {page.number: _full_width(page) for page in layer.pages}
    widest = max(widths.values(), default=0)
    members: list[tuple[int, str]] = []
    first = last = 0
    for page in layer.pages:
        for number, raw in page.lines:
            text = raw.strip()
            if not text:
                continue
            if not (members and _continues(members[-1][1], text, widths[last], widest)):
                if members:
                    paragraphs.append((members, first, last))
                members, first = [], page.number
            members.append((len(lines), text))
            last = page.number
            lines.append(Line(page.number, number))
    if members:
        paragraphs.append((members, first, last))
    return _assemble(layer, lines, paragraphs)


def _assemble(
    layer: TextLayer, lines: list[Line], paragraphs: list[tuple[list[tuple[int, str]], int, int]]
) -> Document:
    pieces: list[str] = []
    owner: list[int] = []
    spans: list[tuple[int, int]] = []
    for members, _, _ in paragraphs:
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
    for (start, end), (_, first, last) in zip(spans, paragraphs, strict=True):
        begin, stop = np.searchsorted(kept, (start, end)).tolist()
        blocks.append(Paragraph(begin, stop, first, last))
    line_of = np.array(owner, dtype=np.int32)[kept]
    return Document(to_text(codes), line_of, None, lines, blocks, len(layer.pages))


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


def _full_width(page: Page) -> int:
    """The width of a full line of the page: the third widest, so that no freak sets it."""
    widths = sorted((_width(text.strip()) for _, text in page.lines), reverse=True)
    return widths[min(2, len(widths) - 1)] if widths else 0


def _width(text: str) -> int:
    """Columns: hanzi and full-width marks take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
