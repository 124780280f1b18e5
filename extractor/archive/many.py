"""Several reports as DataFrames, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from pathlib import Path

from extractor.archive.discover import discover
from extractor.archive.options import Options
from extractor.archive.process import failed, read_file
from extractor.emit.frames import Tables, tables
from extractor.errors import ExtractorError
from extractor.records.report import Report

AnyPath = str | PathLike[str]


def read_many(paths: AnyPath | Iterable[AnyPath], *, reader: str = "pdfium", show_contacts: bool = False) -> Tables:
    """Read files and folders (every *.pdf below them) into DataFrames; what cannot be read is a row of `failures`.

    SameNameError: two files would have the same name.
    """
    given = [paths] if isinstance(paths, str | PathLike) else paths
    inputs = discover(Path(fspath(path)) for path in given)
    options = Options(reader=reader, show_contacts=show_contacts)

    def outcomes() -> Iterator[Report | tuple[str, str, str]]:
        for name, path in inputs:
            try:
                yield read_file(path, name, options)
            except ExtractorError as error:
                failure = failed(name, error)
                yield failure.name, failure.code, failure.message

    return tables(outcomes())
