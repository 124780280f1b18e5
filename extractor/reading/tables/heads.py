"""The head of a table: which rows make it, what each column is, and the path of heads above a column of figures.

Merged heads over several rows become a path (公务用车购置及运行费/小计/预算数). A row that holds data and, in
some columns, a head still (类 | 款 | 项 | 合计 | 2,946.25) is both. Cells of the frame (the title with 部门：… 单位：…,
drawn inside the grid) belong to neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from extractor.layout.sheets import SheetCell
from extractor.lexicon.active import per_lexicon
from extractor.lexicon.statements import head_role, line_of, table_words
from extractor.reading.tables.view import View

Role = Literal["code", "name", "note", "ordinal", "value"]

FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)%?")
_DECIMAL = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)%?|0")
_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．](?!\d))")
_FRAME = re.compile(
    r"(?:编制|填报|填表|预算)?(?:部门|单位)(?:名称|（盖章）|（公章）)?[：:]|公开\d{1,2}表|单位[：:]?(?:万|千|亿)?元?"
)
_TITLE = re.compile(r"表(?:[（(][^（）()]*[）)])?(?:$|(?:编制|填报)?(?:部门|单位)[：:])")
_HIGHEST = 8  #: rows that a title and a head may have
#: what numbers a column: 3, （3）, 3栏, 1=2+3; columns of words are 甲 and 乙
_NUMBERED = re.compile(
    r"[（(]?(?:(?P<number>\d{1,2})|(?P<ring>[①-⑳]))[）)]?栏?(?:[=＝][\d①-⑳栏+＋\-－—~～…/÷×*%（）()]+)?"
)
_UNNUMBERED = frozenset("甲乙丙丁")
_LEVEL = frozenset("类款项")


@dataclass(slots=True)
class Column:
    """A column of a sheet."""

    index: int
    role: Role
    path: tuple[str, ...]  #: heads from above, each once
    side: int = 0  #: tables with several lists side by side count them from the left


@dataclass(slots=True)
class Head:
    """The head of a sheet; rows from `first` on hold data."""

    columns: list[Column]
    first: int
    frame: list[SheetCell]  #: cells with the title and the unit, drawn inside the grid
    cells: set[int] = field(default_factory=set)  #: ids of the cells of head and frame

    @property
    def sides(self) -> list[list[Column]]:
        """The columns of each side, from left to right."""
        last = max((column.side for column in self.columns), default=-1)
        return [[column for column in self.columns if column.side == side] for side in range(last + 1)]

    def values(self) -> list[Column]:
        return [column for column in self.columns if column.role == "value"]


def read_head(view: View) -> Head:
    """The head of a sheet, by the words of its cells."""
    frame, start = _frame(view)
    outside = {id(cell) for cell in frame}
    paths: list[list[SheetCell]] = [[] for _ in range(view.n_cols)]
    row = start
    numbers: set[int] = set()
    while row < min(view.n_rows, start + _HIGHEST):
        numbered = {id(cell) for cell in numbering(view, row, outside)}
        if not numbered and _is_data(view, row, paths, outside):
            break
        _add(view, row, paths, outside | numbered)
        numbers |= numbered
        row += 1
    if row < view.n_rows:
        _add_mixed(view, row, paths, outside)
    used = outside | numbers | {id(cell) for path in paths for cell in path}
    head = Head([], row, frame, used)
    head.columns = _columns(view, head, paths)
    return head


def _frame(view: View) -> tuple[list[SheetCell], int]:
    """The cells of title, department and unit inside the grid, and the row where the head begins."""
    frame: list[SheetCell] = []
    known: set[int] = set()
    row = 0
    while row < min(view.n_rows, 4):
        cells = [cell for cell in view.row(row) if cell.text and id(cell) not in known]
        texts = [cell.bare for cell in cells]
        title = len(cells) == 1 and cells[0].colspan >= view.n_cols - 2 and _TITLE.search(texts[0]) is not None
        label = bool(cells) and any(_FRAME.match(text) for text in texts) and all(len(text) < 40 for text in texts)
        if row == 0 and not title and cells and cells[0].rowspan >= view.n_rows > 1 and _TITLE.search(texts[0]):
            title, cells = True, cells[:1]
        if not (title or (label and not any(FIGURE.fullmatch(text) for text in texts) and _only_frame(texts))):
            break
        frame += cells
        known |= {id(cell) for cell in cells}
        row += 1
    return frame, row


def _only_frame(texts: list[str]) -> bool:
    """部门：| 某局 | 单位：万元: every label is one of the frame, and none names a column."""
    return all(_FRAME.match(text) or (head_role(text) is None and line_of(text) is None) for text in texts)


def numbering(view: View, row: int, outside: set[int] | frozenset[int] = frozenset()) -> list[SheetCell]:
    """The cells of a row that numbers the columns (栏次 | 1 | 2 | 3), 类 | 款 | 项 left out; none if it does not."""
    found: list[SheetCell] = []
    numbers: list[int] = []
    named = False
    for cell in view.row(row):
        text = view.bare(cell)
        if not text or cell.row < row or id(cell) in outside or text in _LEVEL:
            continue
        match = _NUMBERED.fullmatch(text)
        if match is not None:
            numbers.append(int(match["number"]) if match["number"] else ord(match["ring"]) - ord("①") + 1)
        elif text in _UNNUMBERED or head_role(text) == "ordinal":
            named = True
        else:
            return []
        found.append(cell)
    rising = bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return found if rising and (named or (len(numbers) > 2 and numbers[0] == 1)) else []


def _is_data(view: View, row: int, paths: list[list[SheetCell]], outside: set[int]) -> bool:
    """Whether a row holds data: a figure, a code, an item with its ordinal, or 合计 in a column of names."""
    for cell in view.row(row):
        if id(cell) in outside or cell.row < row:
            continue
        text = cell.bare
        if not text:
            continue
        if len(text) > 40:
            return bool(paths[cell.col])
        if _DECIMAL.fullmatch(text) or _CODE.fullmatch(text) or _ORDINAL.match(text):
            return True
        above = paths[cell.col]
        if above:
            role = head_role(view.text(above[-1]))
            line = line_of(text)
            if role in ("name", "code", "ordinal") and (
                text.isdigit() or (line is not None and head_role(text) is None and _below(cell, above[-1]))
            ):
                return True
    return False


def _below(cell: SheetCell, above: SheetCell) -> bool:
    """Whether a cell is no part of the head above it: it is as wide, or wider."""
    return cell.colspan >= above.colspan


def _add(view: View, row: int, paths: list[list[SheetCell]], outside: set[int]) -> None:
    for col, cell in enumerate(view.sheet.grid[row]):
        if (
            cell is not None
            and id(cell) not in outside
            and cell.text
            and (not paths[col] or paths[col][-1] is not cell)
        ):
            paths[col].append(cell)


def _add_mixed(view: View, row: int, paths: list[list[SheetCell]], outside: set[int]) -> None:
    """The heads that stand in the first row of data: words below a head that spans several columns."""
    cells = [cell for cell in view.row(row) if id(cell) not in outside and cell.row == row]
    for cell in cells:
        above = paths[cell.col][-1] if paths[cell.col] else None
        text = view.bare(cell)
        if above is None or not text or above.colspan <= cell.colspan or FIGURE.fullmatch(text):
            continue
        if head_role(view.text(above)) in ("name", "code") and text not in _LEVEL:
            continue
        beside = [other for other in cells if above.col <= other.col < above.col + above.colspan]
        if len(beside) > 1 and all(_word(view, other) for other in beside):
            for col in range(cell.col, cell.col + cell.colspan):
                paths[col].append(cell)


def _word(view: View, cell: SheetCell) -> bool:
    text = view.bare(cell)
    return bool(text) and len(text) <= 16 and not FIGURE.fullmatch(text)


def _columns(view: View, head: Head, paths: list[list[SheetCell]]) -> list[Column]:
    """The columns that hold something; a column without any text of its own is only drawn."""
    columns: list[Column] = []
    side, last = 0, ""
    begun = _begun(view, head)
    for index in range(view.n_cols):
        texts = _unique([cell.bare for cell in paths[index]])
        own = begun[index]
        if not own and not _is_own_head(paths, index):
            continue
        role = _role(view, texts, own)
        if last == "value" and role in ("code", "name", "ordinal"):
            side += 1
        last = role if role != "note" else last
        columns.append(Column(index, role, tuple(texts), side))
    _tell_apart(columns, side + 1)
    return columns


def _tell_apart(columns: list[Column], sides: int) -> None:
    """Lists side by side whose figures have the same heads are told apart by the heads of their names.

    支出 | 支出 over 按功能分类 | 预算数 | 按经济分类 | 预算数: 支出/按功能分类/预算数.
    """
    names: list[str] = []
    paths: list[tuple[tuple[str, ...], ...]] = []
    for side in range(sides):
        own = [column for column in columns if column.side == side]
        names.append(next((column.path[-1] for column in own if column.role == "name" and column.path), ""))
        paths.append(tuple(column.path for column in own if column.role == "value"))
    for side in range(sides):
        alike = [names[other] for other in range(sides) if paths[other] == paths[side]]
        if len(alike) > 1 and len(set(alike)) == len(alike) and all(alike) and any(paths[side]):
            for column in columns:
                if column.side == side and column.role == "value" and column.path:
                    column.path = (*column.path[:-1], names[side], column.path[-1])


def _is_own_head(paths: list[list[SheetCell]], index: int) -> bool:
    """Whether the lowest head stands over this column first of all."""
    return bool(paths[index]) and paths[index][-1].col == index


def _begun(view: View, head: Head) -> list[list[SheetCell]]:
    """The cells of data that begin in each column and hold something."""
    found: list[list[SheetCell]] = [[] for _ in range(view.n_cols)]
    outside, first, grid = head.cells, head.first, view.sheet.grid
    for cell in view.sheet.cells:
        if cell.text and cell.row >= first and id(cell) not in outside and grid[cell.row][cell.col] is cell:
            found[cell.col].append(cell)
    return found


def _role(view: View, texts: list[str], own: list[SheetCell]) -> Role:
    role = head_role(texts[-1]) if texts else None
    if role is not None:
        return role  # type: ignore[return-value]
    words = figures = 0
    for cell in own:
        text = cell.bare
        if (text[-1:].isdecimal() or text.endswith("%")) and FIGURE.fullmatch(text):
            figures += 1
        elif not view.blank(cell):
            words += 1
    if not texts and words > figures:
        return "name"
    return "value" if figures >= words else "note" if texts else "name"


def _unique(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def is_money(column: Column) -> bool:
    """Whether the figures below a head are money."""
    return column.role == "value" and _holds(column.path)[0]


def is_rate(column: Column) -> bool:
    """Whether the figures below a head are percentages."""
    return column.role == "value" and _holds(column.path)[1]


@per_lexicon(1024)
def _holds(path: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether heads are those of money, and whether they are those of percentages."""
    words, joined = table_words(), "/".join(path)
    rate = bool(path) and any(word in path[-1] for word in words.rate)
    return not rate and not any(word in joined for word in words.not_money), rate
