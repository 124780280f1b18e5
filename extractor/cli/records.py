"""Records for the commands that take either: files of records, or reports that are read first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from extractor.archive.options import Options
from extractor.cli.readings import readings
from extractor.cli.terminal import STDOUT, Terminal

if TYPE_CHECKING:
    from extractor.records.report import Report

RECORDS = (".json", ".jsonl")


def inputs(paths: Iterable[str], voice: Terminal) -> list[str]:
    """The files that the paths name; a folder stands for the `reports.jsonl` of an archive, or every PDF below it."""
    from extractor.archive.discover import SameNameError, discover

    found: list[str] = []
    for path in paths:
        folder = Path(path)
        if path == STDOUT or not folder.is_dir():
            found.append(path)
        elif (folder / "reports.jsonl").is_file():
            found.append(str(folder / "reports.jsonl"))
        else:
            try:
                found += [str(entry.path) for entry in discover([folder])]
            except SameNameError as error:
                words = voice.words("两个文件同名", "two files of one name")
                raise typer.BadParameter(f"{words}: {error.paths[0]}, {error.paths[1]}") from error
    if not found:
        raise typer.BadParameter(voice.words("没有找到 PDF 或记录", "no PDF and no record found"))
    return found


def records(files: Iterable[str], options: Options, voice: Terminal, failures: list[str]) -> Iterator[Report]:
    """The records in the files and of the files, in order; those that have none are put into `failures`."""
    from extractor.records.load import load
    from extractor.records.masking import masked

    for file in files:
        path = Path(file)
        if path.suffix.lower() not in RECORDS or not path.is_file():
            yield from readings([file], options, voice, failures)
            continue
        try:
            for report in load(path):
                yield report if options.show_contacts else masked(report)
        except ValueError:
            failures.append(file)
            voice.complain(f"{file}: 不是记录", f"{file}: not a record")
