"""Indicator tables → indicators, parts of the evaluation, and the total of the scores."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.reading.tables.heads_of_indicators import LEVELS, Head, Panel, find_head
from extractor.reading.tables.scores import is_placeholder, points, split_weight
from extractor.reading.tables.state import Period, State, Total, objective_of, period_of
from extractor.reading.tables.targets import parse_target
from extractor.reading.tables.view import View
from extractor.records.leaves import Evidence, Score, Text, sure
from extractor.records.report import Indicator, Part, Target

_CARRIED = ("level1", "level2", "level3")
_OPERATOR = re.compile(r"[≥≤<>=＞＜＝⩾⩽]{1,2}$|(?:大于|小于|等于|不低于|不高于)")
_NO_UNIT = frozenset({"无", "/", "\\"})
_FIGURES = re.compile(r"[≥≤<>=]{0,2}[\d,.]+[^\d，。；、]{0,6}$")
_NO_INDICATOR = dict(Indicator())
_INDICATOR, _TARGET = set(Indicator.model_fields), set(Target.model_fields)


@dataclass(slots=True)
class _Labels:
    """The labels that hold for a row: merged cells leave them to the rows below, over page breaks too."""

    cells: dict[str, SheetCell] = field(default_factory=dict)


def read_indicators(view: View, row: int, state: State) -> int | None:
    """Reads the table whose head begins in `row`; returns the first row behind it, None where none does."""
    head = find_head(view, row)
    if head is None:
        return None
    side = period_of(view.label(head.side)) if head.side is not None else None
    if side is not None and side != state.period:
        state.period, state.objective = side, None
    labels = [_Labels() for _ in head.panels]
    first, row = row, head.row
    while row < view.n_rows and not _ends(view, row, head):
        if not _total(view, row, head, state):
            for panel, carried in zip(head.panels, labels, strict=True):
                _read_row(view, row, head, panel, carried, state)
        row += 1
    state.block(view, "indicators", head.side, range(first, row))
    return row


def _ends(view: View, row: int, head: Head) -> bool:
    """Whether a row belongs to the table no longer."""
    cells = [cell for cell in view.row(row) if cell.text]
    if not cells:
        return False
    first = head.panels[0].first
    inside = [cell for cell in cells if cell.col + cell.colspan > first]
    if find_head(view, row) is not None or not inside:
        return True
    opening = cells[0]
    if opening.row == row:
        label = view.label(opening)
        if _adds_up(label):
            return False
        if form_words().labels.get(label) or objective_of(label):
            return True
        goal = form_words().goals.get(label)
        if goal is not None and (goal != "plain" or len(cells) == 2):
            return True
        if opening.col < first and head.side is not None and opening is not head.side and opening.col <= head.side.col:
            return view.text(opening) != view.text(head.side)
    return any(_crosses(head, cell) and not _adds_up(view.label(cell)) for cell in inside)


def _adds_up(label: str) -> bool:
    words = form_words()
    return label in words.totals or label in words.subtotals or label.endswith("小计")


def _crosses(head: Head, cell: SheetCell) -> bool:
    """Whether a cell spans names and values: it is no cell of the table."""
    if cell.colspan == 1:
        return False
    spanned = {head.roles[col] for col in range(cell.col, min(cell.col + cell.colspan, len(head.roles)))}
    return bool(spanned & set(LEVELS)) and bool(spanned - set(LEVELS) - {None})


def _total(view: View, row: int, head: Head, state: State) -> bool:
    """合计 | 100 | 96.52: the score of the whole. True also for 小计, which is a row of nothing."""
    words = form_words()
    labels = {view.label(cell) for cell in view.row(row) if cell.row == row and cell.text}
    if labels & words.subtotals or any(label.endswith("小计") for label in labels):
        return True
    if not labels & words.totals:
        return False
    columns = head.panels[0].columns
    weight = _points(view, row, columns, "weight")
    score = _points(view, row, columns, "score", weight.value if weight else None)
    if score is not None and state.project is None:
        state.found.totals.append(Total(score, weight))
    return True


def _points(
    view: View, row: int, columns: dict[str, list[int]], role: str, out_of: Decimal | None = None
) -> Score | None:
    """The points in a row's cell; those of a cell over several rows, or left of the last level, are a group's."""
    last_level = max((cols[0] for name, cols in columns.items() if name in LEVELS), default=-1)
    cols = columns.get(role, [])
    for col in [col for col in cols if col > last_level] or cols[-1:]:
        cell = view.at(row, col)
        if cell is not None and cell.row == row and cell.rowspan == 1:
            return points(view, cell, out_of)
    return None


def _read_row(view: View, row: int, head: Head, panel: Panel, carried: _Labels, state: State) -> None:
    columns = panel.columns
    level_cells = _levels(view, row, panel, carried)
    values = [col for role, cols in columns.items() if role not in LEVELS for col in cols]
    leaf_role = next((role for role in reversed(LEVELS) if role in columns), None)
    own = [cell for role in ("level3", "name") if (cell := level_cells.get(role)) is not None and role == leaf_role]
    cells = [cell for col in values if (cell := view.at(row, col)) is not None]
    fresh = any(cell.row == row and not view.blank(cell) for cell in (*own, *cells))
    if not fresh:
        return
    if all(is_placeholder(view.text(cell)) or view.blank(cell) for cell in (*own, *cells)):
        state.found.templates.extend(cell.pieces[0][0] for cell in own if not view.blank(cell))
        return
    for col, period in _targets(panel):
        _emit(view, row, panel, col, _period(panel, period, state, head), level_cells, state)


def _levels(view: View, row: int, panel: Panel, carried: _Labels) -> dict[str, SheetCell]:
    """The row's labels. A blank one is that of the rows above, as long as the labels left of it are."""
    found: dict[str, SheetCell] = {}
    broken = False
    taken: SheetCell | None = None
    present = [role for role in LEVELS if role in panel.columns]
    for role in present:
        cell = view.at(row, panel.columns[role][0])
        if cell is not None and cell is taken:  # one cell over two levels names the deeper one
            found.pop(present[present.index(role) - 1], None)
        if cell is not None and not view.blank(cell) and not is_placeholder(view.text(cell)):
            if carried.cells.get(role) is not cell:
                carried.cells[role] = cell
                for deeper in present[present.index(role) + 1 :]:
                    carried.cells.pop(deeper, None)
            found[role], taken = cell, cell
            broken = broken or cell.row == row
        elif role in _CARRIED and role != present[-1] and not broken and role in carried.cells:
            found[role] = carried.cells[role]
    return found


