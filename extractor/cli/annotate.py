"""`extractor annotate`: the PDF itself, with its findings marked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.batch import need
from extractor.cli.command import NONE_READ
from extractor.cli.readings import readings
from extractor.cli.terminal import STDOUT, Terminal


def annotate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="报告的 PDF。", dir_okay=False)],
    voice: Terminal,
    options: Options,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT.pdf", help="写到哪个文件；“-”为标准输出。")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="所有读出的数都标出，不只是核对发现的问题。")] = False,
) -> int:
    """把核对发现的问题作为批注写进 PDF 副本，任何阅读器都能看到。

    例：extractor annotate 报告.pdf -o 报告-批注.pdf
    """
    from extractor.cli.view import opening
    from extractor.view.annotate import annotate as annotated
    from extractor.view.words import Words

    need("pikepdf", "annotate", voice)
    target = Path(output) if output else file.with_name(f"{file.stem}-批注.pdf")
    if output != STDOUT and target.resolve() == file.resolve():
        raise typer.BadParameter(voice.words("输出会覆盖输入", "the output would overwrite the input"))
    failures: list[str] = []
    reports = list(readings([str(file)], options, voice, failures))
    if failures:
        return NONE_READ
    (report,) = reports
    if report.source.text_layer == "plain":
        raise typer.BadParameter(voice.words("只有 PDF 可以加批注", "only a PDF can be annotated"))
    password = opening(file, options.passwords)
    content = annotated(file.read_bytes(), report, Words(voice.lang), every=every, password=password)
    if output == STDOUT:
        sys.stdout.buffer.write(content)
        return 0
    target.write_bytes(content)
    print(target)
    return 0
