"""`--lexicon FILE` wherever reports are read."""

from __future__ import annotations

import csv
import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import extractor
from extractor.archive import isolated, lane
from extractor.archive.options import Options
from extractor.archive.process import read_file
from extractor.archive.store import outcome_key
from extractor.cli import app
from extractor.pipeline import own_words
from tests.cli.test_config import TEXT, WORDS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "words.toml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def facts(out: Path) -> set[str]:
    with (out / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["path"] for row in csv.DictReader(file)}


def test_parse_and_explain(folder: Path) -> None:
    assert "unclaimed[1]" in run("parse", "r.txt", "--format", "csv").stdout
    found = run("parse", "r.txt", "--format", "csv", "--lexicon", "words.toml").stdout
    assert "unclaimed[1]" not in found and "spending.basic.actual" in found
    assert run("explain", "r.txt", "spending.basic.actual").exit_code == 2
    assert "100万元" in run("explain", "r.txt", "spending.basic.actual", "--lexicon", "words.toml").stdout


def test_check(folder: Path) -> None:
    (folder / "r.txt").write_text(TEXT.replace("项目支出200", "项目支出190"), encoding="utf-8")
    assert run("check", "r.txt").exit_code == 0
    result = run("check", "r.txt", "--lexicon", "words.toml", "--format", "json")
    assert result.exit_code == 1
    assert "spending.basic.actual" in result.stdout


def test_view(folder: Path) -> None:
    assert run("view", "r.txt", "-o", "page", "--lexicon", "words.toml").exit_code == 0
    pages = "".join(path.read_text(encoding="utf-8") for path in (folder / "page").rglob("*.html"))
    assert 'data-path="spending.basic.actual"' in pages


def test_batch_reads_again_with_other_words_and_not_with_the_same(folder: Path) -> None:
    out = folder / "out"
    run("batch", "r.txt", "-o", "out", "--workers", "1")
    assert "unclaimed[1]" in facts(out)
    run("batch", "r.txt", "-o", "out", "--workers", "1", "--lexicon", "words.toml")
    assert "spending.basic.actual" in facts(out) and "unclaimed[1]" not in facts(out)
    run("batch", "r.txt", "-o", "out", "--workers", "1")
    assert "unclaimed[1]" in facts(out)


def test_an_outcome_depends_on_the_words(folder: Path) -> None:
    words = own_words("words.toml")
    keys = [outcome_key("0", "r.txt", Options(lexicon=lexicon), "code") for lexicon in ((), words, own_words([]))]
    assert keys[0] != keys[1] and keys[0] == keys[2]


@pytest.mark.parametrize("command", ["parse", "check", "view"])
def test_a_broken_file_stops_before_anything_is_read(folder: Path, command: str) -> None:
    (folder / "words.toml").write_text(WORDS.replace("path", "pth"), encoding="utf-8")
    result = run(command, "r.txt", "--lexicon", "words.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "words.toml:2:" in result.stderr


def test_the_library_takes_a_file_several_or_none(folder: Path) -> None:
    assert extractor.read("r.txt").spending.basic is None
    for lexicon in ("words.toml", folder / "words.toml", ["words.toml"]):
        basic = extractor.read("r.txt", lexicon=lexicon).spending.basic
        assert basic is not None and basic.actual is not None and basic.actual.value == 1_000_000
    assert json.loads(extractor.read("r.txt", lexicon="words.toml", isolated=True).model_dump_json())["unclaimed"] == []
    tables = extractor.read_many(["r.txt"], lexicon="words.toml")
    assert "spending.basic.actual" in set(tables.facts["path"])
    with pytest.raises(ValueError, match=r"words\.toml:1"):
        (folder / "words.toml").write_text("lines = 1", encoding="utf-8")
        extractor.read("r.txt", lexicon="words.toml")


def test_what_explain_drafts_claims_the_figure_once_it_is_in_a_file(folder: Path) -> None:
    result = run("explain", "r.txt", "unclaimed[1]")
    assert result.exit_code == 0
    assert "日常运转" in result.stdout and "spending.basic.actual" in result.stdout
    drafted = [line.removeprefix("    ") for line in result.stdout.splitlines() if line.startswith("    ")]
    (folder / "drafted.toml").write_text("\n".join(drafted[:3]) + "\n", encoding="utf-8")
    found = run("parse", "r.txt", "--format", "csv", "--lexicon", "drafted.toml").stdout
    assert "spending.basic.actual" in found and "unclaimed" not in found


def test_explain_names_the_entry_that_matched(folder: Path) -> None:
    shown = run("explain", "r.txt", "spending.basic.actual", "--lexicon", "words.toml").stdout
    assert "日常运转支出  spending.basic  words.toml:3 日常运转支出" in shown
    assert "labels.toml:" in shown
    english = run("explain", "r.txt", "unclaimed[1]", "--lang", "en").stdout
    assert "the name in the list is no known item: “日常运转”" in english


def test_explain_of_a_record_says_that_it_needs_the_report(folder: Path) -> None:
    run("parse", "r.txt", "-o", "r.json")
    shown = run("explain", "r.json", "unclaimed[1]").stdout
    assert "100万元" in shown and "请给出报告本身" in shown


def test_a_trace_that_fails_costs_the_words_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def submit(*_arguments: object, **_options: object) -> object:
        raise lane.LaneClosedError

    monkeypatch.setattr(lane.Lane, "submit", submit)
    monkeypatch.setattr(isolated, "isolation", lambda *_, **__: nullcontext(read_file))
    result = run("explain", "r.txt", "spending.total.actual")
    assert result.exit_code == 0
    assert "300万元" in result.stdout and "未能在限定的时间和内存内查出" in result.stdout
