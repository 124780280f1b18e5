"""Rows of any table as CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from extractor.emit.cells import Cell
from extractor.emit.csv import lines
from extractor.records.leaves import plain_decimal


def as_csv(rows: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    """CSV with the keys of the first row as its head; nothing at all where there are no rows."""
    head = True
    for row in rows:
        if head:
            yield lines([list(row)])
            head = False
        yield lines([list(row.values())])


def as_json(rows: Iterable[Mapping[str, Cell]]) -> Iterator[str]:
    """An indented array of objects; decimals are strings."""
    start = "[\n"
    for row in rows:
        plain = {key: plain_decimal(cell) if isinstance(cell, Decimal) else cell for key, cell in row.items()}
        yield start + "  " + json.dumps(plain, ensure_ascii=False)
        start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"
