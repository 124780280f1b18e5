"""`extractor batch`: an archive of reports as tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.archive.options import Options
from extractor.cli.command import status_of
from extractor.cli.progress import progress
from extractor.cli.terminal import STDOUT, Terminal

if TYPE_CHECKING:
    from extractor.archive.batch import Summary
    from extractor.archive.inputs import Input


class Format(StrEnum):
    xlsx = "xlsx"


class Engines(StrEnum):
    local = "local"
    ray = "ray"


def batch(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="结果所在的文件夹。", file_okay=False)],
    voice: Terminal,
    options: Options,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="DIR|FILE|URL", help="文件夹（其下所有 PDF）、文件、通配符、zip 压缩包或网址。"),
    ] = None,
    files_from: Annotated[
        str | None, typer.Option("--files-from", metavar="FILE", help="清单文件，一行一个路径；“-”为标准输入。")
    ] = None,
    engine: Annotated[
        Engines, typer.Option(help="local：本机进程；ray：RAY_ADDRESS 所指的集群（须安装 [cluster]）。")
    ] = Engines.local,
    workers: Annotated[int, typer.Option(help="同时用几个进程；0 为每个处理器一个。", min=0)] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="接着上次的结果继续（本来如此）。")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="上次失败的文件再试一次。")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="重新读所有文件，不沿用上次的结果。")] = False,
    format: Annotated[
        Format | None, typer.Option(help="xlsx 为另写 Excel 工作簿 reports.xlsx（须安装 [excel]）。")
    ] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="另写 Parquet 表（须安装 [parquet]）。")] = False,
) -> int:
    """读一批报告，写成 reports.jsonl 和各张 CSV 表。

    例：extractor batch 报告/ -o 结果 --workers 4
    """
    from extractor.archive import cluster, local
    from extractor.archive.batch import batch as run
    from extractor.archive.discover import SameNameError
    from extractor.archive.remote import RemoteExtraError

    if fresh and (resume or retry_failed):
        words = voice.words("--fresh 与 --resume、--retry-failed 不能并用", "--fresh goes with neither of the others")
        raise typer.BadParameter(words)
    if parquet:
        need("pyarrow", "parquet", voice)
    if format == Format.xlsx:
        need("xlsxwriter", "excel", voice)
    if engine == Engines.ray:
        need("ray", "cluster", voice)
        read = partial(cluster.run, workers=workers, timeout=options.timeout)
    else:
        read = partial(local.run, workers=workers or os.cpu_count() or 1, timeout=options.timeout)
    with ExitStack() as stack:
        try:
            entries = found(paths or [], files_from, stack, voice)
            watch = stack.enter_context(progress(voice))
            summary = run(
                entries, output, options, read, fresh=fresh, retry_failed=retry_failed, parquet=parquet, watch=watch
            )
        except SameNameError as error:
            words = voice.words("两个文件同名，请给出共同的上级文件夹", "two files of one name: give the folder above")
            raise typer.BadParameter(f"{words}: {error.paths[0]}, {error.paths[1]}") from error
        except RemoteExtraError as error:
            words = voice.words("读取网址", "URLs: ") + lacking("remote", voice)
            raise typer.BadParameter(f"{words}: {error}") from error
    write_workbook(output, wanted=format == Format.xlsx)
    summarise(summary, voice)
    print(output)
    return status_of(summary.total, summary.total - summary.read)


def write_workbook(out: Path, *, wanted: bool) -> None:
    """`reports.xlsx` from the other files; one of an earlier run that would contradict them is removed."""
    from extractor.archive.outputs import RECORDS
    from extractor.records.load import load

    workbook = out / "reports.xlsx"
    if not wanted:
        workbook.unlink(missing_ok=True)
        return
    from extractor.cli.view import unread_of
    from extractor.emit.xlsx import write

    write(load(out / RECORDS), unread_of(out), workbook)


def found(paths: list[str], files_from: str | None, stack: ExitStack, voice: Terminal) -> Iterator[Input]:
    """The inputs that are named, as they are found. BadParameter: there is none."""
    from extractor.archive.discover import expand, listed

    lines: Iterable[bytes] = ()
    if files_from is not None:
        try:
            lines = sys.stdin.buffer if files_from == STDOUT else stack.enter_context(open_list(files_from))
        except OSError as error:
            raise typer.BadParameter(f"--files-from: {error}") from error
    named = chain.from_iterable(expand(path) for path in paths)
    given = (os.fsdecode(line.rstrip(b"\r\n")) for line in lines)
    entries = chain(named, chain.from_iterable(listed(line) for line in given if line))
    first = next(entries, None)
    if first is None:
        raise typer.BadParameter(voice.words("没有找到 PDF", "no PDF found"))
    return chain([first], entries)


def open_list(path: str) -> AbstractContextManager[Iterable[bytes]]:
    return Path(path).open("rb")


def need(module: str, extra: str, voice: Terminal) -> None:
    """BadParameter: a module of an extra is not installed."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise typer.BadParameter(lacking(extra, voice))


def lacking(extra: str, voice: Terminal) -> str:
    """That an extra is not installed, and how to install it."""
    return voice.words(
        f"须安装 fiscal-extractor[{extra}]：在本仓库的文件夹里运行 pip install '.[{extra}]'",
        f"needs fiscal-extractor[{extra}]: run pip install '.[{extra}]' in the folder of the repository",
    )


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
