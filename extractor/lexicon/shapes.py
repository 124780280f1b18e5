"""What a user's lexicon may hold: what ours holds, table by table and key by key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from extractor.lexicon.entries import Places
from extractor.lexicon.labels import PatternError, expand
from extractor.lexicon.loading import LexiconError

MAX_WORDS = 20_000  #: spellings that the patterns of one file may have together
MAX_SPELLINGS = 12_000  #: of one pattern
MAX_LENGTH = 200  #: characters of a pattern
_DEPTH = 6  #: brackets within brackets
#: keys whose values are the user's to choose
_FREE = ("words", "code", "unit", "units", "others", "exact", "ends", "contains")
_CODE = (3, 5, 7)


class Shape:
    """Compares the tables of a file with ours; `places` finds the lines."""

    def __init__(self, file: str, places: Places) -> None:
        self._file, self._places = file, places
        self._spellings = 0

    def fail(
        self, problem: str, allowed: Iterable[str], table: tuple[str, ...] = (), index: int = 0, culprit: str = ""
    ) -> NoReturn:
        raise LexiconError(self._file, self._places.line(table, index, culprit), problem, allowed)

    def keys(self, table: Any, allowed: Iterable[str], path: tuple[str, ...], index: int = 0) -> None:
        """LexiconError: not a table, or a key of it is not allowed."""
        known = tuple(allowed)
        if not isinstance(table, dict):
            self.fail(f"{'.'.join(path)} is no table", known, path, index, path[-1])
        for key in table:
            if key not in known:
                where = ".".join(path) or "the file"
                self.fail(f"unknown key {key!r} in {where}", known, path or (key,), index, key)

    def conform(self, theirs: Any, ours: Any, path: tuple[str, ...]) -> None:
        """LexiconError: their table is not made as ours is."""
        if isinstance(ours, dict):
            self.keys(theirs, ours, path)
            for key, value in theirs.items():
                below = dict.fromkeys(ours[key], _PLACES) if path == ("sections",) else ours[key]
                self.conform(value, below, (*path, key))
        elif ours and isinstance(ours[0], dict):
            self._entries(theirs, ours, path)
        else:
            self._words(theirs, path[:-1] if path[-1] in _PLACES else path, 0, path[-1])

    def _entries(self, theirs: Any, ours: list[dict[str, Any]], path: tuple[str, ...]) -> None:
        name = ".".join(path)
        if not isinstance(theirs, list) or not all(isinstance(entry, dict) for entry in theirs):
            self.fail(f"{name} is no list of tables", (f"[[{name}]]",), path, 0, path[-1])
        known = {key: [entry[key] for entry in ours if key in entry] for entry in ours for key in entry}
        needed = [key for key, values in known.items() if len(values) == len(ours)]
        for index, entry in enumerate(theirs):
            self.keys(entry, known, path, index)
            for key in needed:
                if key not in entry:
                    self.fail(f"{name} has no {key!r}", needed, path, index)
            for key, value in entry.items():
                self._value(key, value, known[key], path, index)

    def _value(self, key: str, value: Any, values: list[Any], path: tuple[str, ...], index: int) -> None:
        if key == "code":
            self._code(value, path, index)
        elif isinstance(values[0], bool):
            if not isinstance(value, bool):
                self.fail(f"{key} is {value!r}", ("true", "false"), path, index, key)
        elif key in _FREE:
            self._words(value, path, index, key)
        elif isinstance(values[0], list):
            allowed = sorted({word for words in values for word in words})
            if not isinstance(value, list) or any(word not in allowed for word in value):
                self.fail(f"{key} is {value!r}", allowed, path, index, key)
        elif value not in values or isinstance(value, bool):
            self.fail(f"{key} is {value!r}", map(str, dict.fromkeys(values)), path, index, key)

    def _words(self, value: Any, path: tuple[str, ...], index: int, key: str) -> None:
        if not isinstance(value, list) or not value:
            self.fail(f"{key} is {value!r}", ("a list of words",), path, index, key)
        for word in value:
            if not isinstance(word, str) or not word.strip() or word != word.strip():
                self.fail(f"{key} holds {word!r}", ("words",), path, index, str(word))
            self._pattern(word, path, index)

    def _pattern(self, word: str, path: tuple[str, ...], index: int) -> None:
        """LexiconError: brackets that do not match, or more spellings than a lexicon needs."""
        bounds = (f"{MAX_LENGTH} characters", f"brackets {_DEPTH} deep", f"{MAX_SPELLINGS} spellings")
        if len(word) > MAX_LENGTH or any(character < " " for character in word) or _deepest(word) > _DEPTH:
            self.fail(f"pattern {word[:40]!r} is too long or too deep", bounds, path, index, word[:40])
        number = _count(word)
        self._spellings += number
        if number > MAX_SPELLINGS or self._spellings > MAX_WORDS:
            self.fail(f"pattern {word[:40]!r} has too many spellings", bounds, path, index, word[:40])
        try:
            spelled = expand(word)
        except PatternError as error:
            self.fail(str(error), ("[x] may be missing, {a|b} is one or the other",), path, index, word)
        if not any(spelled):
            self.fail(f"pattern {word!r} spells nothing", ("words",), path, index, word)

    def codes(self, tables: Any, name: str, columns: tuple[str, ...]) -> None:
        """Other names of codes. LexiconError: a key or a value is not as in our tables of codes."""
        if not isinstance(tables, list):
            self.fail(f"{name} is no list of tables", (f"[[{name}]]",), (name,), 0, name)
        for index, entry in enumerate(tables):
            self.keys(entry, columns, (name,), index)
            for key in ("name", "code"):
                if not isinstance(entry.get(key), str) or not entry[key].strip() or len(entry[key]) > MAX_LENGTH:
                    self.fail(f"{key} is {entry.get(key)!r}", ("words",), (name,), index, key)
            self._code(entry["code"], (name,), index)
            for key, value in entry.items():
                if not isinstance(value, str) and not (key in ("first", "last") and type(value) is int):
                    self.fail(f"{key} is {value!r}", ("text",), (name,), index, key)

    def _code(self, value: Any, path: tuple[str, ...], index: int) -> None:
        if not (isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) in _CODE):
            self.fail(f"code is {value!r}", (f'"{length} digits"' for length in _CODE), path, index, "code")


_PLACES = {"exact": [""], "ends": [""], "contains": [""]}


def _deepest(pattern: str) -> int:
    depth = deepest = 0
    for character in pattern:
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    return deepest


def _count(pattern: str) -> int:
    """How many spellings a pattern has at most, without spelling them out."""
    stack: list[tuple[int, int, bool]] = []  # of each open bracket: product before it, sum of its options, [ or {
    product, total = 1, 0
    for character in pattern:
        if character in "[{":
            stack.append((product, total, character == "["))
            product, total = 1, 0
        elif character == "|" and stack:
            product, total = 1, total + product
        elif character in "]}" and stack:
            before, above, optional = stack.pop()
            product, total = before * (total + product + optional), above
        if product > 10**9:
            break
    return product
