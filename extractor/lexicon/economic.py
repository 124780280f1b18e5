"""支出经济分类: from the name that a report states to the code, and back. The tables are `data/economic*.csv`.

A code follows from the name, the fiscal year and the list in which the name stands, never from a printed code alone:
units number their own lines, and the classification changed in 2018.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.loading import Row, own_rows, read_rows
from extractor.lexicon.naming import plain, spellings, stem

TABLES = ("economic.csv", "economic_government.csv")
SYNONYMS = "economic_synonyms.csv"
_SHORTEST_PREFIX = 5
#: A stem this short stands for a line only with its ending (水费, not 水).
_SHORT_STEM = 2


@dataclass(frozen=True, slots=True)
class EconomicName:
    """A name of a code in the fiscal years `first` to `last` (None: open)."""

    code: str
    name: str
    first: int | None
    last: int | None
    only_under: str | None  #: counts only in a list of this class
    synonym: bool = False

    def holds(self, year: int | None) -> bool:
        return year is None or ((self.first or year) <= year <= (self.last or year))


def read_names(file: str, text: str | None = None) -> list[EconomicName]:
    """The rows of one of TABLES. Raises LexiconError on a malformed row."""
    columns = ("code", "name", "first", "last", "only_under", "source")
    names = []
    for row in read_rows(file, columns, text):
        if row["source"] not in ("observed", "standard"):
            row.fail(f"source is {row['source']!r}", ("observed", "standard"))
        names.append(_entry(row, row["only_under"]))
    return names


def read_synonyms(known: frozenset[str], text: str | None = None) -> list[EconomicName]:
    """The rows of SYNONYMS, for codes in `known`. Raises LexiconError on a malformed row or an unknown code."""
    columns = ("name", "code", "under", "first", "last", "note")
    synonyms = []
    for row in (*read_rows(SYNONYMS, columns, text), *own_rows("economic", columns)):
        if row["code"] not in known:
            row.fail(f"unknown code {row['code']!r}", ("a code of economic.csv",))
        synonyms.append(_entry(row, row["under"], synonym=True))
    return synonyms


def _entry(row: Row, under: str, synonym: bool = False) -> EconomicName:
    if not plain(row["name"]):
        row.fail("no name")
    if under and not (under.isdecimal() and len(under) == 3):
        row.fail(f"class is {under!r}", ("a class of three digits", "nothing"))
    first, last = row.year("first"), row.year("last")
    if first and last and first > last:
        row.fail(f"first {first} is after last {last}")
    return EconomicName(row.code("code", (3, 5)), row["name"], first, last, under or None, synonym)


@dataclass(frozen=True, slots=True)
class EconomicTable:
    """All names, and the same by plain form and by stem."""

    names: tuple[EconomicName, ...]
    by_plain: dict[str, tuple[EconomicName, ...]]
    by_stem: dict[str, tuple[EconomicName, ...]]
    by_code: dict[str, tuple[EconomicName, ...]]


@per_lexicon()
def economic_table() -> EconomicTable:
    official = [name for file in TABLES for name in read_names(file)]
    names = (*official, *read_synonyms(frozenset(name.code for name in official)))
    by_plain: dict[str, list[EconomicName]] = {}
    by_stem: dict[str, list[EconomicName]] = {}
    by_code: dict[str, list[EconomicName]] = {}
    for entry in names:
        for spelling in spellings(entry.name):
            by_plain.setdefault(spelling, []).append(entry)
            by_stem.setdefault(stem(spelling), []).append(entry)
        if not entry.synonym:
            by_code.setdefault(entry.code, []).append(entry)
    return EconomicTable(names, _frozen(by_plain), _frozen(by_stem), _frozen(by_code))


def _frozen(lists: dict[str, list[EconomicName]]) -> dict[str, tuple[EconomicName, ...]]:
    return {key: tuple(entries) for key, entries in lists.items()}


def economic(name: str, year: int | None, under: str | None = None) -> str | None:
    """The code of a line named `name` in the fiscal year `year`, or None where that is not certain.

    `under`: class (301, 302 …) of the list in which the name stands; it decides between codes of one name.
    The name may be shortened or cut by a cell's edge: a beginning of at least five characters will do where no other
    line begins so.
    """
    return _economic(plain(name), year, under)


@per_lexicon(8192)
def _economic(key: str, year: int | None, under: str | None) -> str | None:
    if not key:
        return None
    table = economic_table()
    for found in (table.by_plain.get(key, ()), _by_stem(table, key), tuple(_by_prefix(table, key))):
        codes = _codes(found, year, under)
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def _by_stem(table: EconomicTable, key: str) -> tuple[EconomicName, ...]:
    short = stem(key)
    if len(short) <= _SHORT_STEM and short == key:
        return ()
    return table.by_stem.get(short, ())


def _by_prefix(table: EconomicTable, key: str) -> Iterator[EconomicName]:
    if len(key) >= _SHORTEST_PREFIX:
        for spelling, entries in table.by_plain.items():
            if spelling.startswith(key):
                yield from entries


def _codes(found: tuple[EconomicName, ...], year: int | None, under: str | None) -> set[str]:
    valid = [entry for entry in found if entry.holds(year) and entry.only_under in (None, under)]
    here = {entry.code for entry in valid if under is not None and entry.code.startswith(under) and entry.code != under}
    return here or {entry.code for entry in valid}


def economic_name(code: str, year: int | None = None) -> str | None:
    """The official name of a code in a fiscal year; without a year the latest one. None for an unknown code."""
    entries = economic_table().by_code.get(code, ())
    valid = [entry for entry in entries if entry.holds(year)]
    return max(valid, key=lambda entry: entry.first or 0).name if valid else None


def is_economic_code(code: str) -> bool:
    """Whether the code stands in one of the tables (any year)."""
    return code in economic_table().by_code
