"""Where a figure stands in the document: its sentence as the grammar sees it, or its row and column."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from extractor.layout.model import Cell, Document, Table
from extractor.reading.clauses.base import Machine
from extractor.reading.clauses.state import State
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import scan
from extractor.reading.tokens import Token
from extractor.records.leaves import Evidence

_STOPS = ("stop", "semicolon")
_HEADS = 3


@dataclass(slots=True)
class Sight:
    """The moment at which the grammar came to a figure."""

    tokens: list[Token]
    index: int  #: of the figure's token
    state: State

    def sentence(self) -> list[Token]:
        """The tokens of the figure's sentence."""
        return [*self.before(), *self._behind()]

    def before(self) -> list[Token]:
        """The tokens of its sentence in front of the figure."""
        first = self.index
        while first > 0 and self.tokens[first - 1].kind not in _STOPS:
            first -= 1
        return self.tokens[first : self.index]

    def _behind(self) -> Iterator[Token]:
        for token in self.tokens[self.index :]:
            yield token
            if token.kind in _STOPS:
                return


class Lookout:
    """Watches the grammar for the moment at which it comes to the figure at `start`."""

    def __init__(self, start: int) -> None:
        self._start = start
        self.sight: Sight | None = None

    def __call__(self, machine: Machine, token: Token) -> None:
        if token.start == self._start and token.mention is not None:
            index = next(i for i, other in enumerate(machine.tokens) if other is token)
            self.sight = Sight(list(machine.tokens), index, copy(machine.state))


@dataclass(frozen=True, slots=True)
class InTable:
    """A figure's cell: the words at the head of its row, and those above it, the lowest first."""

    row: str
    heads: tuple[str, ...]


def span_of(document: Document, boxes: list[Evidence]) -> tuple[int, int] | None:
    """The place in the document's text of a leaf with this evidence; None where it is not one figure."""
    quoter = Quoter(document)
    words = "".join(box.text for box in boxes)
    places = [(mention.start, mention.end) for mention in scan(document.text)]
    places += [(cell.start, cell.end) for _, cell in _cells(document)]
    for start, end in places:
        if document.text[start:end] == words and quoter.evidence(start, end) == boxes:
            return start, end
    return None


def in_table(document: Document, start: int) -> InTable | None:
    """The cell in which a figure stands; None in prose."""
    table, cell = next(((t, c) for t, c in _cells(document) if c.start <= start < c.end), (None, None))
    if table is None or cell is None:
        return None

    def words(other: Cell) -> str:
        return "".join(document.text[other.start : other.end].split())

    rows = range(cell.row, cell.row + cell.rowspan)
    left = [c for c in table.cells if c.col < cell.col and c.row in rows and _is_words(words(c))]
    above = [
        c for c in table.cells if c.row < cell.row and c.col <= cell.col < c.col + c.colspan and _is_words(words(c))
    ]
    heads = sorted(above, key=lambda c: -c.row)
    return InTable(words(left[-1]) if left else "", tuple(dict.fromkeys(map(words, heads)))[:_HEADS])


def _cells(document: Document) -> Iterator[tuple[Table, Cell]]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from ((block, cell) for cell in block.cells if cell.end > cell.start)


def _is_words(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
