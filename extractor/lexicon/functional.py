"""支出功能分类: from the names of 类, 款 and 项, or their printed codes, to the code (`data/functional*.csv`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.loading import LexiconError, Row, own_rows, read_rows
from extractor.lexicon.naming import plain, spellings, stem

TABLE = "functional.csv"
NAMES = "functional_names.csv"
LENGTHS = (3, 5, 7)
#: Names that stand below many 款, also below some that the table lacks: alone they name nothing.
_GENERIC = frozenset(
    {"行政运行", "一般行政管理事务", "机关服务", "事业运行", "信息化建设", "机构运行", "专项业务", "行业业务管理"}
)
_SHORTEST_PREFIX = 4
#: The levels that two or three unmarked names may have, in the order in which they are tried.
_READINGS = {2: ((3, 5), (5, 7), (3, 7)), 3: (LENGTHS,)}
_MARKS = re.compile(r"[\s类款项]")
_LEVEL_MARK = re.compile(r"[(（\[【]\s*([类款项])\s*[)）\]】]")


@dataclass(frozen=True, slots=True)
class FunctionalName:
    """A name of a code. The years (None: open) decide only between codes of one name."""

    code: str
    name: str
    first: int | None
    last: int | None
    current: bool  #: the name of the table itself, not an earlier or a printed one

    def holds(self, year: int | None) -> bool:
        return year is None or ((self.first or year) <= year <= (self.last or year))


def read_functional(file: str, text: str | None = None) -> list[FunctionalName]:
    """The rows of TABLE or NAMES. Raises LexiconError on a malformed row."""
    current = file == TABLE
    columns = ("code", "name", "first", "last", "source" if current else "note")
    own = () if current else own_rows("functional", columns)
    return [_entry(row, current) for row in (*read_rows(file, columns, text), *own)]


def _entry(row: Row, current: bool) -> FunctionalName:
    if current and row["source"] not in ("observed", "standard"):
        row.fail(f"source is {row['source']!r}", ("observed", "standard"))
    if not plain(row["name"]):
        row.fail("no name")
    return FunctionalName(row.code("code", LENGTHS), row["name"], row.year("first"), row.year("last"), current)


@dataclass(frozen=True, slots=True)
class FunctionalTable:
    names: tuple[FunctionalName, ...]
    by_stem: dict[tuple[int, str], tuple[FunctionalName, ...]]  #: by length of the code and stem of the name
    by_code: dict[str, tuple[FunctionalName, ...]]
    by_length: dict[int, tuple[tuple[str, FunctionalName], ...]]  #: plain names, by length of the code


@per_lexicon()
def functional_table() -> FunctionalTable:
    names = (*read_functional(TABLE), *read_functional(NAMES))
    by_stem: dict[tuple[int, str], list[FunctionalName]] = {}
    by_code: dict[str, list[FunctionalName]] = {}
    for entry in names:
        by_code.setdefault(entry.code, []).append(entry)
        for key in sorted({stem(spelling) for spelling in spellings(entry.name)}):
            by_stem.setdefault((len(entry.code), key), []).append(entry)
    for entry in names:
        if len(entry.code) > 3 and entry.code[:-2] not in by_code:
            raise LexiconError(TABLE, None, f"{entry.code} {entry.name}: {entry.code[:-2]} is missing")
    return FunctionalTable(
        names,
        {key: tuple(entries) for key, entries in by_stem.items()},
        {key: tuple(entries) for key, entries in by_code.items()},
        {length: tuple((plain(e.name), e) for e in names if len(e.code) == length) for length in LENGTHS},
    )


def functional(names: Sequence[str], codes: Sequence[str] = (), year: int | None = None) -> str | None:
    """The code (3, 5 or 7 digits) of a path of names, or None where that is not certain.

    `names`: 类, 款 and 项 from the left, in one string each or in one string with their marks
    (`一般公共服务支出（类）财政事务（款）行政运行（项）`); 类 may be missing. The code is that of the last name.
    `codes`: what is printed beside them: `("2010601",)`, `("201", "06", "01")`, `("204类", "06款", "05项")`. A printed
    code holds unless the table knows it under quite another name, whatever digits a unit made up.
    """
    return _functional(tuple(names), tuple(codes), year)


@per_lexicon(4096)
def _functional(names: tuple[str, ...], codes: tuple[str, ...], year: int | None) -> str | None:
    path, levels = _path(names)
    printed = printed_code(codes)
    if printed is not None:
        return printed if _agrees(printed, path) else None
    return _lookup(path, levels, year) if path else None


def printed_code(codes: Sequence[str]) -> str | None:
    """The code that printed parts spell, with its marks 类款项 dropped; None unless it is well formed."""
    digits = _MARKS.sub("", "".join(codes))
    known = len(digits) in LENGTHS and digits.isascii() and digits.isdecimal()
    return digits if known and digits[:3] in functional_table().by_code else None


def functional_name(code: str) -> str | None:
    """The name of a code in today's wording; None for a code that the table lacks."""
    entries = functional_table().by_code.get(code, ())
    return next((entry.name for entry in entries if entry.current), entries[0].name if entries else None)


