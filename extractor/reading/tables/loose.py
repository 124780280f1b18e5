"""Figures of a form whose grid is lost: they stand in lines behind a label, and nobody can tell their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.layout.model import Document, Paragraph
from extractor.reading.mentions import Mention
from extractor.reading.numbers import interval
from extractor.reading.sections import Node

_FIGURE = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_LINE = re.compile(rf"(?P<label>[\u4e00-\u9fff（）“”、：:]{{2,30}}?)\s*(?P<figures>{_FIGURE}(?:\s+{_FIGURE})*)\s*$")
_NUMBER = re.compile(_FIGURE)
_DECIMAL = re.compile(r"\d\.\d")


def loose_mentions(root: Node, document: Document) -> list[Mention]:
    """Bare figures in the form sections of a plain text, one label and at least one decimal a line.

    Their unit and so their value is unknown.
    """
    found: list[Mention] = []
    if document.boxes is not None:
        return found
    for start, end in _lines(root):
        match = _LINE.match(document.text, start, end)
        if match is None or _DECIMAL.search(match["figures"]) is None:
            continue
        for figure in _NUMBER.finditer(document.text, match.start("figures"), match.end("figures")):
            value, low, high = interval(figure.group().lstrip("-"))
            if figure.group().startswith("-"):
                value, low, high = -value, -high, -low
            label = match["label"].rstrip("：:")
            found.append(Mention("amount", *figure.span(), None, low, high, "", figure.group(), label=label))
    return found


def _lines(root: Node) -> Iterator[tuple[int, int]]:
    """The paragraphs of all form sections."""
    for node in root.walk():
        if node.kind in ("form", "indicators"):
            for span in node.spans:
                if isinstance(span.block, Paragraph):
                    yield span.start, span.end
