"""What the shape of a published table claims: which columns add up to which, which rows are parts of which.

Here are only names and positions; the figures are looked at in `tables.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from extractor.records.leaves import Amount, Text

#: the last part of a column's path where it says the basis only (因公出国（境）费/预算数)
_BASIS = re.compile(r"(?:年初|调整|全年|上年)?(?:预算数?|决算数?|执行数|金额)")
#: columns that are no part of a total beside them
_NO_PART = re.compile(r"其中|增减|比上年|比20|率|%|占|备注|结转|结余|编码|序号|(?:19|20)\d\d年|上年|当年")
_CARRIED = re.compile(r"结转|结余")
_ORDINALS = (re.compile(r"[一二三四五六七八九十百]+[、.．]"), re.compile(r"[（(][一二三四五六七八九十]+[）)]"))
_LEADS = re.compile(r"结转|结余|用事业基金|弥补")
_DIGIT = re.compile(r"\d")
_TOTAL_ROW = re.compile(r"(?:[本当]年)?(?:收入|支出)?[合小总]计")


Role = Literal["total", "part", "lead", "other"]  #: of a row in a list; lead: to the grand total
ListRow = tuple[int, Role]  #: its position and its role
Cells = tuple[tuple[int, int], tuple[int, int]]  #: two places, row and column


class Row(NamedTuple):
    """A row of a published table."""

    code: str | None
    name: str | None
    values: dict[str, Amount | Text]


class Sum(NamedTuple):
    """Positions (of columns or of rows) whose figures should add up."""

    whole: int
    parts: tuple[int, ...]
    #: columns of money carried over beside the whole, which may hold it or not: no sum in a row where they are filled
    carried: tuple[int, ...] = ()


@lru_cache(maxsize=512)
def column_sums(columns: tuple[str, ...], totals: tuple[str, ...]) -> tuple[Sum, ...]:
    """The columns of a head that are the sum of others: 合计 beside what stands under the same head."""
    paths = [_path(column) for column in columns]
    tree: dict[str, object] = {}
    for position, path in enumerate(paths):
        node = tree
        for name in path[:-1]:
            below = node.setdefault(name, {})
            if not isinstance(below, dict):  # a column that is a head too
                below = node[name] = {"": below}
            node = below
        if isinstance(node.get(path[-1]), dict):
            node[path[-1]][""] = position  # type: ignore[index]
        else:
            node[path[-1]] = position
    return tuple(_sums(tree, totals))


def _path(column: str) -> list[str]:
    """The head path, its basis first: 合计/预算数 → 预算数, 合计."""
    parts = column.split("/")
    if len(parts) > 1 and _BASIS.fullmatch(parts[-1]):
        parts = [parts[-1], *parts[:-1]]
    return parts


def _sums(node: dict[str, object], totals: tuple[str, ...]) -> Iterator[Sum]:
    whole = next((name for name in totals if isinstance(node.get(name), int)), None)
    for below in node.values():
        if isinstance(below, dict):
            yield from _sums(below, totals)
    if whole is None:
        return
    parts = [
        position
        for name, below in node.items()
        if name != whole and not _NO_PART.search(name) and name not in totals
        for position in _stands_for(below, totals)
    ]
    position = node[whole]
    assert isinstance(position, int)
    carried = [one for name, one in node.items() if isinstance(one, int) and _CARRIED.search(name)]
    if parts:
        yield Sum(position, tuple(parts), tuple(carried))


def _stands_for(below: object, totals: tuple[str, ...]) -> list[int]:
    """The columns that stand for a head: its own, its total, or else all below it."""
    if isinstance(below, int):
        return [below]
    assert isinstance(below, dict)
    for name in ("", *totals):
        if isinstance(below.get(name), int):
            return [below[name]]
    return [
        position for name, part in below.items() if not _NO_PART.search(name) for position in _stands_for(part, totals)
    ]


def code_sums(rows: Sequence[Row]) -> list[Sum]:
    """Rows that are the sum of the rows of the next level below them, by their codes (201, 20101, 2010101)."""
    places: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        if row.code is not None and row.code.isdigit():
            places.setdefault(row.code, []).append(position)
    if any(len(found) > 1 for found in places.values()):  # several lists in one table
        return []
    children: dict[str, list[int]] = {}
    for code, (position,) in places.items():
        parent = code[:-2]
        if len(code) in (5, 7) and parent in places:
            children.setdefault(parent, []).append(position)
        elif len(code) == 7 and code[:3] in places:  # the level between is left out
            children.setdefault(code[:3], []).append(position)
    return [Sum(places[code][0], tuple(parts)) for code, parts in children.items()]


def total_of_codes(rows: Sequence[Row]) -> list[Sum]:
    """合计 as the sum of the rows of the highest level."""
    wholes = [
        position for position, row in enumerate(rows) if row.code is None and (row.name or "") in ("合计", "总计")
    ]
    tops = [position for position, row in enumerate(rows) if row.code is not None and len(row.code) == 3]
    codes = [rows[position].code for position in tops]
    if len(wholes) != 1 or not tops or len(set(codes)) < len(codes):
        return []
    coded = [row.code for row in rows if row.code is not None]
    if any(len(code) > 3 and code[:3] not in codes for code in coded):  # a class row is missing
        return []
    return [Sum(wholes[0], tuple(tops))]


def side_totals(rows: Sequence[Row], columns: Sequence[str], totals: Sequence[str]) -> Iterator[Cells]:
    """The grand totals of revenue and of spending, side by side: the first column of either, in the rows named so.

    Two cells (row, column), or none where the table does not have exactly one of each.
    """
    sides: dict[str, list[tuple[int, int]]] = {"收": [], "支": []}
    for row, entry in enumerate(rows):
        name = entry.name or ""
        if name not in totals or entry.code is not None:
            continue
        for side, words in (("收", "收入"), ("支", "支出")):
            own = [column for column, head in enumerate(columns) if words in head.partition("/")[0]]
            filled = [column for column in own if columns[column] in entry.values]
            if filled and filled[0] == own[0] and (words in name or name == "总计"):
                sides[side].append((row, filled[0]))
    if all(len(found) == 1 for found in sides.values()):
        yield sides["收"][0], sides["支"][0]


def list_rows(rows: Sequence[Row]) -> list[ListRow]:
    """The rows of a table in which a list may have its totals, with what each is in the list; none without a total."""
    found = [(position, row.name or "") for position, row in enumerate(rows) if row.code is None]
    if not any(_TOTAL_ROW.fullmatch(name) for _, name in found):
        return []
    return [(position, _role(name)) for position, name in found]


def _role(name: str) -> Role:
    if _TOTAL_ROW.fullmatch(name):
        return "total"
    if _ORDINALS[0].match(name):
        return "part"
    leads = not name.startswith("其中") and not _ORDINALS[1].match(name) and _lead(name)
    return "lead" if leads else "other"


def list_sums(rows: Iterable[ListRow]) -> Iterator[Sum]:
    """Totals of a list numbered 一、二、三、 in one column: up to 合计 its entries, from there to 总计 what is between.

    `rows` are those of the list that have a figure in the column.
    """
    entries: list[int] = []
    between: list[int] = []
    within: list[int] = []  # what the last row that leads to 总计 is made of: the money carried over, by fund
    subtotal: int | None = None
    for position, role in rows:
        if within and role != "part":
            yield Sum(between[-1], tuple(within))
            within = []
        if role == "total":
            if subtotal is not None and between:
                yield Sum(position, (subtotal, *between))
            elif subtotal is not None:
                yield Sum(position, (subtotal,))
            elif entries:
                yield Sum(position, tuple(entries))
            subtotal, between, entries = position, [], []
        elif role == "part":
            if subtotal is None:
                entries.append(position)
            elif between:
                within.append(position)
        elif role == "lead" and subtotal is not None:
            between.append(position)


def _lead(name: str) -> bool:
    """Whether a row behind 本年合计 leads to 总计: money carried over or taken from balances."""
    return bool(_LEADS.search(name)) and not _DIGIT.match(name)
