"""The section tree: headings as a numbering system, titles mapped to kinds by the lexicon.

A numbered paragraph is a heading when it looks like one (short, no sentence) and its ordinal continues a sequence at
its level; a numbered sentence is a list item. Titles that the lexicon knows are let off the sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.layout.model import Document, Paragraph, Table
from extractor.lexicon.sections import document_kind, section_kind, section_role
from extractor.reading.ordinals import RANK, Ordinal, ordinal_at

_LONGEST_TITLE = 45
_ALONE = 16  #: longest title that needs neither an ordinal nor the middle of the line
_RUN_IN = re.compile(r"[^。：:，；]{2,24}[。：:]")
_SENTENCE = re.compile(r"[。；！？;]|，.*，")
_FIGURE = re.compile(r"\d(?:万|亿|元|%)|\d\.\d")
_LEADERS = re.compile(r"(?:[.…·・．]{3,}|…+)\s*[-—]?\s*\d*\s*[-—]?$|[\u4e00-\u9fff）]\s*\d{1,3}$")
_CONTENTS = re.compile(r"^目\s*[录次]$")


@dataclass(slots=True)
class Span:
    """A paragraph (or the rest of one after a run-in heading), or a table, that belongs to a section."""

    start: int
    end: int
    block: Paragraph | Table


@dataclass(slots=True)
class Node:
    """A section while it is read. `end` is where its own text ends; children follow in `children`."""

    kind: str
    number: str | None
    title: str
    style: str
    ordinal: int
    start: int
    title_start: int
    end: int
    role: str | None = None
    kinds: tuple[str, ...] = ()
    head_end: int = 0  #: where the heading ends; the paragraph may go on behind it
    spans: list[Span] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    level: int = 0
    before: list[Node] = field(default_factory=list)  #: of a form: the headings that a number behind it may continue

    def walk(self) -> list[Node]:
        """This node and all below it, in document order."""
        return [self, *(node for child in self.children for node in child.walk())]

    def all_spans(self) -> list[Span]:
        """The spans of this node and of all below it."""
        return [span for node in self.walk() for span in node.spans]

    def places(self, deep: bool = True) -> list[tuple[int, int]]:
        """The paragraphs of this section (and below it, with their headings), as places in the text."""
        found = [(span.start, span.end) for span in self.spans if isinstance(span.block, Paragraph)]
        for child in self.children if deep else ():
            inner = child.places()
            if inner and inner[0][0] == child.head_end:
                found += [(child.start, inner[0][1]), *inner[1:]]
            else:
                found += [(child.start, child.head_end), *inner]
        return [(start, end) for start, end in found if end > start]

    @property
    def stop(self) -> int:
        """Where the last text of the node or its children ends."""
        return max([self.end, *(child.stop for child in self.children)])


@dataclass(slots=True)
class _Candidate:
    ordinal: Ordinal | None
    title: str
    start: int
    title_start: int
    end: int  #: end of the title (and its 。 or ：)
    known: bool
    kinds: tuple[str, ...]
    role: str | None


def split(document: Document) -> Node:
    """The document's sections below a root that holds what stands before the first heading (the cover)."""
    root = Node("cover", None, "", "root", 0, 0, 0, 0)
    stack = [root]
    blocks = document.blocks
    contents_end = _contents_end(document)
    listed: dict[str, int] = {}  # the ordinal of the last list item of each style below the heading under way
    for index, block in enumerate(blocks):
        span = Span(block.start, block.end, block)
        if isinstance(block, Table):
            _append(stack[-1], span)
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        candidate = None if index in contents_end.skipped else _candidate(document, block, following)
        if index == contents_end.first:
            node = Node(
                "toc", None, document.text[block.start : block.end], "toc", 1, block.start, block.start, block.end
            )
            _attach(root, node)
            stack = [root, node]
            continue
        if candidate is not None and candidate.ordinal is None and not root.children and document_kind(candidate.title):
            candidate = None  # the title of the whole document heads no section
        ordinal = candidate.ordinal if candidate else ordinal_at(document.text, block.start, block.end)
        if candidate is not None and ordinal is not None and _goes_on(listed, ordinal, stack):
            candidate = None
        if candidate is not None and (form := _form(stack)) is not None and _continues(form.before, candidate):
            stack = form.before
        if candidate is None or not (place := _place(stack, candidate)):
            if ordinal is not None:
                listed[ordinal.style] = ordinal.number
            _append(stack[-1], span)
            continue
        before = [*stack]
        del stack[place:]
        listed = {}
        node = _node(candidate, stack[-1])
        if node.kind == "form":
            node.before = before
        _attach(stack[-1], node)
        stack.append(node)
        if candidate.end < block.end:
            _append(node, Span(candidate.end, block.end, block))
    _fold_lists(root)
    _settle_kinds(root)
    return root