def _targets(panel: Panel) -> list[tuple[int | None, Period | None]]:
    columns = panel.columns.get("target", [])
    return [(col, panel.periods.get(col)) for col in columns] or [(None, None)]


def _period(panel: Panel, named: Period | None, state: State, head: Head) -> Period | None:
    """The objective's above the table, else the one that the head names, else that of the goals above the columns."""
    if len(head.panels) > 1 or state.period is None:
        for first, stop, period in state.sides if len(head.panels) > 1 else ():
            if first <= panel.first < stop:
                return period
        return named or state.period
    return state.period


def _emit(
    view: View, row: int, panel: Panel, target: int | None, period: Period | None,
    levels: dict[str, SheetCell], state: State,
) -> None:  # fmt: skip
    columns = panel.columns
    if target is not None and len(columns["target"]) > 1 and view.blank(view.at(row, target)):
        return
    named: dict[str, Text | None] = {}
    inner: Score | None = None
    for role, cell in levels.items():
        named[role], inside = split_weight(view, cell)
        if role == max(levels, key=LEVELS.index) and cell.rowspan == 1:
            inner = inside
    weight = _points(view, row, columns, "weight") if "weight" in columns else inner
    values = {
        **_NO_INDICATOR,
        "project": state.project,
        "period": period,
        "objective": state.objective,
        "target": _target(view, row, columns, target, state),
        "actual": _words(view, row, columns, "actual", state),
        "prior": [leaf for col in columns.get("prior", ()) if (leaf := _cell_words(view, row, col, state))],
        "standard": _words(view, row, columns, "standard" if "standard" in columns else "explanation", state),
        "deviation": _words(view, row, columns, "deviation", state),
        "weight": weight,
        "score": _points(view, row, columns, "score", weight.value if weight else None),
        **named,
    }
    found = sure(Indicator, values, _INDICATOR)
    if found.level3 or found.name or (found.level2 and (found.target or found.actual or found.prior)):
        state.found.indicators.append(found)  # a scored group is a part only
    scored_only = {"weight", "score"} <= set(columns) and not {"target", "actual"} & set(columns)
    name = found.name or found.level3 or found.level2 or found.level1
    if scored_only and name is not None and state.project is None and (found.weight or found.score):
        state.found.parts.append(Part(name=name.value, weight=found.weight, score=found.score))


def _words(view: View, row: int, columns: dict[str, list[int]], role: str, state: State) -> Text | None:
    for col in columns.get(role, ()):
        leaf = _cell_words(view, row, col, state)
        if leaf is not None:
            return leaf
    return None


def _cell_words(view: View, row: int, col: int, state: State) -> Text | None:
    cell = view.at(row, col)
    leaf = view.leaf(cell)
    if leaf is not None and cell is not None and _FIGURES.match(leaf.value):
        state.claim(cell)
    return leaf


def _target(view: View, row: int, columns: dict[str, list[int]], col: int | None, state: State) -> Target | None:
    """The target, its sign and unit from columns of their own where the table has them."""
    if col is None or view.blank(cell := view.at(row, col)) or cell is None or is_placeholder(view.text(cell)):
        return None
    text = view.text(cell).strip()
    evidence: list[Evidence] = view.evidence(cell)
    parsed = parse_target(text)
    if parsed.op != "qualitative" and parsed.unit is None:  # a bare figure: ≥ | 30 | 场, or ≥30 | 场
        sign, unit = (_beside(view, row, columns, role) for role in ("sign", "unit"))
        if parsed.op != "=":
            sign = None
        if sign is not None and not _OPERATOR.match(view.text(sign)):
            sign = None
        whole = f"{view.text(sign)}{text}{view.text(unit)}"
        if whole != text:  # what the three do not say together (≤ | 6 | 月底) is no bare figure
            text, parsed = whole, parse_target(whole)
            evidence = [box for part in (sign, cell, unit) if part is not None for box in view.evidence(part)]
    if parsed.op != "qualitative":
        state.claim(cell)
    values = {
        "text": text, "evidence": evidence, "op": parsed.op, "low": parsed.low, "high": parsed.high,
        "unit": parsed.unit,
    }  # fmt: skip
    return sure(Target, values, _TARGET)


def _beside(view: View, row: int, columns: dict[str, list[int]], role: str) -> SheetCell | None:
    for col in columns.get(role, ()):
        cell = view.at(row, col)
        if not view.blank(cell) and view.text(cell).strip() not in _NO_UNIT:
            return cell
    return None
