"""Figures that stand in the report but in no field: where one of them explains a mismatch, the reading is to blame.

What a sum lacks may be printed and unread; a rate may be of an amount that no field took. Then nobody is accused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.checks.index import Index
from extractor.checks.intervals import point, total
from extractor.checks.passages import Passages
from extractor.checks.verdicts import Relation, Verdict
from extractor.records.leaves import Count, Evidence

_RATIOS = ("share", "growth", "completion", "variance")
_COMPARISONS = ("change", "growth", "completion", "variance")
_NOW = ("actual", "budget", "adjusted_budget")
_COUNT = re.compile(r"(\d+)(?=[名人个])")
_LIST_END = re.compile(r"[。；;）)]")
_SENTENCE_END = re.compile(r"[。；;]")


class _Mention(NamedTuple):
    value: Decimal
    stated: str
    evidence: list[Evidence]


def unread(relation: Relation, verdict: Verdict, index: Index, words: Passages) -> bool:
    """Whether a printed figure that is in no field would make the relation hold."""
    if relation.formula is total and verdict.interval is not None:
        gap = relation.subject.interval - verdict.interval
        if type(relation.subject.leaf) is Count:
            return any(gap.holds(Decimal(number)) for number in _beside(relation, words))
        return gap.low > 0 and any(
            (gap.holds(mention.value) and _within_reach(mention, relation, words))
            or (mention.value <= gap.high and _among(mention, relation, words))
            for mention in _amounts(index)
        )
    if relation.rule.kind in _RATIOS:
        base = relation.inputs[-1]
        return any(relation.would_follow(base, point(mention.value)) for mention in _amounts(index))
    return False


def of_its_group(relation: Relation, index: Index) -> bool:
    """Whether a comparison behind a list, read as one of its last item, holds for the whole of the list.

    "14.5万元，其中接待费4.5万元、运行费10万元，比预算16万元减少1.5万元" speaks of the 14.5万元.
    """
    if relation.rule.kind not in _COMPARISONS:
        return False
    path = relation.subject.path.rpartition(".")[0]
    for now in relation.inputs:
        owner, _, measure = now.path.rpartition(".")
        if owner != path or measure not in _NOW:
            continue
        for whole in _wholes(path):
            line = index.lines.get(whole)
            one = None if line is None else line.figure(measure)
            if one is not None and relation.would_follow(now, one.interval):
                return True
    return False


def _wholes(path: str) -> Iterator[str]:
    """The lines that a line may be listed under."""
    owner, items, _ = path.rpartition(".items[")
    if items:
        yield owner
    group = path.rpartition(".")[0]
    if not path.endswith(".total"):
        yield f"{group}.total"
    if group.startswith("spending."):  # the line of a group as the report states it at its widest
        yield "spending.total"


def _amounts(index: Index) -> Iterator[_Mention]:
    return (_Mention(one.value, one.stated, one.evidence) for one in index.report.unclaimed if one.value)


def _within_reach(mention: _Mention, relation: Relation, words: Passages) -> bool:
    """Whether a mention stands where an item of the sum would: in a paragraph with a figure of it, or on its page."""
    paragraphs = [text for text in words.sentences(mention.stated) if _printed(mention.stated, text)]
    if paragraphs:
        figures = [one.stated for one in relation.figures() if one.value and one.stated != mention.stated]
        return any(_printed(figure, paragraph) for paragraph in paragraphs for figure in figures)
    pages = {box.page for one in relation.figures() for box in one.evidence}
    return not mention.evidence or mention.evidence[0].page in pages


def _among(mention: _Mention, relation: Relation, words: Passages) -> bool:
    """Whether a mention stands in the list behind the total, as an item that was not read."""
    whole, parts = relation.subject.stated.replace(" ", ""), [one.stated.replace(" ", "") for one in relation.inputs]
    for text in words.sentences(relation.subject.stated, mention.stated, *parts):
        start = text.find(whole) + len(whole)
        places = [text.find(part, start) for part in parts]
        start = max(start, text.rfind("。", start, max(min(places), start)) + 1)
        end = _LIST_END.search(text, max(*places, start))
        listed = text[start : end.start() if end else None]
        if all(part in listed for part in parts) and _printed(mention.stated, listed):
            return True
    return False


def _printed(stated: str, text: str) -> bool:
    """Whether a text holds the printed figure as a whole: 0万元 is not in 100万元."""
    return re.search(rf"(?<![\d.,，]){re.escape(stated.replace(' ', ''))}", text) is not None


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
