"""Rules about the tables that a report publishes: empty ones, and those that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from extractor.checks.form_body import Body
from extractor.checks.form_notices import at_page, notice
from extractor.checks.patterns import Pattern
from extractor.checks.rule import Rule
from extractor.records.report import Check

_KINDS = {"final_accounts": "部门决算", "budget": "部门预算"}
_FEW = 2  #: tables that a document may lack, and still be one of those that publish them
_RELATED = 0.6  #: how far a heading may, which is often worded otherwise there
_ALIKE = 0.85  #: how far a table's title may differ from its entry in the contents
_TELLING = 8  #: characters of a table's name from which on it is not part of another's


def empty_tables(rule: Rule, body: Body) -> Iterator[Check]:
    """A table without figures, without the note that says why, and of no fund (`words`) that the text has none of."""
    statements = body.report.statements
    filled = any(statement.rows for statement in statements)
    for statement in statements if filled else []:
        if not statement.rows and not statement.note and not _said_to_be_none(statement.name, rule.words, body):
            message = f"《{statement.name}》没有数据，也没有说明原因。"
            yield notice(rule, f"statements[{statement.name}]", message, at_page(statement.pages[0], statement.name))


def _said_to_be_none(name: str, funds: Sequence[str], body: Body) -> bool:
    """Whether the text says that there is no money of the fund that a table is named by."""
    for fund in funds:
        if fund in name:
            word = re.escape(fund)
            nothing = Pattern(
                rf"{word}[^。；\n]{{0,30}}(?<![\d.,])0(?:\.0+)?\s*万?元|(?:无|没有|不涉及|未安排)[^。；，\n]{{0,8}}{word}"
            )
            return any(nothing.search(section.text) for section in body.sections if section.kind != "statements")
    return False


def missing_tables(rule: Rule, body: Body) -> Iterator[Check]:
    """A table that the contents announce and the body lacks, where most of them are there."""
    announced = body.announced
    if not announced:
        return
    there = [*body.tables, *body.titles]
    known = set(there)
    others = [(name, bare) for name in announced if (bare := body.bare(name)) not in known]
    missing = [(name, bare) for name, bare in others if not _among(bare, there, _ALIKE)]
    if len(missing) > len(announced) // 3:  # the tables have not been read
        return
    for name, bare in missing:
        if len(bare) < _TELLING or not (bare in body.text or bare in "".join(there)):
            message = f"目录列有《{name}》，正文中没有此表。"
            yield notice(rule, f"statements[{name}]", message, at_page(announced[name], name))


def expected_tables(rule: Rule, body: Body) -> Iterator[Check]:
    """A table that documents of this kind and year publish, where most of the others are there.

    An entry of the rule: the table's name, a pattern of the names it goes by, and from which year on it is asked for.
    One that the contents announce is the business of `missing_tables`.
    """
    report = body.report
    if report.kind not in rule.kinds or report.fiscal_year is None:
        return
    year = report.fiscal_year.value
    there = dict.fromkeys((*body.tables, *body.titles))
    asked = [(entry[0], Pattern(f"^(?:{entry[1]})$")) for entry in rule.sets if year >= int((*entry, "0", "0")[2])]
    missing = [(name, pattern) for name, pattern in asked if not any(pattern.search(one) for one in there)]
    if len(missing) > _FEW:
        return  # the tables have not been read, or the document is of another sort
    announced = {body.bare(name) for name in body.announced} if missing else set()
    for name, pattern in missing:
        if not any(pattern.search(one) for one in announced):
            message = f"没有《{name}》；{_KINDS[report.kind]}应公开此表，没有数据的也应列空表并说明。"
            yield notice(rule, f"statements[{name}]", message, at_page(1, ""))


def _among(name: str, others: Iterable[str], least: float) -> bool:
    """Whether one of the names is so like ours."""
    known, matcher = set(name), SequenceMatcher(b=name)
    for other in others:
        shared = min(len(name), sum(map(known.__contains__, other)))  # no more of its characters can agree
        if 2 * shared >= least * (len(name) + len(other)):
            matcher.set_seq1(other)
            if matcher.ratio() >= least:
                return True
    return False


def contents(rule: Rule, body: Body) -> Iterator[Check]:
    """An entry of the table of contents that the body has no heading for, where it has most of the others."""
    entries = {entry: page for entry, page in body.entries.items() if not entry.endswith("表")}
    known = set(body.titles)
    missing = [(entry, bare) for entry in entries if (bare := body.bare(entry)) not in known]
    if len(missing) > len(entries) // 3:
        return
    for entry, bare in missing:
        there = bare in body.text or bare in "".join(body.titles)
        if not there and not _among(bare, body.titles, _RELATED):
            where = at_page(entries[entry], entry)
            yield notice(rule, f"sections[{entry}]", f"目录列有“{entry}”，正文中没有这一标题。", where)
