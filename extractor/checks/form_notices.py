"""What the rules of form have in common: where they look, and how a notice is made."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.rulebook import Rule
from extractor.records.leaves import Evidence
from extractor.records.report import Check, Report, Section

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


def sections(report: Report) -> Iterator[Section]:
    """All sections but tables of contents, parents first."""
    waiting = report.sections[::-1]
    while waiting:
        section = waiting.pop()
        if section.kind != "toc":
            yield section
            waiting += section.children[::-1]


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


def paragraphs(section: Section) -> list[str]:
    """The paragraphs of a section, spaces removed; rows of tables are none."""
    return [line.replace(" ", "") for line in section.text.split("\n") if line and "\t" not in line]


def at_page(number: int, words: str) -> list[Evidence]:
    """A place that is known by its page."""
    return [Evidence(page=number, x0=None, top=None, x1=None, bottom=None, text=words)]
