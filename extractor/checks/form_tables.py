"""Rules about the tables that a report publishes: empty ones, and those that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import chain

from extractor.checks.form_notices import at_page, notice, sections
from extractor.checks.patterns import Pattern
from extractor.checks.rulebook import Rule
from extractor.records.report import Check, Report, Section

_ENTRY = re.compile(r"^(?:[一二三四五六七八九十]+、|\d+[.、])(.{4,40}表)[.…·\s]*\d*$")
_ANY_ENTRY = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|\d+[.、])\s*(.{4,40}?)[.…·\s]*\d*$"
)
_KINDS = {"final_accounts": "部门决算", "budget": "部门预算"}
_FEW = 2  #: tables that a document may lack, and still be one of those that publish them
_RELATED = 0.6  #: how far a heading may, which is often worded otherwise there
_ALIKE = 0.85  #: how far a table's title may differ from its entry in the contents
_TELLING = 8  #: characters of a table's name from which on it is not part of another's


def empty_tables(rule: Rule, report: Report) -> Iterator[Check]:
    """A table without figures, without the note that says why, and of no fund (`words`) that the text has none of."""
    filled = any(statement.rows for statement in report.statements)
    for statement in report.statements if filled else []:
        if not statement.rows and not statement.note and not _said_to_be_none(statement.name, rule.words, report):
            message = f"《{statement.name}》没有数据，也没有说明原因。"
            yield notice(rule, f"statements[{statement.name}]", message, at_page(statement.pages[0], statement.name))


def _said_to_be_none(name: str, funds: Sequence[str], report: Report) -> bool:
    """Whether the text says that there is no money of the fund that a table is named by."""
    for fund in funds:
        if fund in name:
            word = re.escape(fund)
            nothing = Pattern(
                rf"{word}[^。；\n]{{0,30}}(?<![\d.,])0(?:\.0+)?\s*万?元|(?:无|没有|不涉及|未安排)[^。；，\n]{{0,8}}{word}"
            )
            return any(nothing.search(section.text) for section in sections(report) if section.kind != "statements")
    return False


def missing_tables(rule: Rule, report: Report) -> Iterator[Check]:
    """A table that the contents announce and the body lacks, where most of them are there."""
    announced = dict(_announced(report.sections))
    if not announced:
        return
    owner = report.department.value if report.department else ""
    there = [_bare(title, owner) for title in (*(one.name for one in report.statements), *_titles(report))]
    known = set(there)
    others = [name for name in announced if _bare(name, owner) not in known]
    missing = [name for name in others if not get_close_matches(_bare(name, owner), there, 1, _ALIKE)]
    if not missing or len(missing) > len(announced) // 3:  # none, or the tables have not been read
        return
    whole = _bare("".join(chain(there, *(section.text for section in sections(report)))), owner)
    for name in missing:
        bare = _bare(name, owner)
        if len(bare) < _TELLING or bare not in whole:
            message = f"目录列有《{name}》，正文中没有此表。"
            yield notice(rule, f"statements[{name}]", message, at_page(announced[name], name))


def expected_tables(rule: Rule, report: Report) -> Iterator[Check]:
    """A table that documents of this kind and year publish, where most of the others are there.

    An entry of the rule: the table's name, a pattern of the names it goes by, and from which year on it is asked for.
    One that the contents announce is the business of `missing_tables`.
    """
    if report.kind not in rule.kinds or report.fiscal_year is None:
        return
    owner, year = report.department.value if report.department else "", report.fiscal_year.value
    there = {_bare(title, owner) for title in (*(one.name for one in report.statements), *_titles(report))}
    announced = {_bare(name, owner) for name, _ in _announced(report.sections)}
    asked = [(entry[0], Pattern(f"^(?:{entry[1]})$")) for entry in rule.sets if year >= int((*entry, "0", "0")[2])]
    missing = [(name, pattern) for name, pattern in asked if not any(pattern.search(one) for one in there)]
    if len(missing) > _FEW:
        return  # the tables have not been read, or the document is of another sort
    for name, pattern in missing:
        if not any(pattern.search(one) for one in announced):
            message = f"没有《{name}》；{_KINDS[report.kind]}应公开此表，没有数据的也应列空表并说明。"
            yield notice(rule, f"statements[{name}]", message, at_page(1, ""))


def contents(rule: Rule, report: Report) -> Iterator[Check]:
    """An entry of the table of contents that the body has no heading for, where it has most of the others."""
    owner = report.department.value if report.department else ""
    entries = {entry: page for entry, page in _entries(report.sections) if not entry.endswith("表")}
    titles = [_bare(title, owner) for title in _titles(report)]
    missing = [entry for entry in entries if _bare(entry, owner) not in titles]
    if not missing or len(missing) > len(entries) // 3:
        return
    whole = _bare("".join(chain(_titles(report), *(section.text for section in sections(report)))), owner)
    for entry in missing:
        bare = _bare(entry, owner)
        if bare not in whole and not get_close_matches(bare, titles, 1, _RELATED):
            where = at_page(entries[entry], entry)
            yield notice(rule, f"sections[{entry}]", f"目录列有“{entry}”，正文中没有这一标题。", where)


def _entries(listed: list[Section]) -> Iterator[tuple[str, int]]:
    """The entries of the tables of contents, without number, leaders and page, and the page that lists them."""
    for section in listed:
        if section.kind == "toc":
            for line in section.text.split("\n"):
                found = _ANY_ENTRY.match(line.strip())
                if found is not None:
                    yield found[1].rstrip("。."), section.pages[0]
        yield from _entries(section.children)


def _titles(report: Report) -> Iterator[str]:
    return (section.title for section in sections(report))


def _announced(listed: list[Section]) -> Iterator[tuple[str, int]]:
    """The tables in a table of contents (entries that end in 表), and the page that lists them."""
    for section in listed:
        if section.kind == "toc":
            for line in section.text.split("\n"):
                found = _ENTRY.match(line.strip())
                if found is not None and len(_bare(found[1])) > len("预算表"):
                    yield found[1], section.pages[0]
        yield from _announced(section.children)


def _bare(name: str, owner: str = "") -> str:
    """A table's name without what differs between a contents list and a title."""
    if owner:
        name = name.replace(owner, "")
    return re.sub(r"(?:19|20)\d\d年度?|[\s（()）“”]|部门|单位", "", name)
