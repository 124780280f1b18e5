"""What the rules of form have in common: where they look, and how a notice is made."""

from __future__ import annotations

from extractor.checks.rule import Rule
from extractor.records.leaves import Evidence
from extractor.records.report import Check, Section

_AROUND = 12  #: characters on both sides of what is quoted


def notice(rule: Rule, subject: str, message: str, evidence: list[Evidence]) -> Check:
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


def place(section: Section, words: str) -> list[Evidence]:
    """A section has pages but no boxes: the page where it begins."""
    return at_page(section.pages[0], words)


def said(section: Section) -> str:
    first, last = section.pages
    return f"“{section.title}”（第{first}页）" if first == last else f"“{section.title}”（第{first}至{last}页）"


def subject(section: Section) -> str:
    return f"sections[{section.title}]"


def excerpt(text: str, start: int, end: int) -> str:
    return text[max(0, start - _AROUND) : end + _AROUND].replace("\n", "").replace("\t", " ")


def at_page(number: int, words: str) -> list[Evidence]:
    """A place that is known by its page."""
    return [Evidence(page=number, x0=None, top=None, x1=None, bottom=None, text=words)]
