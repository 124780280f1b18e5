"""Words of forms: heads of columns, labels, goals, rows of money, from `data/forms.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import Toml, read_toml

FILE = "forms.toml"
COLUMNS = (
    "level1", "level2", "level3", "name", "sign", "target", "unit", "actual", "prior", "standard", "explanation",
    "weight", "score", "deviation",
)  # fmt: skip
GOALS = ("long_term", "annual", "expected", "achieved", "plain")
LABELS = ("project", "department", "score", "grade", "end")
HISTORY_ROWS = ("fiscal", "other_revenue", "basic", "project", "total")
SIDES = ("revenue", "spending", "whole")
MEASURES = (
    "budget", "adjusted_budget", "actual", "prior", "completion", "change", "change_rate", "share", "weight",
    "score",
)  # fmt: skip
FUNDS = ("fiscal", "general_public", "government_funds", "state_capital")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an indicator table. `weak` words mean it only right of all levels."""

    role: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a line: a field of LineItem, or weight or score. `basis` is what prior and change compare with."""

    field: str
    basis: str | None = None
    of: str | None = None  #: what a completion is of


@dataclass(frozen=True, slots=True)
class FormWords:
    """Every table maps a label (as `squeeze` leaves it) to what it means."""

    columns: Mapping[str, Column]
    goals: Mapping[str, str]
    labels: Mapping[str, str]
    totals: frozenset[str]
    subtotals: frozenset[str]
    history: Mapping[str, str]  #: "current" for the column of the form's own year, else the row
    measures: Mapping[str, Measure]
    rows: Mapping[str, str | None]  #: a row of money: None for the total, else its fund
    blocks: Mapping[str, str]  #: the label of a budget: revenue, spending, or the whole of both
    annual: tuple[str, ...]
    long_term: tuple[str, ...]


def read_forms_words(source: Toml) -> FormWords:
    """Raises LexiconError on an unknown key or meaning, or on one word with two meanings in one table."""
    data = source.data
    known = ("column", "total", "subtotal", "goal", "period", "label", "history", "measure", "row", "block")
    source.only(data, known, "the file")
    period = data.get("period", {})
    source.only(period, ("annual", "long_term"), "period")
    history = {
        **_table(source, "history", ("column",), lambda e: "current", ("current",), skip="row"),
        **_table(source, "history", ("row",), lambda e: str(e["row"]), HISTORY_ROWS, skip="column"),
    }
    return FormWords(
        columns=_table(source, "column", ("role", "weak"), lambda e: Column(e["role"], e.get("weak", False)), COLUMNS),
        goals=_table(source, "goal", ("side",), lambda e: str(e["side"]), GOALS),
        labels=_table(source, "label", ("means",), lambda e: str(e["means"]), LABELS),
        totals=frozenset(_table(source, "total", (), lambda e: True, ())),
        subtotals=frozenset(_table(source, "subtotal", (), lambda e: True, ())),
        history=MappingProxyType(history),
        measures=_table(
            source, "measure", ("field", "basis", "of"),
            lambda e: Measure(e["field"], e.get("basis"), e.get("of")), MEASURES,
        ),
        rows=_table(source, "row", ("line", "fund"), lambda e: e.get("fund"), ("total", "fund", *FUNDS)),
        blocks=_table(source, "block", ("side",), lambda e: str(e["side"]), SIDES),
        annual=source.words(period, "annual", "period"),
        long_term=source.words(period, "long_term", "period"),
    )  # fmt: skip


def _table(
    source: Toml, name: str, keys: tuple[str, ...], make: Any, allowed: tuple[str, ...], skip: str = ""
) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for entry in source.data.get(name, ()):
        if skip in entry:
            continue
        source.only(entry, (*keys, "words"), name)
        if keys and entry.get(keys[0]) not in allowed:
            source.fail(f"{keys[0]} {entry.get(keys[0])!r} in {name}", str(entry.get(keys[0])), allowed)
        meaning = make(entry)
        for pattern in source.words(entry, "words", name):
            for word in expand(pattern):
                if word and found.setdefault(word, meaning) != meaning:
                    source.fail(f"{word!r} has two meanings in {name}", pattern, word=word)
    return MappingProxyType(found)


@per_lexicon()
def form_words() -> FormWords:
    return read_forms_words(read_toml(FILE))
