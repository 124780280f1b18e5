from __future__ import annotations

from types import UnionType
from typing import Any, Union, get_args, get_origin

from extractor.emit.tables import TABLES
from extractor.records.labels import field_label, table
from extractor.records.leaves import Evidence, Leaf, Model
from extractor.records.paths import NO_FACTS
from extractor.records.report import Check, Report, Target, Unclaimed


def models_in(annotation: Any) -> set[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return {annotation}
    if get_origin(annotation) in (Union, UnionType, list, dict):
        return set().union(*(models_in(part) for part in get_args(annotation)))
    return set()


def test_every_field_that_a_fact_lies_below_has_a_label() -> None:
    seen: set[type[Model]] = set()
    waiting: list[type[Model]] = [Report]
    while waiting:
        model = waiting.pop()
        if model in seen or issubclass(model, Leaf | Target | Unclaimed):
            continue
        seen.add(model)
        for name, info in model.model_fields.items():
            below = models_in(info.annotation) - {Evidence}
            if below and not (model is Report and name in NO_FACTS):
                assert isinstance(field_label(model, name), str)
                waiting.extend(below)
    assert len(seen) > 15


def descendants(model: type[Model]) -> set[type[Model]]:
    return {model}.union(*(descendants(below) for below in model.__subclasses__()))


def test_no_label_is_stale() -> None:
    known = {model.__name__: model for model in descendants(Model)}
    for owner, fields in table().items():
        if owner != "Column":
            assert set(fields) <= set(known[owner].model_fields), owner


def test_every_column_has_a_title() -> None:
    assert all(column.title for each in TABLES for column in each.columns)
    assert set(Check.model_fields) <= set(table()["Check"])
