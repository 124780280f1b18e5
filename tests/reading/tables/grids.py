"""Forms drawn as ruled grids, for tests of what is read from them."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.layout import Document, build_document
from extractor.layout.sheets import join_sheets
from extractor.reading.draft import Draft
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention, scan
from extractor.reading.sections import split
from extractor.reading.subjects import Context
from extractor.reading.tables.forms import fill_forms, form_templates, read_forms
from extractor.reading.tables.reading import read_tables
from extractor.reading.tables.state import Block
from extractor.records.items import Revenue, Spending
from extractor.records.report import Kind, Report, Source
from tests.layout.drawn import Sheet, layer

LEFT, TOP, SIZE = 40.0, 90.0, 10.0
_LINE = SIZE * 1.3

Rows = list[list[str]]
"""A table: "<" merges a cell into its left neighbour, "^" into the one above."""


@dataclass
class Drawn:
    """A form and what was read from it."""

    report: Report
    document: Document
    mentions: list[Mention] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def table(text: str) -> Rows:
    """Rows as lines, cells between |."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]


def draw(*pages: Rows, titles: tuple[str, ...] = (), widths: list[int] | None = None) -> Document:
    """One page for each table, its title above it. `widths`: of the columns, in characters."""
    sheets = []
    for number, rows in enumerate(pages, 1):
        sheet = Sheet(number, width=1400.0, height=2400.0)
        if number <= len(titles) and titles[number - 1]:
            for k, line in enumerate(titles[number - 1].split("\n")):
                sheet.write(line, 500.0, 40.0 + 18 * k)
        draw_table(sheet, rows, widths or [8] * len(rows[0]))
        sheets.append(sheet)
    return build_document(layer(*sheets))


def draw_table(sheet: Sheet, rows: Rows, widths: list[int]) -> None:
    """Draw a table on a page. `widths`: of the columns, in characters."""
    xs = [LEFT]
    for width in widths:
        xs.append(xs[-1] + width * SIZE + 8)
    ys = [TOP]
    for row in rows:
        lines = max(len(_wrapped(text, _width(row, col, widths))) for col, text in enumerate(row))
        ys.append(ys[-1] + lines * _LINE + 6)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            right = c + 1
            while right < len(row) and row[right] == "<":
                right += 1
            below = r + 1
            while below < len(rows) and rows[below][c] == "^":
                below += 1
            sheet.rectangle(xs[c], ys[r], xs[right], ys[below])
            for k, line in enumerate(_wrapped(text, _width(row, c, widths))):
                sheet.write(line, xs[c] + 3, ys[r] + 3 + k * _LINE, SIZE)


def _width(row: list[str], col: int, widths: list[int]) -> int:
    right = col + 1
    while right < len(row) and row[right] == "<":
        right += 1
    return sum(widths[col:right])


def _wrapped(text: str, width: int) -> list[str]:
    lines, used = [""], 0.0
    for char in text:
        wide = 1.0 if ord(char) > 0x2000 else 0.5
        if used + wide > width:
            lines.append("")
            used = 0.0
        lines[-1] += char
        used += wide
    return lines


def read(document: Document, kind: Kind = "self_evaluation", year: int | None = 2023) -> Drawn:
    """The forms of a document as a record, prose left aside."""
    quoter = Quoter(document)
    tables = read_tables(document, quoter, join_sheets(document), kind)
    mentions = scan(document.text)
    report = Report(source=Source(name="x.pdf", sha256="", bytes=0, pages=1, text_layer="native"), kind=kind)
    draft = Draft(quoter)
    found = read_forms(tables, split(document), quoter, mentions, draft, report, Context(year=year))
    report.revenue, report.spending = Revenue(), Spending()
    draft.fill(report.revenue, report.spending)
    fill_forms(found, report)
    report.warnings = form_templates(found, quoter)
    return Drawn(report, document, mentions, found.blocks)