def is_functional_code(code: str) -> bool:
    """Whether the table knows the code. It is a selection: False does not mean that the code is wrong."""
    return code in functional_table().by_code


@lru_cache(maxsize=4096)
def _path(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The names one by one, and the levels (as lengths of code) that marks give them; no levels without marks."""
    joined = "".join(names)
    marks = list(_LEVEL_MARK.finditer(joined))
    if not marks or joined[marks[-1].end() :].strip("\"”“ ’'"):
        return tuple(name for name in names if plain(name)), ()
    starts = [0, *(mark.end() for mark in marks)]
    path = [joined[start : mark.start()] for start, mark in zip(starts, marks, strict=False)]
    levels = [LENGTHS["类款项".index(mark[1])] for mark in marks]
    if any(first >= second for first, second in pairwise(levels)) or not all(plain(name) for name in path):
        return tuple(name for name in names if plain(name)), ()
    return tuple(path), tuple(levels)


@per_lexicon(4096)
def _agrees(code: str, path: tuple[str, ...]) -> bool:
    """Whether the last name may be that of the code: equal, or one the beginning of the other (a cell's edge cuts)."""
    entries = functional_table().by_code.get(code)
    if not entries or not path:
        return True
    key = plain(path[-1])
    known = [plain(entry.name) for entry in entries]
    return any(stem(name) == stem(key) or name.startswith(key) or key.startswith(name) for name in known)


def _lookup(path: tuple[str, ...], levels: tuple[int, ...], year: int | None) -> str | None:
    """The one code whose name and ancestors carry the names of the path."""
    if len(path) > len(LENGTHS):
        return None
    if levels:
        return _only(_codes(path, levels, year))
    if len(path) == 1:  # a name alone may stand at any level, and some stand at two (其他教育支出)
        return _only({code for level in LENGTHS for code in _codes(path, (level,), year)})
    for reading in _READINGS[len(path)]:
        codes = _codes(path, reading, year)
        if codes:
            return _only(codes)
    return None


def _only(codes: set[str]) -> str | None:
    return codes.pop() if len(codes) == 1 else None


def _codes(path: tuple[str, ...], levels: Sequence[int], year: int | None) -> set[str]:
    above: set[str] | None = None
    for name, level in zip(path, levels, strict=True):
        above = _step(plain(name), level, above, year)
    return above or set()


def _step(key: str, level: int, above: set[str] | None, year: int | None) -> set[str]:
    """Codes of the level that bear the name, below one of the codes `above`; None: anywhere."""
    table = functional_table()
    if above is None and key in _GENERIC:
        return set()

    def below(entries: Iterable[FunctionalName]) -> list[FunctionalName]:
        return [entry for entry in entries if above is None or any(entry.code.startswith(code) for code in above)]

    found = below(table.by_stem.get((level, stem(key)), ()))
    if not found and len(key) >= _SHORTEST_PREFIX:
        found = below(entry for name, entry in table.by_length[level] if name.startswith(key))
    codes = {entry.code for entry in found}
    if len(codes) > 1 and year is not None:
        codes = {entry.code for entry in found if entry.holds(year)} or codes
    return codes
