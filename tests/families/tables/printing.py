"""A parsed source as a PDF not of Word's making: a page printed by Chromium, or a spreadsheet set by LibreOffice."""

from __future__ import annotations

import html
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pikepdf
from markup import Block, Piece, Source

CSS = """@page {{ size: {page}; margin: {margins} }}
body {{ font-family: '{font}'; font-size: {size}pt; line-height: 1.5 }}
table {{ border-collapse: collapse; table-layout: fixed; margin: 0 auto 6pt }}
td {{ padding: 1pt 3pt; word-break: break-all; vertical-align: middle }}
tr {{ page-break-inside: {cut} }}
.title {{ text-align: center; font-size: 20pt; font-weight: bold }}
.subtitle, .cover, .caption, .part {{ text-align: center; font-size: 15pt }}
.unit {{ text-align: right; font-size: 9pt }}
.small {{ font-size: 9pt }}
.p {{ text-indent: 2em; text-align: justify }}
.h1 {{ text-indent: 2em; font-weight: bold }}"""
#: the rulings of a table, for Chromium and for LibreOffice
BORDERS = {
    "solid": ("td { border: 0.6pt solid #000 }", "thin"),
    "dashed": ("td { border: 0.6pt dashed #000 }", "dashed"),
    "double": ("td { border: 2.2pt double #000 }", "double"),
    "open": ("td { border: 0.6pt solid #000 } .l { border-left: none } .r { border-right: none }", "thin"),
    "thick": ("td { border: 0.5pt solid #000 } table { border: 1.8pt solid #000 }", "medium"),
    "level": ("td { border-top: 0.6pt solid #000; border-bottom: 0.6pt solid #000 }", "thin"),
}
ALIGN = {"l": "left", "c": "center", "r": "right"}


def words(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def spans(block: Block, row: int, column: int) -> tuple[int, int]:
    """Columns and rows that a cell covers."""
    right, down = column, row
    while right + 1 < len(block.rows[row]) and block.rows[row][right + 1] == "<":
        right += 1
    while down + 1 < len(block.rows) and block.rows[down + 1][column] == "^":
        down += 1
    return right - column + 1, down - row + 1


def widths(block: Block) -> list[float]:
    return [float(width) for width in block.options["widths"].split(",")]


def chromium(source: Source, target: Path) -> None:
    """Printed by Chromium; `rotate: yes` stores the landscape pages upright, to be turned when shown."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(_html(source), encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
    if source.options.get("rotate") == "yes":
        _rotate(target)


def _html(source: Source) -> str:
    options = {"page": "A4", "margins": "2cm", "size": "12", "cut": "avoid", **source.options}
    parts = [f"<meta charset=utf-8><title></title><style>{CSS.format_map(options)}</style>"]
    for number, block in enumerate(source.blocks):
        if block.style == "page":
            parts.append('<div style="page-break-after: always"></div>')
        elif block.style == "table":
            parts += _html_table(block, f"t{number}")
        else:
            parts.append(f'<div class="{block.style}">{html.escape(words(block.pieces))}</div>')
    return "\n".join(parts)


def _html_table(block: Block, name: str) -> list[str]:
    columns, head = widths(block), int(block.options.get("head", 0))
    align = block.options.get("align", "c" * len(columns))
    style = re.sub(r"(table|td|\.\w)(?= \{)", lambda m: f"#{name}{'' if m[1] == 'table' else ' ' + m[1]}",
                   BORDERS[block.options.get("border", "solid")][0])  # fmt: skip
    size = block.options.get("size", "10")
    parts = [
        f'<style>{style}</style><table id={name} style="width: {sum(columns)}cm; font-size: {size}pt"><colgroup>',
        *(f'<col style="width: {width}cm">' for width in columns),
        "</colgroup>",
    ]
    repeated = head if block.options.get("repeat", "yes") == "yes" else 0
    parts.append("<thead>" if repeated else "<tbody>")
    for r, row in enumerate(block.rows):
        if repeated and r == repeated:
            parts.append("</thead><tbody>")
        parts.append("<tr>")
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                continue
            right, down = spans(block, r, c)
            text = html.escape(words(cell)).replace("\\n", "<br>")
            side = "center" if r < head else "left" if right > 1 and len(text) > 30 else ALIGN[align[c]]
            edge = ("l " if c == 0 else "") + ("r" if c + right == len(columns) else "")
            parts.append(f'<td class="{edge}" colspan={right} rowspan={down} style="text-align: {side}">{text}</td>')
        parts.append("</tr>")
    return [*parts, "</tbody></table>"]


def _rotate(path: Path) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(value) for value in page.mediabox)
            width, height = x1 - x0, y1 - y0
            page.contents_add(f"q 0 1 -1 0 {height} 0 cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ\n")
            page.MediaBox = pikepdf.Array([0, 0, height, width])
            page.Rotate = 90
        pdf.save(path)


def calc(source: Source, target: Path) -> None:
    """A spreadsheet, a sheet for every table with the lines above it, set on one page's width by LibreOffice."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    above: list[tuple[str, str]] = []
    for block in source.blocks:
        if block.style == "table":
            _sheet(book, block, above, source.options)
            above = []
        elif block.style == "page" and above:
            sheet = book.create_sheet(f"S{len(book.worksheets) + 1}")
            _lines(sheet, above, 6, source.options["font"])
            above = []
        elif block.style != "page":
            above.append((words(block.pieces), block.style))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        book.save(path)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", folder, str(path)],
            check=True, capture_output=True,
        )  # fmt: skip
        target.write_bytes(path.with_suffix(".pdf").read_bytes())


