"""`extractor check` and `extractor diff`: what they print and how they end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import app
from tests.conftest import REPOSITORY
from tests.reading.records import SAMPLES, record

SAMPLES_FOLDER = str(REPOSITORY / "samples")
PUBLISHED = str(REPOSITORY / "samples" / "published_totals.csv")
HUBEI = next(path for path in SAMPLES if path.name.startswith("云岭区"))
HUNAN = next(path for path in SAMPLES if path.name.startswith("竹泉县"))


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The samples' records as a file."""
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(f"{record(sample).model_dump_json()}\n" for sample in SAMPLES), encoding="utf-8")
    return path


def test_check_prints_the_most_severe_first_and_ends_with_1(saved: Path) -> None:
    result = run("check", str(saved))
    assert result.exit_code == 1
    first, *others = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert first.startswith("错误") and "269510.93" in first and HUBEI.name in first
    assert not any(line.startswith("错误") for line in others)
    severities = [line.split()[0] for line in others]
    assert severities == sorted(severities, key=["提示", "说明"].index)
    assert "可能原因：漏列一项，金额为269510.93元" in result.stdout
    assert f"{HUBEI.name}：" in result.stderr


def test_check_of_a_clean_report_ends_with_0() -> None:
    result = run("check", str(HUNAN))
    assert result.exit_code == 0
    assert "错误" not in result.stdout


def test_fail_on_warning_asks_for_more() -> None:
    assert run("check", str(HUNAN), "--fail-on", "warning").exit_code == 0
    assert run("check", str(HUBEI), "--fail-on", "warning", "--quiet").exit_code == 1


def test_check_as_json_and_csv(saved: Path) -> None:
    found = json.loads(run("check", str(saved), "--format", "json").stdout)
    assert found[0]["report"] == HUBEI.name
    assert found[0]["difference"] == "269510.93"
    rows = list(csv.DictReader(io.StringIO(run("check", str(saved), "--format", "csv").stdout, newline="")))
    assert [row["rule"] for row in rows] == [check["rule"] for check in found]
    everything = json.loads(run("check", str(saved), "--format", "json", "--all").stdout)
    assert len(everything) > 5 * len(found)
    assert {"exact", "rounded", "mismatch", "notice"} <= {check["status"] for check in everything}


def test_check_with_rules_of_ones_own(tmp_path: Path) -> None:
    rules = tmp_path / "own.toml"
    rules.write_text('[[rule]]\nid="own"\nkind="bound"\nleft="spending.basic"\nright="spending.project"\n', "utf-8")
    result = run("check", str(HUNAN), "--rules", str(rules))
    assert result.exit_code == 1 and "超出" in result.stdout
    rules.write_text('[[rule]]\nid="own"\nkind="bond"\n', "utf-8")
    result = run("check", str(HUNAN), "--rules", str(rules))
    assert result.exit_code == 2 and "own.toml:3" in result.stderr.replace("\n", "").replace(" ", "").replace("│", "")


def test_check_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"no pdf")
    result = run("check", str(broken), str(HUNAN))
    assert result.exit_code == 3 and "not_a_pdf" in result.stderr
    assert run("check", str(broken)).exit_code == 4
    records = tmp_path / "空.json"
    records.write_text("{}", encoding="utf-8")
    assert run("check", str(records)).exit_code == 4


def test_check_of_nothing(tmp_path: Path) -> None:
    assert run("check", str(tmp_path)).exit_code == 2


def test_records_give_what_reports_give(saved: Path) -> None:
    assert (
        run("check", str(saved), "--format", "json").stdout == run("check", SAMPLES_FOLDER, "--format", "json").stdout
    )


def test_explain_lists_the_checks_of_a_fact() -> None:
    result = run("explain", str(HUBEI), "spending.personnel.actual")
    assert "spending.personnel.items  不符  人员经费" in result.stdout


def test_diff_says_what_differs_and_ends_with_1(saved: Path) -> None:
    result = run("diff", str(saved), "--against", PUBLISHED)
    assert result.exit_code == 1
    first, second, third, *others = result.stdout.splitlines()
    assert first.startswith("不同") and "4.86万元" in first and "4.68万元" in first
    assert second.startswith("仅见于对照") and "国有资本经营" in second
    assert third.startswith("四舍五入内相同")
    assert len(others) == 17 and all(line.startswith("相同") for line in others)


def test_diff_as_json_and_csv(saved: Path, tmp_path: Path) -> None:
    rows = json.loads(run("diff", str(saved), "--against", PUBLISHED, "--format", "json").stdout)
    assert (rows[0]["status"], rows[0]["difference"]) == ("differs", "1800.00")
    out = tmp_path / "diff.csv"
    assert run("diff", str(saved), "--against", PUBLISHED, "--format", "csv", "-o", str(out)).exit_code == 1
    text = out.read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))) == len(rows)


def test_diff_against_other_reports() -> None:
    result = run("diff", str(HUNAN), "--against", str(HUNAN))
    assert result.exit_code == 0
    assert {line.split("  ")[0] for line in result.stdout.splitlines()} == {"相同"}


def test_diff_against_a_table_that_cannot_be_used(tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    assert run("diff", str(HUNAN), "--against", str(table)).exit_code == 2
    assert run("diff", str(HUNAN), "--against", str(tmp_path / "none.csv")).exit_code == 2
