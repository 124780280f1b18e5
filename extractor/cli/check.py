"""`extractor check`: what does not agree in a report, and why."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import FOUND, status_of
from extractor.cli.readings import complain
from extractor.cli.records import inputs, records
from extractor.cli.terminal import STDOUT, Terminal, write

if TYPE_CHECKING:
    from extractor.checks.rule import Rule
    from extractor.emit.findings import Finding
    from extractor.records.report import Report


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


class FailOn(StrEnum):
    error = "error"
    warning = "warning"
    info = "info"


def check(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="报告的 PDF、文字稿，或记录（.json、.jsonl、batch 的结果）。")
    ],
    voice: Terminal,
    options: Options,
    format: Annotated[Format, typer.Option(help="table 供人看，json、csv 供程序用。")] = Format.table,
    everything: Annotated[bool, typer.Option("--all", help="相符的和无法核对的也列出。")] = False,
    fail_on: Annotated[FailOn, typer.Option(help="有这么严重的发现时以 1 结束。")] = FailOn.error,
) -> int:
    """核对报告中的数字：合计、占比、增减、完成率和各处所列是否相符。

    例：extractor check 报告.pdf
    """
    from extractor.errors import ExtractorError

    files = inputs(paths, voice)
    chosen = _rules(options)
    failures: list[str] = []
    checked: list[Report] = []
    for report in records(files, options, voice, failures):
        try:
            checked.append(_checked(report, chosen))
        except ExtractorError as error:  # a pattern of a rule took too long
            failures.append(report.source.name)
            complain(report.source.name, error, voice)
    _show(checked, format, everything, voice)
    levels = list(FailOn)
    grave = {level.value for level in levels[: levels.index(fail_on) + 1]}
    failed = any(
        check.severity in grave and (check.status == "mismatch" or (check.status == "notice" and fail_on != "error"))
        for report in checked
        for check in report.checks
    )
    return max(FOUND if failed else 0, status_of(len(files), len(failures)))


def _rules(options: Options) -> tuple[Rule, ...]:
    from extractor.checks.rulebook import with_own

    return with_own(options.rules)


def _checked(report: Report, rules: tuple[Rule, ...]) -> Report:
    from extractor.checks import check as apply
    from extractor.checks import reconciles

    checks = apply(report, rules)
    return report.model_copy(update={"checks": checks, "reconciles": reconciles(checks)})


def _show(reports: list[Report], format: Format, everything: bool, voice: Terminal) -> None:
    from extractor.emit import csv, json
    from extractor.emit.findings import findings, rank, text, wanted
    from extractor.emit.tables import BY_NAME

    if format != Format.table:
        kept = [
            report.model_copy(update={"checks": sorted(wanted(report.checks, everything), key=rank)})
            for report in reports
        ]
        pieces = csv.document(BY_NAME["checks"], kept) if format == Format.csv else json.checks(kept)
        write(pieces, STDOUT)
        return
    found = findings(reports, everything)
    if sys.stdout.isatty():
        _table(found, voice, named=len(reports) > 1)
    else:
        write(text(found, voice.lang, named=len(reports) > 1), STDOUT)
    for report in reports:
        _summary(report, voice)


def _summary(report: Report, voice: Terminal) -> None:
    name, checks = report.source.name, report.checks
    holding = sum(check.status in ("exact", "rounded") for check in checks)
    errors = sum(
        check.status == "mismatch" and check.severity == "error" and check.caused_by is None for check in checks
    )
    open_ = sum(check.status == "unverifiable" for check in checks)
    voice.say(
        f"{name}：{holding} 项相符，{errors} 项错误，{open_} 项无法核对",
        f"{name}: {holding} agree, {errors} errors, {open_} could not be checked",
    )


def _table(found: list[Finding], voice: Terminal, *, named: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from extractor.emit.findings import word

    styles = {"error": "bold red", "warning": "yellow", "info": "cyan"}
    console = Console(no_color=not voice.color or "NO_COLOR" in os.environ)
    table = Table(show_lines=True)
    table.add_column(voice.words("程度", "severity"), no_wrap=True)
    if named:
        table.add_column(voice.words("报告", "report"), overflow="fold")
    table.add_column(voice.words("页", "page"), no_wrap=True)
    table.add_column(voice.words("发现", "finding"), overflow="fold", ratio=1)
    for finding in found:
        check = finding.check
        style = styles[check.severity] if check.status in ("mismatch", "notice") else "green"
        cells = [Text(word(check, voice.lang), style=style)]
        cells += [Text(finding.report)] if named else []
        first, *rest = finding.lines(voice.lang)
        words = Text(first)
        for line in rest:
            words.append(f"\n{line}", style="dim")
        table.add_row(*cells, Text(finding.place), words)
    if found:
        console.print(table)
