"""A record that was read with names and numbers shown, shown to somebody who did not ask for them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

import extractor
from extractor.cli import app
from extractor.records.leaves import Text
from extractor.records.masking import masked
from extractor.records.report import Report, Unclaimed
from tests import made
from tests.conftest import REPOSITORY

SAMPLES = sorted((REPOSITORY / "samples").glob("*.pdf"))
TEXT = (
    "某某县水务局2021年度部门整体支出绩效自评报告\n\n一、部门概况\n\n联系人：张示例  联系电话：13800000000\n\n"
    "二、支出情况\n\n2021年支出合计100万元。\n\n报告由联系人张示例填写，电话13800000000。\n"
).encode()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:4])
def test_it_is_as_if_it_had_been_read_so(path: Path) -> None:
    hidden, wanted = masked(extractor.read(path, show_contacts=True)), extractor.read(path)
    found, facts = (
        {path: value for path, value in zip(frame["path"], frame["value"].astype(str), strict=True) if _kept(path)}
        for frame in (hidden.facts(), wanted.facts())
    )
    assert found == facts
    # a number in clear was taken for a figure
    assert [(one.stated, one.value) for one in hidden.unclaimed if "*" not in one.stated] == [
        (one.stated, one.value) for one in wanted.unclaimed
    ]


def _kept(path: str) -> bool:
    return not path.startswith(("contact.", "unclaimed["))


def test_what_is_masked_stays_as_it_is() -> None:
    report = extractor.read(TEXT, name="a.txt")
    assert masked(report) is report


def shown() -> Report:
    report = made.report("13800000000.pdf")
    report.contact.person, report.contact.phone = made.text("张示例"), made.text("0871-1234567")
    return report


def test_it_is_found_in_any_print() -> None:
    report = shown()
    report.title = made.text("张 示\n例，0871-1234567；张示范，10871-1234567")
    hidden = masked(report)
    assert hidden.title and hidden.title.value == "张 *\n*，087*********；张示范，10871-1234567"
    assert hidden.contact.person and hidden.contact.person.value == "张**"
    assert hidden.source == report.source
    assert report.contact.person and report.contact.person.value == "张示例"


def test_a_number_that_was_taken_for_a_figure_keeps_its_place() -> None:
    report = shown()
    for stated in ("1234567", "34567", "1234567.8万元", "0871-1234567"):
        report.unclaimed.append(Unclaimed(value=Decimal(1), stated=stated, evidence=made.box(stated)))
    hidden = masked(report).unclaimed
    assert [(one.stated, one.value) for one in hidden] == [
        ("*******", None), ("34567", 1), ("1234567.8万元", 1), ("087*********", None),
    ]  # fmt: skip
    assert hidden[0].evidence[0].text == "*******" and hidden[1].evidence == report.unclaimed[1].evidence


def test_pieces_of_a_name_hide_no_other_words() -> None:
    report = shown()
    report.contact.person = Text(value="王建设", evidence=[*made.box("王"), *made.box("建设")])
    report.title = made.text("建设项目")
    hidden = masked(report)
    assert hidden.contact.person and [box.text for box in hidden.contact.person.evidence] == ["*", "**"]
    assert hidden.title == report.title


def test_free_text_is_masked_too(tmp_path: Path) -> None:
    clear = extractor.read(TEXT, name="a.txt", show_contacts=True)
    assert clear.model_dump_json().count("张示例") > 1
    hidden = masked(clear).model_dump_json()
    assert "张示例" not in hidden and "13800000000" not in hidden
    record = tmp_path / "a.json"
    record.write_text(clear.model_dump_json(), encoding="utf-8")
    run = CliRunner().invoke
    for command in (["explain", str(record), "contact.person"], ["check", str(record), "--all", "--format", "json"]):
        assert "张示例" not in run(app, command).stdout
    assert "张示例" in run(app, ["explain", str(record), "contact.person", "--show-contacts"]).stdout
