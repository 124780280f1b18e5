"""Money, rates and counts in prose: the clause grammar run over the sections that state figures."""

from __future__ import annotations

import re
from bisect import bisect_left

from extractor.layout.model import Document, Paragraph
from extractor.reading.clauses import ClauseReader
from extractor.reading.draft import Draft
from extractor.reading.mentions import Mention
from extractor.reading.ordinals import ordinal_at
from extractor.reading.sections import Node
from extractor.reading.subjects import Context, Subject
from extractor.reading.tokens import tokenise

#: sections whose figures are no statements of the department's own money
_SKIPPED = frozenset({"toc", "definitions", "form", "indicators", "statements", "problems", "measures", "experience"})
_WORDS = re.compile(r"无|未发生|没有|零|持平|一致|不变|相同|（类）")
_LISTING = re.compile(r"项目[^。；，\d]{0,12}(?:如下|包括|有)：?$")
_MOST = 1000  #: tokens of a paragraph; the grammar looks back in it, so that an endless one would take for ever
_CLASS = re.compile(r"([\u4e00-\u9fff]{2,24})（类）")


def read_figures(root: Node, document: Document, mentions: list[Mention], draft: Draft, base: Context) -> list[int]:
    """Binds the figures of all paragraphs; returns the places where a template's direction was left in."""
    reader = ClauseReader(document.text)
    numeric = [mention for mention in mentions if mention.kind not in ("year", "score", "points", "other")]
    starts = [mention.start for mention in numeric]
    for node in root.walk():
        if node.kind in _SKIPPED or node.foreign:
            continue
        context = context_of(node, document, mentions, base)
        if (named := _CLASS.search(node.title)) is not None:
            reader.functional_class = named.group(1)
        carry: Subject | None = None
        listing = context.subject if context.subject and context.subject.path == "spending.project" else None
        for span in node.spans:
            if not isinstance(span.block, Paragraph):
                carry = None
                continue
            if _LISTING.search(document.text, span.start, span.end):
                listing = Subject("spending.project", context.fund)
            at = bisect_left(starts, span.start)
            if not (at < len(starts) and starts[at] < span.end) and not _WORDS.search(
                document.text, span.start, span.end
            ):
                continue
            ordinal = ordinal_at(document.text, span.start, span.end)
            begin = span.start + (ordinal.length if ordinal else 0)
            tokens = tokenise(document.text, begin, span.end, mentions)
            if len(tokens) > _MOST:
                tokens = tokens[:_MOST]
                page = document.page_at(begin)
                document.notes.append(("paragraph_too_long", "一个段落中的数字过多，后面的未归入字段", page))
            whole = node.kind in ("spending", "narrative", "completion", "overview", "other")
            listed = listing if ordinal is not None else None
            here = context._replace(whole=whole, listing=listed, carry=carry, numbered=ordinal is not None)
            carry = reader.read(tokens, here) or carry
    for binding in reader.bindings:
        draft.bind(binding)
    for count in reader.counts:
        draft.count(count)
    return reader.templates


def context_of(node: Node, document: Document, mentions: list[Mention], base: Context) -> Context:
    """What the headings say: the one line that the nearest of them names, and the nearest fund."""
    subject: Subject | None = None
    fund: str | None = None
    current: Node | None = node
    while current is not None and current.parent is not None and (subject is None or fund is None):
        if current.said is None:
            current.said = _said(current, document, mentions)
        line, its_fund = current.said
        subject, fund = subject or line, fund or its_fund
        current = current.parent
    if subject is not None and subject.fund is None and fund is not None:
        subject = Subject(subject.path, fund, subject.grand)
    return base._replace(subject=subject, fund=fund)


def _said(node: Node, document: Document, mentions: list[Mention]) -> tuple[Subject | None, str | None]:
    """The one line and the first fund that a title names."""
    words = [
        token.word
        for token in tokenise(document.text, node.title_start, node.title_start + len(node.title), mentions)
        if token.word is not None
    ]
    lines = [word.line for word in words if word.kind == "line" and word.line]
    named = [line for line in lines if not line.weak and not line.pair and line.path != "revenue.items"]
    funds = [line.fund for line in lines if line.fund]
    funds += [word.value for word in words if word.kind == "fund" and word.value]
    one = named[0] if len({line.path for line in named}) == 1 and named[0].code is None else None
    return Subject(one.path, one.fund, one.grand) if one is not None else None, funds[0] if funds else None
