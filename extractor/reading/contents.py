"""The table of contents: its entries repeat every heading and are none themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.layout.model import Block, Document, Paragraph, Table

_LEADERS = re.compile(r"(?:(?<![.…·・．])[.…·・．]{3,}+|(?<!…)…++)\s*[-—]?\s*\d*\s*[-—]?$|[\u4e00-\u9fff）]\s*\d{1,3}$")
_TAIL = re.compile(r"(?<![\s.…·・．—-])[\s.…·・．—-]*\d{0,3}[—-]?$")
_SPACE = re.compile(r"\s")
_CONTENTS = re.compile(r"^目\s*[录次]$")


@dataclass(slots=True)
class Contents:
    first: int = -1
    skipped: frozenset[int] = frozenset()


def find_contents(document: Document) -> Contents:
    """The table of contents: from 目录 to where its first entry stands again as a heading."""
    blocks = document.blocks
    text = document.text
    for index, block in enumerate(blocks[:60]):
        if isinstance(block, Paragraph) and _CONTENTS.match(text[block.start : block.end]):
            entries: list[str] = []
            last = index
            for later in range(index + 1, min(index + 160, len(blocks))):
                entry = blocks[later]
                if isinstance(entry, Table):
                    break
                title = _bare(text[entry.start : entry.end])
                if entries and title in (entries[0], *entries[1:2]) and later > index + 1:
                    break
                if len(title) > 80 or not title:
                    break
                entries.append(title)
                last = later
            else:
                last = index
            repeated = bool(entries) and _stands_again(document, blocks[last + 1 :], entries[0])
            if not repeated:
                last = _leaders_end(document, index)
            return Contents(index, frozenset(range(index, last + 1)))
    return Contents()


def _stands_again(document: Document, blocks: list[Block], entry: str) -> bool:
    """Whether one of the paragraphs is the entry of the contents, and nothing else."""
    words = (document.text[block.start : block.end] for block in blocks if isinstance(block, Paragraph))
    return any(_bare(text) == entry for text in words if text.lstrip().startswith(entry[0]))


def _leaders_end(document: Document, index: int) -> int:
    last = index
    for later in range(index + 1, len(document.blocks)):
        block = document.blocks[later]
        if isinstance(block, Table) or not _LEADERS.search(document.text[block.start : block.end]):
            break
        last = later
    return last


def _bare(text: str) -> str:
    """A heading without leaders, page number and spaces, to compare contents with headings."""
    return _TAIL.sub("", _SPACE.sub("", text))
