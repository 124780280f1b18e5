"""The section tree: headings as a numbering system, titles mapped to kinds by the lexicon.

A numbered paragraph is a heading when it looks like one (short, no sentence) and its ordinal continues a sequence at
its level; a numbered sentence is a list item. Titles that the lexicon knows are let off the sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.layout.model import Document, Paragraph, Table
from extractor.lexicon.organisations import looks_like_department
from extractor.lexicon.sections import document_kind
from extractor.reading.contents import find_contents
from extractor.reading.headings import Candidate, candidate_at
from extractor.reading.ordinals import RANK, Ordinal, ordinal_at
from extractor.reading.subjects import Subject

_DATE_LINE = re.compile(
    r"(?:20\d\d|[二2][〇○零O0][〇○零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?"
)
_CONTACT_LINE = re.compile(
    r"（?(?:联系人|联系电话|联系方式|填[报表]人|经办人|审核人|制表人|(?:单位|部门|财务|项目)?负责人)(?:及(?:联系)?电话)?(?:（[^（）]{1,6}）)?：[^。；]{0,80}）?"
)


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
    said: tuple[Subject | None, str | None] | None = None  #: the line and the fund that its title names, once read
    foreign: bool = False  #: speaks of something else than the department's own year
    before: list[Node] = field(default_factory=list)  #: of a form: the headings that a number behind it may continue

    def walk(self) -> list[Node]:
        """This node and all below it, in document order."""
        found = [self]
        for child in self.children:
            found += child.walk() if child.children else (child,)
        return found

    def unlink(self) -> None:
        """Forget what stands above or beside each node, so that what a tree holds goes with its root."""
        for node in self.walk():
            node.parent = None
            node.before = []

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
        return max(self.end, *[child.stop for child in self.children]) if self.children else self.end


def split(document: Document) -> Node:
    """The document's sections below a root that holds what stands before the first heading (the cover)."""
    root = Node("cover", None, "", "root", 0, 0, 0, 0)
    stack = [root]
    blocks = document.blocks
    contents_end = find_contents(document)
    listed: dict[str, int] = {}  # the ordinal of the last list item of each style below the heading under way
    for index, block in enumerate(blocks):
        span = Span(block.start, block.end, block)
        if isinstance(block, Table):
            _append(stack[-1], span)
            continue
        if len(stack) > 1 and _DATE_LINE.fullmatch(document.text, block.start, block.end):
            _sign(root, stack[-1], span, document)
            continue
        if len(stack) > 1 and _CONTACT_LINE.fullmatch(document.text, block.start, block.end):
            root.spans.append(span)  # who to call: no part of a section
            continue
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        ordinal = ordinal_at(document.text, block.start, block.end)
        listing = index in contents_end.skipped
        candidate = None if listing else candidate_at(document, block, following, ordinal)
        if index == contents_end.first:
            node = Node(
                "toc", None, document.text[block.start : block.end], "toc", 1, block.start, block.start, block.end
            )
            _attach(root, node)
            stack = [root, node]
            continue
        if candidate is not None and candidate.ordinal is None and not root.children and document_kind(candidate.title):
            candidate = None  # the title of the whole document heads no section
        ordinal = candidate.ordinal if candidate else ordinal
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


def _form(stack: list[Node]) -> Node | None:
    return next((node for node in stack if node.kind == "form"), None)


def _continues(stack: list[Node], candidate: Candidate) -> bool:
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


def _place(stack: list[Node], candidate: Candidate) -> int:
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


def _node(candidate: Candidate, parent: Node) -> Node:
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


def _sign(root: Node, node: Node, span: Span, document: Document) -> None:
    """A date on a line of its own signs the report, with the department's name above it: no part of a section."""
    last = node.spans[-1] if node.spans else None
    if last is not None and looks_like_department(document.text[last.start : last.end]):
        node.spans.pop()
        root.spans.append(last)
    root.spans.append(span)


def _append(node: Node, span: Span) -> None:
    node.spans.append(span)
    node.end = max(node.end, span.end)


def _heads_nothing(node: Node) -> bool:
    return not node.spans and not node.children


def _fold_lists(node: Node) -> None:
    """Runs of numbered lines that head nothing and that the lexicon does not know are list items, not headings."""
    for child in node.children:
        _fold_lists(child)
    lonely = sum(map(_heads_nothing, node.children))
    if lonely < 2:
        return
    kept: list[Node] = []
    stop = 0  # of what is kept last
    for child in node.children:
        empty = _heads_nothing(child) and not child.kinds and not child.role
        if empty and lonely >= 2 and child.style != "part":
            target = kept[-1] if kept and stop > node.end else node
            lonely -= target is not node and _heads_nothing(target)
            _append(target, Span(child.start, child.end, Paragraph(child.start, child.end, 0, 0)))
            stop = max(stop, child.end) if target is not node else stop
        else:
            kept.append(child)
            stop = child.stop
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
