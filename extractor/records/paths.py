"""Fact paths: the key of every value in a record, with list positions replaced by what names the entry.

`spending.personnel.items[30101].actual`, `spending.history[2017].basic`, `overview.duties[3]`, `unclaimed[4]`.
A name that occurs twice in one list gets `#2` the second time (`items[水费#2]`), so that keys are unique.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractor.records.items import HistoryYear, LineItem, NamedCount
from extractor.records.labels import field_label
from extractor.records.leaves import Evidence, Leaf, Model
from extractor.records.report import Goal, Indicator, Part, Report, Statement, StatementRow, Target, Unclaimed

#: Parts of a record that hold no facts of their own.
NO_FACTS = frozenset({"source", "sections", "checks", "coverage", "warnings"})


class Node(NamedTuple):
    """A model somewhere in a record."""

    path: str
    label: str  #: Chinese, the labels along the path joined by "·"
    value: Model


def is_fact(value: Model) -> bool:
    """Whether a model is a value read from the report, as opposed to something that holds such values."""
    return isinstance(value, Leaf | Target | Unclaimed)


def walk(report: Report, *, statements: bool = True) -> Iterator[Node]:
    """Every model below the record, parents first, in the order of the record's fields."""
    skip = NO_FACTS if statements else NO_FACTS | {"statements"}
    return _fields(report, "", "", skip)


def _fields(model: Model, path: str, label: str, skip: frozenset[str] = frozenset()) -> Iterator[Node]:
    kind = type(model)
    for field in kind.model_fields:
        value = getattr(model, field)
        if field in skip or not isinstance(value, Model | list | dict) or not value:
            continue
        here = f"{path}.{field}" if path else field
        if isinstance(value, Model):
            yield from _node(value, here, _join(label, field_label(kind, field)))
        elif isinstance(value, dict):
            used: set[str] = set()
            for name, cell in value.items():
                yield from _node(cell, f"{here}[{_unique(tidy(name), used)}]", _join(label, name))
        elif isinstance(value[0], Model) and not isinstance(value[0], Evidence):
            head = field_label(kind, field)
            for name, title, entry in entries(value):
                yield from _node(entry, f"{here}[{name}]", _join(label, head, title))


def _node(value: Model, path: str, label: str) -> Iterator[Node]:
    yield Node(path, label, value)
    if not is_fact(value):
        yield from _fields(value, path, label)


def entries(values: Iterable[Model]) -> Iterator[tuple[str, str, Model]]:
    """The entries of a list, each with its unique key and its label."""
    used: set[str] = set()
    nameless = 0
    for position, entry in enumerate(values, start=1):
        name = tidy(entry_name(entry) or "")
        if not name and isinstance(entry, StatementRow):
            nameless += 1
            name = f"#{nameless}"
        name = name or str(position)
        key = _unique(name, used)
        yield key, _entry_label(entry, name), entry


def _unique(name: str, used: set[str]) -> str:
    """The name, with `#2` … where it has been used."""
    key, repeat = name, 1
    while key in used:
        repeat += 1
        key = f"{name}#{repeat}"
    used.add(key)
    return key


def entry_name(entry: Model) -> str | None:
    """What names an entry among its like; None where only its position does."""
    match entry:
        case LineItem() | StatementRow():
            return entry.code or entry.name
        case Statement() | Part() | NamedCount():
            return entry.name
        case HistoryYear():
            return str(entry.year.value) if entry.year else None
        case Goal():
            return entry.number or (entry.title.value if entry.title else None)
        case Indicator():
            texts = [entry.level2, entry.level3, entry.name]
            parts = [
                entry.project and entry.project.value,
                entry.period,
                entry.objective,
                *(t and t.value for t in texts),
            ]
            return "/".join(str(part) for part in parts if part)
        case _:
            return None


def _entry_label(entry: Model, name: str) -> str:
    match entry:
        case LineItem() | StatementRow():
            return entry.name or name
        case HistoryYear():
            return f"{name}年" if entry.year else name
        case Unclaimed():
            return entry.label or name
        case Indicator():
            period = {"annual": "年度", "long_term": "长期", None: ""}[entry.period] + str(entry.objective or "")
            texts = (entry.project, entry.level2, entry.level3, entry.name)
            return _join(period, *(text.value for text in texts if text)) or name
        case _:
            return name


def tidy(name: str) -> str:
    """The name in one line. A bracket that would look like the end of the entry is made full width."""
    return " ".join(name.split()).replace("].", "］.")


def _join(*labels: str) -> str:
    return "·".join(label for label in labels if label)
