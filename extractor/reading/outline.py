"""The section tree as the record shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from extractor.layout.model import Document
from extractor.reading.sections import Node
from extractor.reading.tables.state import Block, Found
from extractor.records.report import Section, SectionKind


def outlines(root: Node, document: Document, found: Found) -> list[Section]:
    """The top sections. A form that stands before the first heading is one, too."""
    sections = [outline(child, document, found.blocks) for child in root.children]
    first = root.children[0].title_start if root.children else len(document.text)
    front = [form for form in found.forms if form.start < first and form.title]
    return [*(_form(form, document, found.blocks) for form in front), *sections]


def _form(form: Block, document: Document, blocks: Sequence[Block]) -> Section:
    own = [block for block in blocks if form.start <= block.start < form.end]
    made = _block(form, 1, document)
    made.text = "\n".join(document.text[a:b].strip("\n") for a, b in _outside(form.start, form.end, own))
    made.children = [_block(block, 2, document) for block in own]
    return made


def outline(node: Node, document: Document, blocks: Sequence[Block] = ()) -> Section:
    """A section with its own text (children keep theirs) and its pages. The `blocks` of a form are its children."""
    text = document.text
    last = max(node.title_start, node.stop - 1)
    own = _held(node, blocks)
    return Section(
        kind=cast(SectionKind, node.kind),
        number=node.number,
        title=node.title,
        level=node.level,
        pages=(document.page_at(node.title_start), document.page_at(last)),
        text="\n".join(text[start:end].strip("\n") for start, end in _own_text(node, own)),
        children=[
            *(_block(block, node.level + 1, document) for block in own),
            *(outline(child, document, blocks) for child in node.children),
        ],
    )


def _held(node: Node, blocks: Sequence[Block]) -> list[Block]:
    """The blocks that stand in a form's own text."""
    if node.kind not in ("form", "indicators") or not node.spans:
        return []
    low, high = min(span.start for span in node.spans), max(span.end for span in node.spans)
    near = (block for block in blocks if low <= block.start < high)
    return [block for block in near if any(span.start <= block.start < span.end for span in node.spans)]


def _own_text(node: Node, blocks: list[Block]) -> list[tuple[int, int]]:
    """The pieces of a section's text that no block takes."""
    return [piece for span in node.spans for piece in _outside(span.start, span.end, blocks)]


def _outside(start: int, end: int, blocks: list[Block]) -> list[tuple[int, int]]:
    """What blocks leave of a piece of text."""
    pieces: list[tuple[int, int]] = []
    for block in blocks:
        if start < block.end and block.start < end:
            if block.start > start:
                pieces.append((start, block.start))
            start = min(block.end, end)
    return [*pieces, (start, end)] if start < end or not pieces else pieces


def _block(block: Block, level: int, document: Document) -> Section:
    return Section(
        kind=block.kind,
        number=block.number,
        title=block.title,
        level=level,
        pages=(document.page_at(block.start), document.page_at(block.end - 1)),
        text=document.text[block.start : block.end].strip("\n"),
        children=[],
    )
