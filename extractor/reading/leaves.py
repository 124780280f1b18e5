"""Mentions and spans of the document → leaves of the record, each with its evidence."""

from __future__ import annotations

from decimal import Decimal

from extractor.layout.model import Document
from extractor.reading.mentions import Mention
from extractor.reading.sections import Node
from extractor.records.leaves import Amount, Count, Evidence, Month, Percent, Score, Text, Year, sure

_ZERO = Decimal(0)
_EVIDENCE, _TEXT, _AMOUNT, _PERCENT, _COUNT, _SCORE = (
    set(kind.model_fields) for kind in (Evidence, Text, Amount, Percent, Count, Score)
)


def _evidence(
    page: int, x0: float | None, top: float | None, x1: float | None, bottom: float | None, text: str,
    line: int | None, confidence: float | None,
) -> Evidence:  # fmt: skip
    values = {
        "page": page, "x0": x0, "top": top, "x1": x1, "bottom": bottom, "text": text, "line": line,
        "confidence": confidence,
    }  # fmt: skip
    return sure(Evidence, values, _EVIDENCE)


def text_leaf(value: str, evidence: list[Evidence]) -> Text:
    """A text leaf; the evidence is its own from now on."""
    return sure(Text, {"evidence": evidence, "uncertain": False, "value": value, "also": []}, _TEXT)


class Quoter:
    """Makes leaves from places in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._figures: dict[tuple[int, int], list[Evidence]] = {}  #: boxes of amounts: a table's, and then a line's

    def evidence(self, start: int, end: int) -> list[Evidence]:
        """The boxes of a span, one a printed line."""
        return self.document.quote(start, end, _evidence)

    def words(self, start: int, end: int) -> str:
        """The document's text from start to end."""
        return self.document.text[start:end]

    def text(self, *spans: tuple[int, int]) -> Text:
        """A text leaf of one or several spans (paragraphs), joined by newlines."""
        value = "\n".join(self.words(start, end).strip("\n") for start, end in spans)
        return text_leaf(value, [box for start, end in spans for box in self.evidence(start, end)])

    def paragraphs(self, node: Node, *, deep: bool = True) -> Text | None:
        """The paragraphs of a section, those below it with their headings; None where it has none."""
        places = node.places(deep)
        return self.text(*places) if places else None

    def amount(self, start: int, end: int, mention: Mention | None, sign: int = 1) -> Amount:
        """Money of a mention; without one (零, 无, 持平) an exact zero."""
        if mention is None or mention.value is None:
            value = low = high = _ZERO
        else:
            value, low, high = mention.value, mention.low, mention.high
        if sign < 0:
            value, low, high = -value, -high, -low
        unit = mention.unit if mention is not None else "元"
        stated = mention.stated if mention is not None else self.words(start, end)
        boxes = self._figures.get((start, end))
        if boxes is None:
            boxes = self._figures[start, end] = self.evidence(start, end)
        values = {
            "evidence": boxes.copy(), "uncertain": False,
            "value": value + 0, "low": low + 0, "high": high + 0, "unit": unit, "stated": stated, "also": [],
        }  # fmt: skip
        return sure(Amount, values, _AMOUNT)

    def percent(self, start: int, end: int, mention: Mention | None, sign: int = 1) -> Percent:
        """A rate; `sign` −1 where the words say 减少, 下降 …"""
        value, low, high = (mention.value or _ZERO, mention.low, mention.high) if mention is not None else (_ZERO,) * 3
        if sign < 0:
            value, low, high = -value, -high, -low
        stated = mention.stated if mention is not None else self.words(start, end)
        values = {
            "evidence": self.evidence(start, end), "uncertain": False,
            "value": value + 0, "low": low + 0, "high": high + 0, "stated": stated, "also": [],
        }  # fmt: skip
        return sure(Percent, values, _PERCENT)

    def count(self, start: int, end: int, mention: Mention | None, unit: str = "") -> Count:
        """A count; without a mention (零) zero."""
        value = int(mention.value or 0) if mention is not None else 0
        unit = mention.unit if mention is not None else unit
        stated = mention.stated if mention is not None else self.words(start, end)
        values = {
            "evidence": self.evidence(start, end), "uncertain": False,
            "value": value, "unit": unit, "stated": stated, "also": [],
        }  # fmt: skip
        return sure(Count, values, _COUNT)

    def score(self, start: int, end: int, value: Decimal, out_of: Decimal | None = None) -> Score:
        """Points, perhaps of so many."""
        values = {
            "evidence": self.evidence(start, end), "uncertain": False,
            "value": value, "out_of": out_of, "stated": self.words(start, end), "also": [],
        }  # fmt: skip
        return sure(Score, values, _SCORE)

    def year(self, start: int, end: int, value: int) -> Year:
        return Year(value=value, stated=self.words(start, end), evidence=self.evidence(start, end))

    def month(self, start: int, end: int, value: str) -> Month:
        return Month(value=value, stated=self.words(start, end), evidence=self.evidence(start, end))
