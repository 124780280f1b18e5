"""What a column of figures holds: the line its heads name, the fund, and which figure of the line it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.lexicon.statements import (
    Measure,
    TableLine,
    head_role,
    line_of,
    line_within,
    measure_of,
    plain_head,
    title_fund,
)
from extractor.reading.tables.heads import Column
from extractor.reading.tables.reading import TableReading

_YEAR = re.compile(r"(?:19|20)\d\d")
_COMPARED = re.compile(r"增减|同比|相比|比.{0,2}年|较.{0,2}年|比(?:19|20)|较(?:19|20)|与(?:19|20)")
_CARRIED = re.compile(r"结转|结余")
_ONLY_YEAR = re.compile(r"(?:19|20)\d\d年度?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`line` None: the row's own line, or the whole of the table. `name`: the lowest head that is no measure."""

    field: str
    line: TableLine | None = None
    fund: str | None = None
    name: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


def read_columns(table: TableReading, measure: str, year: int | None) -> dict[int, Meaning]:
    """The meaning of each column of values. `measure`: that of a bare figure."""
    found: dict[int, tuple[Column, Measure | None, TableLine | None, str | None, str]] = {}
    shared: dict[int, int] = {}  #: by side, how many heads its columns share
    for column in table.head.values():
        if column.side not in shared:
            shared[column.side] = len(side_heads(table, column.side))
        found[column.index] = (column, *_walk(column, shared[column.side], measure, year))
    prior = next((m.prior_basis for _, m, *_ in found.values() if m and m.field == "prior"), None) or measure
    adjusted = any(m and m.field == "adjusted_budget" for _, m, *_ in found.values())
    meanings: dict[int, Meaning] = {}
    for index, (_, known, line, fund, name) in found.items():
        field = known.field if known else measure
        attributes: tuple[tuple[str, str], ...] = ()
        if known and field in ("prior", "change", "change_rate"):
            attributes = (("prior_basis", known.prior_basis or prior),)
        elif known and field == "completion":
            of = known.completion_of or ("adjusted_budget" if adjusted else "budget")
            attributes = (("completion_of", of),)
        meanings[index] = Meaning(field, line, fund, name, attributes)
    return meanings


def side_heads(table: TableReading, side: int) -> tuple[str, ...]:
    """The heads that the names and the figures of a side share: 收入; 支出, 功能分类."""
    columns = [column for column in table.head.columns if column.side == side]
    named = [column.path[:-1] for column in columns if column.role in ("name", "code")]
    valued = [column.path[:-1] for column in columns if column.role == "value"]
    shared: list[str] = []
    if named and valued:
        for heads in zip(*named[:1], *valued, strict=False):
            if len(set(heads)) > 1:
                break
            shared.append(heads[0])
    return tuple(shared)


def _walk(
    column: Column, skipped: int, measure: str, year: int | None
) -> tuple[Measure | None, TableLine | None, str | None, str]:
    known: Measure | None = None
    line: TableLine | None = None
    fund: str | None = None
    name = ""
    for at, text in enumerate(column.path[skipped:], skipped + 1):
        if at < len(column.path) and head_role(text) == "name":
            continue  # what tells this list from the one beside it
        if (of_year := _of_year(text, measure, year)) is not None:
            known = of_year
            line = line or line_of(text)
            continue
        if (found := measure_of(text)) is not None:
            known = found
            continue
        fund = title_fund(text) or fund
        below = line_within(line.path, text) if line is not None else None
        named = TableLine(below) if below is not None else line_of(text)
        if named is None and fund is not None and _CARRIED.search(text):
            named, fund = TableLine("none"), None  # what is left of a fund is no spending of it
        if named is None:
            name = name if _COMPARED.search(text) else text
        elif named.path != "whole":
            line, name = named, text
    return known, line, fund, name


def _of_year(text: str, measure: str, year: int | None) -> Measure | None:
    """2023年预算数 in a report of 2024 is the year before's; a year alone is that year's usual figure."""
    years = set(_YEAR.findall(text))
    if year is None or len(years) != 1:
        return None
    stated = int(years.pop())
    if stated not in (year, year - 1):
        return None
    rest = measure_of(plain_head(text)) if not _ONLY_YEAR.fullmatch(text) else Measure(measure)
    if rest is None:
        return None
    if stated == year:
        return rest
    basis = "budget" if rest.field in ("budget", "adjusted_budget") else "actual"
    return Measure("prior", basis) if rest.field in ("budget", "actual", "adjusted_budget") else None
