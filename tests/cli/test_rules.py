"""`--rules FILE` wherever reports are read, and the same from Python."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import extractor
from extractor.archive.options import Options
from extractor.archive.store import outcome_key
from extractor.checks import patterns
from extractor.checks.rule import RuleError
from extractor.checks.rulebook import built_in
from extractor.cli import app
from extractor.pipeline import own_rules

OWN = """
[[rule]]
id = "own.project_is_basic"
kind = "equal"
left = "spending.project"
right = "spending.total"
title = "项目支出＝支出合计"
advice = "请看。"
"""
STATED = (
    "某县某局2023年度部门整体支出绩效自评报告\n二、支出情况\n支出合计300万元，其中基本支出100万元、项目支出200万元。\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.txt").write_text(STATED, encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "broken.toml").write_text(OWN.replace("spending.project", "spending.projet"), encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def rules_of(words: str) -> set[str]:
    return {check["rule"] for check in json.loads(words)["checks"]}


def test_parse(folder: Path) -> None:
    assert "own.project_is_basic" not in rules_of(run("parse", "r.txt").stdout)
    assert {"own.project_is_basic", "spending.parts"} <= rules_of(run("parse", "r.txt", "--rules", "own.toml").stdout)


def test_check(folder: Path) -> None:
    assert run("check", "r.txt").exit_code == 0
    result = run("check", "r.txt", "--rules", "own.toml")
    assert result.exit_code == 1 and "项目支出" in result.stdout


def test_check_of_records(folder: Path) -> None:
    run("parse", "r.txt", "-o", "r.json")
    assert run("check", "r.json").exit_code == 0
    assert run("check", "r.json", "--rules", "own.toml").exit_code == 1


def test_batch_reads_again_with_other_rules(folder: Path) -> None:
    def found() -> set[str]:
        with (folder / "out" / "checks.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["rule"] for row in csv.DictReader(file)}

    run("batch", "r.txt", "-o", "out", "--workers", "1")
    assert "own.project_is_basic" not in found()
    run("batch", "r.txt", "-o", "out", "--workers", "1", "--rules", "own.toml")
    assert "own.project_is_basic" in found()


def test_an_outcome_depends_on_the_rules(folder: Path) -> None:
    keys = [outcome_key("0", "r.txt", Options(rules=rules), "code") for rules in ((), own_rules("own.toml"))]
    assert keys[0] != keys[1]


@pytest.mark.parametrize("command", ["parse", "check"])
def test_a_broken_rule_says_where(folder: Path, command: str) -> None:
    result = run(command, "r.txt", "--rules", "broken.toml")
    assert result.exit_code == 2
    assert "broken.toml:5" in result.output.replace("\n", "")


def test_from_python(folder: Path) -> None:
    plain = extractor.read("r.txt")
    assert plain.reconciles is True
    report = extractor.read("r.txt", rules="own.toml")
    assert report.reconciles is False
    assert extractor.check(plain, rules="own.toml") == report.checks == extractor.check(plain, rules=["own.toml"])
    assert extractor.check(plain, rules=built_in()) == extractor.check(plain) == plain.checks
    checks = extractor.read_many("r.txt", rules=["own.toml"]).checks
    assert "own.project_is_basic" in set(checks["rule"])
    with pytest.raises(RuleError, match="projet"):
        extractor.read("r.txt", rules="broken.toml")


def test_a_pattern_without_end_is_told_with_its_rule(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "TIMEOUT", 0.05)
    (folder / "slow.toml").write_text(
        '[[rule]]\nid = "own.slow"\nkind = "doubled"\nwords = ["(?:(?:(a|a)+)+)+b"]\n', encoding="utf-8"
    )
    (folder / "r.txt").write_text(f"{STATED}支出说明{'a' * 64}。\n", encoding="utf-8")
    assert run("parse", "r.txt", "-o", "r.json").exit_code == 0
    result = run("check", "r.json", "--rules", "slow.toml")
    assert result.exit_code == 4
    assert "timed_out" in result.stderr and "own.slow" in result.stderr
