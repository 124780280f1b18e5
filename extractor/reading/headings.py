"""What looks like a heading: a short numbered line, a run-in title, or a known title standing alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.layout.model import Document, Paragraph, Table
from extractor.lexicon.sections import section_kind, section_role
from extractor.reading.ordinals import Ordinal, bare_ordinal_at, ordinal_at

_LONGEST_TITLE = 45
_ALONE = 16  #: longest title that needs neither an ordinal nor the middle of the line
_RUN_IN = re.compile(r"[^。：:，；]{2,24}[。：:]")
_SENTENCE = re.compile(r"[。；！？;]|，.*，")
_FIGURE = re.compile(r"\d(?:万|亿|元|%)|\d\.\d")


@dataclass(slots=True)
class Candidate:
    ordinal: Ordinal | None
    title: str
    start: int
    title_start: int
    end: int  #: end of the title (and its 。 or ：)
    known: bool
    kinds: tuple[str, ...]
    role: str | None


def candidate_at(
    document: Document, block: Paragraph, following: Paragraph | Table | None, ordinal: Ordinal | None
) -> Candidate | None:
    """The heading that a paragraph may be or begin with; `ordinal` is its own."""
    text = document.text
    ordinal = ordinal or _bare(document, block, following)
    begin = block.start + (ordinal.length if ordinal else 0)
    whole = text[begin : block.end]
    title = whole.rstrip("。：: ")
    if ordinal is None:
        return _unnumbered(document, block, title, following)
    if (
        "：" not in title
        and 0 < len(title) <= _LONGEST_TITLE
        and not _SENTENCE.search(title)
        and not _FIGURE.search(title)
    ):
        kinds, role = section_kind(title), section_role(title)
        known = bool(kinds or role) and (not whole.endswith("。") or (len(title) <= 20 and "，" not in title))
        if not whole.endswith(("。", "；", "，", "：", ":")) or known:
            return Candidate(ordinal, title, block.start, begin, block.end, known, kinds, role)
    head = _RUN_IN.match(whole)
    if head:
        title = head.group()[:-1]
        kinds, role = section_kind(title), section_role(title)
        if (kinds or role) and not _FIGURE.search(title):
            return Candidate(ordinal, title, block.start, begin, begin + head.end(), True, kinds, role)
    return None


def _bare(document: Document, block: Paragraph, following: Paragraph | Table | None) -> Ordinal | None:
    """2 部门整体支出情况, with 2.1 or prose below it."""
    text = document.text
    ordinal = bare_ordinal_at(text, block.start, min(block.end, block.start + _ALONE + 2))
    if ordinal is None or not isinstance(following, Paragraph):
        return None
    title = text[block.start + ordinal.length : block.end]
    known = section_kind(title) or section_role(title)
    if not known or len(title) > _ALONE or any(mark in title for mark in "，。；：、"):
        return None
    below = ordinal_at(text, following.start, following.end)
    nested = below is not None and below.text == f"{ordinal.number}.1"
    return ordinal if nested or (below is None and _heads_prose(document, following)) else None


def _heads_prose(document: Document, following: Paragraph | Table | None) -> bool:
    """Whether a sentence stands below."""
    if not isinstance(following, Paragraph):
        return False
    text = document.text[following.start : following.end]
    return len(text) > _ALONE and any(mark in text for mark in "。；")


def _unnumbered(
    document: Document, block: Paragraph, title: str, following: Paragraph | Table | None
) -> Candidate | None:
    """Headings without an ordinal: titles that the lexicon knows, standing alone."""
    if not 2 <= len(title) <= 40 or _SENTENCE.search(title) or "，" in title or "：" in title or _FIGURE.search(title):
        return None
    kinds = section_kind(title)
    if not kinds:
        return None
    form = kinds[0] in ("form", "indicators", "statements")
    leads_in = document.text[block.start : block.end].endswith(("：", ":"))  # 主要职能包括：
    if not (form or block.centered or (len(title) <= _ALONE and not leads_in and _heads_prose(document, following))):
        return None
    return Candidate(None, title, block.start, block.start, block.end, True, kinds, section_role(title))
