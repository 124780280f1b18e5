"""Pages drawn by hand, for tests of the layout: text set at a place, rulings and rectangles."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from extractor.layout import Document, Paragraph, Table
from extractor.textlayer.model import Page, TextLayer

LEFT, RIGHT = 90.0, 510.0  #: margins of the running text: 35 hanzi of 12 points
SIZE = 12.0


@dataclass
class Sheet:
    """A page being drawn. Hanzi are as wide as high, other characters half as wide."""

    number: int = 1
    width: float = 600.0
    height: float = 840.0
    codes: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    upright: list[bool] = field(default_factory=list)
    edges: list[tuple[float, float, float, float, float]] = field(default_factory=list)

    def write(
        self, text: str, x: float, top: float, size: float = SIZE, gap: float = 0.0, upright: bool = True
    ) -> float:
        """Set `text` from `x` on, `gap` points between characters; a space leaves half an em. Returns where it ends."""
        for char in text:
            width = size if ord(char) > 0x2000 else size / 2
            if char != " ":
                self.codes.append(char)
                self.boxes.append((x, top, x + width, top + size))
                self.upright.append(upright)
            x += width + gap
        return x

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.edges.append((float(x0 == x1), x0, y0, x1, y1))

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.edges += [(0, x0, y0, x1, y0), (0, x0, y1, x1, y1), (1, x0, y0, x0, y1), (1, x1, y0, x1, y1)]

    def grid(self, xs: list[float], ys: list[float]) -> None:
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    def page(self, order: list[int] | None = None, shift: np.ndarray | None = None) -> Page:
        """The page, its characters in `order`, their boxes moved by `shift` (n, 4)."""
        boxes = np.array(self.boxes, dtype=float).reshape(-1, 4)
        if shift is not None:
            boxes = boxes + shift
        index = np.arange(len(boxes)) if order is None else np.array(order, dtype=int)
        return Page(
            self.number,
            self.width,
            self.height,
            "".join(self.codes[i] for i in index),
            boxes[index],
            None if all(self.upright) else np.array(self.upright)[index],
            np.array(self.edges, dtype=float).reshape(-1, 5),
        )


def layer(*pages: Page | Sheet) -> TextLayer:
    """A text layer of these pages, numbered from 1."""
    made = [page.page() if isinstance(page, Sheet) else page for page in pages]
    for number, page in enumerate(made, 1):
        page.number = number
    return TextLayer("drawn.pdf", "0" * 64, 0, "native", made)


def broken(text: str, indent: int = 2, size: float = SIZE) -> list[str]:
    """`text` in lines as a word processor would break it, the first set in by `indent` em.

    Runs of ASCII characters are not broken, and closing punctuation never begins a line.
    """
    units: list[str] = []
    for char in text:
        glued = char in "，。；：、）”%" or (char.isascii() and units and units[-1][-1].isascii())
        if units and glued:
            units[-1] += char
        else:
            units.append(char)
    lines, x = [""], LEFT + indent * size
    for unit in units:
        wide = sum(size if ord(char) > 0x2000 else size / 2 for char in unit)
        if x + wide > RIGHT + 0.01:
            lines.append("")
            x = LEFT
        lines[-1] += unit
        x += wide
    return lines


def column(text: str, top: float, sheet: Sheet, indent: int = 2, pitch: float = 24.0, size: float = SIZE) -> float:
    """Set a paragraph in the column of text. Returns the top of the line after it."""
    return lay(broken(text, indent, size), top, sheet, indent, pitch, size)


def lay(lines: list[str], top: float, sheet: Sheet, indent: int = 2, pitch: float = 24.0, size: float = SIZE) -> float:
    """Set lines below each other, the first set in. Returns the top of the line after them."""
    for k, line in enumerate(lines):
        sheet.write(line, LEFT + (0 if k else indent * size), top + k * pitch, size)
    return top + len(lines) * pitch


def paragraphs(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if isinstance(b, Paragraph)]


def rows(document: Document, table: Table) -> list[list[str]]:
    """The texts of a table's cells, row by row."""
    found: list[list[str]] = [[] for _ in range(table.n_rows)]
    for cell in table.cells:
        found[cell.row].append(document.text[cell.start : cell.end])
    return found


def tables(document: Document) -> list[Table]:
    return [b for b in document.blocks if isinstance(b, Table)]
