"""What the rules of form read of a report, gathered once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from extractor.records.report import Report, Section

_NUMBER = r"(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|\d+[.、])"
_ENTRY = re.compile(rf"{_NUMBER}\s*(.{{4,40}}?)[.…·\s]*\d*$")
_TABLE = re.compile(r"(?:[一二三四五六七八九十]+、|\d+[.、])(.{4,40}表)[.…·\s]*\d*$")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_NO_NAME = ("部门", "单位", "(", "（", ")", "）", "“", "”")


class Body:
    """A report's sections but its tables of contents, their words, and what the tables of contents list."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.owner = report.department.value if report.department else ""
        self.sections = list(_sections(report))

    @cached_property
    def paragraphs(self) -> list[tuple[Section, list[str]]]:
        """The paragraphs of each section, spaces removed; rows of tables are none."""
        return [
            (section, [line for line in section.text.replace(" ", "").split("\n") if line and "\t" not in line])
            for section in self.sections
        ]

    @cached_property
    def titles(self) -> list[str]:
        """The titles of the sections, bare."""
        return [self.bare(section.title) for section in self.sections]

    @cached_property
    def tables(self) -> list[str]:
        """The names of the published tables, bare."""
        return [self.bare(statement.name) for statement in self.report.statements]

    @cached_property
    def text(self) -> str:
        """The whole text, bare."""
        return self.bare("".join(section.text for section in self.sections))

    @cached_property
    def entries(self) -> dict[str, int]:
        """What the tables of contents list, without number, leaders and page, and the page that lists it."""
        found = ((_ENTRY.match(line), page) for line, page in self._listed)
        return {hit[1].rstrip("。."): page for hit, page in found if hit is not None}

    @cached_property
    def announced(self) -> dict[str, int]:
        """The tables in the tables of contents (entries that end in 表), and the page that lists them."""
        found = ((_TABLE.match(line), page) for line, page in self._listed)
        return {hit[1]: page for hit, page in found if hit is not None and len(bare(hit[1])) > len("预算表")}

    @cached_property
    def _listed(self) -> list[tuple[str, int]]:
        return [
            (line.strip(), section.pages[0])
            for section in _contents(self.report.sections)
            for line in section.text.split("\n")
        ]

    def bare(self, name: str) -> str:
        return bare(name.replace(self.owner, "") if self.owner else name)


def bare(name: str) -> str:
    """A name without what differs between a contents list and a title."""
    name = "".join(_YEAR.sub("", name).split())
    for word in _NO_NAME:
        name = name.replace(word, "")
    return name


def _sections(report: Report) -> Iterator[Section]:
    """All sections but tables of contents, parents first."""
    waiting = report.sections[::-1]
    while waiting:
        section = waiting.pop()
        if section.kind != "toc":
            yield section
            waiting += section.children[::-1]


def _contents(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        if section.kind == "toc":
            yield section
        yield from _contents(section.children)
