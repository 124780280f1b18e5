"""Goals in forms: 长期目标 | 年度目标, 预期目标 | 实际完成情况, and the objectives above indicator tables."""

from __future__ import annotations

import re

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.reading.tables.heads_of_indicators import find_head
from extractor.reading.tables.scores import is_placeholder
from extractor.reading.tables.state import State, objective_of, ordinal_value
from extractor.reading.tables.view import View
from extractor.records.leaves import Text
from extractor.records.report import Goal

_ITEM = re.compile(r"(?:(?<=[。；;\s])|^)目标(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})[：:、.]?")
_YEAR = re.compile(r"(?P<year>20\d\d)(?:年度?)?")
_SENTENCE = re.compile(r"[，。；;]")
_LONGEST_TITLE = 40
_SHORTEST_GOAL = 12


def read_goal_table(view: View, row: int, state: State) -> int | None:
    """Reads the goals whose heads (长期目标, 年度目标 …) stand in `row`, or beside whose label they stand."""
    words = form_words().goals
    begun = [cell for cell in view.row(row) if cell.row == row]
    named = [(cell, words[label]) for cell in begun if (label := view.label(cell)) in words]
    if not named or (named[0][1] == "plain" and len(named) > 1):
        named = [pair for pair in named if pair[1] != "plain"]
    if not named:
        return None
    others = [cell for cell in begun if view.text(cell) and view.label(cell) not in words]
    heads = named
    if named[0][1] == "plain":
        beside = [cell for cell in others if cell.col > named[0][0].col]
        alone = len(others) == 1 and len(beside) == 1 and len(view.text(beside[0])) >= _SHORTEST_GOAL
        return _beside(view, row, named[0], state) if alone else None
    if len(named) > 1 and named[0][0].rowspan > named[-1][0].rowspan:
        heads = named[1:]  # 年度总体目标 is the label of the block, 预期目标 | 实际完成情况 are its heads
    elif len(named) == 1 and any(cell.col > named[0][0].col for cell in others):
        return _beside(view, row, named[0], state)
    first = heads[0][0].col
    block = named[0][0] if heads is not named else None
    if any(cell.col >= first or (block is not None and cell.col > block.col) for cell in others):
        return None
    state.sides = [
        (cell.col, cell.col + cell.colspan, "long_term" if side == "long_term" else "annual")
        for cell, side in heads
        if side in ("long_term", "annual")
    ]
    top, below = row, row + max(cell.rowspan for cell, _ in heads)
    block = view.at(row, first - 1) if first else None
    row = below
    if len(heads) == 1 and row < view.n_rows:  # a title over a table of its own has several cells below it
        texts = [view.text(cell) for cell in view.row(row) if cell.col >= first and view.text(cell)]
        if len(texts) > 1 and not _ITEM.match(texts[0]):
            return None
    while row < view.n_rows and _goes_on(view, row, below, first, block):
        for cell, side in heads:
            _take(view, row, cell.col, cell.col + cell.colspan, side, state)
        across = [
            cell for cell in view.row(row) if cell.colspan > heads[0][0].colspan and is_placeholder(view.text(cell))
        ]
        state.found.templates += [cell.pieces[0][0] for cell in across]
        row += 1
    state.block(view, "goals", block, range(top, row))
    return row


def read_goals_by_year(view: View, row: int, state: State) -> int | None:
    """财年 | 目标 | 实际完成情况 over a row a year: the goals of the form's own year."""
    cells = [cell for cell in view.row(row) if cell.row == row and view.text(cell)]
    if len(cells) < 2 or view.label(cells[0]) not in ("财年", "年度", "年份") or cells[0].rowspan > 1:
        return None
    words = form_words().goals
    sides = [(cell, words.get(view.label(cell), "annual" if view.label(cell) == "目标" else "")) for cell in cells[1:]]
    if not all(side for _, side in sides) or sides[0][1] in ("achieved", "long_term"):
        return None
    top = row
    row += 1
    while row < view.n_rows and (match := _YEAR.fullmatch(view.label(view.at(row, cells[0].col)))) is not None:
        if int(match["year"]) == state.year:
            for cell, side in sides:
                if not view.blank(view.at(row, cell.col)):
                    _take(view, row, cell.col, cell.col + cell.colspan, side, state)
        row += 1
    if row == top + 1:
        return None
    state.block(view, "goals", None, range(top, row))
    return row


