"""Values of a record as the cells of a table, and cells as text."""

from __future__ import annotations

from decimal import Decimal

from extractor.records.leaves import Evidence, Model, plain_decimal
from extractor.records.report import Target

Cell = str | int | float | bool | Decimal | None

#: A spreadsheet would take a text that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> Cell:
    """What a field of a model is in a table: a leaf is its value, lists are joined by "; "."""
    if value is None or isinstance(value, str | int | float | Decimal):
        return value
    if isinstance(value, Evidence):
        return place(value)
    if isinstance(value, Target):
        return value.text
    if isinstance(value, Model):
        return cell(getattr(value, "value", None))
    if isinstance(value, list):
        return "; ".join(text(cell(entry)) for entry in value) or None
    raise TypeError(type(value).__name__)


def place(box: Evidence) -> str:
    """A box in short: "3:72,100.5,200,112.5" (page, then points), "3:line 40" where there is no geometry."""
    numbers = (box.x0, box.top, box.x1, box.bottom)
    if None in numbers:
        return f"{box.page}" if box.line is None else f"{box.page}:line {box.line}"
    return f"{box.page}:{','.join(f'{number:g}' for number in numbers)}"


def text(value: Cell) -> str:
    """The cell in words, decimals exact and without an exponent."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_decimal(value)
    return str(value)


def unguarded(cell: str) -> str:
    """A cell of text as it was before it was guarded. (A text that began with such a ' itself loses it.)"""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def guarded(value: Cell) -> str:
    """The cell as CSV holds it: a text that begins like a formula gets a leading ', numbers are left alone."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return text(value)
