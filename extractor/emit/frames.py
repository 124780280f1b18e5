"""The tables of an archive as DataFrames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from extractor.emit.cells import Cell
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


def _frame(table: Table, rows: list[tuple[Cell, ...]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=[column.name for column in table.columns], dtype=object)
    types = {column.name: DTYPES[column.type] for column in table.columns if column.type in DTYPES}
    places = {name: "float64" for name in ("x0", "top", "x1", "bottom") if name in frame}
    return frame.astype(types | places)
