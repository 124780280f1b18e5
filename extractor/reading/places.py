"""Where the words of a notice stand: checks see a record, whose sections have pages but no boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from extractor.layout.model import Document
from extractor.reading.leaves import Quoter
from extractor.records.leaves import Evidence
from extractor.records.report import Check

_TITLE = re.compile(r"\[(.*)\]", re.DOTALL)


def find_places(checks: Sequence[Check], document: Document) -> None:
    """Gives the notices of form that are known by a page only the boxes of the words that they are about.

    The words are looked for behind the heading or the table's name in the subject; where they are not found there,
    the page is all that is known.
    """
    bare = [check for check in checks if check.category == "form" and any(map(_bare, check.evidence))]
    if not bare:
        return
    quoter, pages = Quoter(document), _page_starts(document)
    for check in bare:
        title = found[1] if (found := _TITLE.search(check.subject)) else ""
        check.evidence = [
            box
            for one in check.evidence
            for box in (_boxes(quoter, one, title, pages) if _bare(one) else None) or [one]
        ]


def _bare(one: Evidence) -> bool:
    return one.x0 is None and one.line is None and bool(one.text)


def _page_starts(document: Document) -> list[int]:
    """Where each page begins in the text: at its first printed character."""
    numbers = np.array([*(line.page for line in document.lines), 0], np.int32)[document.line_of]
    last = max(document.pages, *numbers.tolist()) if len(numbers) else document.pages
    starts = np.full(last + 2, len(document.text))  # pages are counted from 1
    np.minimum.at(starts, numbers, np.arange(len(numbers)))
    return [int(start) for start in starts]


def _boxes(quoter: Quoter, one: Evidence, title: str, pages: list[int]) -> list[Evidence]:
    text, start = quoter.document.text, pages[one.page]
    heading = text.find(title, start, pages[one.page + 1]) if title else -1
    words = re.compile(r"\s*".join(map(re.escape, one.text.replace(" ", ""))))
    found = words.search(text, max(heading, start))
    return quoter.evidence(*found.span()) if found else []
