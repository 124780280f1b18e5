from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from extractor import __version__, pipeline
from extractor.archive import isolated
from extractor.archive.process import read_file
from extractor.cli import app
from extractor.cli.english import in_english, wants_english
from extractor.errors import DamagedPdf, NotAPdf
from tests import made


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, and a reader for which the file's name says what is in it."""

    def read(source: Path | bytes, *, name: str, **_options: Any) -> Any:
        if "坏" in name:
            raise DamagedPdf(path=str(source))
        if "假" in name or source == b"":
            raise NotAPdf(path=name)
        return made.full(name)

    monkeypatch.setattr(pipeline, "read", read)
    monkeypatch.setattr(isolated, "isolation", lambda _: nullcontext(read_file))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "record.json").write_text(made.full().model_dump_json(), encoding="utf-8")
    return tmp_path


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin)


def test_parse_one_is_an_object(files: Path) -> None:
    result = run("parse", "深/甲.pdf")
    assert result.exit_code == 0 and result.stderr == ""
    assert json.loads(result.stdout)["source"]["name"] == "甲.pdf"
    assert "支出总计" in result.stdout


def test_parse_several_is_an_array_of_the_good_ones(files: Path) -> None:
    result = run("parse", "甲.pdf", "坏.pdf", "乙.pdf")
    assert result.exit_code == 3
    assert [record["source"]["name"] for record in json.loads(result.stdout)] == ["甲.pdf", "乙.pdf"]
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("坏.pdf: damaged_pdf: PDF 结构已损坏，没有一页可以读出。请重新下载")


def test_parse_none(files: Path) -> None:
    result = run("parse", "坏.pdf", "--lang", "en", "-o", "out.json")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith(
        "坏.pdf: damaged_pdf: the PDF is damaged: no page of it can be read. download the file"
    )
    assert not (files / "out.json").exists()
    several = run("parse", "坏.pdf", "假.pdf")
    assert (several.exit_code, several.stdout) == (4, "")


def test_parse_lines(files: Path) -> None:
    result = run("parse", "甲.pdf", "乙.pdf", "--format", "jsonl")
    assert [json.loads(line)["source"]["name"] for line in result.stdout.splitlines()] == ["甲.pdf", "乙.pdf"]


