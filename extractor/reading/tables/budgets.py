"""The budget of a form's department, label beside figure: 预算资金 | 资金总额 | 3268.45 | 财政拨款 | 3150.00.

The label of the block says that its figures are the budget, and of which side: 收入预算 | 合计 | 5820.60 | 支出预算 | …
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.lexicon.labels import vocabulary
from extractor.lexicon.statements import line_of
from extractor.reading.draft import Draft
from extractor.reading.mentions import Mention
from extractor.reading.subjects import Binding, Subject
from extractor.reading.tables.state import State
from extractor.reading.tables.view import View, squeeze

#: label and figure in one cell
_LABELLED = re.compile(r"(?:其中[：:])?(?P<label>[^\d，。；：:]{2,20})[：:]\s*(?P<figure>[\d,]+(?:\.\d+)?)")


def read_budgets(view: View, row: int, state: State, draft: Draft) -> int | None:
    """Reads the pairs of label and figure in `row` that stand right of a block's label; returns the row behind it."""
    cells = view.row(row)
    found = False
    side: str | None = None
    for label, beside in pairwise(cells):
        side = form_words().blocks.get(view.label(label), side)
        if side is None or label.row != row or beside.row != row:
            continue
        subject = _subject(view.label(label), side, state)
        if subject is None and side == "whole" and view.label(label) in form_words().blocks and state.project is None:
            subject = Subject("spending.total")  # 部门预算 | 6,245.80
        if subject is None or _figures(view, cells, beside, state) is not None:
            continue
        mention = state.amount(view, beside)
        if mention is not None:
            draft.bind(Binding(subject, "budget", mention.start, mention.end, mention))
            found = True
    found = _inside(view, cells, row, state, draft) or found
    return row + 1 if found else _heads(view, row, state, draft)


def _inside(view: View, cells: list[SheetCell], row: int, state: State, draft: Draft) -> bool:
    """年度预算申请 | 资金总额：1286.40 | …: pairs within cells, in a block that has no heads of measures."""
    block = cells[0]
    side = form_words().blocks.get(view.label(block))
    if side is None or any(form_words().measures.get(view.label(cell)) for cell in view.row(block.row)):
        return False
    found = False
    for cell in cells[1:]:
        match = _LABELLED.fullmatch(view.text(cell)) if len(cell.pieces) == 1 and cell.row == row else None
        mention = state.by_start.get(cell.pieces[0][0] + match.start("figure")) if match is not None else None
        subject = _subject(squeeze(match["label"]), side, state) if match is not None else None
        if subject is not None and mention is not None and mention.kind == "amount" and mention.value is not None:
            draft.bind(Binding(subject, "budget", mention.start, mention.end, mention))
            found = True
    return found


def _heads(view: View, row: int, state: State, draft: Draft) -> int | None:
    """The same with the figures below their labels: 预算资金 | 资金总额 | 财政拨款 over 3268.45 | 3150.00."""
    block, *labels = view.row(row)
    side = form_words().blocks.get(view.label(block))
    if side is None or block.row != row or block.rowspan != 2 or len(labels) < 2:
        return None
    below = [cell for cell in view.row(row + 1) if cell is not block]
    if [(cell.col, cell.colspan) for cell in labels] != [(cell.col, cell.colspan) for cell in below]:
        return None
    mentions = [state.amount(view, cell) for cell in below]
    if any(mention is None and not view.blank(cell) for mention, cell in zip(mentions, below, strict=True)):
        return None
    for label, mention in zip(labels, mentions, strict=True):
        subject = _subject(view.label(label), side, state)
        if subject is not None and mention is not None:
            draft.bind(Binding(subject, "budget", mention.start, mention.end, mention))
    return row + 2


def _figures(view: View, cells: list[SheetCell], cell: SheetCell, state: State) -> Mention | None:
    """The figure right of a figure: then the two belong to heads above them, and no label beside them will do."""
    at = next(index for index, other in enumerate(cells) if other is cell)
    return state.amount(view, cells[at + 1]) if at + 1 < len(cells) else None


def _subject(label: str, side: str, state: State) -> Subject | None:
    """The line that a label names on a side; None where it names none."""
    words = form_words()
    if side == "revenue":
        if words.rows.get(label, "") is None:
            return Subject("revenue.total")
        source = line_of(label)
        if source is not None and source.path in ("revenue.total", "revenue.fiscal"):
            return Subject(source.path)
        return Subject("revenue.other") if words.history.get(label) == "other_revenue" else None
    total = words.measures.get(label)  # 预算规模 | 预算数 | 1,246.00
    if label in words.rows or (total is not None and total.field == "budget"):
        fund = words.rows.get(label)
        if state.project is not None:
            whole = Subject("spending.project_items").item(state.project.value, None)
            return whole if fund is None else None
        return Subject("spending.total", fund)
    word = vocabulary().match(label, 0, len(label)) if label and state.project is None else None
    line = word[1].line if word is not None and len(word[0]) == len(label) else None
    if line is None or line.pair or line.code or not line.path.startswith("spending."):
        return None
    return Subject(line.path, line.fund)
