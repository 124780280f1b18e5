"""Mentions and spans of the document → leaves of the record, each with its evidence."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from extractor.layout.model import Document
from extractor.reading.mentions import Mention
from extractor.reading.sections import Node
from extractor.records.leaves import Amount, Count, Evidence, Month, Percent, Score, Text, Unit, Year

_ZERO = Decimal(0)
#: what `Evidence(…)` does, without its way through Python: a record has thousands
_evidence = Evidence.__pydantic_validator__.validate_python
_amount = Amount.__pydantic_validator__.validate_python


class Quoter:
    """Makes leaves from places in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def evidence(self, start: int, end: int) -> list[Evidence]:
        """The boxes of a span, one a printed line."""
        return [
            _evidence(
                {"page": page, "x0": x0, "top": top, "x1": x1, "bottom": bottom, "text": text, "line": line,
                 "confidence": confidence}
            )
            for page, x0, top, x1, bottom, text, line, confidence in self.document.evidence(start, end)
        ]  # fmt: skip

    def words(self, start: int, end: int) -> str:
        """The document's text from start to end."""
        return self.document.text[start:end]

    def text(self, *spans: tuple[int, int]) -> Text:
        """A text leaf of one or several spans (paragraphs), joined by newlines."""
        value = "\n".join(self.words(start, end).strip("\n") for start, end in spans)
        return Text(value=value, evidence=[box for start, end in spans for box in self.evidence(start, end)])

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
        unit = cast(Unit, mention.unit if mention is not None else "元")
        stated = mention.stated if mention is not None else self.words(start, end)
        evidence = self.evidence(start, end)
        made: Amount = _amount(
            {"value": value + 0, "low": low + 0, "high": high + 0, "unit": unit, "stated": stated, "evidence": evidence}
        )
        return made

    def percent(self, start: int, end: int, mention: Mention | None, sign: int = 1) -> Percent:
        """A rate; `sign` −1 where the words say 减少, 下降 …"""
        value, low, high = (mention.value or _ZERO, mention.low, mention.high) if mention is not None else (_ZERO,) * 3
        if sign < 0:
            value, low, high = -value, -high, -low
        stated = mention.stated if mention is not None else self.words(start, end)
        return Percent(value=value + 0, low=low + 0, high=high + 0, stated=stated, evidence=self.evidence(start, end))

    def count(self, start: int, end: int, mention: Mention | None, unit: str = "") -> Count:
        """A count; without a mention (零) zero."""
        value = int(mention.value or 0) if mention is not None else 0
        return Count(
            value=value,
            unit=mention.unit if mention is not None else unit,
            stated=mention.stated if mention is not None else self.words(start, end),
            evidence=self.evidence(start, end),
        )

    def score(self, start: int, end: int, value: Decimal, out_of: Decimal | None = None) -> Score:
        return Score(value=value, out_of=out_of, stated=self.words(start, end), evidence=self.evidence(start, end))

    def year(self, start: int, end: int, value: int) -> Year:
        return Year(value=value, stated=self.words(start, end), evidence=self.evidence(start, end))

    def month(self, start: int, end: int, value: str) -> Month:
        return Month(value=value, stated=self.words(start, end), evidence=self.evidence(start, end))
