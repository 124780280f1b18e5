"""Units of money and the words around figures, from `data/units.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import MappingProxyType

from extractor.lexicon.loading import Toml, read_toml

FILE = "units.toml"
UNITS = ("元", "千元", "万元", "百万元", "亿元")
_KEYS = ("money", "heading", "approximate", "zero", "blank", "measure")


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A unit of money. `unit` is the record's name for it, `factor` its worth in 元."""

    unit: str
    factor: Decimal
    spelled: tuple[str, ...]
    cut: tuple[str, ...]  #: what is left of it where a line or a cell cut it off


@dataclass(frozen=True, slots=True)
class Units:
    money: tuple[MoneyUnit, ...]
    heading_labels: tuple[str, ...]
    approximate_before: tuple[str, ...]
    approximate_after: tuple[str, ...]
    zero: tuple[str, ...]
    unchanged: tuple[str, ...]
    blank: frozenset[str]
    measures: Mapping[str, tuple[str, ...]]


def read_units(source: Toml) -> Units:
    """Raises LexiconError on an unknown key, unit or factor, or on one spelling for two units."""
    source.only(source.data, _KEYS, "the file")
    data = source.data
    approximate, zero = data.get("approximate", {}), data.get("zero", {})
    source.only(approximate, ("before", "after"), "approximate")
    source.only(zero, ("exact", "unchanged"), "zero")
    measures: dict[str, tuple[str, ...]] = {}
    for entry in data.get("measure", ()):
        source.only(entry, ("what", "words"), "measure")
        measures[entry["what"]] = source.words(entry, "words", f"measure {entry['what']}")
    return Units(
        money=_money(source),
        heading_labels=_longest_first(source.words(data.get("heading", {}), "labels", "heading")),
        approximate_before=_longest_first(source.words(approximate, "before", "approximate")),
        approximate_after=_longest_first(source.words(approximate, "after", "approximate")),
        zero=_longest_first(source.words(zero, "exact", "zero")),
        unchanged=_longest_first(source.words(zero, "unchanged", "zero")),
        blank=frozenset(data.get("blank", {}).get("cells", ())),
        measures=MappingProxyType(measures),
    )


def _money(source: Toml) -> tuple[MoneyUnit, ...]:
    units: list[MoneyUnit] = []
    seen: set[str] = set()
    for entry in source.data.get("money", ()):
        source.only(entry, ("unit", "factor", "spelled", "cut"), "money")
        if entry.get("unit") not in UNITS:
            source.fail(f"unit {entry.get('unit')!r}", str(entry.get("unit")), UNITS)
        try:
            factor = Decimal(entry["factor"])
        except (KeyError, InvalidOperation, TypeError):
            source.fail(f"factor of {entry['unit']}", f'"{entry["unit"]}"', ("a decimal as a string",))
        unit = MoneyUnit(
            entry["unit"], factor, source.words(entry, "spelled", "money"), source.words(entry, "cut", "money")
        )
        for word in (*unit.spelled, *unit.cut):
            if word in seen:
                source.fail(f"{word!r} is spelled for two units", word)
            seen.add(word)
        units.append(unit)
    return tuple(units)


def _longest_first(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def units() -> Units:
    return read_units(read_toml(FILE))


@cache
def money_units(cut: bool = False) -> Mapping[str, MoneyUnit]:
    """Spelling → unit, longest spelling first. With `cut` also what is left of a unit that was cut off (万)."""
    found = {word: unit for unit in units().money for word in (*unit.spelled, *(unit.cut if cut else ()))}
    return MappingProxyType({word: found[word] for word in _longest_first(tuple(found))})


def measure_words(*what: str) -> tuple[str, ...]:
    """The words that count these things (people, vehicles …), of all things without an argument; longest first."""
    measures = units().measures
    return _longest_first(tuple({word: None for name in what or measures for word in measures[name]}))


def is_blank(cell: str) -> bool:
    """Whether a cell holds no value: empty or dashed. 0 is a value."""
    return "".join(cell.split()) in units().blank