def _beside(view: View, row: int, named: tuple[SheetCell, str], state: State) -> int | None:
    """年度总体目标 | text."""
    label, side = named
    if side == "achieved" and label.colspan + label.col >= view.n_cols:
        return None
    beside = [view.label(cell) for cell in view.row(row) if cell.col > label.col]
    if any(words in form_words().measures or words in form_words().columns for words in beside):
        return None  # 完成情况 | 预算数 | 执行数: heads of something else
    for line in range(row, min(row + label.rowspan, view.n_rows)):
        _take(view, line, label.col + label.colspan, view.n_cols, side, state)
    state.block(view, "goals", label, range(row, row + label.rowspan))
    return row + label.rowspan


def _goes_on(view: View, row: int, below: int, first: int, block: SheetCell | None) -> bool:
    """Whether a row still lists goals: one is sure, more need the block's label or numbered goals."""
    cells = [cell for cell in view.row(row) if view.text(cell)]
    if not cells:
        return True
    if find_head(view, row) is not None or form_words().labels.get(view.label(cells[0])):
        return False
    if block is not None and view.text(block):
        beside = view.at(row, first - 1)
        return beside is block or (beside is not None and not view.text(beside) and cells[0].col >= first)
    texts = [view.text(cell) for cell in cells if cell.col >= first]
    if cells[0].col < first or (objective_of(view.label(cells[0])) and not view.text(cells[0]).startswith("目标")):
        return False
    return row == below or any(text.startswith("目标") or is_placeholder(text) for text in texts)


def _take(view: View, row: int, first: int, stop: int, side: str, state: State) -> None:
    """The goals in the columns of one side."""
    cells = [
        cell
        for cell in view.row(row)
        if cell.row == row and first <= cell.col < stop and cell.col + cell.colspan <= max(stop, first + 1)
    ]
    number: str | None = None
    for cell in cells:
        text = view.text(cell)
        if not text:
            continue
        if side == "achieved":
            if state.project is None and state.found.achieved is None and not is_placeholder(text):
                state.found.achieved = view.leaf(cell)
            continue
        if is_placeholder(text):
            match = _ITEM.match(text)
            if match and cell is not cells[-1]:
                number = _number(match["n"])  # 目标1： | text
            else:
                state.found.templates.append(cell.pieces[0][0])
            continue
        for found, start, end in _items(text):
            if not text[start:end].strip() or is_placeholder(text[start:end].strip()):
                state.found.templates.append(cell.pieces[0][0])
                continue
            leaf = view.leaf(cell, start, end)
            if leaf is not None:
                add_goal(state, side, found or number, leaf)
        number = None


def _items(text: str) -> list[tuple[str | None, int, int]]:
    """目标1：…目标2：… as (number, start, end); words without numbers are one goal."""
    marks = list(_ITEM.finditer(text))
    if not marks or marks[0].start():
        return [(None, 0, len(text))]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(_number(mark["n"]), mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


def _number(text: str) -> str:
    value = ordinal_value(text)
    return text if value is None else str(value)


def add_goal(state: State, side: str, number: str | None, leaf: Text) -> None:
    """Long-term goals of a few words are titles; a project's goal carries the project's name."""
    long_term = side == "long_term"
    if long_term and len(leaf.value) <= _LONGEST_TITLE and not _SENTENCE.search(leaf.value) and state.project is None:
        goal = Goal(number=number, title=leaf)
    else:
        goal = Goal(number=number, title=state.project, text=leaf)
    (state.found.long_term if long_term else state.found.annual).append(goal)


def read_objective(view: View, row: int, state: State) -> int | None:
    """长期目标2： | 全区数字政务建设 above an indicator table."""
    cells = [cell for cell in view.row(row) if cell.row == row and view.text(cell)]
    if not cells:
        return None
    text = view.text(cells[0])
    found = objective_of(text) if len(text) <= 60 else None
    if found is None or len(cells) > 2:
        return None
    period, number, start = found
    state.period, state.objective = period or state.period, number
    title = cells[1] if len(cells) == 2 else cells[0] if text[start:].strip() else None
    known = state.found.long_term if state.period == "long_term" else state.found.annual
    leaf = view.leaf(title, start if title is cells[0] else 0) if title is not None else None
    if leaf is not None and is_placeholder(leaf.value):
        leaf = None
    if leaf is not None and not any(goal.number == str(number) for goal in known):
        add_goal(state, state.period or "annual", str(number), leaf)
    return row + 1
