"""`extractor doctor`: what is installed, and whether it works."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from typing import Annotated

import typer

from extractor import __version__
from extractor.cli.terminal import STDOUT, Terminal, write

PACKAGE = "fiscal-extractor"
FAULT = 1
#: a report that the self-test reads: 本年支出合计 and its parts
_SAMPLE = """某某局2019年度部门整体支出绩效自评报告
一、支出情况
2019年本年支出合计300万元，其中：基本支出100万元，项目支出200万元。
"""


def doctor(
    voice: Terminal,
    no_test: Annotated[bool, typer.Option("--no-test", help="只列版本，不作自检。")] = False,
) -> int:
    """列出版本和已装的附加功能，并作一次自检。

    例：extractor doctor
    """
    faults: list[str] = []
    write((f"{line}\n" for line in _lines(voice, faults, test=not no_test)), STDOUT)
    return FAULT if faults else 0


def _lines(voice: Terminal, faults: list[str], *, test: bool) -> Iterator[str]:
    yield f"extractor {__version__}"
    yield f"Python {platform.python_version()} ({sys.implementation.name}, {platform.system()} {platform.machine()})"
    needed, extras = _requirements()
    yield ""
    yield voice.words("必需", "needed")
    for name in needed:
        found = _version(name)
        yield f"  {name} {found or voice.words('缺失', 'missing')}"
        if found is None:
            faults.append(name)
    yield ""
    yield voice.words("附加功能", "extras")
    for extra, names in extras.items():
        missing = [name for name in names if _version(name) is None]
        state = voice.words("可用", "available")
        if missing:
            how = f"pip install '.[{extra}]'"
            state = voice.words(f"缺 {'、'.join(missing)}；安装：{how}", f"lacks {', '.join(missing)}; install: {how}")
        yield f"  [{extra}] {state}"
    if test:
        yield ""
        yield voice.words("自检", "self-test")
        for zh, en, fault in _tests():
            yield f"  {voice.words(zh, en)}: {fault or voice.words('正常', 'well')}"
            if fault:
                faults.append(en)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _requirements() -> tuple[list[str], dict[str, list[str]]]:
    """Names of the packages that are needed, and of those that each extra for users needs."""
    import re

    try:
        lines = requires(PACKAGE) or []
        extras: dict[str, list[str]] = {name: [] for name in metadata(PACKAGE).get_all("Provides-Extra") or []}
    except PackageNotFoundError:  # run from a checkout that is not installed
        return [], {}
    needed: list[str] = []
    for line in lines:
        found = re.match(r"[\w.-]+", line)
        extra = re.search(r"""extra == ['"]([\w-]+)['"]""", line)
        if found and found[0] != PACKAGE:
            (extras[extra[1]] if extra else needed).append(found[0])
    return needed, {name: names for name, names in extras.items() if names and name not in ("test", "dev")}


def _tests() -> Iterator[tuple[str, str, str]]:
    """What was tried (Chinese, English) and what went wrong."""
    yield "读出一份报告并核对", "reading and checking a report", _tried(_reads)
    yield "绘制一页", "drawing a page", _tried(_draws)
    yield "另开进程", "starting a process", _tried(_starts)


def _tried(test: Callable[[], None]) -> str:
    try:
        test()
    except Exception as error:  # whatever it is, the doctor says it
        return f"{type(error).__name__}: {error}"
    return ""


def _reads() -> None:
    from extractor.pipeline import read

    report = read(_SAMPLE.encode(), name="自检.txt")
    total = report.spending.total
    if total is None or total.actual is None or total.actual.value != 3_000_000 or not report.reconciles:
        raise RuntimeError("the sample's total was not found")


def _draws() -> None:
    from extractor.view.raster import blank

    if not blank().startswith(b"\x89PNG"):
        raise RuntimeError("no picture came out")


def _starts() -> None:
    from multiprocessing import get_context

    from pebble import ProcessPool

    with ProcessPool(max_workers=1, context=get_context("spawn")) as pool:
        if pool.schedule(abs, args=(-1,), timeout=60).result() != 1:
            raise RuntimeError("a process gave another answer")
