"""Small tables: rows are lines of the record, columns are figures of a line (年初预算数 | 决算数 | 执行率)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import Measure, form_words
from extractor.lexicon.labels import vocabulary
from extractor.reading.draft import Draft
from extractor.reading.subjects import Binding, Subject
from extractor.reading.tables.heads import numbering
from extractor.reading.tables.scores import points
from extractor.reading.tables.state import State
from extractor.reading.tables.view import View, squeeze
from extractor.records.report import Part

_YEAR = re.compile(r"(?P<year>20\d\d)年(?:度)?(?P<rest>.{0,10})$")
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?(?:%|[万亿]?元)?$")
_PROJECTS = "项目名称"  #: the head over a list of projects
_NUMBER = re.compile(r"(?:\d{1,2}[.、]|（[\d一二三四五六七八九十]{1,2}）|[一二三四五六七八九十]{1,2}、)")
_APART = ("spending.three_public", "spending.procurement", "spending.project_items", "spending.running_cost")
_RATES = ("completion", "change_rate", "share")
_COMPARED = frozenset(
    {"同比增减", "同比增长", "同比增减变化", "增减", "增减变化", "比上年增减", "较上年增减", "比上年增长"}
)
_REVENUE = ("revenue.total", "revenue.fiscal", "revenue.other")
_MOST_ROWS = 3


@dataclass(slots=True)
class _Column:
    col: int
    measure: Measure


@dataclass(slots=True)
class _Row:
    row: int
    label: SheetCell
    subject: Subject | None  #: None for a total, settled by the rows around it


def read_measures(view: View, row: int, state: State, draft: Draft, fund: str | None) -> int | None:
    """Reads the table whose heads begin in `row`; returns the row behind it, None where there is none."""
    begun = [cell for cell in view.row(row) if cell.row == row and cell.pieces]
    if len(begun) < 2 or not any(_measure(view, cell, state) or _over(view, cell) for cell in begun):
        return None
    body = row + max(1, min(_MOST_ROWS, *(cell.rowspan for cell in begun)))
    while body < view.n_rows and body < row + _MOST_ROWS and (_heads_only(view, body, state) or numbering(view, body)):
        body += 1
    columns = _columns(view, row, body, state)
    money = [column for column in columns if column.measure.field not in ("", "weight", "score")]
    if len(money) < 2 or len({(c.measure.field, c.measure.basis, c.measure.of) for c in money}) < len(money):
        return None
    first = columns[0].col
    projects = any(view.label(cell) == _PROJECTS for cell in begun if cell.col < first)
    rows: list[_Row] = []
    row = body
    while row < view.n_rows and _holds_figures(view, row, columns) and (found := _line(view, row, first)) is not None:
        if projects and found.subject is not None and not found.subject.path:
            found.subject = Subject("spending.project_items").item(_name(view.text(found.label)), None)
        rows.append(found)
        row += 1
    if not any(found.subject is None or found.subject.path for found in rows):
        return None
    _bind(view, rows, columns, state, draft, fund)
    return row


def _over(view: View, cell: SheetCell) -> bool:
    """A head over several columns: 列支金额, 同比."""
    return cell.colspan > 1 and squeeze(view.text(cell)) in ("同比", "比上年", "与上年相比")


def _measure(view: View, cell: SheetCell | None, state: State) -> Measure | None:
    label = view.label(cell)
    found = form_words().measures.get(label)
    compared = label in _COMPARED or (found is not None and found.field == "change")
    if compared and "".join(view.text(cell).split()).endswith(("%）", "％）", "%)")):
        return Measure("change_rate", "actual")  # 同比增减（%）: what it is stands in the brackets
    if found is not None:
        return found
    match = _YEAR.match(label)
    if match is None or state.year is None:
        return None
    named = form_words().measures.get(match["rest"]) if match["rest"] else Measure("actual")
    return _of_year(named, int(match["year"]), state.year)


def _of_year(measure: Measure | None, year: int, current: int) -> Measure | None:
    """A figure of this year, or of the year before."""
    if measure is None or year == current:
        return measure
    if year == current - 1 and measure.field in ("budget", "actual"):
        return Measure("prior", measure.field)
    return None


def _heads_only(view: View, row: int, state: State) -> bool:
    filled = [cell for cell in view.row(row) if cell.row == row and view.text(cell)]
    return bool(filled) and all(_measure(view, cell, state) is not None for cell in filled)


def _columns(view: View, row: int, body: int, state: State) -> list[_Column]:
    columns: list[_Column] = []
    last: SheetCell | None = None
    foreign = False
    for col in range(view.n_cols):
        path = [cell for r in range(row, body) if (cell := view.at(r, col)) is not None and cell.pieces]
        if not path or path[-1] is last:
            continue
        last = path[-1]
        found = next((m for cell in reversed(path) if (m := _measure(view, cell, state)) is not None), None)
        year = next((int(y["year"]) for cell in path if (y := _YEAR.match(view.label(cell)))), None)
        if year is not None and state.year is not None:
            if found is not None and found.field in ("budget", "actual"):
                found = _of_year(found, year, state.year)
            foreign = foreign or year not in (state.year, state.year - 1)
        if found is not None:
            columns.append(_Column(col, found))
        elif columns:
            columns.append(_Column(col, Measure("")))  # a column of something else
    # Beside another year's figures a change is that year's too.
    return [column for column in columns if not (foreign and column.measure.field in ("change", "change_rate"))]


def _name(text: str) -> str:
    """A project's name without its ordinal."""
    return _NUMBER.sub("", "".join(text.split()), count=1)