@dataclass(slots=True)
class _Contents:
    first: int = -1
    skipped: frozenset[int] = frozenset()


def _contents_end(document: Document) -> _Contents:
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
            repeated = (
                any(isinstance(b, Paragraph) and _bare(text[b.start : b.end]) == entries[0] for b in blocks[last + 1 :])
                if entries
                else False
            )
            if not repeated:
                last = _leaders_end(document, index)
            return _Contents(index, frozenset(range(index, last + 1)))
    return _Contents()


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
    return re.sub(r"[\s.…·・．—-]*\d{0,3}[—-]?$", "", re.sub(r"\s", "", text))


def _candidate(document: Document, block: Paragraph, following: Paragraph | Table | None) -> _Candidate | None:
    text = document.text
    ordinal = ordinal_at(text, block.start, block.end)
    begin = block.start + (ordinal.length if ordinal else 0)
    whole = text[begin : block.end]
    title = whole.rstrip("。：: ")
    if ordinal is None:
        return _unnumbered(document, block, title, following)
    if 0 < len(title) <= _LONGEST_TITLE and not _SENTENCE.search(title) and not _FIGURE.search(title):
        kinds, role = section_kind(title), section_role(title)
        known = bool(kinds or role) and (not whole.endswith("。") or (len(title) <= 20 and "，" not in title))
        if not whole.endswith(("。", "；", "，", "：", ":")) or known:
            return _Candidate(ordinal, title, block.start, begin, block.end, known, kinds, role)
    head = _RUN_IN.match(whole)
    if head:
        title = head.group()[:-1]
        kinds, role = section_kind(title), section_role(title)
        if (kinds or role) and not _FIGURE.search(title):
            return _Candidate(ordinal, title, block.start, begin, begin + head.end(), True, kinds, role)
    return None


def _heads_prose(document: Document, following: Paragraph | Table | None) -> bool:
    """Whether a sentence stands below."""
    if not isinstance(following, Paragraph):
        return False
    text = document.text[following.start : following.end]
    return len(text) > _ALONE and any(mark in text for mark in "。；")


def _unnumbered(
    document: Document, block: Paragraph, title: str, following: Paragraph | Table | None
) -> _Candidate | None:
    """Headings without an ordinal: titles that the lexicon knows, standing alone."""
    if not 2 <= len(title) <= 40 or _SENTENCE.search(title) or "，" in title or "：" in title or _FIGURE.search(title):
        return None
    kinds = section_kind(title)
    if not kinds:
        return None
    form = kinds[0] in ("form", "indicators", "statements")
    if not (form or block.centered or (len(title) <= _ALONE and _heads_prose(document, following))):
        return None
    return _Candidate(None, title, block.start, block.start, block.end, True, kinds, section_role(title))


def _form(stack: list[Node]) -> Node | None:
    return next((node for node in stack if node.kind == "form"), None)


