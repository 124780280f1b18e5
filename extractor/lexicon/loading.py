"""Reads the data files of the lexicon. A broken entry fails here, with its file, its line and what is allowed."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, NoReturn

from extractor.lexicon.active import active


class LexiconError(ValueError):
    """An entry of a data file that cannot be used."""

    def __init__(self, file: str, line: int | None, problem: str, allowed: Iterable[str] = ()) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        self.allowed = tuple(allowed)
        place = file if line is None else f"{file}:{line}"
        hint = f" (allowed: {', '.join(self.allowed)})" if self.allowed else ""
        super().__init__(f"{place}: {problem}{hint}")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a CSV file, by column name."""

    file: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fail(self, problem: str, allowed: Iterable[str] = ()) -> NoReturn:
        raise LexiconError(self.file, self.line, problem, allowed)

    def year(self, column: str) -> int | None:
        """A year, or None where the cell is empty: the validity is open on that side."""
        value = self.values[column]
        if not value:
            return None
        if not (value.isdecimal() and len(value) == 4):
            self.fail(f"{column} is {value!r}", ("a year of four digits", "nothing"))
        return int(value)

    def code(self, column: str, lengths: Sequence[int]) -> str:
        """A classification code of one of the given lengths."""
        value = self.values[column]
        if not (value.isdecimal() and value.isascii() and len(value) in lengths):
            self.fail(f"{column} is {value!r}", (f"{length} digits" for length in lengths))
        return value


def read_text(file: str) -> str:
    return (resources.files("extractor.lexicon") / "data" / file).read_text(encoding="utf-8")


def read_rows(file: str, columns: Sequence[str], text: str | None = None) -> Iterator[Row]:
    """The rows of a CSV file. Lines that begin with # are comments; the first other line is the head.

    `text` stands in for the file's content (for tests).
    """
    head: list[str] | None = None
    for number, line in enumerate((read_text(file) if text is None else text).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        if head is None:
            head = cells
            if head != list(columns):
                raise LexiconError(file, number, f"columns are {', '.join(head)}", columns)
            continue
        if len(cells) != len(head):
            raise LexiconError(file, number, f"{len(cells)} cells", (f"{len(head)} cells: {', '.join(head)}",))
        yield Row(file, number, dict(zip(head, cells, strict=True)))


def own_rows(table: str, columns: Sequence[str]) -> Iterator[Row]:
    """The entries that a user's lexicon has for a table of codes, as rows; what they leave out is empty."""
    sources = active().sources
    for entry in active().tables.get(table, ()):
        file, line = place(sources, str(entry.get("name", "")))
        yield Row(file, line or 0, {column: str(entry.get(column, "")) for column in columns})


def place(sources: Iterable[tuple[str, str]], culprit: str) -> tuple[str, int | None]:
    """The first of the files that holds these characters, and the line; without them the first file."""
    first = ""
    for file, text in sources:
        first = first or file
        for number, line in enumerate(text.splitlines(), start=1):
            if culprit and culprit in line:
                return file, number
    return first, None


@dataclass(frozen=True, slots=True)
class Toml:
    """A TOML file, with what a user adds to it. `fail` finds the line of the entry that it blames."""

    file: str
    text: str
    data: dict[str, Any]
    own: tuple[tuple[str, str], ...] = ()  #: the user's files, name and text: what is wrong is wrong there

    def fail(self, problem: str, culprit: str = "", allowed: Iterable[str] = (), word: str = "") -> NoReturn:
        """LexiconError at the line that holds `culprit`; with a user's words at theirs (`word`), since ours fit."""
        file, line = place(self.own or ((self.file, self.text),), culprit)
        if line is None and self.own:
            file, line = place(self.own, word)
        raise LexiconError(file, line, problem, allowed)

    def only(self, table: dict[str, Any], allowed: Sequence[str], place: str) -> None:
        """Fails at the first key of `table` that is not allowed."""
        for key in table:
            if key not in allowed:
                self.fail(f"unknown key {key!r} in {place}", key, allowed)

    def words(self, table: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
        """A list of words; missing means none."""
        value = table.get(key, [])
        if not isinstance(value, list):
            self.fail(f"{place}.{key} is not a list", key, ("a list of words",))
        for word in value:
            if not isinstance(word, str) or not word.strip():
                self.fail(f"{place}.{key} holds {word!r}", str(word), ("words",))
        return tuple(value)


def read_toml(file: str, text: str | None = None) -> Toml:
    """A TOML file; `text` stands in for its content (for tests)."""
    content = read_text(file) if text is None else text
    own = active()
    try:
        data = tomllib.loads(content)
        if text is None and own.tables:
            return Toml(file, content, merged(data, own.tables.get(file.removesuffix(".toml"), {})), own.sources)
        return Toml(file, content, data)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(file, None, str(error)) from error


def merged(ours: Any, theirs: Any) -> Any:
    """Tables key by key, lists end to end."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {
            key: merged(ours[key], theirs[key]) if key in ours and key in theirs else theirs.get(key, ours.get(key))
            for key in {**ours, **theirs}
        }
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *theirs]
    return theirs
