"""Tables with a row for each unit of a department: the row that adds them up is the department's.

Lines of spending head the columns (单位名称 | 基本支出 | 项目支出 | 支出合计), or people (编制人数 | 实有人数).
A form may have the people's heads over one row without a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.lexicon.staff import staff_marks, staff_words
from extractor.lexicon.statements import head_role
from extractor.reading.draft import Draft
from extractor.reading.subjects import Binding, Subject
from extractor.reading.tables.lines_by_measures import funded, subject_of, whole_of
from extractor.reading.tables.state import State
from extractor.reading.tables.view import View
from extractor.records.leaves import Count

_YEAR = re.compile(r"(?P<year>20\d\d)年(?:度|末|底)?")
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?(?:%|人|名|[万亿]?元)?$")
_PEOPLE = re.compile(r"(?P<digits>\d{1,6})(?:人|名|个)?")
_SPENT = re.compile(r"决算|执行|实际|支出情况")
_OWN = re.compile(r"机关|本级|本部|本局|本委")  #: the department's own office
_LEAD = 60  #: characters before a table that say what it is about
_RETIRED = ("lixiu", "tuixiu")


def read_unit_lines(view: View, row: int, state: State, draft: Draft, fund: str | None) -> int | None:
    """Reads the table whose heads begin in `row`; returns the row behind it, None where there is none."""
    heads = _heads(view, row)
    if heads is None or state.project is not None:
        return None
    unit, *others = heads
    named = form_words().labels.get(view.label(unit)) == "department" or head_role(view.label(unit)) == "name"
    if not named or any(view.label(cell) in form_words().measures for cell in others):
        return None
    subjects = [(cell, subject_of(view, cell)) for cell in others]
    paths = {subject.path for _, subject in subjects if subject is not None and subject.path}
    measure = _measure(view, row, state)
    if measure is None or not paths & {"spending.basic", "spending.project"}:
        return None
    total = _total(view, row + 1, unit.col, others[0].col)
    if total is None or total < row + 2:
        return None
    for cell, named_subject in subjects:
        whole = whole_of(paths, view.label(cell))
        subject = named_subject if named_subject is not None else Subject(whole) if whole is not None else None
        mention = state.amount(view, view.at(total, cell.col)) if subject is not None and subject.path else None
        if subject is not None and mention is not None:
            draft.bind(Binding(funded(subject, fund), measure, mention.start, mention.end, mention))
    return total + 1


def _heads(view: View, row: int) -> list[SheetCell] | None:
    """The cells of a head of one row, 序号 left out; None where it is of another shape."""
    begun = [cell for cell in view.row(row) if cell.row == row and cell.pieces and cell.rowspan == cell.colspan == 1]
    if len(begun) < len(view.row(row)):
        return None
    cells = begun[1:] if begun and head_role(view.label(begun[0])) == "ordinal" else begun
    return cells if len(cells) > 2 else None


def _total(view: View, first: int, left: int, stop: int) -> int | None:
    """The row of 合计; None where the table ends before it, or it begins again behind it."""
    for row in range(first, view.n_rows):
        names = [view.label(cell) for cell in view.row(row) if cell.col < stop and view.text(cell)]
        if not names or not any(cell.col <= left for cell in view.row(row)):
            return None
        if any(name in form_words().totals for name in names):
            return row
    return None


def _measure(view: View, row: int, state: State) -> str | None:
    """Which figure the lines are, by the words right before the table; None where they are no figures of the year, or
    of bodies below the department: its own office is not among the rows.
    """
    text = view.quoter.document.text
    start = view.sheet.start
    lead = text[max(0, start - _LEAD) : start].rstrip("\n")
    lead = lead[lead.rfind("\n", 0, max(0, len(lead) - 12)) + 1 :]
    years = {int(match["year"]) for match in _YEAR.finditer(lead)}
    whole = any(_OWN.search(view.bare(cell)) for cell in view.sheet.cells if cell.row > row and cell.col <= 1)
    if (staff_marks().others.search(lead) and not whole) or years - {state.year}:
        return None
    return "budget" if "预算" in lead and not _SPENT.search(lead) else state.measure


@dataclass(frozen=True, slots=True)
class _People:
    """A column of people: where it stands in Staffing."""

    col: int
    path: tuple[str, str]


def read_staff(view: View, row: int, state: State) -> int | None:
    """Reads the people whose heads begin in `row`; returns the row behind, None where there are none."""
    begun = [cell for cell in view.row(row) if cell.row == row and cell.pieces]
    columns = [column for cell in begun if (column := _people(view, cell, state)) is not None]
    paths = [column.path for column in columns]
    figures = any(_FIGURE.match(view.bare(cell)) for cell in begun)  # labels beside their figures head nothing
    if len(columns) < 2 or len(set(paths)) < len(paths) or state.project is not None or figures:
        return None
    first = columns[0].col
    alone = _alone(view, row, begun[0], columns)
    total = row + 1 if alone else _total(view, row + 1, 0, first)
    if total is None or _measure(view, row, state) is None or not _counted(view, range(row + 1, total), columns):
        return None
    counts = {column.path: _count(view, view.at(total, column.col), total) for column in columns}
    if any(count is None for count in counts.values()):
        return None
    for path, count in counts.items():
        if count is not None:
            state.found.staff.setdefault(path, count)
    for column in columns:
        cell = view.at(total, column.col)
        if cell is not None:
            state.claim(cell)
    return total + 1


def _people(view: View, cell: SheetCell, state: State) -> _People | None:
    """The people that a head counts; None for another head, or another year's."""
    label = view.label(cell)
    year = _YEAR.match(label)
    if year is not None and int(year["year"]) != state.year:
        return None
    kind, name = staff_words().get(label[year.end() :] if year else label, ("", ""))
    if cell.colspan > 1 or not kind:
        return None
    if kind == "group":
        return _People(cell.col, (name, "total"))
    return _People(cell.col, ("retired", name)) if name in _RETIRED else None


def _alone(view: View, row: int, label: SheetCell, columns: list[_People]) -> bool:
    """Whether one row of figures stands below the heads, without a name of its own."""

    def unnamed(at: int) -> bool:
        if at >= view.n_rows:
            return False
        left = [cell for cell in view.row(at) if cell.col < columns[0].col]
        figures = [view.at(at, column.col) for column in columns]
        return all(cell is label or not view.text(cell) for cell in left) and all(
            cell is not None and _PEOPLE.fullmatch(view.bare(cell)) for cell in figures
        )

    return label.col < columns[0].col and unnamed(row + 1) and not unnamed(row + 2)


def _counted(view: View, rows: range, columns: list[_People]) -> bool:
    """Whether the rows above 合计 count people, or nobody, in each of the columns."""
    cells = [view.at(row, column.col) for row in rows for column in columns]
    return all(view.blank(cell) or _PEOPLE.fullmatch(view.bare(cell)) for cell in cells)


def _count(view: View, cell: SheetCell | None, row: int) -> Count | None:
    if cell is None or cell.row != row or len(cell.pieces) != 1:
        return None
    match = _PEOPLE.fullmatch(view.bare(cell))
    if match is None:
        return None
    leaf = view.quoter.count(*cell.pieces[0], None, "人")
    return leaf.model_copy(update={"value": int(match["digits"])})
