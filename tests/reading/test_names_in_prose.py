"""Names in running prose and in lists are in no output: records, tables, workbook, review page."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import extractor
from extractor.cli import app
from tests.reading.test_masking import leaks

_LINES = Path(__file__).with_name("names_in_prose.txt").read_text(encoding="utf-8").splitlines()
_NAMES = ("刘建国", "周志强", "陈美玲", "吴晓燕", "张三丰", "欧阳明", "王大山", "李四海", "李小梅")
_REPORT = """青山县水务局2022年度部门整体支出绩效自评报告

一、部门概况

{}

二、部门整体支出情况

2022年支出合计900万元。

{}
"""


def _written(text: str, folder: Path) -> Path:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("line", _LINES, ids=range(len(_LINES)))
def test_no_record_names_them(line: str, tmp_path: Path) -> None:
    lines = line.replace("⏎", "\n")
    names = tuple(name for name in _NAMES if name in line)
    assert names
    for text in (_REPORT.format(lines, "完成全年任务。"), _REPORT.format("水务局是县政府工作部门。", lines)):
        assert leaks(extractor.read(_written(text, tmp_path)), names) == []


def test_no_file_names_them(tmp_path: Path) -> None:
    body = "\n\n".join(line.replace("⏎", "\n") for line in _LINES)
    path = _written(_REPORT.format(body, body), tmp_path)
    out = tmp_path / "out"
    for command in (["batch", str(path), "-o", str(out), "--format", "xlsx"], ["view", str(out)]):
        assert CliRunner().invoke(app, [*command, "--quiet"]).exit_code == 0
    written = b"".join(
        b"".join(archive.read(name) for archive in [zipfile.ZipFile(file)] for name in archive.namelist())
        if file.suffix == ".xlsx"
        else file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file() and file.suffix in {".csv", ".jsonl", ".json", ".xlsx", ".html"}
    ).decode("utf-8", "replace")
    assert "青山县水务局" in written
    assert [name for name in _NAMES if name in written] == []


def test_the_contact_is_who_is_named_as_such(tmp_path: Path) -> None:
    text = _REPORT.format("由吴晓燕牵头，陈美玲具体负责。", "完成全年任务。\n\n联系人：周志强")
    contact = extractor.read(_written(text, tmp_path), show_contacts=True).contact
    assert contact.person is not None
    assert contact.person.value == "周志强"
