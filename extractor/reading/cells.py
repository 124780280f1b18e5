"""Figures in the cells of ruled tables: bare numbers that take their unit from the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractor.layout.model import Document
from extractor.layout.sheets import SheetCell
from extractor.lexicon.forms import form_words
from extractor.lexicon.labels import vocabulary
from extractor.reading.mentions import Mention
from extractor.reading.numbers import UNITS, interval, percent_interval, unwieldy
from extractor.reading.tables.captions import unit_in
from extractor.reading.tables.heads import is_money, is_rate
from extractor.reading.tables.reading import TableReading, first_of
from extractor.reading.tables.rows import counted
from extractor.reading.tables.view import View

_FIGURE = re.compile(r"(?P<sign>-)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
#: 其中：基本支出：786.35 in one cell
_LABELLED = re.compile(
    r"(?P<label>[^\d，。；：:]{2,24})[：:]\s*(?P<figure>(?P<sign>-)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))"
    r"(?=[\s，；、）)]*(?:$|[\u4e00-\u9fff]{2,24}[：:]|其中))"
)
#: how labels end before a number that is money even without decimals
_MONEY_LABEL = re.compile(
    r"(?:金额|总额|资金|拨款|经费|支出|收入|预算|决算|[^\W\d]费|补助|基金)(?:[（(][^（）()]*[）)])?$"
)
_LONGEST = 24
_MONEY_HEAD = re.compile(r"金额|资金|拨款|经费|支出|收入|预算|决算|差[异额]$|结余|余额|[万千亿]?元[）)]?$")
_RATES = ("completion", "change_rate", "share")
_LONGEST_LABELLED = 40
_NOT_MONEY = re.compile(
    r"编码|代码|序号|行次|栏次|分值|权重|得分|评分|率(?:$|[（(％%])|[％%]|比例|人[数次]|数量|编制|在职|实有|电话|邮编|日期|[辆台][）)数]|面积|㎡|指标值|完成值|年份"
)


def cell_mentions(document: Document, tables: list[TableReading], taken: dict[int, Mention]) -> list[Mention]:
    """The figures of all tables that the scan of the text did not find; each table gets its own into `mentions`.

    `taken`: what the scan found, by place.
    """
    found: list[Mention] = []
    for table in tables:
        short = _short(table, taken)
        if table.kind != "other":
            cells: Iterable[_Cell] = _by_head(table, short)
        else:
            cells = (*_by_words(table, short), *_labelled(table))
        for cell, (start, end), match, unit, kind in cells:
            mention = taken.get(start)
            if mention is None or mention.end > end:
                mention = _mention(start, end, match, unit, kind)
                found.append(mention)
            mention.table = True
            table.mentions[id(cell)] = mention
        _adopt(table, short, taken)
        _label(table)
    return found


_Cell = tuple[SheetCell, tuple[int, int], "re.Match[str]", str | None, str]
"""A cell, the place of its text, its figure, the unit, and the kind of mention that it is."""


_Short = list[tuple[SheetCell, tuple[int, int]]]
"""The short cells in one piece that end in a digit or begin with what the scan found, and where their text stands."""


def _short(table: TableReading, taken: dict[int, Mention]) -> _Short:
    return [
        (cell, cell.pieces[0])
        for cell in table.sheet.cells
        if len(cell.pieces) == 1
        and len(cell.text) <= _LONGEST
        and (cell.text[-1].isdecimal() or cell.pieces[0][0] in taken)
    ]


def _figures(
    table: TableReading, short: _Short, first: int
) -> Iterator[tuple[SheetCell, tuple[int, int], re.Match[str]]]:
    text = table.view.quoter.document.text
    for cell, place in short:
        if cell.row >= first and cell.text[-1].isdecimal():
            match = _FIGURE.fullmatch(text, *place)
            if match is not None:
                yield cell, place, match


def _by_head(table: TableReading, short: _Short) -> Iterator[_Cell]:
    """Figures in the columns that hold money or rates, by the head model."""
    figures = list(_figures(table, short, table.head.first))
    if not figures:
        return
    columns = {
        column.index: (table.unit(column), is_rate(column), is_money(column), counted("/".join(column.path)))
        for column in table.head.values()
    }
    sides = {column.index: column.side for column in table.head.columns}
    counts: dict[tuple[int, int], str] = {}
    mixed: set[int] = set()
    for row in table.rows:
        if (of_row := counted(row.name)) is not None:
            counts[row.index, row.side] = of_row
            mixed |= {column.index for column, _ in row.cells}
    for cell, place, match in figures:
        if id(cell) in table.head.cells or (column := columns.get(cell.col)) is None:
            continue
        unit, rate, money, count = column
        count = counts.get((cell.row, sides[cell.col])) or count
        if count is not None:
            if match["digits"].isdigit():
                yield cell, place, match, count, "count"
        elif rate or (money and (cell.col not in mixed or not match["digits"].isdigit())):
            # Among counts a bare 2 may be one more: 其他用车 below 车辆数（辆）.
            yield cell, place, match, unit, "percent" if rate else "amount"


def _by_words(table: TableReading, short: _Short) -> Iterator[_Cell]:
    """Figures of a form that are money by its words; whole numbers only where a head or the row's label says so."""
    figures = list(_figures(table, short, 0))
    if not figures:
        return
    unit = table.caption.unit or _unit_inside(table)
    money = {cell.col for cell, _, match in figures if "." in match["digits"] or "," in match["digits"]}
    heads: dict[tuple[int, int], bool] = {}
    for cell, place, match in figures:
        digits = match["digits"]
        if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
            continue
        split = "." in digits or (unit is not None and cell.col in money)
        if _is_money(table.view, cell, heads) if split else _is_whole_money(table.view, cell, heads):
            yield cell, place, match, unit, "amount"


