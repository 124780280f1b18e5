"""Forms and the small tables of self-evaluations: every sheet read row by row, by its heads and labels."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

from extractor.lexicon.forms import form_words
from extractor.lexicon.statements import title_fund
from extractor.reading.draft import Draft
from extractor.reading.figures import context_of
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention
from extractor.reading.sections import Node
from extractor.reading.subjects import Context
from extractor.reading.tables.budgets import read_budgets
from extractor.reading.tables.by_units import read_staff, read_unit_lines
from extractor.reading.tables.captions import unit_in
from extractor.reading.tables.history import read_history
from extractor.reading.tables.indicators import read_indicators
from extractor.reading.tables.lines_by_measures import read_lines_across, read_measures
from extractor.reading.tables.loose import loose_mentions
from extractor.reading.tables.objectives import read_goal_table, read_goals_by_year, read_objective
from extractor.reading.tables.reading import TableReading
from extractor.reading.tables.scores import is_placeholder, points
from extractor.reading.tables.state import Block, Found, State, Total
from extractor.reading.tables.view import View
from extractor.records.leaves import Count, Year
from extractor.records.report import Notice, Part, Report

#: words without which a sheet of a published account is no form
_FORM = re.compile(r"一级指标|二级指标|三级指标|指标名称|指标值|绩效目标|总体目标|收支情况")
_YEAR = re.compile(r"(20\d\d)年")
#: words that only point at a table: 完成情况详见附表。
_POINTER = re.compile(r"[^。；]{0,30}(?:详?见|如)(?:下|附|后|以下|本)[^。；]{0,16}。?")
_GRADES = frozenset({"优", "良", "中", "差", "优秀", "良好", "合格", "基本合格", "不合格", "一般", "较差"})


def read_forms(
    tables: list[TableReading],
    root: Node,
    quoter: Quoter,
    mentions: list[Mention],
    draft: Draft,
    report: Report,
    context: Context,
) -> Found:
    """Reads all forms. Money goes to the draft, everything else is returned; new mentions are added to `mentions`.

    Published statements are no forms; in accounts and budgets only sheets with a form's words are read.
    """
    text = quoter.document.text
    accounts = report.kind in ("final_accounts", "budget")
    by_start = {mention.start: mention for mention in mentions}
    state = State(quoter, mentions, by_start, context.year, measure=context.measure)
    known = len(mentions)
    mentions.extend(mention for mention in loose_mentions(root, quoter.document) if mention.start not in by_start)
    nodes = [node for node in root.walk() if node.parent is not None]
    starts = [node.start for node in nodes]
    for table in tables:
        sheet = table.sheet
        if table.kind == "statement" or (accounts and _FORM.search(text, sheet.start, sheet.end) is None):
            continue
        title = table.caption.title
        if title is not None:
            state.new_form()
        if state.found.year is None:
            state.found.year = _year_inside(table)
        years = _YEAR.findall(title or "")
        state.year = int(years[-1]) if years else context.year
        at = bisect_right(starts, sheet.start) - 1
        heading = context_of(nodes[at], quoter.document, mentions, context) if at >= 0 else context
        blocks = len(state.found.blocks)
        _read_sheet(table, state, draft, title_fund(title or "") or heading.fund)
        if len(state.found.blocks) > blocks:
            state.found.forms.append(Block("form", None, title or "", sheet.start, sheet.end))
    if len(mentions) > known:
        mentions.sort(key=lambda mention: mention.start)
    return state.found


def _year_inside(table: TableReading) -> Year | None:
    """The year that a title drawn inside the grid names."""
    for cell in table.head.frame:
        match = _YEAR.search(table.view.text(cell))
        if match is not None and (places := table.view.spans(cell, *match.span(1))):
            return table.view.quoter.year(*places[0], int(match[1]))
    return None


def _read_sheet(table: TableReading, state: State, draft: Draft, fund: str | None) -> None:
    view = table.view
    units = _units(table)
    row = 0
    while row < view.n_rows:
        state.unit = units[row]
        behind = (
            read_indicators(view, row, state)
            or read_goals_by_year(view, row, state)
            or read_goal_table(view, row, state)
            or read_history(view, row, state)
            or read_staff(view, row, state)
            or read_unit_lines(view, row, state, draft, fund)
            or read_measures(view, row, state, draft, fund)
            or read_lines_across(view, row, state, draft, fund)
            or read_objective(view, row, state)
            or read_budgets(view, row, state, draft)
        )
        if behind is None:
            _read_labels(view, row, state)
        row = max(row + 1, behind or 0)


def _units(table: TableReading) -> list[str | None]:
    """The unit of money for each row: the last one stated in a label above or beside it, else the caption's."""
    view = table.view
    units: list[str | None] = [table.caption.unit] * view.n_rows
    for cell in view.sheet.cells:
        words = cell.text
        if 3 <= len(words) <= 60 and (unit := unit_in(words)) is not None and not any(map(str.isdigit, words)):
            units[cell.row :] = [unit] * (view.n_rows - cell.row)
    return units


