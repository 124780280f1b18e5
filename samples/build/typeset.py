"""From a parsed source to a Word file: A4, body 16 pt on fixed lines of 28 pt, first lines two characters in."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from markup import Block, Piece, Source

LEFT, CENTER, RIGHT, BOTH = (getattr(WD_ALIGN_PARAGRAPH, name) for name in ("LEFT", "CENTER", "RIGHT", "JUSTIFY"))
#: style: font role, size (None: the body's), bold, alignment, indent in characters, space before in points
STYLES: dict[str, tuple[str, float | None, bool, Any, int, float]] = {
    "note": ("head", None, False, LEFT, 0, 0),
    "title": ("head", 22, False, CENTER, 0, 0),
    "subtitle": ("body", 18, False, CENTER, 0, 0),
    "cover": ("body", None, False, CENTER, 0, 0),
    "part": ("head", 18, False, CENTER, 0, 8),
    "h1": ("head", None, False, LEFT, 2, 0),
    "h2": ("body", None, True, LEFT, 2, 0),
    "h3": ("body", None, True, LEFT, 2, 0),
    "p": ("body", None, False, BOTH, 2, 0),
    "flush": ("body", None, False, BOTH, 0, 0),
    "caption": ("head", None, False, CENTER, 0, 6),
    "unit": ("body", 10.5, False, RIGHT, 0, 0),
    "small": ("body", 9, False, LEFT, 0, 0),
    "sign": ("body", None, False, RIGHT, 0, 0),
}
ALIGN = {"l": LEFT, "c": CENTER, "r": RIGHT}


class Typesetter:
    def __init__(self, source: Source) -> None:
        self.source, self.options = source, source.options
        self.document = Document()
        self.fonts = {"body": self.options["font"], "head": self.options.get("head_font", self.options["font"])}
        self.latin = self.options.get("latin", self.options["font"])
        self.size = float(self.options.get("size", 16))
        self.bookmarks = 0

    def save(self, path: Path) -> None:
        """Sets the whole report and writes it."""
        self._page()
        for block in self.source.blocks:
            if block.style == "page":
                self.document.add_page_break()
            elif block.style == "gap":
                for _ in range(int(block.pieces[0].text)):
                    self._shape(self.document.add_paragraph(), LEFT, 0, 0)
            elif block.style == "table":
                self._table(block)
            else:
                self._paragraph(block)
        core = self.document.core_properties
        core.author = core.comments = core.last_modified_by = ""
        core.title = self.options.get("title", "")
        core.created = core.modified = datetime(2024, 1, 1)
        self.document.save(str(path))

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.0), Cm(2.8)
        section.left_margin = section.right_margin = Cm(float(self.options.get("margin", 2.6)))
        section.footer_distance = Cm(1.6)
        section.different_first_page_header_footer = self.options.get("plain_cover") == "yes"
        if footer := self.options.get("footer"):
            paragraph = section.footer.paragraphs[0]
            paragraph.alignment = CENTER
            before, _, after = footer.strip('"').partition("{n}")
            self._run(paragraph, before, "body", 12, False)
            self._field(self._run(paragraph, "", "body", 12, False), "PAGE")
            self._run(paragraph, after, "body", 12, False)
        if header := self.options.get("header"):
            paragraph = section.header.paragraphs[0]
            paragraph.alignment = CENTER
            self._run(paragraph, header, "body", 10.5, False)

    @staticmethod
    def _field(run: Any, name: str) -> None:
        for kind in ("begin", None, "end"):
            if kind is None:
                element = OxmlElement("w:instrText")
                element.text = name
            else:
                element = OxmlElement("w:fldChar")
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)

    def _run(self, paragraph: Any, text: str, role: str, size: float, bold: bool) -> Any:
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, self.latin
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.fonts[role])
        return run

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self.bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            element = OxmlElement(tag)
            element.set(qn("w:id"), str(self.bookmarks))
            if tag.endswith("Start"):
                element.set(qn("w:name"), name)
            paragraph._p.append(element)

    def _pieces(self, paragraph: Any, pieces: list[Piece], role: str, size: float, bold: bool) -> None:
        strong = bold
        for piece in pieces:
            if piece.anchor:
                self._bookmark(paragraph, piece.anchor)
            # **words** are bold: run-in headings. The state holds over the pieces of a paragraph.
            for part in re.split(r"(\*\*)", piece.text):
                if part == "**":
                    strong = not strong
                elif part:
                    self._run(paragraph, part.replace("\\n", "\n"), role, size, strong)

    def _shape(self, paragraph: Any, align: Any, indent: int, before: float, size: float | None = None) -> None:
        shape = paragraph.paragraph_format
        shape.space_before, shape.space_after, shape.alignment = Pt(before), Pt(0), align
        big = (size or self.size) > self.size
        if big:
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(round((size or 16) * 1.7))
        else:
            shape.line_spacing_rule, shape.line_spacing = (
                WD_LINE_SPACING.EXACTLY,
                Pt(float(self.options.get("leading", 28)) if size is None or size == self.size else size * 1.5),
            )
        if indent:
            shape.first_line_indent = Pt(indent * self.size)

    def _paragraph(self, block: Block) -> None:
        role, size, bold, align, indent, before = STYLES[block.style]
        paragraph = self.document.add_paragraph()
        self._shape(paragraph, align, indent, before, size)
        paragraph.paragraph_format.keep_with_next = block.style in ("part", "h1", "h2", "h3", "caption", "unit")
        self._pieces(paragraph, block.pieces, role, size or self.size, bold)

    def _table(self, block: Block) -> None:
        widths = [Cm(float(width)) for width in block.options["widths"].split(",")]
        rows, columns = len(block.rows), len(widths)
        aligns = block.options.get("align", "c" * columns)
        size = float(block.options.get("size", 10.5))
        table = self.document.add_table(rows, columns, style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for r, row in enumerate(block.rows):
            if len(row) != columns:
                raise ValueError(f"row {r + 1} has {len(row)} cells, not {columns}: {row}")
            for c in range(columns):
                table.cell(r, c).width = widths[c]
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row):
                if not isinstance(cell, str):
                    self._cell(table, block, r, c, size, aligns[c])
            if r < int(block.options.get("head", 0)):
                properties = table.rows[r]._tr.get_or_add_trPr()
                repeat = OxmlElement("w:tblHeader")
                repeat.set(qn("w:val"), "true")
                properties.append(repeat)
        self._shape(self.document.add_paragraph(), LEFT, 0, 0, 6)

    def _cell(self, table: Any, block: Block, r: int, c: int, size: float, align: str) -> None:
        right, down = c, r
        while right + 1 < len(block.rows[r]) and block.rows[r][right + 1] == "<":
            right += 1
        while down + 1 < len(block.rows) and block.rows[down + 1][c] == "^":
            down += 1
        cell = table.cell(r, c)
        if (right, down) != (c, r):
            cell = cell.merge(table.cell(down, right))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        wide = right > c and r >= int(block.options.get("head", 0))
        pieces = block.rows[r][c]
        long_text = sum(len(piece.text) for piece in pieces) > 24
        shape = paragraph.paragraph_format
        shape.space_before = shape.space_after = Pt(1)
        shape.alignment = LEFT if wide and long_text else ALIGN[align]
        self._pieces(paragraph, pieces, "body", size, False)
