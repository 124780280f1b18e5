"""A sheet as forms read it: words of cells, labels without their trimmings, leaves with every piece's evidence."""

from __future__ import annotations

import re

from extractor.layout.sheets import Sheet, SheetCell
from extractor.lexicon.units import units
from extractor.reading.leaves import Quoter, text_leaf
from extractor.records.leaves import Evidence, Text

_ORDINAL = re.compile(
    r"(?:其中[：:]?)?(?:[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十\d]{1,3}）[、.]?|\d{1,2}[.、)）]|[①-⑩])?(?:其中[：:])?"
)
_LONGEST_LABEL = 48
_TAIL = re.compile(r"(?<![）：:*\s])(?:（[^（）]*）|[：:*\s])++$")


def squeeze(text: str) -> str:
    """A label without spaces, ordinal, brackets at its end and colon: "1.公务接待费（元）：" → 公务接待费."""
    text = "".join(text.split())
    match = _ORDINAL.match(text)
    text = text[match.end() :] if match else text
    return _TAIL.sub("", text)


class View:
    """A sheet with the words of its cells."""

    def __init__(self, sheet: Sheet, quoter: Quoter) -> None:
        self.sheet = sheet
        self.quoter = quoter
        self.n_rows, self.n_cols = sheet.n_rows, sheet.n_cols
        self._dashes = units().blank
        self._labels: dict[int, str] = {}
        self._rows: dict[int, list[SheetCell]] = {}

    def at(self, row: int, col: int) -> SheetCell | None:
        return self.sheet.grid[row][col]

    def row(self, row: int) -> list[SheetCell]:
        """The cells that cover a row, from left to right, each once."""
        found = self._rows.get(row)
        if found is None:
            line = self.sheet.grid[row]
            beside = zip(line, (None, *line), strict=False)
            found = [cell for cell, left in beside if cell is not None and cell is not left]
            self._rows[row] = found
        return found

    @staticmethod
    def text(cell: SheetCell | None) -> str:
        """The words of a cell."""
        return "" if cell is None else cell.text

    @staticmethod
    def bare(cell: SheetCell | None) -> str:
        """The words of a cell without white space."""
        return "" if cell is None else cell.bare

    def label(self, cell: SheetCell | None) -> str:
        """The words of a cell as a label (see `squeeze`); "" for one too long to be a label."""
        if cell is None:
            return ""
        found = self._labels.get(id(cell))
        if found is None:
            found = self._labels[id(cell)] = squeeze(cell.text) if len(cell.text) <= _LONGEST_LABEL else ""
        return found

    def blank(self, cell: SheetCell | None) -> bool:
        """Whether a cell holds no value (nothing, or a dash)."""
        return cell is None or not cell.text or (len(cell.text) < 8 and cell.bare in self._dashes)

    def spans(self, cell: SheetCell, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """Places in the document of `text(cell)[start:end]`."""
        found: list[tuple[int, int]] = []
        begin = 0
        stop = len(self.text(cell)) if end is None else end
        for first, last in cell.pieces:
            a, b = max(start - begin, 0), min(stop - begin, last - first)
            if a < b:
                found.append((first + a, first + b))
            begin += last - first
        return found

    def extent(self, first: int, stop: int) -> tuple[int, int] | None:
        """Where the text of some rows stands in the document, from their first cell to their last; None if blank."""
        cells = {id(cell): cell for row in range(first, stop) for cell in self.row(row) if cell.row >= first}
        places = [place for cell in cells.values() for place in cell.pieces]
        return (min(start for start, _ in places), max(end for _, end in places)) if places else None

    def evidence(self, cell: SheetCell, start: int = 0, end: int | None = None) -> list[Evidence]:
        places = cell.pieces if not start and end is None else self.spans(cell, start, end)
        return [box for place in places for box in self.quoter.evidence(*place)]

    def leaf(self, cell: SheetCell | None, start: int = 0, end: int | None = None) -> Text | None:
        """The words of a cell (or of a part of them) as a leaf; None where it is blank."""
        if cell is None or self.blank(cell):
            return None
        text = cell.text[start:end]
        stop = len(cell.text) if end is None else end
        left = len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return None
        if len(text) == len(cell.text):
            return text_leaf(text, self.evidence(cell))
        return text_leaf(text, self.evidence(cell, start + left, min(stop, start + left + len(text))))
