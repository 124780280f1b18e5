"""The tables of an archive as DataFrames."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from extractor.emit.cells import Cell, unguarded
from extractor.emit.tables import TABLES, Table
from extractor.records.report import Report

if TYPE_CHECKING:
    import pandas as pd


class Tables(NamedTuple):
    """What a batch writes as CSV, in memory; decimals are `Decimal`."""

    reports: pd.DataFrame
    facts: pd.DataFrame
    line_items: pd.DataFrame
    indicators: pd.DataFrame
    checks: pd.DataFrame
    failures: pd.DataFrame


DTYPES = {"integer": "Int64", "boolean": "boolean"}
PLACES = ("x0", "top", "x1", "bottom")


def tables(outcomes: Iterable[Report | tuple[str, str, str]]) -> Tables:
    """The tables of records and failures (path, code, message), in the order given. Records are not kept."""
    rows: dict[str, list[tuple[Cell, ...]]] = {table.name: [] for table in TABLES}
    for outcome in outcomes:
        if isinstance(outcome, Report):
            for table in TABLES:
                rows[table.name].extend(table.rows(outcome))
        else:
            rows["failures"].append(outcome)
    return Tables(**{table.name: _frame(table, rows[table.name]) for table in TABLES})


def frame(table: Table, report: Report) -> pd.DataFrame:
    """The rows that one record adds to a table."""
    return _frame(table, list(table.rows(report)))


def _frame(table: Table, rows: list[tuple[Cell, ...]]) -> pd.DataFrame:
    import pandas as pd

    return _typed(pd.DataFrame(rows, columns=[column.name for column in table.columns], dtype=object), table)


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    types = {column.name: DTYPES[column.type] for column in table.columns if column.type in DTYPES}
    places = {name: "float64" for name in PLACES if name in frame}
    return frame.astype(types | places)


def from_csv(table: Table, path: Path) -> pd.DataFrame:
    """A table that was written as CSV."""
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return _frame_of(table, {name: [unguarded(cell) or None for cell in frame[name]] for name in map(str, frame)})


def from_parquet(table: Table, folder: Path) -> pd.DataFrame:
    """A table that was written as Parquet."""
    from pyarrow import parquet

    return _frame_of(table, parquet.read_table(folder).to_pydict())


def _frame_of(table: Table, cells: dict[str, list[Any]]) -> pd.DataFrame:
    """Give the cells the types that they have in a record; a value of any type is a number where it has a unit."""
    import pandas as pd

    for column in table.columns:
        here = cells[column.name]
        if column.type == "any":
            pairs = zip(here, cells["unit"], strict=True)
            cells[column.name] = [cell if unit is None else _number(cell) for cell, unit in pairs]
        elif column.type == "boolean":
            cells[column.name] = [{"true": True, "false": False}.get(cell, cell) for cell in here]
        elif column.type == "number" and column.name not in PLACES:
            cells[column.name] = [_number(cell) for cell in here]
    return _typed(pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in cells.items()}), table)


def _number(cell: Any) -> Any:
    """A decimal without the zeros that a column of fixed scale adds; a text that is no number is left alone."""
    if cell is None:
        return None
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return cell
    if not isinstance(cell, Decimal):
        return value
    return Decimal(format(value, "f").rstrip("0").rstrip(".")) if value else Decimal(0)
