"""A text layer → a Document: lines, tables, running heads set apart, paragraphs, one normalised text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractor.layout.aside import Note, aside_document, aside_notes
from extractor.layout.cells import cell_runs
from extractor.layout.columns import find_columns
from extractor.layout.flow import Flow, Spread, spread
from extractor.layout.glyphs import Glyphs, collect
from extractor.layout.joins import parts_words
from extractor.layout.level import with_columns
from extractor.layout.lines import Lines, assemble
from extractor.layout.model import Block, Box, Document, Line, Paragraph
from extractor.layout.normalise import to_text
from extractor.layout.paragraphs import Joiner, body_size, usual_pitches
from extractor.layout.plain import plain_document
from extractor.layout.recognised import confidences, turned
from extractor.layout.rulings import Ints
from extractor.layout.running import running_lines
from extractor.layout.segments import wide_gaps
from extractor.layout.stacks import part_stacks
from extractor.layout.straighten import straightened
from extractor.layout.tables import Tables, locate
from extractor.textlayer.model import Page, TextLayer

_NEWLINE, _SPACE = ord("\n"), ord(" ")


def build_document(layer: TextLayer) -> Document:
    """Lay out a text layer: everything printed in reading order, with the place of every character."""
    if layer.kind == "plain" or all(page.boxes is None for page in layer.pages):
        return plain_document(layer)
    pages = with_columns([straightened(page) for page in layer.pages])
    glyphs = collect(pages)
    tables, lines = _parts(pages, glyphs)
    if (without := part_stacks(glyphs, lines, len(pages))) is not None:
        glyphs = without
        tables, lines = _parts(pages, glyphs)
    document = _Builder(pages, glyphs, tables, lines).build()
    document.aside = aside_document(glyphs.aside, pages)
    document.notes = [*layer.notes, *document.notes]
    return _recognised(document, pages)


def _parts(pages: list[Page], glyphs: Glyphs) -> tuple[Tables, Lines]:
    """The tables, and the lines of each region: a page's prose, then each cell."""
    tables = locate(pages, glyphs)
    return tables, assemble(glyphs, np.where(tables.cell_of >= 0, len(pages) + tables.cell_of, glyphs.page))


def _recognised(document: Document, pages: list[Page]) -> Document:
    """The document, which knows of its characters that were recognised from images, and of pages that were turned."""
    if any(page.confidence is not None for page in pages):
        numbers = np.array([*(line.page for line in document.lines), 0], np.int32)
        document.confidence = confidences(document.boxes, numbers[document.line_of], pages)
    document.turns = {page.number: page.turn for page in pages if page.turn is not None}
    return document


@dataclass(slots=True)
class _Text:
    """A paragraph to be: its lines and its runs on the tape."""

    lines: list[int]
    first: int
    last: int
    left: float  #: where its first character stands
    centred: bool


