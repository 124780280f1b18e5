"""`extractor explain`: where a value came from, and where no field took it, why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import NONE_READ, USAGE
from extractor.cli.readings import content, readings
from extractor.cli.records import RECORDS
from extractor.cli.terminal import STDOUT, Terminal, write

if TYPE_CHECKING:
    from extractor.records.facts import UnknownPathError
    from extractor.records.report import Report


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="报告的 PDF、文字稿，或记录（.json）；“-”为标准输入。")],
    path: Annotated[str, typer.Argument(metavar="FACT_PATH", help="事实路径，见事实表的 path 列。")],
    voice: Terminal,
    options: Options,
) -> int:
    """说明一个数出自何处：页、位置、原文、所据词条、所涉校验；未归入字段的，说明为何，并草拟词条。

    例：extractor explain 报告.pdf spending.total.actual
    """
    from extractor.cli.tracing import NoTraceError, instead, told, traced
    from extractor.emit.explain import explain as lines
    from extractor.records.facts import UnknownPathError
    from extractor.records.masking import masked

    if Path(file).suffix.lower() in RECORDS and Path(file).is_file():
        report, source = _written(Path(file), voice), None
        report = report if options.show_contacts else masked(report)
        trace, words = None, [instead("needs_file", voice)] if path.startswith("unclaimed[") else []
    else:
        source, failures = content(file), list[str]()
        reports = list(readings([file], options, voice, failures, source))
        if failures:
            return NONE_READ
        (report,) = reports
        trace, words = None, []
    try:
        shown = list(lines(report, path, voice.lang))
        if source is not None:
            trace = traced(source, report.source.name, options, path)
    except NoTraceError:
        words = [instead("no_trace", voice)]
    except UnknownPathError as error:
        _unknown(error, path, voice)
        return USAGE
    words += list(told(trace, voice)) if trace is not None else []
    write((f"{line}\n" for line in (*shown, *words)), STDOUT)
    return 0


def _written(file: Path, voice: Terminal) -> Report:
    """The one record of a file. BadParameter: there is none, or more than one."""
    from extractor.records.load import load

    try:
        reports = list(load(file))
    except ValueError as error:
        raise typer.BadParameter(voice.words("不是记录", "not a record") + f": {file}") from error
    if len(reports) != 1:
        raise typer.BadParameter(voice.words("文件中应只有一份记录", "the file must hold one record") + f": {file}")
    return reports[0]


def _unknown(error: UnknownPathError, path: str, voice: Terminal) -> None:
    voice.complain(f"没有这个路径：{path}", f"no such path: {path}")
    if error.nearest:
        voice.complain("相近的有：", "nearest:")
        for other in error.nearest:
            voice.complain(f"  {other}", f"  {other}")
