"""Rules as data: `rules/*.toml` in the package, and files of the user's own in the same form.

A broken rule fails when it is loaded, with its file, its line and what is allowed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from os import PathLike
from pathlib import Path
from typing import Any, Literal, get_args

from extractor.checks.model_paths import PathError, kind_of
from extractor.checks.patterns import Pattern

Category = Literal["arithmetic", "form", "plausibility"]
Kind = Literal[
    "sum", "sets", "balance", "sources", "funds", "scored", "weights", "classes", "functions", "items", "itemised",
    "share", "growth", "change", "completion", "variance", "restated", "twins", "twin_lists", "equal", "bound",
    "direction", "grand_total", "joint_total", "both_totals", "joint_growth", "of_nothing", "blank",
    "columns", "levels", "lists", "sides",
    "placeholder", "doubled", "repeated", "other_year", "empty_table", "missing_table", "expected_table", "contents",
    "other_date", "warned", "idle", "reasons", "base_year", "other_name",
]  # fmt: skip
Accuse = Literal["always", "diagnosed", "never"]

AnyPath = str | PathLike[str]

MONEY = ("budget", "adjusted_budget", "actual", "prior")
MAX_BYTES = 1 << 20  #: of a file of the user's
MEASURES = (*MONEY, "change")


class RuleError(ValueError):
    """A rule that cannot be used."""

    def __init__(self, file: str, line: int | None, problem: str, allowed: Iterable[str] = ()) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        self.allowed = tuple(allowed)
        place = file if line is None else f"{file}:{line}"
        hint = f" (allowed: {', '.join(self.allowed)})" if self.allowed else ""
        super().__init__(f"{place}: {problem}{hint}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Which of the fields mean something depends on `kind` (see `KEYS`); paths are those of the record."""

    id: str
    kind: Kind
    order: int  #: the place among all rules: of several checks that see one slip, the earliest is its finding
    category: Category = "arithmetic"
    severity: Literal["error", "warning", "info"] = "error"
    accuse: Accuse = "always"  #: diagnosed: only where one likely slip explains the difference
    title: str = ""  #: what the rule says, in Chinese
    advice: str = ""
    whole: str = ""
    parts: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()  #: parts that count where they are stated
    either: tuple[str, ...] = ()  #: parts that some reports count in and some do not
    sets: tuple[tuple[str, ...], ...] = ()  #: several ways in which a report may state the parts of the whole
    unless: tuple[str, ...] = ()  #: where all of these are stated, another rule says it better
    bases: tuple[str, ...] = ()  #: what a share may be of, the likeliest first
    beside: str = ""  #: a line that stands beside the items of a list in some reports, among them in others
    left: str = ""
    right: str = ""
    lines: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    sign: int = 0
    kinds: tuple[str, ...] = ()  #: kinds of reports that a rule of form is about


#: what a caller may give for rules
Rules = AnyPath | Iterable[AnyPath | Rule] | None

#: kind → (keys it needs, further keys it may have)
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sum": (("whole",), ("parts", "optional", "either", "measures")),
    "sets": (("whole", "sets"), ("unless", "measures")),
    "balance": (("whole", "parts", "either", "words"), ("measures",)),
    "sources": (("whole", "parts", "optional", "either", "words"), ("measures",)),
    "funds": (("whole", "parts", "words"), ("measures",)),
    "scored": (("whole", "parts"), ()),
    "weights": (("whole", "parts"), ()),
    "classes": (("lines",), ("measures",)),
    "functions": ((), ("measures",)),
    "items": (("lines",), ("beside", "measures")),
    "itemised": (("whole", "parts"), ("measures",)),
    "share": (("lines", "bases"), ()),
    "growth": ((), ()),
    "change": ((), ()),
    "completion": ((), ()),
    "variance": ((), ()),
    "restated": ((), ("words",)),
    "twins": (("lines",), ("measures",)),
    "twin_lists": (("lines",), ("measures",)),
    "equal": (("left", "right"), ("measures",)),
    "bound": (("left", "right"), ("measures", "unless", "words")),
    "direction": (("words", "sign", "left", "right"), ()),
    "grand_total": (("words",), ()),
    "joint_total": (("parts", "either", "measures", "words"), ()),
    "both_totals": ((), ()),
    "joint_growth": (("parts", "measures"), ()),
    "of_nothing": ((), ()),
    "blank": (("lines", "words"), ()),
    "columns": (("words",), ()),
    "levels": ((), ()),
    "lists": ((), ()),
    "sides": (("words",), ()),
    "placeholder": (("words",), ()),
    "doubled": (("words",), ()),
    "repeated": ((), ()),
    "other_year": (("words",), ()),
    "empty_table": ((), ("words",)),
    "missing_table": ((), ()),
    "other_date": (("words",), ()),
    "expected_table": (("kinds", "sets"), ()),
    "contents": ((), ()),
    "idle": (("words",), ()),
    "reasons": ((), ()),
    "base_year": (("words",), ()),
    "other_name": (("words",), ()),
    "warned": (("words",), ()),
}
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


@cache
def built_in() -> tuple[Rule, ...]:
    """The rules of the package, in the order of the file names."""
    rules: list[Rule] = []
    folder = resources.files("extractor.checks") / "rules"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            rules += parse(entry.name, entry.read_text(encoding="utf-8"), len(rules))
    _unique(rules)
    return tuple(rules)


def load(*files: AnyPath) -> tuple[Rule, ...]:
    """The package's rules and those of further files. RuleError: a rule of theirs cannot be used; OSError."""
    return with_own(texts(files))


def texts(files: AnyPath | Iterable[AnyPath]) -> tuple[tuple[str, str], ...]:
    """The name and text of each file of rules, as `with_own` takes them. RuleError: it is no text of ours; OSError."""
    given = [files] if isinstance(files, str | PathLike) else files
    return tuple((str(file), _text(Path(file))) for file in given)


@lru_cache(maxsize=16)
def with_own(own: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
    """The package's rules and those of further texts. RuleError: a rule of theirs cannot be used."""
    rules = list(built_in())
    for name, text in own:
        rules += parse(name, text, len(rules))
    _unique(rules)
    return tuple(rules)


def chosen(rules: Rules) -> tuple[Rule, ...]:
    """Rules as a caller may name them: none (the package's), files beside the package's, or rules themselves."""
    if rules is None:
        return built_in()
    if isinstance(rules, str | PathLike):
        return load(rules)
    given = tuple(rules)
    ready = tuple([one for one in given if isinstance(one, Rule)])
    return ready if len(ready) == len(given) else load(*[one for one in given if not isinstance(one, Rule)])


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise RuleError(str(path), None, "the file is too large", (f"{MAX_BYTES} bytes",))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RuleError(str(path), line, "the file is not UTF-8", ("UTF-8",)) from error


def _unique(rules: Sequence[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError("rules", None, f"two rules have the id {rule.id!r}")
        seen.add(rule.id)
