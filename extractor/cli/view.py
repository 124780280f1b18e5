"""`extractor view`: a review page for an archive or for a few reports."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import NONE_READ, status_of
from extractor.cli.records import RECORDS as WRITTEN
from extractor.cli.records import records
from extractor.cli.terminal import STDOUT, Terminal

if TYPE_CHECKING:
    from extractor.records.report import Report
    from extractor.view.build import Original

RECORDS = "reports.jsonl"
Pair = tuple["Report", "Original | None"]


def view(
    paths: Annotated[list[str], typer.Argument(metavar="OUT|FILE", help="batch 的结果文件夹，或报告、记录文件。")],
    voice: Terminal,
    options: Options,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="写到哪个文件夹。", file_okay=False)
    ] = None,
    pdfs: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="PDF 原件所在的文件夹（按内容查找）。", exists=True, file_okay=False),
    ] = None,
    workers: Annotated[int, typer.Option(help="同时用几个进程；0 为每个处理器一个。", min=0)] = 0,
) -> int:
    """生成审阅页：左边是原页，右边是记录，点一个数就看到它在页上的位置。

    例：extractor view 结果 或 extractor view 报告.pdf -o 审阅
    """
    from extractor.pipeline import contact_places
    from extractor.view.build import build
    from extractor.view.words import Words

    archives = [path for path in paths if Path(path).is_dir()]
    if archives and len(paths) > 1:
        raise typer.BadParameter(voice.words("文件夹须单独给出", "give a folder alone"))
    if archives and not (Path(archives[0]) / RECORDS).is_file():
        raise typer.BadParameter(
            voice.words(
                "文件夹里没有 reports.jsonl，请先运行 extractor batch",
                "no reports.jsonl there; run extractor batch first",
            )
        )
    failures: list[str] = []
    unread: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as spare:
        if archives:
            out = Path(archives[0])
            target = output or out / "review"
            pairs = of_archive(out, pdfs, options, Path(spare))
            unread = unread_of(out)
            total = count_lines(out / RECORDS)
        else:
            target = output or Path("review")
            pairs = of_files(paths, pdfs, options, voice, failures, Path(spare))
            total = len(paths)
        first = list(islice(pairs, 2))  # one file may hold many records
        if failures and not first and len(failures) == len(paths):
            return NONE_READ
        with voice.progress(total, "绘制页面", "drawing pages") as advance:
            index = build(
                chain(first, pairs),
                target,
                Words(voice.lang),
                alone=not archives and len(paths) == 1 and len(first) == 1,
                failures=unread,
                hide=None if options.show_contacts else contact_places,
                workers=workers,
                years=years_of(Path(archives[0])) if archives else {},
                advance=advance,
            )
    print(index)
    return status_of(len(paths), len(failures))


def of_archive(out: Path, pdfs: Path | None, options: Options, spare: Path) -> Iterator[Pair]:
    """The records of an archive, each with its PDF."""
    from extractor.archive.places import known_places
    from extractor.records.load import load
    from extractor.view.originals import Originals

    originals = Originals(known_places(out, spare), pdfs)
    for report in load(out / RECORDS):
        yield report, original(originals.find(report.source), options)


def of_files(
    paths: list[str], pdfs: Path | None, options: Options, voice: Terminal, failures: list[str], spare: Path
) -> Iterator[Pair]:
    """The records of files that are read now, or that were read before (.json, .jsonl)."""
    from extractor.view.originals import Originals

    originals = Originals(folder=pdfs)
    for path in paths:
        place = Path(path)
        if path == STDOUT:
            place = spare / "-"
            place.write_bytes(sys.stdin.buffer.read())
        written = place.suffix.lower() in WRITTEN
        for report in records([str(place)], options, voice, failures):
            yield report, original(originals.find(report.source) if written else place, options)


def original(path: Path | None, options: Options) -> Original | None:
    """A PDF with the password that opens it, where one is needed."""
    from extractor.view.build import Original

    return None if path is None else Original(path, opening(path, options.passwords))


def opening(path: Path, passwords: tuple[str, ...]) -> str | None:
    """The first of the passwords that opens a file; None where there is but the choice of none."""
    from extractor.errors import ExtractorError
    from extractor.view.raster import opens

    content = path.read_bytes() if passwords else b""
    for password in passwords:
        try:
            opens(content, password)
        except ExtractorError:
            continue
        return password
    return None


def unread_of(out: Path) -> list[tuple[str, str, str]]:
    """What the archive could not read: path, code, message."""
    try:
        with (out / "failures.csv").open(encoding="utf-8-sig", newline="") as file:
            return [(row["path"], row["code"], row["message"]) for row in csv.DictReader(file)]
    except (OSError, KeyError):
        return []


def years_of(out: Path) -> dict[tuple[str, str, int], str]:
    """Department, kind and year → the name of the report, where there is but one."""
    found: dict[tuple[str, str, int], list[str]] = {}
    try:
        with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["department"] and row["fiscal_year"]:
                    key = (row["department"], row["kind"], int(row["fiscal_year"]))
                    found.setdefault(key, []).append(row["report"])
    except (OSError, KeyError, ValueError):
        return {}
    return {key: names[0] for key, names in found.items() if len(names) == 1}


def count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)