def _read_labels(view: View, row: int, state: State) -> None:
    """Labels with a value beside them; a row of …… says that the form was left open."""
    cells = [cell for cell in view.row(row) if cell.row == row]
    state.found.templates += [cell.pieces[0][0] for cell in cells if is_placeholder(view.text(cell))]
    for label, value in pairwise(cells):
        means = form_words().labels.get(view.label(label))
        leaf = view.leaf(value) if means is not None else None
        if leaf is None:
            continue
        if means == "department":
            if row == 0:
                state.new_form()
            state.found.departments.append(leaf)
        elif means == "project" and form_words().columns.get(view.label(value)) is None:
            state.new_form()
            state.project = leaf
        elif means == "score" and state.project is None:
            score = points(view, value)
            if score is not None:
                state.found.totals.append(Total(score))
        elif means == "grade" and state.project is None and leaf.value in _GRADES:
            state.found.grade = state.found.grade or leaf


def fill_forms(found: Found, report: Report) -> None:
    """Sets what forms state into a record that prose has filled: prose stays where both speak."""
    goals = report.goals
    goals.long_term = goals.long_term or found.long_term
    goals.annual = goals.annual or found.annual
    goals.indicators = found.indicators
    report.spending.history = found.history
    completion = report.completion
    for part in (goals, completion):
        if part.output is not None and _POINTER.fullmatch(part.output.value):
            part.output = None
    if completion.output is None and completion.effect is None:
        completion.output = found.achieved
    report.fiscal_year = report.fiscal_year or found.year
    _parts(found.parts, report)
    _staff(found, report)
    report.evaluation.grade = report.evaluation.grade or found.grade
    _score(found, report)
    _department(found, report)


def _parts(parts: list[Part], report: Report) -> None:
    """The scored rows; one that prose names too is stated again."""
    prose = {part.name: part for part in report.evaluation.parts}
    for part in parts:
        known = prose.pop(part.name, None)
        if known is None:
            report.evaluation.parts.append(part)
            continue
        for field in ("weight", "score"):
            stated, again = getattr(known, field), getattr(part, field)
            if stated is None:
                setattr(known, field, again)
            elif again is not None:
                stated.also.append(again)


def _staff(found: Found, report: Report) -> None:
    """People that a table counts: sentences stay where both speak, since they may be of another day."""
    for (group, name), count in found.staff.items():
        holder = getattr(report.overview.staffing, group)
        stated: Count | None = getattr(holder, name)
        if stated is None:
            setattr(holder, name, count)
        elif stated.value == count.value:
            stated.also.append(count)


def _score(found: Found, report: Report) -> None:
    """The total of the score table; where prose states the score too, it is a further statement of it."""
    for total in found.totals:
        stated = report.evaluation.score
        if stated is None:
            report.evaluation.score = total.score
        elif total.score.value == stated.value or total.score.out_of in (None, stated.out_of, 100):
            stated.also.append(total.score)


def _department(found: Found, report: Report) -> None:
    """A form's name of the department is a further statement of it, or the only one; a cover that differs stays."""
    own = report.department
    if own is None and found.departments:
        report.department = found.departments[0]
        return
    for other in found.departments:
        if own is not None and (other.value == own.value or other.value in own.value or own.value in other.value):
            own.also.append(other)


def form_templates(found: Found, quoter: Quoter) -> list[Notice]:
    """`template_left`: a placeholder of the form stands where a value should."""
    pages = sorted({quoter.document.page_at(place) for place in found.templates})
    message = "表中留有未填写的模板字样（如“目标1：”“……”）"
    return [Notice(code="template_left", message=message, page=page) for page in pages]
