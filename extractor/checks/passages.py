"""What the report's own words say around its figures: which total a share is of, whether a list claims to be whole.

The record keeps the text of every section; a figure is found there by its printed digits beside what stands near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from extractor.records.report import Report, Section

Claim = Literal["whole", "partial", "open", "unsaid"]  #: open: …等, or 主要包括: it names the larger items only

_PARTIAL = re.compile(r"其中|主要")
_MAINLY = re.compile(r"主要(?:包括|包含|有|为|是|用于)")
_WHOLE = re.compile(r"^[（(：:]|即|包括|包含|分别|构成|组成|明细|具体")
_OPEN_END = re.compile(r"^[^，,；;。（(]{0,12}?等")
_NEAR = 60  #: characters between a total and the first item of its list


class Passages:
    """The text of a report's sections, spaces removed, paragraph by paragraph."""

    def __init__(self, report: Report) -> None:
        self._sections = report.sections

    @cached_property
    def text(self) -> str:
        return "\n".join(_texts(self._sections)).replace(" ", "")

    @cached_property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.split("\n") if line]

    def holding(self, *words: str) -> list[str]:
        """The paragraphs that hold any of the words, in their order."""
        text, size = self.text, len(self.text)
        found: dict[int, int] = {}
        for word in words:
            place = text.find(word)
            while place >= 0:
                start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
                end = size if end < 0 else end
                if start < end >= place + len(word):
                    found[start] = end
                place = text.find(word, end + 1)
        return [text[start:end] for start, end in sorted(found.items())]

    def claim(self, whole: str, items: Sequence[str]) -> Claim:
        """What the words between a total and its items say of the list: the whole, some of it, or open (…等).

        `whole` and `items` as printed, the items in the order of the report.
        """
        total, first, last = (words.replace(" ", "") for words in (whole, items[0], items[-1]))
        claim: Claim = "unsaid"
        for paragraph in self.holding(first):
            if last not in paragraph:
                continue
            if _left_open(paragraph, first, last):
                return "open"
            for start, end in _spans(paragraph, total):
                begin = paragraph.find(first, end, end + _NEAR + len(first))
                finish = paragraph.find(last, begin) if begin >= 0 else -1
                if finish < 0 or paragraph[start - 1 : start].isdigit():
                    continue
                between = paragraph[end:begin]
                if _PARTIAL.search(between):
                    return "open" if _MAINLY.search(between) else "partial"
                if _WHOLE.search(between):
                    claim = "whole"
        return claim

    def sentences(self, *needles: str) -> Iterator[str]:
        """The paragraphs that hold all of the needles."""
        first, *others = [needle.replace(" ", "") for needle in needles]
        return (paragraph for paragraph in self.holding(first) if all(needle in paragraph for needle in others))

    def twice(self, name: str, stated: str) -> bool:
        """Whether one list holds an item two times, name and amount."""
        entry = f"{name}{stated}".replace(" ", "")
        pattern = re.compile(rf"{re.escape(entry)}[，、；,;][^。]*?{re.escape(entry)}")
        return any(pattern.search(paragraph) for paragraph in self.holding(entry))

    def before(self, needle: str, length: int = 30) -> Iterator[str]:
        """The words before each place where the needle is printed."""
        wanted = needle.replace(" ", "")
        for paragraph in self.holding(wanted):
            for start, _ in _spans(paragraph, wanted):
                if not paragraph[start - 1 : start].isdigit():
                    yield paragraph[max(0, start - length) : start]


def _left_open(paragraph: str, first: str, last: str) -> bool:
    """Whether a list ends in 等."""
    begin = paragraph.find(first)
    finish = paragraph.find(last, begin) if begin >= 0 else -1
    return finish >= 0 and bool(_OPEN_END.match(paragraph[finish + len(last) :]))


def _texts(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.text
        yield from _texts(section.children)


def _spans(text: str, needle: str) -> Iterator[tuple[int, int]]:
    start = text.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = text.find(needle, start + 1)
