"""Findings for those who read no Chinese: the rule, the fact, the figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.checks.rulebook import built_in
from extractor.emit.english import rules, sentence
from extractor.emit.findings import Finding
from extractor.records.report import Check


def check(**fields: object) -> Check:
    given = {
        "rule": "spending.basic.parts", "category": "arithmetic", "status": "mismatch", "severity": "error",
        "subject": "spending.basic.actual", "message": "基本支出不符。",
    }  # fmt: skip
    return Check.model_validate(given | fields)


def test_every_rule_of_ours_is_told_in_english_and_no_other() -> None:
    assert list(rules()) == [rule.id for rule in built_in()]
    assert all(words and words.isascii() for words in rules().values())


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (
            {
                "stated": Decimal("1234500.50"), "expected": Decimal(1234500), "difference": Decimal("0.50"),
                "inputs": ["spending.personnel.actual", "spending.operating.actual"],
            },
            "spending.basic.parts: basic spending = personnel + operating; spending.basic.actual is 1,234,500.50 元, "
            "against 1,234,500 元 from spending.personnel.actual, spending.operating.actual (difference 0.50 元)",
        ),
        (
            {
                "rule": "own", "subject": "spending.basic.share", "stated": Decimal("71.73"),
                "expected": Decimal("71.65"), "difference": Decimal("0.08"), "inputs": list("abcde"),
            },
            "own; spending.basic.share is 71.73%, against 71.65% from 5 figures (difference 0.08 points)",
        ),
        (
            {
                "rule": "staffing.total", "subject": "overview.staffing.in_post.total", "status": "notice",
                "stated": 32, "expected": 30, "difference": 2, "inputs": ["overview.staffing.authorised.total"],
            },
            "staffing.total: staff in post are no more than authorised; overview.staffing.in_post.total is 32, "
            "against 30 from overview.staffing.authorised.total (difference 2)",
        ),
        (
            {"rule": "form.doubled", "category": "form", "subject": "sections[概况]"},
            "form.doubled: punctuation stands twice (sections[概况])",
        ),
    ],
)  # fmt: skip
def test_a_finding_in_english(fields: dict[str, object], wanted: str) -> None:
    made = check(**fields)
    assert sentence(made) == wanted
    assert list(Finding("a.pdf", made, ()).lines("en"))[:2] == [wanted, made.message]
    assert next(Finding("a.pdf", made, ()).lines("zh")) == made.message
