"""A TOML text → rules. A broken one fails with its file, its line and what is allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from extractor.checks.model_paths import PathError, kind_of
from extractor.checks.patterns import Pattern
from extractor.checks.rule import KEYS, MEASURES, Accuse, Category, Rule, RuleError

_COMMON = ("id", "kind", "category", "severity", "accuse", "title", "advice")
_LISTS = ("kinds", "parts", "optional", "either", "bases", "lines", "measures", "words", "unless")
_PATHS = ("whole", "left", "right", "beside", "parts", "optional", "either", "bases", "lines", "unless", "sets")
#: kinds whose names are those of a table's columns, or words of a sentence, not paths of the record
_NO_PATHS = (
    "direction",
    "grand_total",
    "columns",
    "levels",
    "lists",
    "sides",
    "placeholder",
    "repeated",
    "other_year",
    "empty_table",
    "expected_table",
)
_PATTERNS = (
    "balance",
    "sources",
    "funds",
    "restated",
    "placeholder",
    "doubled",
    "other_year",
    "other_date",
    "idle",
    "base_year",
    "other_name",
)  #: kinds whose words are patterns
#: how many patterns a kind needs, where each has its own meaning
_EXACTLY = {"sources": 2, "funds": 1}
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


def parse(file: str, text: str, first: int = 0) -> list[Rule]:
    """The rules of a TOML text. RuleError: one of them cannot be used."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(file, None, str(error)) from error
    except RecursionError as error:
        raise RuleError(file, None, "nested too deeply", ("TOML as in our files",)) from error
    for key in data:
        if key != "rule":
            raise RuleError(file, _line(text, key), f"unknown table {key!r}", ("[[rule]]",))
    entries = data.get("rule", [])
    if not isinstance(entries, list):
        raise RuleError(file, _line(text, "rule"), "rule is not a list of tables", ("[[rule]]",))
    return [_Entry(file, text, entry).rule(first + position) for position, entry in enumerate(entries)]


def _line(text: str, needle: str, after: int = 0) -> int | None:
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, start=1) if n > after and needle in line), None)


@dataclass(frozen=True, slots=True)
class _Entry:
    file: str
    text: str
    entry: dict[str, Any]

    def fail(self, problem: str, culprit: str = "", allowed: Iterable[str] = ()) -> RuleError:
        start = _line(self.text, f'"{self.entry.get("id", "")}"') or 0
        line = _line(self.text, culprit, start - 1) if culprit else start or None
        return RuleError(self.file, line, problem, allowed)

    def rule(self, order: int) -> Rule:
        kind = self.entry.get("kind")
        if not isinstance(self.entry.get("id"), str) or not _ID.fullmatch(self.entry["id"]):
            raise self.fail(f"id is {self.entry.get('id')!r}", "id", ("small letters, digits, _ and .",))
        if kind not in KEYS:
            raise self.fail(f"kind is {kind!r}", "kind", KEYS)
        needed, further = KEYS[kind]
        for key in self.entry:
            if key not in (*_COMMON, *needed, *further):
                raise self.fail(f"a rule of kind {kind} has no {key!r}", key, (*_COMMON, *needed, *further))
        for key in needed:
            if key not in self.entry:
                raise self.fail(f"a rule of kind {kind} needs {key!r}", "", needed)
        values = {key: self._value(key, value) for key, value in self.entry.items()}
        if kind in _PATTERNS:
            for word in values.get("words", ()):
                self._pattern("words", word)
            if len(values.get("words", ())) != _EXACTLY.get(kind, len(values.get("words", ()))):
                raise self.fail(f"words of a rule of kind {kind} are {_EXACTLY[kind]}", "words")
        if kind == "expected_table":
            for name, *pattern in values["sets"]:
                if not pattern or not (pattern[1:] or ["0"])[0].isdigit():
                    raise self.fail(f"sets holds {name!r}", "sets", ("[table, pattern of its names, year]",))
                self._pattern("sets", pattern[0])
        if kind not in _NO_PATHS:
            self._paths(values)
        return Rule(order=order, **values)

    def _pattern(self, key: str, words: str) -> None:
        try:
            Pattern(words)
        except ValueError as error:
            raise self.fail(f"{key} holds {words!r}, which is no pattern: {error}", key) from error

    def _value(self, key: str, value: Any) -> Any:
        if key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(entry, str) and entry for entry in value):
                raise self.fail(f"{key} is no list of words", key, ("a list of words",))
            if key == "measures":
                self._choice(key, value, MEASURES)
            return tuple(value)
        if key == "sets":
            if not isinstance(value, list) or not all(isinstance(entry, list) and entry for entry in value):
                raise self.fail("sets is no list of lists of paths", key, ("a list of lists of paths",))
            return tuple(tuple(map(str, entry)) for entry in value)
        if key == "sign":
            if value not in (-1, 0, 1):
                raise self.fail(f"sign is {value!r}", key, ("-1", "0", "1"))
            return value
        if not isinstance(value, str):
            raise self.fail(f"{key} is {value!r}", key, ("a word",))
        for name, allowed in (("category", Category), ("accuse", Accuse)):
            if key == name:
                self._choice(key, [value], get_args(allowed))
        if key == "severity":
            self._choice(key, [value], ("error", "warning", "info"))
        return value

    def _choice(self, key: str, values: Sequence[str], allowed: Sequence[str]) -> None:
        for value in values:
            if value not in allowed:
                raise self.fail(f"{key} holds {value!r}", value, allowed)

    def _paths(self, values: dict[str, Any]) -> None:
        for key in _PATHS:
            given = values.get(key, ())
            paths = (given,) if isinstance(given, str) else given
            for path in [one for entry in paths for one in ((entry,) if isinstance(entry, str) else entry)]:
                for one in path.partition("@")[0].split("+"):  # a base of a share may be a sum, or of the widest fund
                    try:
                        kind_of(one)
                    except PathError as error:
                        raise self.fail(f"{key}: {error}", one, error.allowed) from error