def _holds_figures(view: View, row: int, columns: list[_Column]) -> bool:
    """Whether a row has a figure, or nothing, in each of the columns: the next block of a form has words there."""
    cells = [view.at(row, column.col) for column in columns if column.measure.field]
    return all(cell is not None and (view.blank(cell) or _FIGURE.match(view.text(cell).strip())) for cell in cells)


def _line(view: View, row: int, first: int) -> _Row | None:
    """The line that a row names in the last label left of the figures; 行次 is none."""
    for cell in reversed([cell for cell in view.row(row) if cell.col < first]):
        if view.text(cell) and not view.text(cell).strip().isdigit():
            return _Row(row, cell, subject_of(view, cell))
    return None


def subject_of(view: View, cell: SheetCell) -> Subject | None:
    """The line that a label names: None for a total, a subject without path for words that name none."""
    label = view.label(cell)
    if label in form_words().rows:
        fund = form_words().rows[label]
        if fund is not None:
            return Subject("spending.total", fund)
        return Subject("spending.total") if "整体" in label or "资金" in label else None
    word = vocabulary().match(label, 0, len(label)) if label else None
    line = word[1].line if word is not None and len(word[0]) == len(label) else None
    income = line is not None and line.path in _REVENUE and "收入" in label  # 其他资金 may be what is spent of them
    if line is None or line.pair or not (income or line.path.startswith("spending.")):
        return Subject("")
    subject = Subject(line.path, line.fund, line.grand)
    return subject.item(view.text(cell), line.code) if line.code else subject