def _labelled(table: TableReading) -> Iterator[_Cell]:
    """Figures behind a label in the same cell of a form, several in one cell too."""
    unit = table.caption.unit or _unit_inside(table)
    text = table.view.quoter.document.text
    for cell in table.sheet.cells:
        place = first_of(cell)
        if place is None or not 4 < len(cell.text) <= _LONGEST_LABELLED or not ("：" in cell.text or ":" in cell.text):
            continue
        for match in _LABELLED.finditer(text, *place):
            label = match["label"].strip()
            split = unit is not None and ("." in match["digits"] or "," in match["digits"])
            if (split and not _NOT_MONEY.search(label)) or _MONEY_LABEL.search(label):
                yield cell, match.span("figure"), match, unit, "amount"


def _unit_inside(table: TableReading) -> str | None:
    for cell in table.sheet.cells:
        if cell.row <= 3 and (unit := unit_in(table.view.bare(cell))) is not None:
            return unit
    return None


def _mention(start: int, end: int, match: re.Match[str], unit: str | None, kind: str) -> Mention:
    digits = match["digits"]
    if unwieldy(digits):
        unit = None if kind == "amount" else unit
    if kind == "count":
        number = Decimal(digits)
        return Mention(kind, start, end, number, number, number, unit or "", match.group(), table=True)
    rate = kind == "percent"
    value, low, high = percent_interval(digits) if rate else interval(digits, UNITS[unit] if unit else 0)
    if match["sign"]:
        value, low, high = -value, -high, -low
    known: Decimal | None = value if unit or rate else None
    return Mention(kind, start, end, known, low, high, "%" if rate else unit or "", _stated(match), table=True)


def _is_money(view: View, cell: SheetCell, heads: dict[tuple[int, int], bool]) -> bool:
    """Whether a figure may be money: the label beside it names a line, or no head above it is one of points …

    `heads` keeps what was seen above the figures so far.
    """
    label = _beside(view, cell)
    if form_words().labels.get(label) == "score":
        return False
    if _is_line(label):
        return True
    return _head_above(view, cell, heads) is not False


def _is_whole_money(view: View, cell: SheetCell, heads: dict[tuple[int, int], bool]) -> bool:
    """Whether a number without decimals is money: a head above says so, or none speaks and the row names a line."""
    named = _row_label(view, cell)
    if form_words().labels.get(_beside(view, cell)) == "score" or _NOT_MONEY.search(named):
        return False
    above = _head_above(view, cell, heads)
    return _is_line(named) if above is None else above


def _beside(view: View, cell: SheetCell) -> str:
    return view.label(view.at(cell.row, cell.col - 1)) if cell.col else ""


def _row_label(view: View, cell: SheetCell) -> str:
    """The last label left of a figure in its row."""
    for other in reversed([other for other in view.row(cell.row) if other.col < cell.col]):
        if view.text(other) and not _FIGURE.fullmatch(view.bare(other)) and not view.blank(other):
            return view.label(other)
    return ""


def _is_line(label: str) -> bool:
    """Whether a label names a line of money, and not just the sum of a table."""
    words = form_words()
    known = label in words.rows or vocabulary().meanings.get(label) is not None
    return bool(label) and known and label not in words.totals | words.subtotals


def _head_above(view: View, cell: SheetCell, heads: dict[tuple[int, int], bool]) -> bool | None:
    """Whether the nearest head above a cell is one of money; None where no head says."""
    row, found = cell.row - 1, None
    while row >= 0 and found is None:
        found = heads[row, cell.col] if (row, cell.col) in heads else _heads_money(view, view.at(row, cell.col))
        row -= 1
    if found is not None:
        heads.update(dict.fromkeys(((above, cell.col) for above in range(row + 1, cell.row)), found))
    return found


def _heads_money(view: View, cell: SheetCell | None) -> bool | None:
    """Whether a cell heads money; None where it is no head."""
    words, text = form_words(), view.text(cell)
    if not text or len(text) > 16 or _FIGURE.fullmatch(text):
        return None
    measure = words.measures.get(view.label(cell))
    if measure is not None and measure.field not in ("weight", "score"):
        return measure.field not in _RATES
    if _NOT_MONEY.search(text) or view.label(cell) in words.columns:
        return False
    return True if _MONEY_HEAD.search(text) else None


def _stated(match: re.Match[str]) -> str:
    sign, digits = match.group("sign", "digits")
    return f"{sign}{digits}" if sign else digits


def _adopt(table: TableReading, short: _Short, taken: dict[int, Mention]) -> None:
    """Figures with their own unit or sign (98.82%, 12万元) that fill a cell."""
    for cell, end, mention in [(cell, end, taken[start]) for cell, (start, end) in short if start in taken]:
        if mention.end == end and id(cell) not in table.mentions:
            mention.table = True
            table.mentions[id(cell)] = mention


def _label(table: TableReading) -> None:
    """What a figure that no field takes is listed under: its row and its column."""
    heads = {column.index: "/".join(column.path) for column in table.head.columns}
    for row in table.rows:
        name = row.name or row.code
        for column, cell in row.cells:
            if (mention := table.mentions.get(id(cell))) is not None:
                head = heads[column.index]
                mention.label = f"{name}·{head}" if name and head else name or head or None
