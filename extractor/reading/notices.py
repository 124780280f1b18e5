"""Warnings about what a report leaves out or leaves in."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from extractor.layout.model import Document, Table
from extractor.lexicon.active import per_lexicon
from extractor.lexicon.organisations import department_labels, looks_like_department
from extractor.reading.mentions import Mention
from extractor.reading.sections import Node
from extractor.records.report import Notice, Report

_IDENTITY = (("kind", "文种"), ("department", "部门名称"), ("fiscal_year", "年度"))


def cover_notices(report: Report) -> list[Notice]:
    """`identity_incomplete`: kind, department or year is nowhere printed."""
    missing = [name for field, name in _IDENTITY if getattr(report, field) in (None, "unknown")]
    if not missing:
        return []
    return [Notice(code="identity_incomplete", message=f"未能从文中读到：{'、'.join(missing)}", page=1)]


def form_notices(report: Report, document: Document, root: Node) -> list[Notice]:
    """`grid_lost`: a form in plain text has no columns. `other_department`: a form names another department."""
    notices: list[Notice] = []
    if document.boxes is None:
        for node in root.walk():
            if node.kind == "form":
                message = f"“{node.title}”在纯文本中已失去表格列，其中的数字和指标未读取"
                notices.append(Notice(code="grid_lost", message=message, page=document.page_at(node.start)))
                break
    own = report.department.value if report.department else None
    other = _other_department(document, root, own) if own else None
    if other:
        message = f"所附表格中的部门名称为“{other[0]}”，与报告的部门名称“{own}”不同"
        notices.append(Notice(code="other_department", message=message, page=document.page_at(other[1])))
    return notices


def _other_department(document: Document, root: Node, own: str) -> tuple[str, int] | None:
    text = document.text
    for start, end in _named_in_forms(document, root):
        name = text[start:end]
        if looks_like_department(name) and own not in name and name not in own:
            return name, start
    return None


def _named_in_forms(document: Document, root: Node) -> Iterator[tuple[int, int]]:
    """What stands beside a label for the department: in the next cell, or, where the grid is lost, behind it."""
    text = document.text
    known, lasts = _own_labels()
    for block in document.blocks:
        if isinstance(block, Table):
            for label, value in itertools.pairwise(block.cells):
                if text[label.end - 1 : label.end] not in lasts or value.row != label.row:
                    continue
                if text[label.start : label.end].rstrip("：:") in known:
                    yield value.start, value.end
    if document.boxes is None:
        labels = department_labels()
        for span in (span for node in root.walk() if node.kind == "form" for span in node.spans):
            line = next((label for label in labels if text.startswith(label, span.start, span.end)), None)
            if line is not None:
                start = span.start + len(line)
                yield start + (text[start : start + 1] in "：:"), span.end


@per_lexicon()
def _own_labels() -> tuple[frozenset[str], frozenset[str]]:
    """The labels, and the characters that such a cell ends with: most cells are figures.

    Who carries out a project may be another body than the department.
    """
    known = frozenset(label for label in department_labels() if not label.startswith(("实施", "项目")))
    return known, frozenset(label[-1] for label in known) | {"：", ":"}


def sign_notices(document: Document, mentions: list[Mention]) -> list[Notice]:
    """`percent_sign_lost`: a rate of change printed without its sign (下降9.52，)."""
    return [
        Notice(
            code="percent_sign_lost",
            message=f"“{mention.stated}”缺少百分号，按百分比读取",
            page=document.page_at(mention.start),
        )
        for mention in mentions
        if mention.lost and mention.claimed
    ]


def template_notices(document: Document, places: list[int]) -> list[Notice]:
    """`template_left`: both words of a direction stand, as in 增加（减少）."""
    pages = sorted({document.page_at(place) for place in places})
    message = "模板中的“增加（减少）”等字样未选定"
    return [Notice(code="template_left", message=message, page=page) for page in pages]
