"""Entries that claim a figure, found by trying: with one that is drafted the record differs in that figure alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extractor.layout.model import Document
from extractor.lexicon.active import active, using
from extractor.lexicon.loading import LexiconError
from extractor.lexicon.own import checked
from extractor.reading.report import read_report
from extractor.reading.tracing.model import Draft
from extractor.records.facts import iter_facts
from extractor.records.leaves import Evidence
from extractor.records.paths import is_fact, walk
from extractor.records.report import Check, Report, Unclaimed
from extractor.textlayer.model import TextLayer

#: how often a document is read again, at most, and how many characters of it altogether
_TRIES, _CHARACTERS = 36, 1_500_000
_WANTED = 3
#: facts that another lexicon may number anew
_NUMBERED = ("unclaimed[", "contact.")

Judge = Callable[[Report], list[Check]]


@dataclass(slots=True)
class Drafting:
    """The figure at `boxes` in a document, its record as it is read now, and what checks it."""

    document: Document
    layer: TextLayer
    report: Report
    boxes: list[Evidence]
    check: Judge

    def __post_init__(self) -> None:
        self._left = max(3, min(_TRIES, _CHARACTERS // max(1, len(self.document.text))))
        self._facts = _facts(self.report)
        self._wrong, self._right = self._verdicts(self.report)

    _left: int = 0
    _facts: frozenset[tuple[str, str]] = frozenset()
    _wrong: int = 0
    _right: int = 0

    def drafts(self, likely: Iterable[str], possible: Iterable[str] = ()) -> tuple[Draft, ...]:
        """Three entries at most that claim the figure while every other fact stays, those first that add up best.

        `possible` ones count only where a check confirms them.
        """
        found: list[tuple[int, int, Draft]] = []
        for rank, (text, sure) in enumerate([*((t, True) for t in likely), *((t, False) for t in possible)]):
            draft, wrong, right = self._tried(text)
            if draft is not None and (sure or (right > 0 and wrong <= 0)):
                found.append((wrong - right, rank, draft))
        by_path: dict[str, Draft] = {}
        for *_, draft in sorted(found, key=lambda one: one[:2]):
            by_path.setdefault(draft.path, draft)
        return tuple(by_path.values())[:_WANTED]

    def _tried(self, text: str) -> tuple[Draft | None, int, int]:
        """The entry, if it claims the figure; how many checks then fail, and how many hold, that do not now."""
        if self._left == 0:
            return None, 0, 0
        try:
            lexicon = checked((*active().sources, ("draft.toml", text)))
        except LexiconError:
            return None, 0, 0  # the words mean something already
        self._left -= 1
        with using(lexicon):
            after = read_report(self.document, self.layer)
            path = _path(after, self.boxes)
            if path is None or not self._facts <= _facts(after):
                return None, 0, 0
            wrong, right = self._verdicts(after)
        return Draft(text, path), wrong - self._wrong, right - self._right

    def _verdicts(self, report: Report) -> tuple[int, int]:
        statuses = [check.status for check in self.check(report)]
        return statuses.count("mismatch"), statuses.count("exact") + statuses.count("rounded")


def _facts(report: Report) -> frozenset[tuple[str, str]]:
    return frozenset((f.path, str(f.value)) for f in iter_facts(report) if not f.path.startswith(_NUMBERED))


def _path(report: Report, boxes: list[Evidence]) -> str | None:
    """The fact that was read at a place."""
    for node in walk(report):
        if is_fact(node.value) and not isinstance(node.value, Unclaimed):
            leaves = (node.value, *getattr(node.value, "also", ()))
            if any(getattr(leaf, "evidence", None) == boxes for leaf in leaves):
                return node.path
    return None
