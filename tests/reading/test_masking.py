"""Names and phone numbers of contacts stand in no output, unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import extractor
from extractor.emit import csv, json, tables
from extractor.emit.explain import explain
from extractor.records.facts import iter_facts
from extractor.records.report import Report
from tests.conftest import shared_path
from tests.reading.records import AUTHORED, place_of, record

PRINTED = ("13800000000", "王样例", "李示例", "张示例")


def outputs(report: Report) -> Iterator[tuple[str, str]]:
    """Everything that is written of a record, by name."""
    yield "json", json.document(report)
    yield "json line", json.line(report)
    for table in vars(tables).values():
        if isinstance(table, tables.Table):
            yield table.name, "".join(csv.document(table, [report]))
    yield "frame", report.facts().to_string()
    yield "repr", repr(report)
    for fact in iter_facts(report):
        yield f"explain {fact.path}", "\n".join(explain(report, fact.path))


def leaks(report: Report, words: tuple[str, ...] = PRINTED) -> list[str]:
    return [f"{name} has {word}" for name, output in outputs(report) for word in words if word in output]


@pytest.mark.parametrize("path", AUTHORED, ids=place_of)
def test_samples(path: Path) -> None:
    assert leaks(record(path)) == []


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("name", ["report.txt", "report.pdf"])
def test_the_first_report(name: str, reader: str) -> None:
    assert leaks(record(shared_path("seed", name), reader)) == []


def test_shown_when_asked_for() -> None:
    shown = [extractor.read(path, show_contacts=True).contact for path in AUTHORED]
    persons = {contact.person.value for contact in shown if contact.person}
    phones = {contact.phone.value for contact in shown if contact.phone}
    assert {"王样例", "李示例"} <= persons
    assert "13800000000" in phones


def test_masks_keep_the_surname_and_the_ends_of_a_number() -> None:
    contacts = [record(path).contact for path in AUTHORED]
    persons = {contact.person.value for contact in contacts if contact.person}
    phones = {contact.phone.value for contact in contacts if contact.phone}
    assert {"王**", "李**"} <= persons
    assert phones == {"138****0000"}


#: label, separator, what must not come out
LINES = [
    ("填报人：欧阳样例", "欧阳样例"),
    ("填报人:张样例", "张样例"),
    ("填报人： 张样例", "张样例"),
    ("填报人（签字）：张样例", "张样例"),
    ("填报人 张样例", "张样例"),
    ("填表人：张样例 联系电话：13900001111", "张样例"),
    ("填表人：张样例 联系电话：13900001111", "13900001111"),
    ("联系人：张样例，电话：0731-84551234", "0731-84551234"),
    ("联系人：张样例，电话：84551234。", "84551234"),
    ("联系人：张样例，电话：84551234。", "张样例"),
    ("联系人及电话：张样例 13900001111", "13900001111"),
    ("联系人及电话：张样例 13900001111", "张样例"),
    ("联系人姓名：张样例", "张样例"),
    ("经办人姓名：张样例", "张样例"),
    ("联系电话：(027)84551234", "84551234"),
    ("联系电话：027－84551234", "84551234"),
    ("联系电话：027 84551234", "84551234"),
    ("联系电话：139 0000 1111", "0000 1111"),
    ("联系电话：13900001111、13900002222", "13900002222"),
    ("联系电话：84551234/84551235", "84551235"),
    ("手机号码：13900001111", "13900001111"),
    ("手机：１３９００００１１１１", "13900001111"),
    ("单位负责人：张样例", "张样例"),
    ("主要负责人：张样例", "张样例"),
    ("项目负责人：张样例；联系电话：13900001111", "张样例"),
    ("填报人：张样", "张样"),
    ("填报人：买买提·样例", "买买提·样例"),
    ("身份证号：420106198001011234", "420106198001011234"),
    ("咨询请拨打13900001111。", "13900001111"),
]
#: what still comes out
OPEN: set[str] = set()


#: full lines, so that the short ones are seen to be short
_BODY = "负责全县水资源的统一管理和节约保护，组织编制水利发展规划，监督水利工程的质量和安全。\n" * 4


def dump(line: str) -> bytes:
    title = "某县水务局2022年度部门整体支出绩效自评报告"
    return f"{title}\n\n{line}\n\n一、部门概况\n{line}\n（一）主要职责\n{_BODY}本年支出合计100万元。\n".encode()


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        pytest.param(*entry, marks=[pytest.mark.xfail(strict=True, reason="comes out")] if entry[0] in OPEN else [])
        for entry in LINES
    ],
)
def test_lines_of_covers_and_forms(line: str, secret: str) -> None:
    assert leaks(extractor.read(dump(line), name="x.txt"), (secret,)) == []
    told = dump(f"本报告由财务室负责解释，{line}")  # lines of nothing but contacts are no section's text
    shown = json.document(extractor.read(told, name="x.txt", show_contacts=True))
    assert secret in shown


@pytest.mark.parametrize(
    "line",
    [
        "负责人员编制工作。",
        "项目负责人制度健全。",
        "密切联系人民群众，做好信访工作。",
        "联系人民群众。",
        "审核人员经费100万元。",
        "支出13800000.00元。",
        "共投入13800000000元。",
        "电话费3.50万元。",
        "手机银行业务20150101笔。",
    ],
)
def test_words_that_are_no_contacts_stay(line: str) -> None:
    report = extractor.read(dump(line), name="x.txt")
    assert report.contact.person is None
    assert report.contact.phone is None
    assert line in json.document(report)
