"""The ledger: every money mention is claimed by a field or listed, with its section and the nearest label."""

from __future__ import annotations

import re
from bisect import bisect_right

from extractor.layout.model import Document, Table
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention, scan
from extractor.reading.sections import Node
from extractor.reading.tokens import tokenise
from extractor.records.report import Coverage, OpenPercent, Unclaimed

_LONGEST_LABEL = 24
_NEAREST = 200  #: characters before a figure in which its label is looked for
_HANZI = re.compile("[\u4e00-\u9fff]")
_MONEY = ("amount", "unwieldy")


def read_ledger(
    document: Document, root: Node, mentions: list[Mention], quoter: Quoter
) -> tuple[list[Unclaimed], Coverage]:
    """The amounts that no field took, in reading order; how much was found and claimed, and the rates that were not."""
    coverage = Coverage()
    unclaimed: list[Unclaimed] = []
    nodes = [node for node in root.walk() if node.parent is not None]
    starts = [node.start for node in nodes]
    rows = _RowLabels(document)
    rates = rates_claimed = amounts = amounts_claimed = 0
    for mention in mentions:
        if mention.lost and not mention.claimed:
            continue  # a bare number that nothing made a rate
        if mention.kind == "percent":
            rates += 1
            rates_claimed += mention.claimed
            if not mention.claimed and mention.value is not None:
                at = bisect_right(starts, mention.start) - 1
                coverage.percents_unclaimed.append(
                    OpenPercent(
                        value=mention.value,
                        stated=mention.stated,
                        section=nodes[at].title if at >= 0 else None,
                        evidence=quoter.evidence(mention.start, mention.end),
                    )
                )
        elif mention.kind in _MONEY:
            amounts += 1
            amounts_claimed += mention.claimed
            if not mention.claimed:
                at = bisect_right(starts, mention.start) - 1
                unclaimed.append(
                    Unclaimed(
                        value=mention.value,
                        stated=mention.stated,
                        section=nodes[at].title if at >= 0 else None,
                        label=mention.label or (rows.of(mention.start) if mention.table else _label(document, mention)),
                        evidence=quoter.evidence(mention.start, mention.end),
                    )
                )
    coverage.percents_found, coverage.percents_claimed = rates, rates_claimed
    coverage.amounts_found, coverage.amounts_claimed = amounts, amounts_claimed
    if document.aside is not None:
        unclaimed += _aside(document.aside, coverage)
    return unclaimed, coverage


def _aside(aside: Document, coverage: Coverage) -> list[Unclaimed]:
    """Figures beside the text of a page: no field takes them. Rates among them are counted, too."""
    quoter = Quoter(aside)
    unclaimed: list[Unclaimed] = []
    for mention in scan(aside.text):
        if mention.kind == "percent" and mention.value is not None and not mention.lost:
            coverage.percents_found += 1
            evidence = quoter.evidence(mention.start, mention.end)
            coverage.percents_unclaimed.append(
                OpenPercent(value=mention.value, stated=mention.stated, evidence=evidence)
            )
        elif mention.kind in _MONEY:
            coverage.amounts_found += 1
            unclaimed.append(
                Unclaimed(
                    value=mention.value,
                    stated=mention.stated,
                    label=_line_name(aside.text, mention),
                    evidence=quoter.evidence(mention.start, mention.end),
                )
            )
    return unclaimed


def _label(document: Document, mention: Mention) -> str | None:
    """The nearest label of the lexicon before the figure in its sentence; without one the words right before it."""
    text = document.text
    if (name := _line_name(text, mention)) is not None:
        return name
    near = max(0, mention.start - _NEAREST)
    clause = max(near, *(text.rfind(mark, near, mention.start) + 1 for mark in "，。；、：（\n\t"))
    words = text[clause : mention.start].strip("：: 为")
    return words[-_LONGEST_LABEL:] or None


def _line_name(text: str, mention: Mention) -> str | None:
    near = max(0, mention.start - _NEAREST)
    begin = max(near, *(text.rfind(mark, near, mention.start) + 1 for mark in "。；\n\t"))
    tokens = tokenise(text, begin, mention.start, [])
    return next((text[token.start : token.end] for token in reversed(tokens) if token.kind == "line"), None)


class _RowLabels:
    """The words at the head of a cell's row; only tables that are asked for are read."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._tables = [block for block in document.blocks if isinstance(block, Table)]
        self._starts = [table.start for table in self._tables]
        self._known: dict[int, dict[int, str]] = {}

    def of(self, start: int) -> str | None:
        """The label of the cell that begins at `start`."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return None
        if at not in self._known:
            self._known[at] = self._read(self._tables[at])
        return self._known[at].get(start)

    def _read(self, table: Table) -> dict[int, str]:
        text = self._text
        heads: dict[int, str] = {}
        labels: dict[int, str] = {}
        for cell in table.cells:
            if _HANZI.search(text, cell.start, cell.end):
                words = text[cell.start : min(cell.end, cell.start + _LONGEST_LABEL)]
                for row in range(cell.row, cell.row + cell.rowspan):
                    heads[row] = words
            elif cell.row in heads:
                labels[cell.start] = heads[cell.row]
        return labels