def read_lines_across(view: View, row: int, state: State, draft: Draft, fund: str | None) -> int | None:
    """The same turned round: lines head the columns, a row is a figure of each (预算数 | 35.00 | 0.00 | 30.00)."""
    begun = [cell for cell in view.row(row) if cell.row == row and cell.pieces and cell.rowspan == cell.colspan == 1]
    heads = [(cell.col, subject_of(view, cell)) for cell in begun[1:]]
    paths = {subject.path for _, subject in heads if subject is not None}
    if len(heads) < 3 or "" in paths or len(begun) < len(view.row(row)):
        return None
    behind = row + 1
    while behind < view.n_rows:
        cells = view.row(behind)
        measure = _measure(view, cells[0], state) if cells else None
        if measure is None and cells and _YEAR.match(view.label(cells[0])):
            measure = Measure("")  # another year's
        if measure is None or not all(view.blank(cell) or _FIGURE.match(view.text(cell).strip()) for cell in cells[1:]):
            break
        if measure.field not in ("", "weight", "score"):
            for col, named in heads:
                whole = whole_of(paths, view.label(view.at(row, col)))
                subject = named if named is not None else Subject(whole) if whole is not None else None
                if subject is not None:
                    subject = funded(subject, fund)
                    _cell(view, _Row(behind, cells[0], subject), _Column(col, measure), subject, "budget", state, draft)
        behind += 1
    return behind if behind > row + 1 else None


def funded(subject: Subject, fund: str | None) -> Subject:
    """The subject with the fund that the title names, unless its own label names one."""
    if subject.fund is not None or fund is None or subject.path in _REVENUE:
        return subject
    return Subject(subject.path, fund, subject.grand, subject.items)


def _bind(view: View, rows: list[_Row], columns: list[_Column], state: State, draft: Draft, fund: str | None) -> None:
    paths = {row.subject.path for row in rows if row.subject is not None and row.subject.path}
    unknown = any(row.subject is not None and not row.subject.path for row in rows)
    known = bool(paths) or not unknown  # else the total of what is not known
    of = "adjusted_budget" if any(column.measure.field == "adjusted_budget" for column in columns) else "budget"
    totals = 0
    for row in rows:
        subject = row.subject
        total = subject is None or (subject.path == "spending.total" and subject.fund is None)
        totals += total
        if subject is None:
            whole = whole_of(paths, view.label(row.label)) if known else None
            subject = Subject(whole) if whole is not None and totals == 1 else None
        if subject is None or not subject.path:
            continue
        if state.project is not None:
            if not total:
                continue
            subject = Subject("spending.project_items").item(state.project.value, None)
        subject = funded(subject, fund)
        for column in columns:
            _cell(view, row, column, subject, of, state, draft)
        if total and state.project is None:
            _part(view, row, columns, state)


def whole_of(paths: set[str], label: str) -> str | None:
    """What 合计 is the total of; None where neither its label nor the lines beside it say."""
    if "支出" in label and paths & {"spending.basic", "spending.project"}:
        return "spending.total"  # 支出合计, whatever stands beside the two
    if paths and all(path.startswith("spending.three_public.") for path in paths):
        return "spending.three_public.total"
    parted = not paths or bool(paths & {"spending.basic", "spending.project", "spending.total"})
    return "spending.total" if parted and not any(path.startswith(_APART) for path in paths) else None


def _cell(view: View, row: _Row, column: _Column, subject: Subject, of: str, state: State, draft: Draft) -> None:
    measure = column.measure
    cell = view.at(row.row, column.col)
    if measure.field in ("", "weight", "score") or cell is None or cell.row != row.row:
        return
    mention = state.rate(view, cell) if measure.field in _RATES else state.amount(view, cell)
    if mention is None:
        return
    attributes: tuple[tuple[str, str], ...] = ()
    if measure.field == "completion":
        attributes = (("completion_of", measure.of or of),)
    elif measure.basis is not None:
        attributes = (("prior_basis", measure.basis),)
    draft.bind(Binding(subject, measure.field, mention.start, mention.end, mention, 1, attributes))


def _part(view: View, row: _Row, columns: list[_Column], state: State) -> None:
    """The scored row of the budget's execution."""
    cells = {column.measure.field: view.at(row.row, column.col) for column in columns}
    weight = points(view, cells.get("weight"))
    score = points(view, cells.get("score"), weight.value if weight else None)
    if score is not None:
        state.found.parts.append(Part(name=view.label(row.label), weight=weight, score=score))
