"""Tables as Parquet, made from their CSV files: the same rows, typed. Needs the extra [parquet].

Numbers are decimal128(38, 12), coordinates float64, texts plain; a blank cell is null. The files depend on the rows
alone: parts and row groups end after fixed numbers of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from extractor.emit.cells import FORMULA_STARTS
from extractor.emit.frames import PLACES
from extractor.emit.tables import Column, Table

PRECISION, SCALE = 38, 12
GROUP_ROWS = 50_000
PART_ROWS = 5_000_000
_BLOCK = 8 * 1024 * 1024
_QUANTUM = Decimal(1).scaleb(-SCALE)
_CONTEXT = Context(prec=PRECISION)


def write(table: Table, csv: Path, folder: Path) -> None:
    """The rows of a CSV file as `folder/part-00000.parquet` and so on. OSError: they cannot be written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([pa.field(column.name, _type(column)) for column in table.columns])
    folder.mkdir(parents=True)
    part = rows = 0
    with ExitStack() as stack:

        def create() -> Any:
            path = folder / f"part-{part:05}.parquet"
            return stack.enter_context(pq.ParquetWriter(path, schema, compression="zstd", write_statistics=True))

        writer = create()
        for group in _groups(table, csv, schema):
            if rows == PART_ROWS:
                writer.close()
                part, rows = part + 1, 0
                writer = create()
            writer.write_table(group, row_group_size=GROUP_ROWS)
            rows += group.num_rows


def _groups(table: Table, csv: Path, schema: Any) -> Iterator[Any]:
    """The rows in groups of the same size, however they are read."""
    import pyarrow as pa

    waiting = schema.empty_table()
    for batch in _batches(table, csv):
        cells = [_typed(batch.column(n), column) for n, column in enumerate(table.columns)]
        waiting = pa.concat_tables([waiting, pa.Table.from_arrays(cells, schema=schema)])
        while waiting.num_rows >= GROUP_ROWS:
            yield waiting.slice(0, GROUP_ROWS).combine_chunks()
            waiting = waiting.slice(GROUP_ROWS)
    if waiting.num_rows:
        yield waiting.combine_chunks()


def _batches(table: Table, csv: Path) -> Iterator[Any]:
    """The cells as texts, blank ones null."""
    import pyarrow as pa
    from pyarrow import csv as reader

    names = [column.name for column in table.columns]
    options = reader.ConvertOptions(
        column_types={name: pa.string() for name in names}, null_values=[""], strings_can_be_null=True
    )
    with reader.open_csv(
        csv,
        read_options=reader.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names, skip_rows=1),
        parse_options=reader.ParseOptions(newlines_in_values=True),
        convert_options=options,
    ) as batches:
        yield from batches


def _type(column: Column) -> Any:
    import pyarrow as pa

    if column.name in PLACES:
        return pa.float64()
    return {
        "integer": pa.int64(),
        "number": pa.decimal128(PRECISION, SCALE),
        "boolean": pa.bool_(),
    }.get(column.type, pa.string())


def _typed(cells: Any, column: Column) -> Any:
    import pyarrow as pa
    from pyarrow import compute

    target = _type(column)
    if pa.types.is_string(target):
        signs = "".join(FORMULA_STARTS).replace("-", r"\-")
        return compute.replace_substring_regex(cells, rf"^'([{signs}])", r"\1")
    try:
        return cells.cast(target)
    except pa.ArrowInvalid:
        if not pa.types.is_decimal(target):
            raise
        return pa.array([_decimal(cell) for cell in cells.to_pylist()], target)


def _decimal(cell: str | None) -> Decimal | None:
    """A number of more digits than the column has, rounded to its last one; null where even that is too much."""
    try:
        return None if cell is None else Decimal(cell).quantize(_QUANTUM, ROUND_HALF_EVEN, _CONTEXT)
    except InvalidOperation:
        return None
