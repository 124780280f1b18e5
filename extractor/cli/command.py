"""What all commands share: how they end, and the options for the eyes and for reading files."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from extractor.archive.options import TIMEOUT, Options
from extractor.cli.config import Config
from extractor.cli.terminal import Terminal

FOUND, USAGE, SOME_FAILED, NONE_READ, STOPPED = 1, 2, 3, 4, 5


class Lang(StrEnum):
    zh = "zh"
    en = "en"


class Reader(StrEnum):
    pdfium = "pdfium"
    pdfplumber = "pdfplumber"


class Ocr(StrEnum):
    auto = "auto"
    off = "off"


def speaking(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和小结。")] = False,
    lang: Annotated[Lang, typer.Option(help="提示所用语言。")] = Lang.zh,
    no_color: Annotated[bool, typer.Option("--no-color", help="不用颜色（环境变量 NO_COLOR 同效）。")] = False,
) -> Terminal:
    return Terminal(lang.value, quiet, not no_color)


def reading(
    reader: Annotated[Reader, typer.Option(help="用哪个库读 PDF；pdfplumber 供对照，较慢。")] = Reader.pdfium,
    show_contacts: Annotated[bool, typer.Option("--show-contacts", help="不遮盖联系人姓名和电话。")] = False,
    password_file: Annotated[
        Path | None, typer.Option(help="密码文件，一行一个，依次尝试。", exists=True, dir_okay=False, readable=True)
    ] = None,
    max_pages: Annotated[int | None, typer.Option(help="页数超过此数的文件不读。", min=1)] = None,
    max_bytes: Annotated[int | None, typer.Option(help="字节数超过此数的文件不读。", min=1)] = None,
    max_characters: Annotated[int | None, typer.Option(help="某页字符数超过此数的文件不读。", min=1)] = None,
    max_objects: Annotated[int | None, typer.Option(help="某页图形对象数超过此数的文件不读。", min=1)] = None,
    max_memory: Annotated[int, typer.Option(metavar="MB", help="一个工作进程最多用多少兆内存。", min=1024)] = 2048,
    timeout: Annotated[
        float, typer.Option(help="一个文件最多读几秒；识别扫描页较慢，须调高，如 900。", min=0.1)
    ] = TIMEOUT,
    lexicon: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="自己的词（TOML）：章节标题、名目、同义词；可多次给出。", exists=True, dir_okay=False
        ),
    ] = None,
    rules: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="自己的核对规则（TOML），与原有规则一并核对；可多次给出。", exists=True, dir_okay=False
        ),
    ] = None,
    ocr: Annotated[
        Ocr, typer.Option(help="没有可用文字层的页：auto 由文字识别读出（须装附加功能 [ocr]），off 不读。")
    ] = Ocr.auto,
) -> Options:
    words = password_file.read_text(encoding="utf-8-sig", errors="replace") if password_file else ""
    passwords = tuple(line for line in words.splitlines() if line)
    counts = {
        "max_pages": max_pages,
        "max_bytes": max_bytes,
        "max_characters": max_characters,
        "max_objects": max_objects,
        "max_memory": max_memory,
    }
    own_words, own_rules = _own_words(lexicon or []), _own_rules(rules or [])
    return Options(
        reader.value,
        show_contacts,
        passwords,
        timeout=timeout,
        lexicon=own_words,
        rules=own_rules,
        ocr=ocr.value,
        **counts,
    )


def _own_words(files: list[Path]) -> tuple[tuple[str, str], ...]:
    """Name and text of the user's files of words. BadParameter: an entry of them cannot be used."""
    if not files:
        return ()
    from extractor.pipeline import own_words

    try:
        return own_words(files)
    except ValueError as error:
        raise typer.BadParameter(f"词条有误 / broken entry: {error}", param_hint="--lexicon") from error


def _own_rules(files: list[Path]) -> tuple[tuple[str, str], ...]:
    """Name and text of the user's files of rules. BadParameter: a rule of them cannot be used."""
    if not files:
        return ()
    from extractor.pipeline import own_rules

    try:
        return own_rules(files)
    except ValueError as error:
        raise typer.BadParameter(f"规则有误 / broken rule: {error}", param_hint="--rules") from error


#: Parameter of a command → what makes it, out of command-line options of its own.
MADE: dict[str, Callable[..., Any]] = {"options": reading, "voice": speaking}
#: Every command has it; it acts when it is read.
_CONFIG = inspect.Parameter("config", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Config)


def command(function: Callable[..., int]) -> Callable[..., None]:
    """A function that returns its exit status, as a typer command.

    Its parameter `voice` is made from the options that all commands have, `options` from those of all that read files.
    """
    own = inspect.signature(function, eval_str=True).parameters
    makers = {name: make for name, make in MADE.items() if name in own}
    theirs = {name: inspect.signature(make, eval_str=True).parameters for name, make in makers.items()}

    def run(**given: Any) -> None:
        given.pop(_CONFIG.name)
        made = {name: make(**{key: given.pop(key) for key in theirs[name]}) for name, make in makers.items()}
        with _words(made.get("options")):
            raise typer.Exit(_status(lambda: function(**given, **made), made["voice"]))

    parameters = [parameter for name, parameter in own.items() if name not in makers]
    parameters += [parameter for group in theirs.values() for parameter in group.values()] + [_CONFIG]
    keyword = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    run.__signature__ = inspect.Signature(keyword)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in keyword}
    run.__name__, run.__doc__ = function.__name__, function.__doc__
    return run


def _words(options: Options | None) -> AbstractContextManager[None]:
    """The user's own words, in force also where this process checks or explains what was read."""
    if options is None or not options.lexicon:
        return nullcontext()
    from extractor.pipeline import with_words

    return with_words(options.lexicon)


def _status(run: Callable[[], int], voice: Terminal) -> int:
    """Ends quietly when the reader of standard output has gone, with 5 when it is stopped."""
    try:
        status = run()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the last flush does not fail
        return 0
    except KeyboardInterrupt:
        voice.complain("已中断", "interrupted")
        return STOPPED
    except OSError as error:
        voice.complain(f"已停止：{error}", f"stopped: {error}")
        return STOPPED
    return status


def status_of(total: int, failed: int) -> int:
    """The exit status where `failed` of `total` inputs could not be read."""
    return 0 if not failed else NONE_READ if failed == total else SOME_FAILED
