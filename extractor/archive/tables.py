"""The tables of an archive that `extractor batch` has written."""

from __future__ import annotations

from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.archive.outputs import PARQUET
from extractor.emit.frames import from_csv, from_parquet
from extractor.emit.tables import BY_NAME

if TYPE_CHECKING:
    import pandas as pd


class Archive:
    """The tables in the folder of a batch, each read when it is first asked for.

    They are those of `read_many`: amounts are `Decimal`, blank cells None. Parquet is read where it was written.
    FileNotFoundError: the folder holds no archive.
    """

    def __init__(self, out: str | PathLike[str]) -> None:
        self.out = Path(out)
        for name in BY_NAME:
            path = self.out / f"{name}.csv"
            if not path.is_file():
                raise FileNotFoundError(2, "no archive", str(path))

    def __repr__(self) -> str:
        return f"Archive({str(self.out)!r})"

    def _repr_html_(self) -> str:
        from extractor.view.notebook import archive_html

        return archive_html(self.reports, len(self.failures))

    @cached_property
    def reports(self) -> pd.DataFrame:
        """One row a report."""
        return self._table("reports")

    @cached_property
    def facts(self) -> pd.DataFrame:
        """One row a value."""
        return self._table("facts")

    @cached_property
    def line_items(self) -> pd.DataFrame:
        """One row a line of revenue or spending."""
        return self._table("line_items")

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """One row a performance indicator."""
        return self._table("indicators")

    @cached_property
    def checks(self) -> pd.DataFrame:
        """One row a verdict."""
        return self._table("checks")

    @cached_property
    def failures(self) -> pd.DataFrame:
        """One row a file that could not be read."""
        return self._table("failures")

    def _table(self, name: str) -> pd.DataFrame:
        folder = self.out / PARQUET / name
        if folder.is_dir():
            return from_parquet(BY_NAME[name], folder)
        return from_csv(BY_NAME[name], self.out / f"{name}.csv")
