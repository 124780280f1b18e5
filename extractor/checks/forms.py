"""Rules about form: what a department would not want to have published, whatever the figures say.

They read the record's sections, tables and warnings. What they find is a notice; it never outranks a figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.checks import form_tables, form_texts, form_words
from extractor.checks.form_body import Body
from extractor.checks.patterns import in_time
from extractor.checks.rule import Rule
from extractor.records.report import Check, Report

_FINDERS: dict[str, Callable[[Rule, Body], Iterator[Check]]] = {
    "placeholder": form_texts.placeholders,
    "doubled": form_texts.doubled,
    "repeated": form_texts.repeated,
    "other_year": form_texts.other_year,
    "other_date": form_texts.other_date,
    "idle": form_texts.idle,
    "warned": form_texts.warned,
    "empty_table": form_tables.empty_tables,
    "missing_table": form_tables.missing_tables,
    "expected_table": form_tables.expected_tables,
    "contents": form_tables.contents,
    "reasons": form_words.reasons,
    "base_year": form_words.base_years,
    "other_name": form_words.other_names,
}


def form_checks(report: Report, rules: tuple[Rule, ...]) -> list[Check]:
    """The notices of the rules of form, rule by rule; one that the record has already keeps the place it has there."""
    known = {_words(check): check.evidence for check in report.checks if check.category == "form"}
    body = Body(report)
    made = [
        check
        for rule in rules
        if (finder := _FINDERS.get(rule.kind)) is not None
        for check in in_time(rule.id, finder(rule, body))
    ]
    for check in made:
        check.evidence = known.get(_words(check), check.evidence)
    return made


def _words(check: Check) -> tuple[str, str, str]:
    return check.rule, check.subject, check.message
