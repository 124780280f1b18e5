"""Rules about form: what a department would not want to have published, whatever the figures say.

They read the record's sections, tables and warnings. What they find is a notice; it never outranks a figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import chain

from extractor.checks.patterns import Pattern
from extractor.checks.rulebook import Rule
from extractor.records.leaves import Evidence
from extractor.records.report import Check, Report, Section

_MONEY = re.compile(r"\d\s*[万亿]?元")
_ENTRY = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+[.、])(.{4,40}表)[.…·\s]*\d*$")
_ALIKE = 0.85  #: how far a table's title may differ from its entry in the contents
_TELLING = 8  #: characters of a table's name from which on it is not part of another's
_LONG = 30  #: characters from which on a paragraph is not repeated by chance
_SHOWN = 24  #: characters of it that a message quotes
_AROUND = 12  #: characters on both sides of what is quoted


def form_checks(report: Report, rules: tuple[Rule, ...]) -> list[Check]:
    """The notices of the rules of form, rule by rule."""
    return [check for rule in rules if rule.kind in _FINDERS for check in _FINDERS[rule.kind](rule, report)]


def _notice(rule: Rule, subject: str, message: str, evidence: list[Evidence]) -> Check:
    return Check(
        rule=rule.id,
        category="form",
        status="notice",
        severity=rule.severity,
        subject=subject,
        message=message,
        advice=rule.advice,
        evidence=evidence,
    )


def _sections(report: Report) -> Iterator[Section]:
    """All sections but tables of contents, parents first."""
    waiting = report.sections[::-1]
    while waiting:
        section = waiting.pop()
        if section.kind != "toc":
            yield section
            waiting += section.children[::-1]


def _place(section: Section, words: str) -> list[Evidence]:
    """A section has pages but no boxes: the page where it begins."""
    return [Evidence(page=section.pages[0], x0=None, top=None, x1=None, bottom=None, text=words)]


def _said(section: Section) -> str:
    return f"“{section.title}”（第{section.pages[0]}页）"


def _subject(section: Section) -> str:
    return f"sections[{section.title}]"


def _excerpt(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND].replace("\n", "").replace("\t", " ")


def placeholders(rule: Rule, report: Report) -> Iterator[Check]:
    """Words of a template that nobody filled in; one notice a section."""
    pattern = Pattern.any_of(rule.words)
    for section in _sections(report):
        found = pattern.search(section.text) or pattern.search(section.title)
        if found is not None:
            words = _excerpt(found.string, found.start(), found.end())
            message = f"“{section.title}”中留有模板字样“{found[0].strip()}”：“…{words}…”。"
            yield _notice(rule, _subject(section), message, _place(section, found[0]))


def doubled(rule: Rule, report: Report) -> Iterator[Check]:
    """Punctuation twice in a row, or alone in a paragraph."""
    pattern = Pattern.any_of(rule.words, re.MULTILINE)
    for section in _sections(report):
        found = pattern.search(section.text)
        if found is not None:
            words = _excerpt(section.text, found.start(), found.end())
            message = f"“{section.title}”中标点重复：“…{words}…”。"
            yield _notice(rule, _subject(section), message, _place(section, words))


def repeated(rule: Rule, report: Report) -> Iterator[Check]:
    """A long paragraph that stands in two places word by word."""
    first: dict[str, Section] = {}
    told: set[tuple[int, int]] = set()
    for section in _sections(report):
        for paragraph in section.text.split("\n"):
            if len(paragraph) < _LONG or "\t" in paragraph or _MONEY.search(paragraph):
                continue  # figures of one fund may well be those of another
            known = first.setdefault(paragraph, section)
            pair = (id(known), id(section))
            if known is section or pair in told:
                continue
            told.add(pair)
            words = paragraph[:_SHOWN]
            message = f"{_said(section)}与{_said(known)}有一段文字完全相同：“{words}…”。"
            yield _notice(rule, _subject(section), message, [*_place(known, words), *_place(section, words)])


def other_year(rule: Rule, report: Report) -> Iterator[Check]:
    """A heading or a table's title that names another year than the report's."""
    if report.fiscal_year is None:
        return
    pattern = Pattern(rf"^(?!.*20\d\d.*20\d\d).*((?:19|20)\d\d)\s*年度?.*?(?:{'|'.join(rule.words)})")
    year = report.fiscal_year.value
    headings = ((section.title, _subject(section), section.pages[0]) for section in _sections(report))
    titles = ((one.name, f"statements[{one.name}]", one.pages[0]) for one in report.statements)
    told: set[str] = set()
    for title, subject, page in chain(headings, titles):
        found = pattern.search(title)
        if found is not None and int(found[1]) != year and title not in told:
            told.add(title)
            box = Evidence(page=page, x0=None, top=None, x1=None, bottom=None, text=title)
            yield _notice(rule, subject, f"标题“{title}”的年度与报告年度{year}年不同。", [box])


def empty_tables(rule: Rule, report: Report) -> Iterator[Check]:
    """A table without figures and without the note that says why."""
    filled = any(statement.rows for statement in report.statements)
    for statement in report.statements if filled else []:
        if not statement.rows and not statement.note:
            page = statement.pages[0]
            box = Evidence(page=page, x0=None, top=None, x1=None, bottom=None, text=statement.name)
            message = f"《{statement.name}》没有数据，也没有说明原因。"
            yield _notice(rule, f"statements[{statement.name}]", message, [box])


def missing_tables(rule: Rule, report: Report) -> Iterator[Check]:
    """A table that the contents announce and the body lacks, where most of them are there."""
    announced = list(dict.fromkeys(_announced(report.sections)))
    if not announced:
        return
    owner = report.department.value if report.department else ""
    there = [_bare(title, owner) for title in (*(one.name for one in report.statements), *_titles(report))]
    known = set(there)
    others = [name for name in announced if _bare(name, owner) not in known]
    missing = [name for name in others if not get_close_matches(_bare(name, owner), there, 1, _ALIKE)]
    if not missing or len(missing) > len(announced) // 3:  # none, or the tables have not been read
        return
    whole = _bare("".join(chain(there, *(section.text for section in _sections(report)))), owner)
    for name in missing:
        bare = _bare(name, owner)
        if len(bare) < _TELLING or bare not in whole:
            box = Evidence(page=1, x0=None, top=None, x1=None, bottom=None, text=name)
            yield _notice(rule, f"statements[{name}]", f"目录列有《{name}》，正文中没有此表。", [box])


def _titles(report: Report) -> Iterator[str]:
    return (section.title for section in _sections(report))


def _announced(sections: list[Section]) -> Iterator[str]:
    """The tables in a table of contents: entries that end in 表."""
    for section in sections:
        if section.kind == "toc":
            for line in section.text.split("\n"):
                found = _ENTRY.match(line.strip())
                if found is not None and len(_bare(found[1])) > len("预算表"):
                    yield found[1]
        yield from _announced(section.children)


def _bare(name: str, owner: str = "") -> str:
    """A table's name without what differs between a contents list and a title."""
    if owner:
        name = name.replace(owner, "")
    return re.sub(r"(?:19|20)\d\d年度?|[\s（()）“”]|部门|单位", "", name)


