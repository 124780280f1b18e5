"""`extractor batch`: an archive of reports as tables."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import status_of
from extractor.cli.terminal import Terminal

if TYPE_CHECKING:
    from extractor.archive.batch import Summary


def batch(
    paths: Annotated[list[Path], typer.Argument(metavar="DIR|FILE", help="文件夹（其下所有 PDF）或文件。")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="结果所在的文件夹。", file_okay=False)],
    voice: Terminal,
    options: Options,
    workers: Annotated[int, typer.Option(help="同时用几个进程；0 为每个处理器一个。", min=0)] = 0,
    timeout: Annotated[float | None, typer.Option(help="一个文件最多读几秒。", min=0.1)] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="重新读所有文件，不沿用上次的结果。")] = False,
) -> int:
    """读一批报告，写成 reports.jsonl 和各张 CSV 表。

    例：extractor batch 报告/ -o 结果 --workers 4
    """
    from extractor.archive import local
    from extractor.archive.batch import batch as run
    from extractor.archive.discover import SameNameError, discover

    try:
        inputs = discover(paths)
    except SameNameError as error:
        words = voice.words("两个文件同名，请给出共同的上级文件夹", "two files of one name; give the folder above both")
        raise typer.BadParameter(f"{words}: {error.paths[0]}, {error.paths[1]}") from error
    if not inputs:
        raise typer.BadParameter(voice.words("没有找到 PDF", "no PDF found"))
    engine = partial(local.run, workers=workers or os.cpu_count() or 1, timeout=timeout)
    with voice.progress(len(inputs), "读取报告", "reading reports") as advance:
        summary = run(inputs, output, options, engine, fresh=fresh, advance=advance)
    summarise(summary, voice)
    print(output)
    return status_of(summary.total, summary.total - summary.read)


def summarise(summary: Summary, voice: Terminal) -> None:
    """How many were read, and which (the first of them) could not be, with the reason."""
    from extractor.errors import KINDS

    for failure in summary.named:
        title = KINDS[failure.code].title.en
        words = f"{failure.name}: {failure.code}"
        voice.complain(f"{words}: {failure.message}", f"{words}: {title}")
    failed = summary.total - summary.read
    counts = ", ".join(f"{code} {number}" for code, number in sorted(summary.failures.items()))
    unknown = summary.incomplete
    zh = f"共 {summary.total} 个文件：读出 {summary.read} 份（种类、部门或年度不明的 {unknown} 份），{failed} 个失败"
    en = f"{summary.total} files: {summary.read} read ({unknown} without kind, department or year), {failed} failed"
    if failed:
        zh += f"（{counts}），见 failures.csv"
        en += f" ({counts}), see failures.csv"
    voice.say(zh, en)
