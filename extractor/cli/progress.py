"""How a batch goes on, for whoever watches: files, pages, failures, rate, time left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.cli.terminal import Terminal

if TYPE_CHECKING:
    from extractor.archive.batch import Watch
    from extractor.archive.work import Done


@contextmanager
def progress(voice: Terminal) -> Iterator[Watch | None]:
    """A bar on standard error while there is someone to watch it."""
    if voice.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from extractor.archive.batch import Watch

    counts = voice.words(
        "{task.fields[pages]} 页，{task.fields[failed]} 个失败，{task.fields[rate]} 个/秒",
        "{task.fields[pages]} pages, {task.fields[failed]} failed, {task.fields[rate]} files/s",
    )
    columns = ("[progress.description]{task.description}", BarColumn(), MofNCompleteColumn(), TextColumn(counts))
    console = Console(stderr=True, no_color=not voice.color)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True, refresh_per_second=4) as bar:
        finding = bar.add_task(voice.words("查找文件", "finding files"), total=None, pages=0, failed=0, rate="–")

        class Bar(Watch):
            pages = failed = now = 0

            def begin(self, total: int) -> None:
                bar.reset(finding, total=total, description=voice.words("读取报告", "reading reports"))

            def step(self, done: Done, *, earlier: bool) -> None:
                self.pages += done.pages
                self.failed += bool(done.code)
                self.now += not earlier
                task = bar.tasks[0]
                rate = f"{self.now / task.elapsed:.1f}" if self.now and task.elapsed else "–"
                bar.update(finding, advance=1, pages=self.pages, failed=self.failed, rate=rate)

        yield Bar()
