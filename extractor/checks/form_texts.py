"""Rules about a report's text: what a template left, what stands twice, what is of another year.

What they find is a notice; it never outranks a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from extractor.checks.form_body import Body
from extractor.checks.form_notices import at_page, excerpt, notice, place, said, subject
from extractor.checks.patterns import Pattern
from extractor.checks.rule import Rule
from extractor.records.report import Check, Section

_QUOTED = re.compile("“([^”]*)”")
_MONEY = re.compile(r"\d\s*[万亿]?元")
_LONG = 30  #: characters from which on a paragraph is not repeated by chance
_SHOWN = 24  #: characters of it that a message quotes


def placeholders(rule: Rule, body: Body) -> Iterator[Check]:
    """Words of a template that nobody filled in; one notice a section."""
    pattern = Pattern.any_of(rule.words)
    for section in body.sections:
        found = pattern.search(section.text) or pattern.search(section.title)
        if found is not None:
            words = excerpt(found.string, found.start(), found.end())
            message = f"“{section.title}”中留有模板字样“{found[0].strip()}”：“…{words}…”。"
            yield notice(rule, subject(section), message, place(section, found[0]))


def doubled(rule: Rule, body: Body) -> Iterator[Check]:
    """Punctuation twice in a row, or alone in a paragraph."""
    pattern = Pattern.any_of(rule.words, re.MULTILINE)
    for section in body.sections:
        found = pattern.search(section.text)
        if found is not None:
            words = excerpt(section.text, found.start(), found.end())
            message = f"“{section.title}”中标点重复：“…{words}…”。"
            yield notice(rule, subject(section), message, place(section, found[0]))


def repeated(rule: Rule, body: Body) -> Iterator[Check]:
    """A long paragraph that stands in two places word by word."""
    first: dict[str, Section] = {}
    told: set[tuple[int, int]] = set()
    for section in body.sections:
        for paragraph in section.text.split("\n"):
            if len(paragraph) < _LONG or "\t" in paragraph or _MONEY.search(paragraph):
                continue  # figures of one fund may well be those of another
            known = first.setdefault(paragraph, section)
            pair = (id(known), id(section))
            if known is section or pair in told:
                continue
            told.add(pair)
            words = paragraph[:_SHOWN]
            message = f"{said(section)}与{said(known)}有一段文字完全相同：“{words}…”。"
            yield notice(rule, subject(section), message, [*place(known, words), *place(section, words)])


def other_year(rule: Rule, body: Body) -> Iterator[Check]:
    """A heading or a table's title that names another year than the report's."""
    if body.report.fiscal_year is None:
        return
    pattern = Pattern(rf"^(?!.*20\d\d.*20\d\d).*((?:19|20)\d\d)\s*年度?.*?(?:{'|'.join(rule.words)})")
    year = body.report.fiscal_year.value
    headings = ((section.title, subject(section), section.pages[0]) for section in body.sections)
    titles = ((one.name, f"statements[{one.name}]", one.pages[0]) for one in body.report.statements)
    told: set[str] = set()
    for title, owner, page in chain(headings, titles):
        found = pattern.search(title)
        if found is not None and int(found[1]) != year and title not in told:
            told.add(title)
            yield notice(rule, owner, f"标题“{title}”的年度与报告年度{year}年不同。", at_page(page, title))


def other_date(rule: Rule, body: Body) -> Iterator[Check]:
    """A year's last day that is not the report's year's; budgets look back and are left alone."""
    if body.report.fiscal_year is None or body.report.kind not in ("final_accounts", "self_evaluation"):
        return
    pattern, year = Pattern.any_of(rule.words), body.report.fiscal_year.value
    for section in body.sections:
        for found in pattern.finditer(section.text):
            if int(re.sub(r"\D", "", found[0])[:4]) != year:
                message = f"“{section.title}”中的日期“{found[0]}”与报告年度{year}年不同。"
                yield notice(rule, subject(section), message, place(section, found[0]))


def warned(rule: Rule, body: Body) -> Iterator[Check]:
    """What the reading noticed and a department should know too."""
    for warning in body.report.warnings:
        if warning.code in rule.words:
            words = f"{warning.message.rstrip('。')}。"
            quoted = _QUOTED.search(words)
            where = at_page(warning.page or 1, quoted[1] if quoted else "")
            yield notice(rule, f"warnings[{warning.code}]", words, where)


def idle(rule: Rule, body: Body) -> Iterator[Check]:
    """A direction beside nothing: 增加0万元 is no increase."""
    pattern = Pattern.any_of(rule.words)
    for section in body.sections:
        found = pattern.search(section.text)
        if found is not None:
            words = excerpt(section.text, found.start(), found.end())
            message = f"“{section.title}”中称“{found[0]}”，数字却为零：“…{words}…”。"
            yield notice(rule, subject(section), message, place(section, found[0]))
