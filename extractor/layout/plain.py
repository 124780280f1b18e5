"""Plain text without geometry → a Document: paragraphs by the width of the lines and by their words, tables by gaps."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.layout.aligned import Aligned, find_aligned
from extractor.layout.marks import ends_sentence, is_contents_entry, leading_unit, starts_item
from extractor.layout.model import Block, Box, Cell, Document, Line, Paragraph, Table
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
    blocks: list[_Lines | _Rows] = []
    width_before = 0
    for mine, width in zip(pages, full, strict=True):
        tables = {table.first: table for table in find_aligned([text for _, text in mine])}
        behind = 0
        for at, (i, text) in enumerate(mine):
            last = blocks[-1] if blocks else None
            if at < behind:
                continue
            if (table := tables.get(at)) is not None:
                blocks.append(_Rows(mine[table.first : table.last], table))
                behind = table.last
            elif (
                isinstance(last, _Lines)
                and broken
                and i not in parted
                and _continues(last.members[-1][1], text, width_before, widest)
            ):
                last.members.append((i, text))
            else:
                blocks.append(_Lines([(i, text)]))
            width_before = width
    document = _assemble(lines, blocks)
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


@dataclass(slots=True)
class _Lines:
    """The lines of a paragraph: index and text of each."""

    members: list[tuple[int, str]]


@dataclass(slots=True)
class _Rows:
    """The lines of a table, and the places of its cells in them."""

    members: list[tuple[int, str]]
    table: Aligned


class _Tape:
    """The text as it grows; `owner` has the line of each character, -1 for what nobody printed."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.owner: list[int] = []

    def add(self, line: int, text: str) -> tuple[int, int]:
        start = len(self.owner)
        self.pieces.append(text)
        self.owner += [line] * len(text)
        return start, len(self.owner)


def _assemble(lines: list[Line], blocks: list[_Lines | _Rows]) -> Document:
    tape = _Tape()
    spans: list[list[tuple[int, int]]] = []  # of each block; those of a table are its cells'
    for block in blocks:
        spans.append(_write_paragraph(tape, block) if isinstance(block, _Lines) else _write_table(tape, block))
        tape.add(-1, "\n")
    codes, kept = normalise_codes(to_codes("".join(tape.pieces)))
    made: list[Block] = []
    for number, (block, places) in enumerate(zip(blocks, spans, strict=True)):
        offsets = [(int(a), int(b)) for a, b in np.searchsorted(kept, places).tolist()]
        first, last = (lines[block.members[k][0]].page for k in (0, -1))
        if isinstance(block, _Lines):
            made.append(Paragraph(*offsets[0], first, last))
        else:
            made.append(_table(block.table, offsets, first, number))
    line_of = np.array(tape.owner, dtype=np.int32)[kept]
    return Document(to_text(codes), line_of, None, lines, made, 0)


def _write_paragraph(tape: _Tape, block: _Lines) -> list[tuple[int, int]]:
    start = len(tape.owner)
    before = ""
    for line, text in block.members:
        if re.search(r"[A-Za-z]$", before) and re.match(r"[A-Za-z]", text):
            tape.add(-1, " ")
        tape.add(line, text)
        before = text
    return [(start, len(tape.owner))]


def _write_table(tape: _Tape, block: _Rows) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    for (line, text), parts in zip(block.members, block.table.rows, strict=True):
        for begin, end in parts:
            if cells:
                tape.add(-1, "\n" if begin == parts[0][0] else "\t")
            cells.append(tape.add(line, text[begin:end]))
    return cells


def _table(table: Aligned, places: list[tuple[int, int]], page: int, number: int) -> Table:
    """A table whose columns lie where no other table's do: there are no places that could tell one from another."""
    wide = len(table.rows[0])
    left = 1e4 * number

    def box(row: int, col: int, across: int = 1, down: int = 1) -> tuple[float, float, float, float]:
        return (left + 100 * col, 100.0 * row, left + 100 * (col + across), 100.0 * (row + down))

    cells = [
        Cell(start, end, at // wide, at % wide, 1, 1, page, box(at // wide, at % wide))
        for at, (start, end) in enumerate(places)
    ]
    high = len(table.rows)
    return Table(places[0][0], places[-1][1], page, page, high, wide, cells, box(0, 0, wide, high))


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
