"""The section tree as the record shows it."""

from __future__ import annotations

from typing import cast

from extractor.layout.model import Document
from extractor.reading.sections import Node
from extractor.records.report import Section, SectionKind


def outline(node: Node, document: Document) -> Section:
    """A section with its own text (children keep theirs) and its pages."""
    text = document.text
    last = max(node.title_start, node.stop - 1)
    return Section(
        kind=cast(SectionKind, node.kind),
        number=node.number,
        title=node.title,
        level=node.level,
        pages=(document.page_at(node.title_start), document.page_at(last)),
        text="\n".join(text[span.start : span.end].strip("\n") for span in node.spans),
        children=[outline(child, document) for child in node.children],
    )
