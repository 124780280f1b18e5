"""One file in, one outcome out: the function that every engine runs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from extractor.archive.options import Options
from extractor.emit import csv, json
from extractor.emit.tables import TABLES
from extractor.errors import EncryptedPdf, ExtractorError, TooLarge, WorkerDied
from extractor.records.report import Report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: a record with its rows of each table, or a failure."""

    name: str
    record: str = ""  #: a line of JSON
    tables: dict[str, str] = field(default_factory=dict)  #: table name → CSV rows
    incomplete: bool = False  #: kind, department or year could not be found
    code: str = ""  #: of the failure
    message: str = ""
    pages: int = 0

    @property
    def failed(self) -> bool:
        return bool(self.code)


def process(source: Path | bytes, name: str, options: Options) -> Outcome:
    """Read a file or its bytes. Never raises for what the file holds; an error of ours is that file's failure too."""
    try:
        return rendered(read_file(source, name, options))
    except ExtractorError as error:
        return failed(name, error)


def read_file(source: Path | bytes, name: str, options: Options) -> Report:
    """The record of a file; each of the passwords is tried where one is asked for. ExtractorError: it has none."""
    *others, last = options.passwords or (None,)
    for password in others:
        with suppress(EncryptedPdf):
            return _read(source, name, options, password)
    return _read(source, name, options, last)


def _read(source: Path | bytes, name: str, options: Options, password: str | None) -> Report:
    from extractor.pipeline import read  # here, so that the command line starts without it

    try:
        return read(
            source,
            name=name,
            reader=options.reader,
            show_contacts=options.show_contacts,
            password=password,
            limits=options.limits(),
            lexicon=options.lexicon,
            rules=options.rules,
            ocr=options.ocr,
        )
    except ExtractorError:
        raise
    except MemoryError as error:
        raise no_memory(name) from error
    except Exception as error:  # a fault of ours in one file must not stop the others
        raise WorkerDied(path=name) from error


def no_memory(name: str) -> TooLarge:
    """The error of a file for which there was not memory enough."""
    return TooLarge(path=name, what="memory", found="needed", limit="available")


def caused(error: WorkerDied, cause: BaseException) -> WorkerDied:
    """The error with what brought it about."""
    error.__cause__ = cause
    return error


def failed(name: str, error: ExtractorError) -> Outcome:
    """The outcome of an error; its message says the page, the file has a column of its own."""
    message = error.named("").text()
    if isinstance(error, WorkerDied) and error.__cause__ is not None:  # a fault of ours: its kind helps to report it
        message += f"（{type(error.__cause__).__name__}）"
    return Outcome(name, code=error.code, message=message)


def rendered(report: Report) -> Outcome:
    """A record in all the forms in which the archive's files hold it."""
    return Outcome(
        name=report.source.name,
        record=json.line(report),
        tables={table.name: csv.lines(table.rows(report)) for table in TABLES},
        incomplete=any(warning.code == "identity_incomplete" for warning in report.warnings),
        pages=report.source.pages,
    )


def renamed(outcome: Outcome, name: str) -> Outcome:
    """The outcome of the same content under another name."""
    if outcome.failed:
        return Outcome(name, code=outcome.code, message=outcome.message)
    report = Report.model_validate_json(outcome.record)
    return rendered(report.model_copy(update={"source": report.source.model_copy(update={"name": name})}))