class _Builder:
    def __init__(self, pages: list[Page], glyphs: Glyphs, tables: Tables, lines: Lines) -> None:
        self.pages, self.glyphs, self.lines = pages, glyphs, lines
        # Lines are sorted by region: those outside tables come first, page by page.
        stops = np.searchsorted(lines.region, np.arange(len(pages) + 1)).tolist()
        prose = [range(first, stop) for first, stop in pairwise(stops)]
        self.running = running_lines(lines, prose, pages)
        self.tables, self.cells = tables, cell_runs(tables, lines, len(pages))
        self.gaps = wide_gaps(lines)
        kept = [i for i in range(stops[-1]) if i not in self.running]
        running_text = np.array([i for i in kept if i not in self.gaps], np.intp)
        self.order = self._order(np.array(kept, np.intp))
        self.columns = find_columns(lines, running_text, pages)
        pitches = usual_pitches(lines, np.array(kept, np.intp), len(pages))
        read = np.array([i for i in self.order if i >= 0], np.intp)
        self.joiner = Joiner(lines, stops[-1], read, self.columns, pitches, body_size(lines, running_text))
        self.left: list[float] = lines.box[: stops[-1], 0].tolist()
        self.starts: list[int] = lines.start[: stops[-1] + 1].tolist()
        self.flow = Flow()
        self.pending: list[_Text | int] = []  #: paragraphs and tables (their numbers) as they are read
        self.marks = [0] * len(tables)  #: the tables' places on the tape

    def _order(self, kept: Ints) -> list[int]:
        """Lines outside tables and tables (~number) as they are read: page by page, from top to bottom."""
        tables = self.tables
        if not len(tables):
            return [*kept.tolist()]
        box, page = self.lines.box[kept], self.lines.page[kept]
        tall = np.concatenate(((box[:, 1] + box[:, 3]) / 2, tables.bounds()[:, 1]))
        # On pages without tables lines keep the order that they have.
        ruled = np.zeros(len(self.pages), bool)
        ruled[tables.page] = True
        tall[: len(kept)][~ruled[page]] = 0.0
        order = np.lexsort((
            np.concatenate((np.ones(len(kept)), np.zeros(len(tables)))),
            tall,
            np.concatenate((page, tables.page)),
        ))  # fmt: skip
        found: list[int] = np.concatenate((kept, ~np.arange(len(tables))))[order].tolist()
        return found

    def build(self) -> Document:
        open_lines: list[int] = []
        for item in self.order:
            if item >= 0 and open_lines and self.joiner.continues(open_lines, item):
                open_lines.append(item)
                continue
            if open_lines:
                self._close(open_lines)
            open_lines = [item] if item >= 0 else []
            if item < 0:
                self.marks[~item] = self.cells.lay(~item, self.flow)
                self.pending.append(~item)
        if open_lines:
            self._close(open_lines)
        return self._finish(spread(self.flow, self.lines))

    def _close(self, members: list[int]) -> None:
        """Lay a paragraph out; a line by itself that holds several statements becomes one paragraph each."""
        flow, starts, text, line = self.flow, self.starts, self.lines.text, members[0]
        if len(members) == 1 and line in self.gaps:
            for first, last in self.gaps[line]:
                flow.run(line, first, last, _NEWLINE)
                left = self.lines.boxes.item(first, 0)
                self.pending.append(_Text(members, flow.mark() - 1, flow.mark() - 1, left, False))
            return
        mark = flow.mark()
        for line, after in pairwise(members):
            flow.run(line, starts[line], starts[line + 1], _SPACE if parts_words(text[line], text[after]) else 0)
        flow.run(members[-1], starts[members[-1]], starts[members[-1] + 1], _NEWLINE)
        centred = len(members) == 1 and self.joiner.centred[members[0]]
        self.pending.append(_Text(members, mark, flow.mark() - 1, self.left[members[0]], centred))

    def _finish(self, laid: Spread) -> Document:
        numbers = [page.number for page in self.pages]
        tables = self.cells.blocks(self.marks, laid, numbers)
        starts, ends, margins = laid.start.tolist(), laid.end.tolist(), self.columns.left.tolist()
        page: list[int] = self.lines.page.tolist()
        blocks: list[Block] = []
        for entry in self.pending:
            if isinstance(entry, int):
                blocks.append(tables[entry])
                continue
            first, last = page[entry.lines[0]], page[entry.lines[-1]]
            indent = round(entry.left - margins[first], 2)
            size = round(self.lines.size.item(entry.lines[0]), 2)
            start, end = starts[entry.first], ends[entry.last]
            blocks.append(Paragraph(start, end, numbers[first], numbers[last], indent, size, entry.centred))
        of_page = [Line(number) for number in numbers]
        return Document(
            text=to_text(laid.codes), line_of=laid.line_of, boxes=laid.boxes, lines=[of_page[index] for index in page],
            blocks=blocks, pages=len(self.pages), dropped=self._dropped(), notes=self._notes(),
        )  # fmt: skip

    def _notes(self) -> list[tuple[str, str, int | None]]:
        crowded: list[Note] = [
            ("too_many_rulings", "线条过多，未查找表格", self.pages[index].number) for index in self.tables.crowded
        ]
        return sorted(aside_notes(self.glyphs.aside, self.pages) + crowded, key=lambda note: note[2] or 0)

    def _dropped(self) -> list[Box]:
        boxes: list[tuple[int, Box]] = []
        for i in sorted(self.running):
            page, bounds = self.lines.page.item(i), self.lines.box[i].tolist()
            boxes.append((page, self._box(page, bounds, self.lines.text[i])))
        for aside in self.glyphs.aside:
            bounds = [*aside.boxes[:, :2].min(axis=0).tolist(), *aside.boxes[:, 2:].max(axis=0).tolist()]
            boxes.append((aside.page, self._box(aside.page, bounds, aside.text)))
        return [box for _, box in sorted(boxes, key=lambda entry: (entry[0], entry[1].top or 0.0, entry[1].text))]

    def _box(self, index: int, bounds: list[float], text: str) -> Box:
        """Bounds on a page (its index), as it is displayed."""
        page = self.pages[index]
        x0, top, x1, bottom = (round(v, 2) for v in bounds)
        box = (x0, top, x1, bottom) if page.turn is None else turned((x0, top, x1, bottom), page.turn)
        return Box(page.number, *box, text)
