"""Figures that stand in the report but in no field: where one of them explains a mismatch, the reading is to blame.

What a sum lacks may be printed and unread; a rate may be of an amount that no field took. Then nobody is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.index import Index
from extractor.checks.intervals import point, total
from extractor.checks.passages import Passages
from extractor.checks.verdicts import Relation, Verdict
from extractor.records.leaves import Count

_RATIOS = ("share", "growth", "completion", "variance")
_COUNT = re.compile(r"(\d+)(?=[名人个])")
_SENTENCE_END = re.compile(r"[。；;]")


def unread(relation: Relation, verdict: Verdict, index: Index, words: Passages) -> bool:
    """Whether a printed figure that is in no field would make the relation hold."""
    if relation.formula is total and verdict.interval is not None:
        gap = relation.subject.interval - verdict.interval
        if isinstance(relation.subject.leaf, Count):
            return any(gap.holds(Decimal(number)) for number in _beside(relation, words))
        return gap.low > 0 and any(gap.holds(value) for value in _amounts(index))
    if relation.rule.kind in _RATIOS:
        base = relation.inputs[-1]
        return any(relation.follows(base, interval=point(value)) for value in _amounts(index))
    return False


def _amounts(index: Index) -> Iterator[Decimal]:
    return (mention.value for mention in index.report.unclaimed if mention.value)


def _beside(relation: Relation, words: Passages) -> list[int]:
    """The counts that the sentence of a total of people holds beside those of its parts."""
    found: list[int] = []
    for paragraph in words.sentences(relation.subject.stated, *(part.stated for part in relation.inputs)):
        start = paragraph.find(relation.subject.stated.replace(" ", ""))
        sentence = _SENTENCE_END.split(paragraph[start:], maxsplit=1)[0]
        numbers = [int(number) for number in _COUNT.findall(sentence)]
        for part in relation.figures():
            if int(part.value) in numbers:
                numbers.remove(int(part.value))
        found += numbers
    return found
