"""The files of an archive, written in path order from outcomes, whole or not at all."""

from __future__ import annotations

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


def write(outcomes: Iterable[Outcome], out: Path, parts: Path) -> None:
    """Write every file to `parts`, then move them all to `out`. OSError: they cannot be written."""
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
    for name in names:
        (parts / name).replace(out / name)
