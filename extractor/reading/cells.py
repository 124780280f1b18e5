"""Money in the cells of ruled tables: bare figures that take their unit from the table's head."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.layout.model import Cell, Document, Table
from extractor.reading.mentions import Mention
from extractor.reading.numbers import UNITS, interval

_FIGURE = re.compile(r"(?P<sign>-)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)$")
_UNIT = re.compile(
    r"单位[：:]?(?P<unit>亿元|百万元|千元|万元|元|万(?!元))|[（(](?:单位[：:]?)?(?P<unit2>亿元|千元|万元|元)[）)]"
)
#: columns and rows whose figures are no money
_NOT_MONEY = re.compile(r"编码|代码|序号|分值|权重|得分|评分|率|％|%|比例|人数|数量|辆|台|面积|指标值|完成值|年份")
#: how far above a table its unit may stand, in characters
_ABOVE = 160


def unit_of(document: Document, table: Table) -> str | None:
    """The unit of money that stands above the table or in its first rows."""
    above = document.text[max(0, table.start - _ABOVE) : table.start]
    found = None
    for match in _UNIT.finditer(above):
        found = match["unit"] or match["unit2"]
    if found is None:
        head = [cell for cell in table.cells if cell.row <= 3]
        for cell in head:
            match2 = _UNIT.search(document.text, cell.start, cell.end)
            if match2:
                found = match2["unit"] or match2["unit2"]
                break
    if found is None:
        return None
    return found if found.endswith("元") else found + "元"


def cell_mentions(document: Document, table: Table) -> list[Mention]:
    """Figures of the table that are money; where no unit is stated, only those with a decimal point or
    thousands separators."""
    text = document.text
    unit = unit_of(document, table)
    figures: list[tuple[Cell, re.Match[str]]] = []
    for cell in table.cells:
        if 0 < cell.end - cell.start <= 24 and (match := _FIGURE.match(text, cell.start, cell.end)):
            figures.append((cell, match))
    if not figures:
        return []
    skipped = _skipped_columns(text, table)
    money = {cell.col for cell, match in figures if "." in match["digits"] or "," in match["digits"]}
    mentions: list[Mention] = []
    for cell, match in figures:
        digits = match["digits"]
        if cell.col in skipped or cell.col not in money:
            continue
        if (unit is None and not {".", ","} & set(digits)) or (
            len(digits) > 1 and digits[0] == "0" and digits[1] != "."
        ):
            continue
        value, low, high = interval(digits, UNITS[unit] if unit else 0)
        if match["sign"]:
            value, low, high = -value, -high, -low
        known: Decimal | None = value if unit else None
        mentions.append(
            Mention("amount", cell.start, cell.end, known, low, high, unit or "", match.group(), table=True)
        )
    return mentions


def _skipped_columns(text: str, table: Table) -> set[int]:
    skipped: set[int] = set()
    for cell in table.cells:
        short = 0 < cell.end - cell.start <= 16 and cell.row <= 3
        if short and _NOT_MONEY.search(text, cell.start, cell.end) and not _FIGURE.match(text, cell.start, cell.end):
            skipped.update(range(cell.col, cell.col + cell.colspan))
    return skipped
