"""The command line. Data goes to standard output, everything for the eyes to standard error.

Exit status: 0 done, 2 usage, 3 some inputs could not be read, 4 none could, 5 stopped early.
Whatever takes time to import is imported where it is used: `extractor --help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from extractor import __version__
from extractor.emit.terminal import STDOUT, Terminal, write

if TYPE_CHECKING:
    from extractor.archive.batch import Summary
    from extractor.archive.process import Options
    from extractor.errors import ExtractorError
    from extractor.records.report import Report

P = ParamSpec("P")
USAGE, SOME_FAILED, NONE_READ, STOPPED = 2, 3, 4, 5

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


class Lang(StrEnum):
    zh = "zh"
    en = "en"


class Reader(StrEnum):
    pdfium = "pdfium"
    pdfplumber = "pdfplumber"


ReaderOption = Annotated[Reader, typer.Option(help="用哪个库读 PDF；pdfplumber 供对照，较慢。")]
Contacts = Annotated[bool, typer.Option("--show-contacts", help="不遮盖联系人姓名和电话。")]
PasswordFile = Annotated[Path | None, typer.Option(help="密码文件，一行一个，依次尝试。", exists=True, dir_okay=False)]
MaxPages = Annotated[int | None, typer.Option(help="页数超过此数的文件不读。", min=1)]
MaxBytes = Annotated[int | None, typer.Option(help="字节数超过此数的文件不读。", min=1)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="不显示进度和小结。")]
LangOption = Annotated[Lang, typer.Option(help="提示所用语言。")]
NoColor = Annotated[bool, typer.Option("--no-color", help="不用颜色（环境变量 NO_COLOR 同效）。")]


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """A command that ends with its exit status, quietly when its reader has gone, and with 5 when it is stopped."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = command(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that nothing fails at exit
            status = 0
        except KeyboardInterrupt:
            terminal(kwargs).complain("已中断", "interrupted")
            status = STOPPED
        except OSError as error:
            terminal(kwargs).complain(f"无法写入：{error}", f"cannot write: {error}")
            status = STOPPED
        raise typer.Exit(status)

    return run


def terminal(given: dict[str, Any]) -> Terminal:
    return Terminal(given.get("lang", "zh"), given.get("quiet", False), not given.get("no_color", False))


def options_of(
    reader: str, show_contacts: bool, password_file: Path | None, max_pages: int | None, max_bytes: int | None
) -> Options:
    from extractor.archive.process import Options

    passwords = password_file.read_text(encoding="utf-8-sig").splitlines() if password_file else []
    return Options(str(reader), show_contacts, tuple(line for line in passwords if line), max_pages, max_bytes)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="显示版本。")] = False,
) -> None:
    """把部门预算、决算和绩效自评报告的 PDF 变成可核对的记录：每个数都注明出处。"""
    if version:
        print(__version__)
        raise typer.Exit


@app.command()
@guarded
def parse(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="报告的 PDF 或文字稿（.txt）；“-”为标准输入。")],
    format: Annotated[Format, typer.Option(help="json 为整份记录，jsonl 一行一份，csv 为事实表。")] = Format.json,
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="写到文件；“-”为标准输出。")] = STDOUT,
    reader: ReaderOption = Reader.pdfium,
    show_contacts: Contacts = False,
    password_file: PasswordFile = None,
    max_pages: MaxPages = None,
    max_bytes: MaxBytes = None,
    quiet: Quiet = False,
    lang: LangOption = Lang.zh,
    no_color: NoColor = False,
) -> int:
    """读一份或几份报告，输出记录。

    例：extractor parse 报告.pdf --format csv -o 报告.csv
    """
    voice = Terminal(lang, quiet, not no_color)
    target = Path(output)
    if output != STDOUT and any(target.resolve() == Path(file).resolve() for file in files):
        raise typer.BadParameter(voice.words("输出会覆盖输入", "the output would overwrite an input"))
    if output != STDOUT and (target.is_dir() or not target.parent.is_dir()):
        raise typer.BadParameter(voice.words("无法写到这里", "no file can be written here") + f": {output}")
    options = options_of(reader, show_contacts, password_file, max_pages, max_bytes)
    failures: list[str] = []
    reports = readings(files, options, voice, failures)
    write(pieces(reports, format, many=len(files) > 1), output, bom="\ufeff" if format == Format.csv else "")
    return status_of(len(files), len(failures))


def readings(files: list[str], options: Options, voice: Terminal, failures: list[str]) -> Iterator[Report]:
    """The records of the files that can be read; the others are complained of, and counted in `failures`."""
    from extractor.archive.discover import readable
    from extractor.archive.process import read_file
    from extractor.errors import ExtractorError

    for file in files:
        source = sys.stdin.buffer.read() if file == STDOUT else Path(file)
        name = file if isinstance(source, bytes) else readable(source.name)
        try:
            yield read_file(source, name, options)
        except ExtractorError as error:
            failures.append(file)
            explain_failure(file, error, voice)


def explain_failure(file: str, error: ExtractorError, voice: Terminal) -> None:
    """Which file, which code, what happened, what to do; for a fault of ours also where."""
    words = f"{file}: {error.code}: {error.named('').text(voice.lang)}"
    voice.complain(f"{words}。{error.advice}。", f"{words}. {error.advice_in('en')}.")
    if error.code == "worker_died" and error.__cause__ is not None:
        from traceback import print_exception

        print_exception(error.__cause__)


def pieces(reports: Iterator[Report], format: Format, *, many: bool) -> Iterator[str]:
    """Records as text in a format, piece by piece."""
    from extractor.emit import csv, json
    from extractor.emit.tables import BY_NAME

    match format:
        case Format.csv:
            return csv.document(BY_NAME["facts"], reports)
        case Format.jsonl:
            return map(json.line, reports)
        case Format.json:
            return json.array(reports) if many else map(json.document, reports)