def test_parse_csv_is_the_facts(files: Path) -> None:
    result = run("parse", "甲.pdf", "乙.pdf", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert {row["report"] for row in rows} == {"甲.pdf", "乙.pdf"}
    assert {"path": "spending.total.actual", "value": "45110404.74"}.items() <= rows[9].items()


def test_output_goes_to_a_file(files: Path) -> None:
    result = run("parse", "甲.pdf", "--format", "csv", "-o", "甲.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    written = (files / "甲.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfreport,") and b"\r\n" in written
    assert run("parse", "甲.pdf", "--format", "csv", "-o", "-").stdout_bytes == written[3:]


def test_output_never_overwrites_the_input(files: Path) -> None:
    assert run("parse", "甲.pdf", "-o", "./甲.pdf").exit_code == 2


def test_standard_input(files: Path) -> None:
    result = run("parse", "-", stdin=b"%PDF")
    assert json.loads(result.stdout)["source"]["name"] == "-"
    assert run("parse", "-", stdin=b"").exit_code == 4


def test_explain_a_file_and_a_record(files: Path) -> None:
    for file in ("甲.pdf", "record.json"):
        result = run("explain", file, "spending.three_public.total.actual")
        assert result.exit_code == 0
        assert "数值  59,000 元" in result.stdout and "位置  第5页" in result.stdout
    assert "page 5" in run("explain", "record.json", "spending.three_public.total.actual", "--lang", "en").stdout
    assert "1,000,000 元" in run("explain", "record.json", "unclaimed[1]").stdout
    assert "45,110" not in run("explain", "record.json", "unclaimed[1]").stdout


def test_explain_an_unknown_path(files: Path) -> None:
    result = run("explain", "record.json", "spending.totl.actual")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[:3] == [
        "没有这个路径：spending.totl.actual",
        "相近的有：",
        "  spending.total.actual",
    ]


def test_explain_what_cannot_be_read(files: Path) -> None:
    assert run("explain", "坏.pdf", "title").exit_code == 4
    (files / "other.json").write_text("{}")
    assert run("explain", "other.json", "title").exit_code == 2
    assert run("explain", "坏.json", "title").exit_code == 4


def test_usage(files: Path) -> None:
    assert run("parse").exit_code == 2
    assert run("parse", "甲.pdf", "--format", "xlsx").exit_code == 2
    assert run("batch", "甲.pdf").exit_code == 2
    assert run("batch", str(files), "-o", str(files / "out")).exit_code == 2  # no PDF below it
    assert run("parse", "甲.pdf", "-o", "nowhere/甲.json").exit_code == 2


def test_schema(files: Path) -> None:
    result = run("schema", "-o", "made")
    assert result.stdout == f"{Path('made/report.schema.json')}\n"
    assert json.loads((files / "made" / "report.schema.json").read_text())["title"] == "Report"


def test_version_and_help() -> None:
    assert run("--version").stdout == f"{__version__}\n"
    for command in ("parse", "batch", "explain", "schema"):
        assert f"例：extractor {command}" in run(command, "--help").stdout


def test_help_in_english_leaves_no_chinese() -> None:
    group = in_english(typer.main.get_command(app))
    for command in (group, *group.commands.values()):
        for words in (command.help, *(parameter.help for parameter in command.params)):
            assert words and words.isascii(), (command.name, words)
    assert wants_english(["parse", "--lang", "en"]) and wants_english(["--lang=en"])
    assert not wants_english(["parse", "en"])


def extractor(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "extractor", *args], capture_output=True, check=False, **options)


def test_batch_names_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "坏.pdf").write_bytes(b"%PDF-1.7\nno more")
    (tmp_path / "in" / "假.pdf").write_bytes(b"<html>")
    out = tmp_path / "out"
    done = extractor("batch", str(tmp_path / "in"), "-o", str(out), "--workers", "1")
    assert done.returncode == 4, done.stderr.decode()
    assert done.stdout.decode() == f"{out}\n"
    assert (out / "failures.csv").read_text(encoding="utf-8-sig").splitlines()[1:] == [
        "假.pdf,not_a_pdf,文件内容不是 PDF（开头没有 %PDF- 标记）",
        "坏.pdf,damaged_pdf,PDF 结构已损坏，没有一页可以读出",
    ]
    assert "共 2 个文件：读出 0 份" in done.stderr.decode()
    quiet = extractor("batch", str(tmp_path / "in"), "-o", str(out), "--quiet").stderr.decode()
    assert "共 2 个文件" not in quiet and "坏.pdf: damaged_pdf" in quiet


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    record = tmp_path / "r.json"
    report = made.full()
    report.unclaimed *= 5000
    record.write_text(report.model_dump_json(), encoding="utf-8")
    command = [sys.executable, "-c", PIPE, str(record)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.read(10)
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


PIPE = """
import sys
from contextlib import nullcontext
from pathlib import Path
from extractor import cli, pipeline
from extractor.archive import isolated
from extractor.archive.process import read_file
isolated.isolation = lambda _: nullcontext(read_file)
from extractor.records.report import Report
pipeline.read = lambda source, **_: Report.model_validate_json(Path(source).read_text(encoding="utf-8"))
sys.argv = ["extractor", "parse", *sys.argv[1:]]
cli.main()
"""


STUCK = """
import signal, sys
from functools import partial
from extractor import cli
from extractor.archive import local
from tests.archive import workers
local.run = partial(local.run, work=workers.work)
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests behind it has it ignored
    cli.main()
"""


def outcomes(out: Path) -> int:
    """How many outcomes the store holds."""
    try:
        with closing(sqlite3.connect(f"file:{out}/.extractor/outcomes.sqlite?mode=ro", uri=True)) as base:
            return int(base.execute("select count(*) from outcomes").fetchone()[0])
    except sqlite3.Error:  # not there yet
        return 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch_ends_with_5_and_goes_on_later(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "stuck.py"
    script.write_text(STUCK, encoding="utf-8")
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.pdf").write_text("first", encoding="utf-8")
    (folder / "b.pdf").write_text("hang", encoding="utf-8")
    command = [sys.executable, str(script), "batch", str(folder), "-o", str(out), "--workers", "2"]
    root = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        until = time.monotonic() + 30
        while not outcomes(out) and time.monotonic() < until:
            time.sleep(0.05)
        running.send_signal(how)
        printed, said = running.communicate(timeout=30)
        assert (running.returncode, printed) == (5, b""), said.decode()
    assert "已中断" in said.decode() and "Traceback" not in said.decode()
    assert not list(out.glob("*.csv"))
    (folder / "b.pdf").unlink()
    again = subprocess.run(command, env=root, capture_output=True, check=False, timeout=60)
    assert again.returncode == 0, again.stderr.decode()
    assert (out / "reports.csv").read_text(encoding="utf-8-sig").count("a.pdf") == 1


HEAVY = "import sys; from extractor import cli; print({'numpy', 'pandas', 'pydantic', 'pypdfium2'} & set(sys.modules))"


def test_help_needs_nothing_heavy() -> None:
    assert subprocess.run([sys.executable, "-c", HEAVY], capture_output=True, check=True).stdout == b"set()\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["parse", "--frmat", "json", "x.pdf"], "没有选项 --frmat；相近的有 --format"),
        (["parse"], "缺少 'FILE'"),
        (["parse", "a.pdf", "--format", "xx"], "'--format' 的值有误：'xx' 不是可选的值：'json', 'jsonl', 'csv'."),
        (["parse", "--max-pages", "0", "a.pdf"], "'--max-pages' 的值有误：不得小于 1"),
        (["nope"], "没有命令 'nope'."),
    ],
)
def test_usage_errors_speak_chinese(arguments: list[str], said: str) -> None:
    done = subprocess.run([sys.executable, "-m", "extractor", *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_help_speaks_chinese() -> None:
    """Its own titles and remarks too, but for what stands in capitals."""
    command = [sys.executable, "-m", "extractor", "batch", "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Usage" not in shown and "Options" not in shown and "default" not in shown
    english = subprocess.run([*command, "--lang", "en"], capture_output=True, text=True, check=True).stdout
    assert "Usage" in english and "Options" in english


@pytest.mark.parametrize("command", ["parse", "check", "explain", "view", "annotate", "diff", "batch"])
def test_every_command_that_reads_has_a_time_limit(command: str) -> None:
    assert "--timeout" in run(command, "--help").stdout


def test_the_time_limit_is_the_worker_s(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float | None] = []

    def isolation(timeout: float | None) -> AbstractContextManager[object]:
        given.append(timeout)
        return nullcontext(lambda *_: made.full())

    monkeypatch.setattr(isolated, "isolation", isolation)
    assert run("parse", "甲.pdf", "--timeout", "7.5").exit_code == 0
    assert run("parse", "甲.pdf").exit_code == 0
    assert given == [7.5, 120.0]
