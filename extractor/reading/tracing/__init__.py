"""Why a figure is read as it is, or not read: for whoever looks at a record and for whoever mends the lexicon."""

from __future__ import annotations

from collections.abc import Callable

from extractor.layout.model import Document
from extractor.reading.clauses.watching import watched
from extractor.reading.report import read_report
from extractor.reading.tracing.candidates import for_label, for_prose, for_row, for_table, for_title, phrase_of
from extractor.reading.tracing.drafts import Drafting
from extractor.reading.tracing.hindrance import hindrance
from extractor.reading.tracing.model import Draft, Hindrance, Known, Trace
from extractor.reading.tracing.places import InTable, Lookout, Sight, in_table, span_of
from extractor.reading.tracing.words import known_in_prose, known_in_table, known_in_title, nearest
from extractor.records.facts import find
from extractor.records.report import Check, Report, Section, Unclaimed
from extractor.textlayer.model import TextLayer

__all__ = ["Draft", "Hindrance", "Known", "Trace", "trace"]


def trace(document: Document, layer: TextLayer, path: str, check: Callable[[Report], list[Check]]) -> Trace | None:
    """The trace of the value at a path; None for what is no figure of one place. UnknownPathError: no such path.

    `check` judges the record that a drafted entry would make.
    """
    report = read_report(document, layer)
    leaf = find(report, path).value
    place = span_of(document, getattr(leaf, "evidence", []))
    if place is None:
        return None
    tries = Drafting(document, layer, report, leaf.evidence, check) if isinstance(leaf, Unclaimed) else None
    cell = in_table(document, place[0])
    if cell is not None:
        return _in_table(cell, tries)
    lookout = Lookout(place[0])
    with watched(lookout):
        read_report(document, layer)
    if lookout.sight is not None:
        return _in_prose(document.text, lookout.sight, tries)
    return _unread(_section(report, leaf.section) if isinstance(leaf, Unclaimed) else None, tries)


def _in_table(cell: InTable, tries: Drafting | None) -> Trace:
    words, known = " / ".join([cell.row, *reversed(cell.heads)]), known_in_table(cell)
    if tries is None:
        return Trace("table", words, known)
    drafts = tries.drafts(for_table(cell), for_row(cell))
    return Trace("table", words, known, Hindrance("cell", "row", words), nearest(cell.row), drafts)


def _in_prose(text: str, sight: Sight, tries: Drafting | None) -> Trace:
    sentence = sight.sentence()
    words = text[sentence[0].start : sentence[-1].end].strip()
    known = known_in_prose(text, sight.before())
    if tries is None:
        return Trace("prose", words, known)
    lacks = hindrance(text, sight)
    if lacks.final:
        return Trace("prose", words, known, lacks)
    near = nearest(phrase_of(text, sight))
    drafts = tries.drafts(for_prose(text, sight, near), for_label(text, sight))
    return Trace("prose", words, known, lacks, near, drafts)


def _unread(section: Section | None, tries: Drafting | None) -> Trace:
    """No reader looks for figures there."""
    title, kind = (section.title, section.kind) if section else ("", "")
    if tries is None:
        return Trace("unread", title, known_in_title(title))
    drafts = tries.drafts(for_title(title))
    return Trace("unread", title, known_in_title(title), Hindrance("section", "unread", kind), (), drafts)


def _section(report: Report, title: str | None) -> Section | None:
    """The first section of that title."""
    rest = list(report.sections)
    while rest:
        section = rest.pop(0)
        if section.title == title:
            return section
        rest = [*section.children, *rest]
    return None