def _lines(sheet: Any, lines: list[tuple[str, str]], columns: int, font: str) -> int:
    """The lines above a table, each over all its columns; returns the first row below them."""
    from openpyxl.styles import Alignment, Font

    for row, (text, style) in enumerate(lines, 1):
        big = style in ("title", "caption", "part")
        cell = sheet.cell(row, 1, text)
        cell.font = Font(name=font, size=18 if big else 11, bold=big)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
        side = "center" if big or style == "subtitle" else "right" if style == "unit" else "left"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        sheet.row_dimensions[row].height = 30 if big else 18 * max(1, -(-len(text) // 60))
    return len(lines) + 1


def _sheet(book: Any, block: Block, above: list[tuple[str, str]], options: dict[str, str]) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(f"S{len(book.worksheets) + 1}")
    columns, head = widths(block), int(block.options.get("head", 0))
    size, align = float(block.options.get("size", 10)), block.options.get("align", "c" * len(columns))
    for number, width in enumerate(columns, 1):
        sheet.column_dimensions[sheet.cell(1, number).column_letter].width = width / 0.19
    top = _lines(sheet, above, len(columns), options["font"])
    ruling = Side(style=BORDERS[block.options.get("border", "solid")][1])
    for r, row in enumerate(block.rows):
        lines = 1
        for c, text in enumerate(row):
            cell = sheet.cell(top + r, c + 1)
            cell.border = Border(left=ruling, right=ruling, top=ruling, bottom=ruling)
            if isinstance(text, str):
                continue
            right, down = spans(block, r, c)
            cell.value, cell.number_format = words(text).replace("\\n", "\n"), "@"
            cell.font = Font(name=options["font"], size=size)
            side = "center" if r < head else ALIGN[align[c]]
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=side)
            if down == 1:
                lines = max(lines, _height(cell.value, size, sum(columns[c : c + right])))
            if right > 1 or down > 1:
                sheet.merge_cells(
                    start_row=top + r, start_column=c + 1, end_row=top + r + down - 1, end_column=c + right
                )
        sheet.row_dimensions[top + r].height = max(16, lines * size * 1.45 + 3)
    sheet.page_setup.orientation = options.get("orientation", "landscape")
    sheet.page_setup.paperSize = {"A3": 8, "A4": 9}[options.get("paper", "A4")]
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddFooter.center.text = "— &P —"
    if head and block.options.get("repeat", "yes") == "yes":
        sheet.print_title_rows = f"{top}:{top + head - 1}"


def _height(text: str, size: float, width: float) -> int:
    """Lines that a text needs in a cell of `width` centimetres."""
    per_line = max(1, int(width))
    wide = [sum(2 if ord(char) > 255 else 1 for char in part) * size * 0.0353 / 2 * 1.08 for part in text.split("\n")]
    return sum(max(1, -(-int(one + 0.99) // per_line)) for one in wide)