def status_of(total: int, failed: int) -> int:
    return 0 if not failed else NONE_READ if failed == total else SOME_FAILED


@app.command()
@guarded
def batch(
    paths: Annotated[list[Path], typer.Argument(metavar="DIR|FILE…", help="文件夹（其下所有 PDF）或文件。")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="结果所在的文件夹。", file_okay=False)],
    workers: Annotated[int, typer.Option(help="同时用几个进程；0 为每个处理器一个。", min=0)] = 0,
    timeout: Annotated[float | None, typer.Option(help="一个文件最多读几秒。", min=0.1)] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="重新读所有文件，不沿用上次的结果。")] = False,
    reader: ReaderOption = Reader.pdfium,
    show_contacts: Contacts = False,
    password_file: PasswordFile = None,
    max_pages: MaxPages = None,
    max_bytes: MaxBytes = None,
    quiet: Quiet = False,
    lang: LangOption = Lang.zh,
    no_color: NoColor = False,
) -> int:
    """读一批报告，写成 reports.jsonl 和各张 CSV 表。

    例：extractor batch 报告/ -o 结果 --workers 4
    """
    from extractor.archive import local
    from extractor.archive.batch import batch as run
    from extractor.archive.discover import SameNameError, discover

    voice = Terminal(lang, quiet, not no_color)
    try:
        inputs = discover(paths)
    except SameNameError as error:
        words = f"{error.name}: {error.paths[0]}, {error.paths[1]}"
        advice = (
            "两个文件同名，请改为给出它们共同的上级文件夹",
            "two files have the same name; give the folder above both",
        )
        raise typer.BadParameter(f"{voice.words(*advice)}: {words}") from error
    if not inputs:
        raise typer.BadParameter(voice.words("没有找到 PDF", "no PDF found"))
    options = options_of(reader, show_contacts, password_file, max_pages, max_bytes)
    engine = partial(local.run, workers=workers or os.cpu_count() or 1, timeout=timeout)
    with voice.progress(len(inputs), "读取报告", "reading reports") as advance:
        summary = run(inputs, output, options, engine, fresh=fresh, advance=advance)
    summarise(summary, voice)
    print(output)
    return status_of(summary.total, summary.total - summary.read)


def summarise(summary: Summary, voice: Terminal) -> None:
    from extractor.errors import KINDS

    for failure in summary.named:
        voice.complain(
            f"{failure.name}: {failure.code}: {failure.message}",
            f"{failure.name}: {failure.code}: {KINDS[failure.code].title.en}",
        )
    failed = summary.total - summary.read
    counts = ", ".join(f"{code} {number}" for code, number in sorted(summary.failures.items()))
    voice.say(
        f"共 {summary.total} 个文件：读出 {summary.read} 份（种类、部门或年度不明的 {summary.incomplete} 份），"
        f"{failed} 个失败" + (f"（{counts}），见 failures.csv" if failed else ""),
        f"{summary.total} files: {summary.read} read ({summary.incomplete} without kind, department or year), "
        f"{failed} failed" + (f" ({counts}), see failures.csv" if failed else ""),
    )


@app.command()
@guarded
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="报告的 PDF、文字稿，或记录（.json）。")],
    path: Annotated[str, typer.Argument(metavar="FACT_PATH", help="事实路径，见事实表的 path 列。")],
    reader: ReaderOption = Reader.pdfium,
    show_contacts: Contacts = False,
    password_file: PasswordFile = None,
    max_pages: MaxPages = None,
    max_bytes: MaxBytes = None,
    quiet: Quiet = False,
    lang: LangOption = Lang.zh,
    no_color: NoColor = False,
) -> int:
    """说明一个数出自何处：页、位置、原文、所涉校验。

    例：extractor explain 报告.pdf spending.total.actual
    """
    from extractor.emit.explain import explain as lines
    from extractor.records.facts import UnknownPathError
    from extractor.records.load import load

    voice = Terminal(lang, quiet, not no_color)
    failures: list[str] = []
    if file.is_file() and file.suffix.lower() in (".json", ".jsonl"):
        try:
            reports = list(load(file))
        except ValueError as error:
            raise typer.BadParameter(voice.words("不是记录", "not a record") + f": {file}") from error
    else:
        options = options_of(reader, show_contacts, password_file, max_pages, max_bytes)
        reports = list(readings([str(file)], options, voice, failures))
    if failures:
        return NONE_READ
    if len(reports) != 1:
        raise typer.BadParameter(voice.words("文件中应只有一份记录", "the file must hold one record") + f": {file}")
    try:
        write((f"{line}\n" for line in lines(reports[0], path, lang)), STDOUT)
    except UnknownPathError as error:
        voice.complain(f"没有这个路径：{path}", f"no such path: {path}")
        if error.nearest:
            voice.complain("相近的有：", "nearest:")
            for other in error.nearest:
                print(f"  {other}", file=sys.stderr)
        return USAGE
    return 0


@app.command()
@guarded
def schema(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="写到哪个文件夹。", file_okay=False)
    ] = Path("schemas"),
    quiet: Quiet = False,
    lang: LangOption = Lang.zh,
    no_color: NoColor = False,
) -> int:
    """写出记录的 JSON Schema。

    例：extractor schema -o schemas
    """
    import json

    from extractor.records.load import json_schema

    output.mkdir(parents=True, exist_ok=True)
    path = output / "report.schema.json"
    write([json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"], str(path))
    print(path)
    return 0


def main() -> None:
    """The entry point."""
    if "--no-color" in sys.argv:
        os.environ["NO_COLOR"] = "1"  # typer's own messages go by it
    app(prog_name="extractor")
