"""The files of an archive, written in path order from outcomes, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from extractor.archive.process import Outcome
from extractor.emit import csv
from extractor.emit.datapackage import datapackage
from extractor.emit.tables import TABLES

RECORDS = "reports.jsonl"
PACKAGE = "datapackage.json"
PARQUET = "parquet"


def write(outcomes: Iterable[Outcome], out: Path, parts: Path, *, parquet: bool = False) -> None:
    """Write every file to `parts`, then move them all to `out`. OSError: they cannot be written.

    One outcome is held at a time. Parquet files of an earlier run that this one was not asked for are removed: they
    would contradict the others.
    """
    names = [RECORDS, *(f"{table.name}.csv" for table in TABLES), PACKAGE]
    with ExitStack() as stack:

        def create(name: str) -> IO[str]:
            return stack.enter_context((parts / name).open("w", encoding="utf-8", newline=""))

        records = create(RECORDS)
        files = {table.name: create(f"{table.name}.csv") for table in TABLES}
        create(PACKAGE).write(datapackage())
        for table in TABLES:
            files[table.name].write(csv.BOM + csv.head(table))
        for outcome in outcomes:
            if outcome.failed:
                files["failures"].write(csv.lines([(outcome.name, outcome.code, outcome.message)]))
                continue
            records.write(outcome.record)
            for name, rows in outcome.tables.items():
                files[name].write(rows)
    if parquet:
        _write_parquet(parts)
    shutil.rmtree(out / PARQUET, ignore_errors=True)
    for name in names:
        (parts / name).replace(out / name)
    if parquet:
        (parts / PARQUET).replace(out / PARQUET)


def _write_parquet(parts: Path) -> None:
    from extractor.emit.parquet import write as write_table

    shutil.rmtree(parts / PARQUET, ignore_errors=True)
    for table in TABLES:
        write_table(table, parts / f"{table.name}.csv", parts / PARQUET / table.name)
