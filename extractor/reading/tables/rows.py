"""The rows of a table's lists: code, name, and the cells of values, for each side of the table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.layout.sheets import SheetCell
from extractor.reading.tables.heads import Column, Head
from extractor.reading.tables.view import View

_DIGITS = re.compile(r"\d{1,7}")
_MEASURE = re.compile(r"[（(](?P<unit>个|人|辆|次|批次|批|台|套|人次|台套|台[/，,、]套|平方米)[）)]$")
_NOTE = re.compile(r"(?:注|备注|说明|附注)\d?[：:.、]")


@dataclass(slots=True)
class Row:
    """A row of one side. `cells` are the filled cells of values (and notes) with their columns."""

    index: int
    side: int
    code: str = ""  #: as printed; parts in several columns joined
    name: str = ""  #: as stated, the group it stands in first: 其他资金/事业收入
    group: str = ""  #: the name of that group alone
    labels: list[SheetCell] = field(default_factory=list)
    cells: list[tuple[Column, SheetCell]] = field(default_factory=list)


def read_rows(view: View, head: Head) -> tuple[list[Row], list[SheetCell]]:
    """The rows that hold anything, from the top, the left side first; and the cells with notes inside the grid."""
    rows: list[Row] = []
    notes: list[SheetCell] = []
    sides = head.sides
    for index in range(head.first, view.n_rows):
        note = _note(view, index)
        if note is not None:
            notes.append(note)
            continue
        for side, columns in enumerate(sides):
            row = _row(view, head, index, side, columns)
            if row.code or row.name or row.cells:
                rows.append(row)
    return rows, notes


def _note(view: View, index: int) -> SheetCell | None:
    for first in view.sheet.grid[index]:
        if first is not None and first.text:
            break
    else:
        return None
    if first.row != index or not _NOTE.match(first.text):
        return None
    return first if not any(cell.text for cell in view.row(index) if cell is not first) else None


def _row(view: View, head: Head, index: int, side: int, columns: list[Column]) -> Row:
    row = Row(index, side)
    parts: list[str] = []
    names: list[SheetCell] = []
    labels, line = row.labels, view.sheet.grid[index]
    for column in columns:
        cell = line[column.index]
        if cell is None or not cell.text or id(cell) in head.cells or view.blank(cell):
            continue
        if cell in labels:
            continue  # one code over 类 | 款 | 项
        role = column.role
        if role == "code" and _DIGITS.fullmatch(cell.bare):
            parts.append(cell.bare.zfill(2) if parts else cell.bare)
            labels.append(cell)
        elif role in ("code", "name"):
            names.append(cell)
            labels.append(cell)
        elif role != "ordinal" and cell.col == column.index and (cell.row == index or role == "note"):
            row.cells.append((column, cell))
    row.code = "".join(parts)
    if labels:
        row.cells = [pair for pair in row.cells if pair[1] not in labels]
    if not names and not row.code:
        names = [cell for column, cell in row.cells if column.role == "note" and cell.row == index][:1]
        labels += names
    if len(names) == 1:
        row.name = names[0].bare
    elif names:
        texts = list(dict.fromkeys(cell.bare for cell in names))
        row.name, row.group = "/".join(texts), texts[0]
    return row


def counted(name: str) -> str | None:
    """The measure word that a name ends with, where it counts things and no money: 公务用车保有量（辆）."""
    match = _MEASURE.search(name) if name.endswith(("）", ")")) else None
    return match["unit"] if match is not None else None


def without_measure(name: str) -> str:
    """A name without the measure word at its end."""
    return _MEASURE.sub("", name)
