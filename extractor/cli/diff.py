"""`extractor diff`: reports against published totals or published accounts."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import FOUND, status_of
from extractor.cli.records import inputs, records
from extractor.cli.terminal import STDOUT, Terminal, write

if TYPE_CHECKING:
    from extractor.checks.differences import Difference
    from extractor.checks.published import Total

STATUSES = {
    "differs": ("不同", "differs"),
    "only there": ("仅见于对照", "only there"),
    "rounded": ("四舍五入内相同", "rounded"),
    "same": ("相同", "same"),
    "only here": ("仅见于报告", "only here"),
}
MATCHES = {"variant": ("写法不同", "variant"), "region": ("地区写法不同", "region"), "shortened": ("简称", "shortened")}
TABLES = (".csv", ".xlsx", ".xlsm")


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


def diff(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="报告的 PDF、文字稿，或记录。")],
    against: Annotated[
        list[str],
        typer.Option("--against", metavar="FILE", help="公布的数字（CSV、XLSX），或公开的预决算（PDF、记录）。"),
    ],
    voice: Terminal,
    options: Options,
    format: Annotated[Format, typer.Option(help="table 供人看，json、csv 供程序用。")] = Format.table,
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="写到文件；“-”为标准输出。")] = STDOUT,
    exact_names: Annotated[bool, typer.Option("--exact-names", help="部门名称须完全一致。")] = False,
) -> int:
    """把报告中的数字与公布的数字逐项对照。

    例：extractor diff 报告.pdf --against 公布数.csv
    """
    from extractor.checks.differences import differences, facts_with_funds, totals_of

    files = inputs(paths, voice)
    documents = [file for file in against if not _is_table(file)]
    others = inputs(documents, voice) if documents else []
    there = [total for file in against if _is_table(file) for total in _published(file)]
    failures: list[str] = []
    here = [fact for report in records(files, options, voice, failures) for fact in facts_with_funds(report)]
    there += [total for report in records(others, options, voice, failures) for total in totals_of([report])]
    rows = sorted(differences(here, there, exact_names=exact_names), key=lambda row: list(STATUSES).index(row.status))
    _show(rows, format, output, voice)
    found = any(row.status == "differs" for row in rows)
    return max(FOUND if found else 0, status_of(len(files) + len(others), len(failures)))


def _is_table(file: str) -> bool:
    return Path(file).suffix.lower() in TABLES


def _published(file: str) -> list[Total]:
    from extractor.checks.published import MissingExtraError, PublishedError, read_published

    try:
        return read_published(Path(file))
    except (PublishedError, MissingExtraError, OSError) as error:
        raise typer.BadParameter(f"{file}: {error}") from error


def _show(rows: list[Difference], format: Format, output: str, voice: Terminal) -> None:
    if format == Format.table:
        chosen = [row for row in rows if row.status != "only here"]
        if output == STDOUT and sys.stdout.isatty():
            _table(chosen, voice)
        else:
            write((f"{'  '.join(cells)}\n" for cells in (_cells(row, voice) for row in chosen)), output)
    else:
        from extractor.emit.rows import as_csv, as_json

        dicts = [row._asdict() for row in rows]
        csv = format == Format.csv
        pieces = as_csv(dicts) if csv else as_json(dicts)
        write(pieces, output, bom="\ufeff" if csv and output != STDOUT else "")
    counts = {status: sum(row.status == status for row in rows) for status in STATUSES}
    said = [f"{STATUSES[status][voice.lang == 'en']} {number}" for status, number in counts.items() if number]
    voice.say("，".join(said) or "没有可对照的数字", ", ".join(said) or "nothing to compare")


def _cells(row: Difference, voice: Terminal) -> list[str]:
    """A row for the eyes: what became of it, whose figure it is, which, and the two statements."""
    english = voice.lang == "en"
    names = row.department_there or row.department or ""
    if row.match in MATCHES:
        names += f"（{MATCHES[row.match][english]}：{row.department}）"
    place = "" if row.page is None else f"（page {row.page}）" if english else f"（第{row.page}页）"
    here = f"{row.here_stated or '—'}{place}"
    gap = "" if row.difference is None or row.status == "same" else f"{row.difference:+f}".rstrip("0").rstrip(".")
    year = str(row.fiscal_year or "")
    return [STATUSES[row.status][english], names, year, row.label or row.path or "", here, row.there_stated or "—", gap]


def _table(rows: list[Difference], voice: Terminal) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    styles = {"differs": "bold red", "only there": "yellow", "rounded": "cyan", "same": "green"}
    console = Console(no_color=not voice.color or "NO_COLOR" in os.environ)
    table = Table()
    heads = ("结论", "部门", "年度", "项目", "报告", "对照", "相差（元、%）")
    english = ("status", "department", "year", "item", "here", "there", "difference (元, %)")
    for head in english if voice.lang == "en" else heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        first, *rest = _cells(row, voice)
        table.add_row(Text(first, style=styles[row.status]), *map(Text, rest))
    if rows:
        console.print(table)
