"""An archive as an Excel workbook, written row by row: no clock in it, and no cell that is a formula."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

from extractor.emit.cells import Cell
from extractor.emit.links import REVIEW
from extractor.emit.sheets import FAILURES, SHEETS, Look, Sheet, Value
from extractor.records.report import Report

_MOST_ROWS = 1_048_575  #: of a sheet, its head aside; further ones go to a second sheet
_MOST_LINKS = 65_000  #: of a sheet; Excel allows few more
_MOST_CHARACTERS = 32_000
_LONGEST_LINK = 2_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_NUMBERS: dict[Look, str] = {
    "money": "#,##0.00",
    "percent": '#,##0.00"%"',
    "count": "#,##0",
    "number": "General",
    "text": "@",
}
_COLOURS = {
    "good": {"bg_color": "#DCF3E5", "font_color": "#1B7A43"},
    "bad": {"bg_color": "#FBE3E1", "font_color": "#B3261E"},
    "note": {"bg_color": "#FDF0D2", "font_color": "#8A5A00"},
}


def write(reports: Iterable[Report], failures: Iterable[tuple[str, str, str]], path: Path) -> None:
    """Write the workbook. OSError: it cannot be written. ModuleNotFoundError: the extra `excel` is not installed."""
    import xlsxwriter

    # constant_memory: a row is on disk before the next one is made.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(path.parent),
    }
    draft = path.with_name(f".{path.name}.part")
    with xlsxwriter.Workbook(str(draft), options) as book:
        book.set_properties({"created": datetime.datetime(2000, 1, 1), "title": "部门报告"})
        writers = {sheet.name: _Writer(book, sheet) for sheet in SHEETS}
        for report in reports:
            for sheet in SHEETS:
                for row in sheet.rows(report):
                    writers[sheet.name].add(row)
        for failure in failures:
            writers[FAILURES.name].add(failure)
        for writer in writers.values():
            writer.finish()
    _straighten(draft, path)


def _straighten(draft: Path, path: Path) -> None:
    """The same workbook with links as Excel itself writes them: only Windows understands the library's backslashes."""
    try:
        with ZipFile(draft) as given, ZipFile(path, "w", ZIP_DEFLATED) as made:
            for entry in given.infolist():
                with given.open(entry) as source, made.open(entry, "w") as target:
                    if entry.filename.startswith("xl/worksheets/_rels/"):
                        target.write(source.read().replace(b"\\", b"/"))
                    else:
                        shutil.copyfileobj(source, target)
    finally:
        draft.unlink(missing_ok=True)


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Look, bool], Any] = {}
        self.head = book.add_format({"bold": True, "bg_color": "#E3E8F0", "bottom": 1, "valign": "vcenter"})

    def get(self, look: Look, linked: bool) -> Any:
        if (look, linked) not in self._made:
            style: dict[str, Any] = {"num_format": _NUMBERS[look], "valign": "top"}
            if linked:
                style |= {"font_color": "#1F5FBF", "underline": 1}
            self._made[look, linked] = self._book.add_format(style)
        return self._made[look, linked]


@dataclass(slots=True)
class _Writer:
    """A sheet being filled, and those that continue it."""

    book: Any
    sheet: Sheet
    parts: int = 0
    row: int = 0
    links: int = 0
    page: Any = None
    formats: Any = None

    def __post_init__(self) -> None:
        self.formats = getattr(self.book, "extractor_formats", None)
        if self.formats is None:
            self.formats = self.book.extractor_formats = _Formats(self.book)
        self._begin()

    def _begin(self) -> None:
        self.parts += 1
        self.row = self.links = 0
        name = self.sheet.name if self.parts == 1 else f"{self.sheet.name}{self.parts}"
        self.page = self.book.add_worksheet(name)
        self.page.freeze_panes(1, 1)
        for column, head in enumerate(self.sheet.heads):
            self.page.set_column(column, column, head.width)
            self.page.write_string(0, column, head.title, self.formats.head)

    def add(self, row: tuple[Cell | Value, ...]) -> None:
        if self.row == _MOST_ROWS:
            self.finish()
            self._begin()
        self.row += 1
        for column, entry in enumerate(row):
            given = entry if isinstance(entry, Value) else Value(entry)
            self._cell(column, given, given.look or self.sheet.heads[column].look)

    def _cell(self, column: int, given: Value, look: Look) -> None:
        value = given.value
        if value is None:
            return
        numeric = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        linked = self._link(column, given.link) if given.link else False
        form = self.formats.get(look if numeric else "text", linked)
        if numeric:
            self.page.write_number(self.row, column, float(value), form)
        else:
            self.page.write_string(self.row, column, _clean(str(value)), form)

    def _link(self, column: int, link: str) -> bool:
        """A way into the review page, which lies beside the workbook once it is made."""
        page, _, place = link.partition("#")
        address = f"external:{REVIEW}/{page}" + (f"#{quote(place, safe='[].-')}" if place else "")
        if self.links >= _MOST_LINKS or len(address) > _LONGEST_LINK:
            return False
        self.links += 1
        self.page.write_url(self.row, column, address, string=".")  # the value is written over it
        return True

    def finish(self) -> None:
        """What needs to know how many rows there are."""
        last, columns = max(self.row, 1), len(self.sheet.heads)
        self.page.autofilter(0, 0, last, columns - 1)
        for word, colour in self.sheet.colours.items():
            form = self.book.add_format(_COLOURS[colour])
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": form}
            self.page.conditional_format(1, 0, last, columns - 1, rule)


def _clean(words: str) -> str:
    words = _UNSEEN.sub("\ufffd", words)
    return words if len(words) <= _MOST_CHARACTERS else f"{words[:_MOST_CHARACTERS]}…"
