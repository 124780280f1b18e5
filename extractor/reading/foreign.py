"""Sections that speak of something else than the department's own year: a project, another body, another year."""

from __future__ import annotations

import re

from extractor.lexicon.organisations import looks_like_department
from extractor.reading.clauses.scope import abbreviates
from extractor.reading.sections import Node

_YEAR = re.compile(r"(20\d\d)年度?")
_OTHER_TIME = re.compile(r"(?:工作)?(?:计划|打算|安排|展望)|往年|情况|")
_OTHER_BODIES = re.compile("(?:下属|所属|直属|下级|二级(?:预算)?)(?:单位|机构|部门)(?:(?:收支|支出|经费)?情况)?")
_PROJECT = re.compile(r"[^，。；：]{3,40}(?:项目|工程|专项|经费|补助|补贴|资金|业务|行动|活动)")
_OF_PROJECTS = re.compile("项目|专项|重点")


def mark_foreign(root: Node, year: int | None, department: str | None) -> None:
    """Marks the sections, with all below them, whose figures are not the department's own."""
    for child in root.children:
        _mark(child, year, department, False, False)


def _mark(node: Node, year: int | None, department: str | None, foreign: bool, of_projects: bool) -> None:
    title = node.title.strip("。：: ")
    node.foreign = foreign or _of_another_time(title, year) or _of_another_body(title, department)
    if of_projects and not node.kinds and not node.role and _PROJECT.fullmatch(title):
        node.foreign = True
    inside = of_projects or _OF_PROJECTS.search(title) is not None
    for child in node.children:
        _mark(child, year, department, node.foreign, inside)


def _of_another_time(title: str, year: int | None) -> bool:
    """2020年度, 2023年工作计划: not the year of the report. A title that was left with a wrong year still counts."""
    years = {int(found) for found in _YEAR.findall(title)}
    if year is None or not years or year in years:
        return False
    return _OTHER_TIME.fullmatch(_YEAR.sub("", title)) is not None


def _of_another_body(title: str, department: str | None) -> bool:
    if _OTHER_BODIES.fullmatch(title):
        return True
    if department is None or not looks_like_department(title):
        return False
    return not (abbreviates(title, department) or department in title)
