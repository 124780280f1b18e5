"""Where a word stands in a lexicon file: the table, the pattern, the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.lexicon.active import active
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import read_text

_HEAD = re.compile(r"^\s*\[{1,2}\s*([^\[\]\"'#]+?)\s*\]{1,2}\s*(?:#.*)?$")
_WORDS = ("words", "exact", "ends", "contains")


class Places:
    """The lines of a TOML text, by table."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._tables: dict[tuple[str, ...], list[int]] = {}  #: where each table of that name begins
        self._heads: list[int] = []
        for number, line in enumerate(self._lines, start=1):
            if (found := _HEAD.match(line)) is not None:
                path = tuple(part.strip() for part in found[1].split("."))
                self._tables.setdefault(path, []).append(number)
                self._heads.append(number)

    def line(self, table: tuple[str, ...], index: int, culprit: str) -> int | None:
        """The line within the `index`th table of that name that holds `culprit`, else that of its head."""
        starts = self._tables.get(table, ())
        if index >= len(starts):
            return self.containing(culprit)
        start = starts[index]
        end = next((head for head in self._heads if head > start), len(self._lines) + 1)
        within = (n for n in range(start + 1, end) if culprit and culprit in self._lines[n - 1])
        return next(within, start)

    def containing(self, culprit: str) -> int | None:
        """The first line that holds `culprit`, as it stands or as one of a pattern's words."""
        if not culprit:
            return None
        plain = (n for n, line in enumerate(self._lines, start=1) if culprit in line)
        return next(plain, None) or self._spelling(culprit)

    def _spelling(self, word: str) -> int | None:
        quoted = re.compile(r'"([^"]+)"')
        for number, line in enumerate(self._lines, start=1):
            patterns = [found for found in quoted.findall(line) if found.count("[") == found.count("]")]
            if any(word in expand(found) for found in patterns if _balanced(found)):
                return number
        return None


def _balanced(pattern: str) -> bool:
    return pattern.count("{") == pattern.count("}")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One word of an entry. `table`: line, section.problems …; `index`: which of the tables of that name it is."""

    table: str
    index: int
    word: str
    pattern: str
    meaning: str  #: what the entry says beside its words


def words_of(data: dict[str, Any], table: str = "") -> Iterator[Spelling]:
    """All words of a lexicon file's data."""
    for key, value in data.items():
        name = f"{table}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from words_of(value, name)
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if isinstance(entry, dict):
                    meaning = ", ".join(f"{k} = {v}" for k, v in entry.items() if k not in _WORDS)
                    for pattern in entry.get("words", ()):
                        yield from _spelled(name, index, pattern, meaning or key)
                elif isinstance(entry, str):
                    holder = table if key in _WORDS else name
                    yield from _spelled(holder, 0, entry, holder)


def _spelled(table: str, index: int, pattern: str, meaning: str) -> Iterator[Spelling]:
    for word in expand(pattern):
        if word:
            yield Spelling(table, index, word, pattern, meaning)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a lexicon file that holds a word."""

    file: str
    line: int | None
    table: str
    pattern: str
    meaning: str


def entries(name: str, words: tuple[str, ...]) -> Iterator[tuple[str, Entry]]:
    """The entries of our data file `name` (labels, forms …), and of the user's for it, that hold one of the words."""
    ours = read_text(f"{name}.toml")
    yield from _found(f"{name}.toml", ours, tomllib.loads(ours), (), words)
    for file, text in active().sources:
        yield from _found(file, text, tomllib.loads(text).get(name, {}), (name,), words)


def _found(
    file: str, text: str, data: dict[str, Any], above: tuple[str, ...], words: tuple[str, ...]
) -> Iterator[tuple[str, Entry]]:
    places = Places(text)
    wanted = frozenset(words)
    for found in words_of(data):
        if found.word in wanted:
            line = places.line((*above, *found.table.split(".")), found.index, f'"{found.pattern}"')
            yield found.word, Entry(file, line, found.table, found.pattern, found.meaning)


def section_entry(title: str) -> tuple[str, Entry] | None:
    """The phrase of sections.toml, or of the user's, that says of what kind a section is: the longest in its title."""
    from extractor.lexicon.naming import plain
    from extractor.lexicon.sections import title_key

    key = title_key(title)
    sources: list[tuple[str, str, tuple[str, ...]]] = [("sections.toml", read_text("sections.toml"), ())]
    sources += [(file, text, ("sections",)) for file, text in active().sources]
    best: tuple[str, Entry] | None = None
    for file, text, above in sources:
        data: dict[str, Any] = tomllib.loads(text)
        for name in above:
            data = data.get(name, {})
        places = Places(text)
        for found in words_of({"section": data.get("section", {})}):
            word = plain(found.word)
            if word in key and (best is None or len(word) > len(plain(best[0]))):
                line = places.line((*above, *found.table.split(".")), found.index, f'"{found.pattern}"')
                best = found.word, Entry(file, line, found.table, found.pattern, found.meaning)
    return best
