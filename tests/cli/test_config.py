"""`extractor.toml`: the command line goes before it, our defaults behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import app

TEXT = """某某局2019年度部门整体支出绩效自评报告
一、支出情况
2019年本年支出合计300万元，其中：日常运转支出100万元，项目支出200万元。
"""
WORDS = '[[labels.line]]\npath = "spending.basic"\nwords = ["日常运转支出"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "words.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def config(folder: Path, text: str, name: str = "extractor.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_file_of_the_folder_holds_unless_the_command_line_says_otherwise(folder: Path) -> None:
    assert run("parse", "r.txt").stdout.startswith("{")
    config(folder, 'lang = "en"\n\n[parse]\nformat = "csv"\n\n[check]\nformat = "json"\n')
    assert run("parse", "r.txt").stdout.startswith("report,kind")
    assert run("parse", "r.txt", "--format", "jsonl").stdout.startswith('{"schema_version"')
    assert json.loads(run("check", "r.txt").stdout) == []
    assert run("parse", "no.txt").stderr.startswith("no.txt: unreadable: the file")
    assert run("parse", "no.txt", "--lang", "zh").stderr.startswith("no.txt: unreadable: 无法")


def test_another_file_is_named_and_its_paths_are_those_beside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder / "deep"
    place.mkdir()
    config(folder, 'lexicon = "words.toml"\n', "mine.toml")
    monkeypatch.chdir(place)
    claimed = run("parse", "../r.txt", "--format", "csv", "--config", "../mine.toml").stdout
    assert "spending.basic.actual" in claimed and "unclaimed" not in claimed
    assert "spending.basic.actual" not in run("parse", "../r.txt", "--format", "csv").stdout


def test_the_table_of_a_command_goes_before_what_holds_for_all(folder: Path) -> None:
    config(folder, 'format = "json"\n[parse]\nformat = "csv"\n')
    assert run("parse", "r.txt").stdout.startswith("report,kind")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('# mine\nlexicn = "words.toml"\n', 2, "lexicon"),
        ('[parse]\nformt = "csv"\n', 2, "format"),
        ('[check]\nevery = true\n', 2, "all"),
        ('[prase]\nformat = "csv"\n', 1, "parse"),
        ('lang = "en"\n[parse]\nformat = "cvs"\n', 3, "jsonl"),
        ('[batch]\nworkers = "four"\n', 2, "workers"),
        ('quiet = "yes"\n', 1, "true, false"),
        ('lexicon = "no.toml"\n', 1, "no.toml"),
        ('max-pages = 0\n', 1, "1"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named_with_its_line_and_what_is_allowed(
    folder: Path, text: str, line: int, says: str
) -> None:
    config(folder, text)
    result = run("parse", "r.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    words = " ".join(result.stderr.replace("│", "").split())
    assert f"extractor.toml:{line}:" in words and says in words


def test_no_toml_is_said(folder: Path) -> None:
    config(folder, "lang =\n")
    assert run("parse", "r.txt").exit_code == 2


def program(folder: Path, *args: str, **environment: str) -> str:
    command = [sys.executable, "-m", "extractor", *args]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, check=False)
    return done.stdout.decode()


def test_the_help_is_in_the_language_of_the_file(folder: Path) -> None:
    root = str(Path(__file__).parents[2])
    assert "读一份或几份报告" in program(folder, "--help", PYTHONPATH=root)
    config(folder, 'lang = "en"\n')
    assert "Read one or a few reports" in program(folder, "--help", PYTHONPATH=root)
    assert "读一份或几份报告" in program(folder, "parse", "--lang", "zh", "--help", PYTHONPATH=root)


def test_the_help_names_the_extras(folder: Path) -> None:
    root = str(Path(__file__).parents[2])
    words = program(folder, "batch", "--help", PYTHONPATH=root, COLUMNS="200")
    assert all(f"[{extra}]" in words for extra in ("cluster", "excel", "parquet"))


@pytest.mark.parametrize(
    ("words", "at", "offered"), [("extractor pa", 1, "parse"), ("extractor check --fail-", 2, "--fail-on")]
)
def test_the_shell_completes_commands_and_options(folder: Path, words: str, at: int, offered: str) -> None:
    root = str(Path(__file__).parents[2])
    found = program(folder, PYTHONPATH=root, COMP_WORDS=words, COMP_CWORD=str(at), _EXTRACTOR_COMPLETE="complete_bash")
    assert found.split() == [offered]