def _continues(stack: list[Node], candidate: _Candidate) -> bool:
    """Whether a known heading continues the numbering that a form in between interrupted."""
    ordinal = candidate.ordinal
    return (
        candidate.known
        and ordinal is not None
        and any(node.style == ordinal.style and node.ordinal == ordinal.number - 1 for node in stack)
    )


def _goes_on(listed: dict[str, int], ordinal: Ordinal, stack: list[Node]) -> bool:
    """Whether the ordinal continues a list of sentences, rather than the headings of its style."""
    if listed.get(ordinal.style) != ordinal.number - 1 or ordinal.number == 1:
        return False
    return not any(node.style == ordinal.style and node.ordinal == ordinal.number - 1 for node in stack)


def _place(stack: list[Node], candidate: _Candidate) -> int:
    """How much of the stack stays above a new heading; 0 where the candidate is no heading."""
    in_form = _form(stack) is not None
    if candidate.ordinal is None:
        if candidate.kinds[0] == "form":
            return 2 if len(stack) > 1 and stack[1].style == "part" else 1
        if in_form:
            return 0
        style, number = "plain", 0
    else:
        style, number = candidate.ordinal.style, candidate.ordinal.number
    for depth in range(len(stack) - 1, 0, -1):
        node = stack[depth]
        if node.style == style:
            if style == "plain" or number == node.ordinal + 1:
                return depth
            if candidate.known and (number > node.ordinal or (number == 1 and RANK.get(style, 9) <= 2)):
                return depth
            if number == 1:
                break
            return depth if 0 < number - node.ordinal <= 2 else 0
    if style == "part":
        return 1
    if in_form:
        return 0
    if style == "plain":
        return len(stack)
    if number == 1 or candidate.known:
        top = len(stack)
        while top > 1 and stack[top - 1].style in ("toc", "plain") and not _encloses(stack[top - 1]):
            top -= 1
        return top
    return 0


def _encloses(node: Node) -> bool:
    return node.style != "toc" and node.kind != "form"


def _node(candidate: _Candidate, parent: Node) -> Node:
    ordinal = candidate.ordinal
    return Node(
        kind=candidate.kinds[0] if candidate.kinds else "",
        number=ordinal.text if ordinal else None,
        title=candidate.title,
        style=ordinal.style if ordinal else "plain",
        ordinal=ordinal.number if ordinal else 0,
        start=candidate.start,
        title_start=candidate.title_start,
        end=candidate.end,
        role=candidate.role,
        kinds=candidate.kinds,
        head_end=candidate.end,
        level=parent.level + 1,
    )


def _attach(parent: Node, node: Node) -> None:
    node.parent = parent
    node.level = parent.level + 1
    parent.children.append(node)


def _append(node: Node, span: Span) -> None:
    node.spans.append(span)
    node.end = max(node.end, span.end)


def _fold_lists(node: Node) -> None:
    """Runs of numbered lines that head nothing and that the lexicon does not know are list items, not headings."""
    for child in node.children:
        _fold_lists(child)
    kept: list[Node] = []
    for child in node.children:
        empty = not child.spans and not child.children and not child.kinds and not child.role
        lonely = len([other for other in node.children if not other.spans and not other.children]) >= 2
        if empty and lonely and child.style != "part":
            target = kept[-1] if kept and kept[-1].stop > node.end else node
            block = Paragraph(child.start, child.end, 0, 0)
            _append(target if target is not node else node, Span(child.start, child.end, block))
        else:
            kept.append(child)
    node.children = kept


def _settle_kinds(node: Node) -> None:
    """A section that its title does not name is of its parent's kind."""
    for child in node.children:
        if not child.kind:
            inherited = node.kind if node.style not in ("root", "toc") else ""
            child.kind = inherited or _kind_by_content(child)
        _settle_kinds(child)


def _kind_by_content(node: Node) -> str:
    kinds = {child.kind for child in node.children if child.kind}
    return kinds.pop() if len(kinds) == 1 else "other"
