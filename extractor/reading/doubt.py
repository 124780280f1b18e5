"""Marks the values that were read from uncertain characters."""

from __future__ import annotations

from pydantic import BaseModel

from extractor.records.leaves import Leaf

#: How sure the least sure character of a value must be. Over the benchmark of recognition no figure was wrong above it.
SURE = 0.95


def mark_uncertain(model: BaseModel) -> None:
    """Set `uncertain` on every leaf below `model` whose evidence says that a character of it was not sure."""
    if isinstance(model, Leaf):
        model.uncertain = any(box.confidence is not None and box.confidence < SURE for box in model.evidence)
    for name in type(model).model_fields:
        _mark(getattr(model, name))


def _mark(value: object) -> None:
    if isinstance(value, BaseModel):
        mark_uncertain(value)
    elif isinstance(value, list):
        for one in value:
            _mark(one)
    elif isinstance(value, dict):
        for one in value.values():
            _mark(one)
