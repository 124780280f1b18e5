"""A text layer → a Document: lines, tables, running heads set apart, paragraphs, one normalised text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractor.layout.aside import Note, aside_document, aside_notes
from extractor.layout.columns import find_columns
from extractor.layout.flow import Flow, Spread, spread
from extractor.layout.glyphs import Glyphs, collect
from extractor.layout.joins import join_cell, join_prose
from extractor.layout.level import with_columns
from extractor.layout.lines import Lines, assemble
from extractor.layout.model import Block, Box, Cell, Document, Line, Paragraph, Table
from extractor.layout.normalise import to_text
from extractor.layout.paragraphs import Joiner, body_size, usual_pitches
from extractor.layout.plain import plain_document
from extractor.layout.recognised import confidences, turned
from extractor.layout.running import running_lines
from extractor.layout.segments import wide_gaps
from extractor.layout.stacks import part_stacks
from extractor.layout.straighten import straightened
from extractor.layout.tables import Grid, Tables, locate
from extractor.textlayer.model import Page, TextLayer


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
    """A paragraph to be: its lines and its place on the tape."""

    lines: list[int]
    begin: int
    end: int
    left: float  #: where its first character stands
    centred: bool


@dataclass(slots=True)
class _Cells:
    """A table to be: its grid, its place on the tape and that of each cell."""

    grid: Grid
    begin: int
    end: int
    marks: list[tuple[int, int]]


class _Builder:
    def __init__(self, pages: list[Page], glyphs: Glyphs, tables: Tables, lines: Lines) -> None:
        self.pages, self.glyphs, self.lines = pages, glyphs, lines
        self.grids: dict[int, list[Grid]] = {}
        self.crowded = tables.crowded
        for grid in tables.grids:
            self.grids.setdefault(grid.page, []).append(grid)
        self.regions: dict[int, list[int]] = {}
        for i, region in enumerate(lines.region.tolist()):
            self.regions.setdefault(region, []).append(i)
        prose = [self.regions.get(index, []) for index in range(len(pages))]
        self.running = running_lines(lines, prose, pages)
        self.prose = [[i for i in mine if i not in self.running] for mine in prose]
        self.gaps = wide_gaps(lines)
        running_text = [[i for i in mine if i not in self.gaps] for mine in self.prose]
        columns = find_columns(lines, running_text, pages)
        pitches = usual_pitches(lines, self.prose)
        self.joiner = Joiner(lines, columns, pitches, body_size(lines, running_text))
        self.flow = Flow(lines.start.tolist())
        self.pending: list[_Text | _Cells] = []

    def build(self) -> Document:
        open_lines: list[int] = []
        for index in range(len(self.pages)):
            for item in self._items(index):
                if isinstance(item, Grid):
                    self._close(open_lines)
                    open_lines = []
                    self._table(item)
                elif open_lines and self.joiner.continues(open_lines, item):
                    open_lines.append(item)
                else:
                    self._close(open_lines)
                    open_lines = [item]
        self._close(open_lines)
        return self._finish(spread(self.flow, self.lines))

    def _items(self, index: int) -> list[int | Grid]:
        """Lines and tables of a page from top to bottom."""
        grids = self.grids.get(index)
        if not grids:
            return list(self.prose[index])
        box = self.joiner.box
        keyed: list[tuple[float, int, int | Grid]] = [((box[i][1] + box[i][3]) / 2, 1, i) for i in self.prose[index]]
        keyed += [(grid.bbox[1], 0, grid) for grid in grids]
        return [item for _, _, item in sorted(keyed, key=lambda entry: entry[:2])]

    def _close(self, members: list[int]) -> None:
        """Lay a paragraph out; a line by itself that holds several statements becomes one paragraph each."""
        if not members:
            return
        runs = self.gaps.get(members[0]) if len(members) == 1 else None
        if runs is None:
            begin = self.flow.mark()
            join_prose(self.flow, self.lines, members)
            self._end_paragraph(members, begin, self.joiner.box[members[0]][0])
            return
        for first, last in runs:
            begin = self.flow.mark()
            self.flow.run(members[0], first, last)
            self._end_paragraph(members, begin, float(self.lines.boxes[first, 0]))

    def _end_paragraph(self, members: list[int], begin: int, left: float) -> None:
        whole = left == self.joiner.box[members[0]][0] and members[0] not in self.gaps
        centred = whole and len(members) == 1 and self.joiner.centred(members[0])
        self.pending.append(_Text(members, begin, self.flow.mark(), left, centred))
        self.flow.separator("\n")

    def _table(self, grid: Grid) -> None:
        flow, owner = self.flow, self.flow.owner
        begin = flow.mark()
        marks: list[tuple[int, int]] = []
        rows = grid.place[:, 0].tolist()
        widths = (grid.boxes[:, 2] - grid.boxes[:, 0]).tolist()
        previous: int | None = None
        for cell, row, width in zip((grid.ids + len(self.pages)).tolist(), rows, widths, strict=True):
            if previous is not None:
                flow.separator("\t" if row == previous else "\n")
            previous = row
            start = len(owner)
            members = self.regions.get(cell)
            if members is not None:
                join_cell(flow, self.lines, members, width)
            marks.append((start, len(owner)))
        flow.separator("\n")
        self.pending.append(_Cells(grid, begin, flow.mark(), marks))

    def _finish(self, laid: Spread) -> Document:
        numbers = [page.number for page in self.pages]
        blocks: list[Block] = []
        for entry in self.pending:
            if isinstance(entry, _Text):
                first, last = (self.joiner.page[entry.lines[k]] for k in (0, -1))
                indent = round(entry.left - self.joiner.columns[first].left, 2)
                size = round(self.joiner.size[entry.lines[0]], 2)
                start, end = laid.offset[entry.begin], laid.offset[entry.end]
                blocks.append(Paragraph(start, end, numbers[first], numbers[last], indent, size, entry.centred))
            else:
                blocks.append(_table_block(entry, laid, numbers[entry.grid.page]))
        of_page = [Line(number) for number in numbers]
        places = [of_page[page] for page in self.joiner.page]
        return Document(
            text=to_text(laid.codes), line_of=laid.line_of, boxes=laid.boxes, lines=places, blocks=blocks,
            pages=len(self.pages), dropped=self._dropped(), notes=self._notes(),
        )  # fmt: skip

    def _notes(self) -> list[tuple[str, str, int | None]]:
        crowded: list[Note] = [
            ("too_many_rulings", "线条过多，未查找表格", self.pages[index].number) for index in self.crowded
        ]
        return sorted(aside_notes(self.glyphs.aside, self.pages) + crowded, key=lambda note: note[2] or 0)

    def _dropped(self) -> list[Box]:
        boxes: list[tuple[int, Box]] = []
        for i in sorted(self.running):
            boxes.append((self.joiner.page[i], self._box(self.joiner.page[i], self.joiner.box[i], self.lines.text[i])))
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


def _table_block(entry: _Cells, laid: Spread, page: int) -> Table:
    grid = entry.grid
    cells = [
        Cell(laid.offset[start], laid.offset[end], row, col, rowspan, colspan, page, (x0, top, x1, bottom))
        for (start, end), (row, col, rowspan, colspan), (x0, top, x1, bottom) in zip(
            entry.marks, grid.place.tolist(), grid.boxes.tolist(), strict=True
        )
    ]
    return Table(
        laid.offset[entry.begin], laid.offset[entry.end], page, page, grid.n_rows, grid.n_cols, cells, grid.bbox
    )
