"""Figures of a table whose grid is lost or was never ruled: behind a label, in columns that nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.layout.model import Document, Paragraph
from extractor.lexicon.statements import line_of
from extractor.reading.mentions import Mention
from extractor.reading.numbers import interval
from extractor.reading.sections import Node

_FIGURE = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_LINE = re.compile(rf"(?P<label>[\u4e00-\u9fff（）“”、：:]{{2,30}}?)\s*(?P<figures>{_FIGURE}(?:\s+{_FIGURE})*)\s*$")
_ROW = re.compile(
    rf"(?P<label>[\u4e00-\u9fff（）“”、：:]{{2,30}})\s*(?P<figures>{_FIGURE}(?:\s+{_FIGURE}(?![\d.,%]|\s*[\u4e00-\u9fff]{{0,1}}元))+)"
)
_NUMBER = re.compile(_FIGURE)
_DECIMAL = re.compile(r"\d\.\d")
_SIDE_BY_SIDE = re.compile(r"\d\s+-?\d")


def loose_mentions(root: Node, document: Document) -> list[Mention]:
    """Bare figures, one label and at least one decimal a line in the form sections of a plain text; elsewhere two
    decimals or more side by side, or any behind the name of a line. Their unit and so their value is unknown.
    """
    found: dict[int, Mention] = {}
    text = document.text
    if document.boxes is None:
        for start, end in _lines(root):
            match = _LINE.match(text, start, end)
            if match is not None and _DECIMAL.search(match["figures"]) is not None:
                found |= {mention.start: mention for mention in _figures(text, match)}
    for block in document.blocks:
        if not isinstance(block, Paragraph) or len(text[block.start : block.end].split(maxsplit=1)) < 2:
            continue  # few paragraphs have any space inside
        if _SIDE_BY_SIDE.search(text, block.start, block.end):
            for mention in _rows(text, block.start, block.end):
                found.setdefault(mention.start, mention)
    return list(found.values())


def _rows(text: str, start: int, end: int) -> Iterator[Mention]:
    """年度资金总额 1,120.50 1,188.20 …: the rows of a table that only level rulings part."""
    for match in _ROW.finditer(text, start, end):
        if len(_DECIMAL.findall(match["figures"])) > 1 or line_of(match["label"]) is not None:
            yield from _figures(text, match)


def _figures(text: str, match: re.Match[str]) -> Iterator[Mention]:
    for figure in _NUMBER.finditer(text, match.start("figures"), match.end("figures")):
        value, low, high = interval(figure.group().lstrip("-"))
        if figure.group().startswith("-"):
            value, low, high = -value, -high, -low
        label = match["label"].rstrip("：:")
        yield Mention("amount", *figure.span(), None, low, high, "", figure.group(), label=label)


def _lines(root: Node) -> Iterator[tuple[int, int]]:
    """The paragraphs of all form sections."""
    for node in root.walk():
        if node.kind in ("form", "indicators"):
            for span in node.spans:
                if isinstance(span.block, Paragraph):
                    yield span.start, span.end
