"""`extractor parse`: one or a few reports as JSON or as a table of facts."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import status_of
from extractor.cli.readings import readings
from extractor.cli.terminal import STDOUT, Terminal, write

if TYPE_CHECKING:
    from extractor.records.report import Report


class Format(StrEnum):
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="报告的 PDF 或文字稿（.txt）；“-”为标准输入。")],
    voice: Terminal,
    options: Options,
    format: Annotated[Format, typer.Option(help="json 为整份记录，jsonl 一行一份，csv 为事实表。")] = Format.json,
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="写到文件；“-”为标准输出。")] = STDOUT,
) -> int:
    """读一份或几份报告，输出记录。

    例：extractor parse 报告.pdf --format csv -o 报告.csv
    """
    target = Path(output)
    if output != STDOUT and any(target.resolve() == Path(file).resolve() for file in files):
        raise typer.BadParameter(voice.words("输出会覆盖输入", "the output would overwrite an input"))
    if output != STDOUT and (target.is_dir() or not target.parent.is_dir()):
        raise typer.BadParameter(voice.words("无法写到这里", "no file can be written here") + f": {output}")
    failures: list[str] = []
    reports = readings(files, options, voice, failures)
    write(pieces(reports, format, many=len(files) > 1), output, bom="\ufeff" if format == Format.csv else "")
    return status_of(len(files), len(failures))


def pieces(reports: Iterator[Report], format: Format, *, many: bool) -> Iterator[str]:
    """Records as text in a format, piece by piece."""
    from extractor.emit import csv, json
    from extractor.emit.tables import BY_NAME

    match format:
        case Format.csv:
            return csv.document(BY_NAME["facts"], reports)
        case Format.jsonl:
            return map(json.line, reports)
        case Format.json:
            return json.array(reports) if many else map(json.document, reports)
