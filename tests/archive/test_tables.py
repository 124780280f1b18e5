"""What a batch has written, read again: Parquet, DuckDB, `Archive`."""

from __future__ import annotations

import csv
import hashlib
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import extractor
from extractor.archive.batch import batch
from extractor.archive.discover import discover
from extractor.archive.options import Options
from extractor.emit import parquet
from extractor.emit.frames import Tables
from extractor.emit.tables import BY_NAME, TABLES
from tests.archive import workers

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with Parquet files: the made report under two contents, with a failure."""
    pytest.importorskip("pyarrow")
    folder = tmp_path_factory.mktemp("tables")
    (folder / "in").mkdir()
    for name, words in {"a.pdf": "=first", "b.pdf": "'second", "c.pdf": "damaged", "d.pdf": "first"}.items():
        (folder / "in" / name).write_text(words, encoding="utf-8")
    batch(discover([folder / "in"]), folder / "out", Options(), workers.here, parquet=True)
    return folder / "out"


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.glob("parquet/**/*.parquet"))
    }


def test_parquet_holds_the_rows_of_the_csv(out: Path) -> None:
    """Cell by cell, numbers exact, blank cells null."""
    from pyarrow.parquet import read_table

    assert sorted(digests(out)) == sorted(f"parquet/{table.name}/part-00000.parquet" for table in TABLES)
    seen = 0
    for table in TABLES:
        typed = read_table(out / "parquet" / table.name).to_pylist()
        with (out / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            printed = list(csv.DictReader(file))
        assert len(typed) == len(printed)
        for one, other in zip(typed, printed, strict=True):
            for column in table.columns:
                value, cell = one[column.name], other[column.name]
                seen += 1
                if value is None:
                    assert cell == ""
                elif isinstance(value, bool):
                    assert cell == str(value).lower()
                elif isinstance(value, str):
                    guard = "'" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else ""
                    assert cell in (guard + value, value if column.type == "any" else None)  # numbers are left alone
                else:
                    assert Decimal(cell) == Decimal(str(value)), (table.name, column.name)
    assert seen > 1000


def test_amounts_are_decimals(out: Path) -> None:
    from pyarrow import decimal128
    from pyarrow.parquet import read_schema

    schema = read_schema(out / "parquet/line_items/part-00000.parquet")
    assert {schema.field(name).type for name in ("budget", "actual", "change", "share")} == {decimal128(38, 12)}


def test_parquet_is_the_same_every_time_and_goes_when_it_is_not_asked_for(out: Path, tmp_path: Path) -> None:
    again = tmp_path / "out"
    inputs = discover([out.parent / "in"])
    batch(inputs, again, Options(), workers.backwards, parquet=True)
    assert digests(again) == digests(out)
    batch(inputs, again, Options(), workers.backwards)
    assert not (again / "parquet").exists()
    batch(inputs, again, Options(), workers.backwards, parquet=True)
    assert digests(again) == digests(out)


def test_parts_and_groups_do_not_depend_on_how_the_csv_is_read(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pyarrow.parquet import ParquetFile

    monkeypatch.setattr(parquet, "GROUP_ROWS", 7)
    monkeypatch.setattr(parquet, "PART_ROWS", 14)
    table, source = BY_NAME["facts"], out / "facts.csv"
    made = {}
    for block in (4096, 1 << 20):
        monkeypatch.setattr(parquet, "_BLOCK", block)
        parquet.write(table, source, tmp_path / str(block))
        made[block] = [path.read_bytes() for path in sorted((tmp_path / str(block)).iterdir())]
    few, many = made.values()
    assert few == many and len(few) > 3
    files = [ParquetFile(path) for path in sorted((tmp_path / "4096").iterdir())]
    assert {file.metadata.num_rows for file in files[:-1]} == {14}
    assert {file.metadata.row_group(0).num_rows for file in files[:-1]} == {7}


def test_numbers_that_no_column_holds(tmp_path: Path) -> None:
    from pyarrow.parquet import read_table

    source = tmp_path / "line_items.csv"
    names = [column.name for column in BY_NAME["line_items"].columns]
    cells = ["9" * 40, "0.1234567890123456", "5", ""]
    rows = [dict.fromkeys(names, "") | {"report": "a", "path": str(n), "actual": cell} for n, cell in enumerate(cells)]
    with source.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    parquet.write(BY_NAME["line_items"], source, tmp_path / "parts")
    found = read_table(tmp_path / "parts").to_pydict()["actual"]
    assert found == [None, Decimal("0.123456789012"), Decimal(5), None]


def test_duckdb_answers(out: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as base:
        query = f"select count(*), sum(spending_total) from read_parquet('{out}/parquet/reports/*.parquet')"
        assert base.execute(query).fetchall() == [(3, 3 * Decimal("45110404.74"))]
        query = f"""
            select f.report, cast(f.value as decimal(38, 2)), r.department
            from read_parquet('{out}/parquet/facts/*.parquet') f
            join read_parquet('{out}/parquet/reports/*.parquet') r using (report)
            where path = 'spending.total.actual' order by 1"""
        assert [row[:2] for row in base.execute(query).fetchall()] == [
            (name, Decimal("45110404.74")) for name in ("a.pdf", "b.pdf", "d.pdf")
        ]


def equal(one: Any, other: Any) -> bool:
    return bool(pd.isna(one) and pd.isna(other)) if pd.isna(one) or pd.isna(other) else one == other


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_an_archive_is_what_read_many_gives(kind: str, tmp_path: Path) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    inputs = [*sorted(SAMPLES.glob("*.pdf"))[:2], SAMPLES / "nowhere.pdf"]
    from extractor.archive.work import work

    engine = lambda entries, job: ((entry, work(entry, job)) for entry in entries)  # noqa: E731
    batch(discover(inputs), tmp_path / "out", Options(), engine, parquet=kind == "parquet")
    archive, read = extractor.Archive(tmp_path / "out"), extractor.read_many(inputs)
    for name in Tables._fields:
        there, here = getattr(archive, name), getattr(read, name)
        assert there.shape == here.shape and (there.dtypes == here.dtypes).all(), name
        for column in here:
            pairs = list(zip(there[column], here[column], strict=True))
            if (name, column) == ("facts", "value"):  # a year is a number only in the record
                pairs = [(str(one), str(other)) if isinstance(other, int) else (one, other) for one, other in pairs]
            assert [pair for pair in pairs if not equal(*pair) and pair != (None, "")] == [], (name, column)
    assert {type(value) for value in archive.line_items["actual"].dropna()} == {Decimal}


def test_an_archive_is_read_when_it_is_asked_for(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "copy")
    archive = extractor.Archive(tmp_path / "copy")
    assert list(archive.failures["code"]) == ["damaged_pdf"]
    shutil.rmtree(tmp_path / "copy")
    assert list(archive.failures["path"]) == ["c.pdf"]  # kept
    with pytest.raises(FileNotFoundError):
        _ = archive.facts
    with pytest.raises(FileNotFoundError):
        extractor.Archive(tmp_path / "copy")


def test_texts_that_look_like_formulas_come_back(out: Path, tmp_path: Path) -> None:
    for keep in (True, False):
        shutil.copytree(out, tmp_path / str(keep))
        if not keep:
            shutil.rmtree(tmp_path / str(keep) / "parquet")
        facts = extractor.Archive(tmp_path / str(keep)).facts
        assert list(facts[facts["path"] == "title"]["value"]) == ["=first", "'second", "first"]
