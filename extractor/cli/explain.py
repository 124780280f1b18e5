"""`extractor explain`: where a value came from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import NONE_READ, USAGE
from extractor.cli.readings import readings
from extractor.cli.terminal import STDOUT, Terminal, write


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="报告的 PDF、文字稿，或记录（.json）；“-”为标准输入。")],
    path: Annotated[str, typer.Argument(metavar="FACT_PATH", help="事实路径，见事实表的 path 列。")],
    voice: Terminal,
    options: Options,
) -> int:
    """说明一个数出自何处：页、位置、原文、所涉校验。

    例：extractor explain 报告.pdf spending.total.actual
    """
    from extractor.emit.explain import explain as lines
    from extractor.records.facts import UnknownPathError
    from extractor.records.load import load

    failures: list[str] = []
    if Path(file).suffix.lower() in (".json", ".jsonl") and Path(file).is_file():
        try:
            reports = list(load(Path(file)))
        except ValueError as error:
            raise typer.BadParameter(voice.words("不是记录", "not a record") + f": {file}") from error
        if len(reports) != 1:
            raise typer.BadParameter(voice.words("文件中应只有一份记录", "the file must hold one record") + f": {file}")
    else:
        reports = list(readings([file], options, voice, failures))
    if failures:
        return NONE_READ
    try:
        write((f"{line}\n" for line in lines(reports[0], path, voice.lang)), STDOUT)
    except UnknownPathError as error:
        voice.complain(f"没有这个路径：{path}", f"no such path: {path}")
        if error.nearest:
            voice.complain("相近的有：", "nearest:")
            for other in error.nearest:
                voice.complain(f"  {other}", f"  {other}")
        return USAGE
    return 0
