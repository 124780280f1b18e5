"""Reading the files that a command names, and complaining of those that cannot be read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.archive.options import Options
from extractor.cli.terminal import STDOUT, Terminal

if TYPE_CHECKING:
    from extractor.errors import ExtractorError
    from extractor.records.report import Report


def readings(
    files: Iterable[str], options: Options, voice: Terminal, failures: list[str], source: Path | bytes | None = None
) -> Iterator[Report]:
    """The records of the files ("-": standard input); those that have none are put into `failures`.

    `source`: the `content` of the only file, where it was asked for before.
    """
    from extractor.archive.discover import readable
    from extractor.archive.isolated import isolation
    from extractor.errors import ExtractorError

    with isolation(options.timeout) as read:
        for file in files:
            given = content(file) if source is None else source
            name = file if file == STDOUT else readable(Path(file).name)
            try:
                yield read(given, name, options)
            except ExtractorError as error:
                failures.append(file)
                complain(file, error, voice)


def content(file: str) -> Path | bytes:
    """The file, or the bytes of standard input or of a pipe, which only this process can read."""
    if file == STDOUT:
        return sys.stdin.buffer.read()
    path = Path(file)
    return path.read_bytes() if path.is_fifo() else path


def complain(file: str, error: ExtractorError, voice: Terminal) -> None:
    """Which file, which code, what happened, what to do; for a fault of ours also where."""
    words = f"{file}: {error.code}: {error.named('').text(voice.lang)}"
    voice.complain(f"{words}。{error.advice}。", f"{words}. {error.advice_in('en')}.")
    if error.code == "worker_died" and error.__cause__ is not None:
        from traceback import print_exception

        print_exception(error.__cause__)