def other_date(rule: Rule, report: Report) -> Iterator[Check]:
    """A year's last day that is not the report's year's; budgets look back and are left alone."""
    if report.fiscal_year is None or report.kind not in ("final_accounts", "self_evaluation"):
        return
    pattern, year = Pattern.any_of(rule.words), report.fiscal_year.value
    for section in _sections(report):
        for found in pattern.finditer(section.text):
            if int(re.sub(r"\D", "", found[0])[:4]) != year:
                message = f"“{section.title}”中的日期“{found[0]}”与报告年度{year}年不同。"
                yield _notice(rule, _subject(section), message, _place(section, found[0]))


def warned(rule: Rule, report: Report) -> Iterator[Check]:
    """What the reading noticed and a department should know too."""
    for warning in report.warnings:
        if warning.code in rule.words:
            page = warning.page or 1
            box = Evidence(page=page, x0=None, top=None, x1=None, bottom=None, text="")
            yield _notice(rule, f"warnings[{warning.code}]", f"{warning.message.rstrip('。')}。", [box])


_FINDERS: dict[str, Callable[[Rule, Report], Iterator[Check]]] = {
    "placeholder": placeholders,
    "doubled": doubled,
    "repeated": repeated,
    "other_year": other_year,
    "empty_table": empty_tables,
    "missing_table": missing_tables,
    "other_date": other_date,
    "warned": warned,
}
