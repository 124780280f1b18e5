"""Points in cells, weights inside labels, and placeholders."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.layout.sheets import SheetCell
from extractor.reading.tables.view import View
from extractor.records.leaves import Score, Text

_POINTS = re.compile(r"(?P<points>\d{1,3}(?:\.\d{1,3})?)(?:分|%)?$")
_INSIDE = re.compile(r"（(?P<points>\d{1,3}(?:\.\d{1,2})?)(?:分|%)?）$")
_NUMBERED = re.compile(r"(?:指标|目标)(?:\d{1,2}|[一二三四五六七八九十]{1,2})[：:.、]")
_PLACEHOLDER = re.compile(
    r"(?:(?:指标|目标)\d{0,2}[：:.、]?)?[.…。·\s]*$|[（(]?(?:请按|请填写|此处|填写).{0,30}[）)]?$"
    r"|[（(]?按.{0,24}填[写报列]?.{0,6}[）)]?$|[×xX*]{2,}$"
)


def points(view: View, cell: SheetCell | None, out_of: Decimal | None = None) -> Score | None:
    """The points of a cell that holds them and nothing else."""
    if cell is None or len(cell.pieces) != 1:
        return None
    match = _POINTS.match(view.text(cell).strip())
    if match is None:
        return None
    return view.quoter.score(*cell.pieces[0], Decimal(match["points"]), out_of)


def split_weight(view: View, cell: SheetCell) -> tuple[Text | None, Score | None]:
    """产出指标（50分） → the label and its weight, each with its own characters. 指标1：… loses its number."""
    text = view.text(cell).rstrip()
    numbered = _NUMBERED.match(text)
    begin = numbered.end() if numbered else 0
    match = _INSIDE.search(text) if text.endswith("）") else None
    if match is None or match.start() <= begin:
        return view.leaf(cell, begin, len(text)), None
    start, end = match.span("points")
    weight = Score(value=Decimal(match["points"]), stated=text[start:end], evidence=view.evidence(cell, start, end))
    return view.leaf(cell, begin, match.start()), weight


def is_placeholder(text: str) -> bool:
    """目标1： alone, ……, （按…填写）: a template's words, no value."""
    return bool(text) and _PLACEHOLDER.match(text) is not None
