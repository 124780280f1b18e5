"""Who filled in the form; and the masking of names and phone numbers before anything else reads the text.

A masked character replaces the printed one in the document itself, one for one, so no output can carry the original.
"""

from __future__ import annotations

import re

from extractor.layout.model import Document, Table
from extractor.reading.leaves import Quoter
from extractor.records.leaves import Evidence
from extractor.records.report import Contact

_PERSON_LABELS = (
    "填报人",
    "填表人",
    "联系人",
    "经办人",
    "单位负责人",
    "部门负责人",
    "项目负责人",
    "负责人",
    "审核人",
    "制表人",
)
_PHONE_LABELS = ("联系电话", "联系方式", "咨询电话", "电话", "手机")
_LABEL = rf"(?:{'|'.join(_PERSON_LABELS)})(?:姓名|及电话|及联系电话)?(?:（签[字章名]）)?"
#: a label after a label left blank: 负责人（签字）： 填报日期：
_NO_NAME = r"(?!填报|填表|联系|经办|审核|制表|单位|部门|项目|电话|日期|时间|签字|签章|盖章|姓名)"
#: words that begin with 人 are no label and name: 联系人民群众, 负责人员, 审核人事档案
_NO_PERSON = r"(?![民员口才事力类身工士家均次数选社保物生大制要应])"
#: in a sentence a colon parts the label from the name (联系人民群众 names nobody); at the head of a line nothing need
_PERSON = re.compile(
    rf"(?:{_LABEL}[：:]\s*|(?:^|(?<=[\n\t\d])){_LABEL}\s?{_NO_PERSON})"
    rf"{_NO_NAME}(?P<name>[\u4e00-\u9fff]{{2,4}}(?:·[\u4e00-\u9fff]{{1,8}})?)(?=[\s，。；、（\d]|联系|电话|填报|审核|$)"
)
_DIGITS = r"(?:（0\d{2,3}）|\(0\d{2,3}\))?\d(?:[- ]?\d){5,13}(?![\d.年])"
_PHONE = re.compile(
    rf"(?:{'|'.join(_PHONE_LABELS)})(?:号码)?[：:\s]*(?P<phones>{_DIGITS}(?:[/、，；;或]\s?{_DIGITS})*)"
)
_ONE_PHONE = re.compile(_DIGITS)
_NUMBER = re.compile(r"(?<![\d.])(?P<phone>1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\d{17}[\dXx])(?![\d.,万元%])")
_CELL_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})?$")
_NOT_NAMES = frozenset({"签字", "盖章", "签章", "电话", "日期", "职务", "单位", "姓名"})


def find_contacts(document: Document) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Places of persons' names and of phone numbers, in order."""
    text = document.text
    persons = [m.span("name") for m in _PERSON.finditer(text) if m["name"] not in _NOT_NAMES]
    phones = [one.span() for m in _PHONE.finditer(text) for one in _ONE_PHONE.finditer(text, *m.span("phones"))]
    phones += [m.span("phone") for m in _NUMBER.finditer(text)]
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        for label, value in zip(block.cells, block.cells[1:], strict=False):
            if value.row != label.row:
                continue
            head = text[label.start : label.end].rstrip("：:")
            body = text[value.start : value.end]
            if head.endswith(_PERSON_LABELS) and _CELL_NAME.match(body) and body not in _NOT_NAMES:
                persons.append((value.start, value.end))
            elif head.endswith(_PHONE_LABELS) and re.fullmatch(r"\d[\d-]{5,14}\d", body):
                phones.append((value.start, value.end))
    return sorted(set(persons)), sorted(set(phones))


def mask(document: Document, persons: list[tuple[int, int]], phones: list[tuple[int, int]]) -> None:
    """张示例 → 张**, 13800000000 → 138****0000, in the document's own text; lengths stay."""
    characters = list(document.text)
    for start, end in persons:
        characters[start + 1 : end] = "*" * (end - start - 1)
    for start, end in phones:
        middle = max(4, (end - start) - 7)
        first = (end - start - middle) // 2
        characters[start + first : start + first + middle] = "*" * middle
    document.text = "".join(characters)


def read_contact(
    persons: list[tuple[int, int]], phones: list[tuple[int, int]], quoter: Quoter, contact: Contact
) -> None:
    """The first person and phone named."""
    if persons:
        contact.person = quoter.text(persons[0])
    if phones:
        contact.phone = quoter.text(phones[0])


def masked_places(document: Document) -> list[Evidence]:
    """Where the characters stand that `mask` replaces: what pictures of the pages must not show either."""
    printed = document.text
    mask(document, *find_contacts(document))
    masked, document.text = document.text, printed
    starts = [n for n in range(len(printed)) if masked[n] != printed[n]]
    runs: list[tuple[int, int]] = []
    for n in starts:
        if runs and runs[-1][1] == n:
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return [
        Evidence(page=box.page, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, text=box.text, line=box.line)
        for run in runs
        for box in document.evidence(*run)
    ]
