"""The head of an indicator table: which column holds what, by the words over it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.reading.tables.heads import numbering
from extractor.reading.tables.state import Period, period_of
from extractor.reading.tables.view import View

LEVELS = ("level1", "level2", "level3", "name")
_VALUES = frozenset({"target", "weight", "score", "actual", "standard", "explanation"})
_YEAR = re.compile(r"(?:20\d\d)?年(?:度)?$|(?:上|前)一?年$")
_MOST_ROWS = 4


@dataclass(slots=True)
class Panel:
    """The columns of one side: forms set long-term and annual indicators side by side."""

    first: int
    columns: dict[str, list[int]] = field(default_factory=dict)  #: role → first column of each of its cells
    periods: dict[int, Period | None] = field(default_factory=dict)  #: target column → the period that its head names


@dataclass(slots=True)
class Head:
    row: int  #: the first row of the body
    panels: list[Panel]
    roles: list[str | None]  #: by column
    side: SheetCell | None  #: the label left of the columns (长期绩效目标)


def role(view: View, cell: SheetCell | None, *, weak: bool = False) -> str | None:
    """What a cell heads."""
    label = view.label(cell)
    column = form_words().columns.get(label) if label else None
    return None if column is None or (column.weak and not weak) else column.role


def find_head(view: View, row: int) -> Head | None:
    """The head that begins in `row`, if one does."""
    columns = form_words().columns
    named = [
        (cell, known)
        for cell in view.row(row)
        if cell.row == row and cell.text and (known := columns.get(view.label(cell))) is not None
    ]
    # Weak words name a column only right of all levels: left of them they are the label of the whole block.
    last_level = max((cell.col for cell, known in named if not known.weak and known.role in LEVELS), default=-1)
    named = [(cell, known) for cell, known in named if not known.weak or cell.col > last_level]
    roles = {known.role for _, known in named}
    if roles.isdisjoint(LEVELS) or roles.isdisjoint(_VALUES):
        return None
    heads = [cell for cell, _ in named]
    height = max((cell.rowspan for cell in heads if cell.rowspan <= _MOST_ROWS), default=1)
    stop = row + height
    while stop < view.n_rows and stop < row + _MOST_ROWS and _goes_on(view, stop):
        stop += 1
    first = min(cell.col for cell in heads)
    return _columns(view, row, stop, first, last_level)


def _goes_on(view: View, row: int) -> bool:
    """Whether a row below the head is a further row of it: nothing but heads and years."""
    filled = [cell for cell in view.row(row) if cell.row == row and view.text(cell)]
    if numbering(view, row):
        return True
    return bool(filled) and all(role(view, cell) is not None or _YEAR.match(view.label(cell)) for cell in filled)


def _columns(view: View, row: int, stop: int, first: int, last_level: int) -> Head | None:
    panels = [Panel(first)]
    roles: list[str | None] = [None] * view.n_cols
    last: tuple[SheetCell | None, str | None] = (None, None)
    for col in range(first, view.n_cols):
        path = [view.at(r, col) for r in range(row, stop)]
        found = next(((c, found) for c in reversed(path) if (found := role(view, c, weak=col > last_level))), None)
        deepest = path[-1]
        if found is None:
            last = (None, None)
            continue
        roles[col] = found[1]
        if (deepest, found[1]) == last:
            continue
        last = (deepest, found[1])
        panel = panels[-1]
        if found[1] == "name" and "target" in panel.columns and len(panels) == 1 and found[1] not in panel.columns:
            roles[col] = None  # 指标内容 behind the figures explains them
            continue
        if found[1] in LEVELS and found[1] in panel.columns:
            panel = Panel(col, {r: list(c) for r, c in panels[0].columns.items() if r == "level1" and r != found[1]})
            panels.append(panel)
        panel.columns.setdefault(found[1], []).append(col)
        if found[1] == "target":
            names = [view.label(c) for c in path if c is not None]
            panel.periods[col] = next((p for name in reversed(names) if (p := period_of(name))), None)
    panels = [panel for panel in panels if set(panel.columns) & _VALUES]
    if not panels:
        return None
    side = view.at(stop, first - 1) if first and stop < view.n_rows else None
    named = (
        side is not None and view.text(side) and not view.bare(side).isdecimal()
    )  # a row's number is no block's label
    return Head(stop, panels, roles, side if named else None)
