"""Paths of the record's model, for rules: every path in a rule must exist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from extractor.records.leaves import Model
from extractor.records.report import Report

_STEP = re.compile(r"([a-z_0-9]+)(\[[^\]]+\])?")


class PathError(ValueError):
    """No field of the record lies there. `allowed` holds what does."""

    def __init__(self, path: str, allowed: Iterable[str]) -> None:
        self.path = path
        self.allowed = tuple(allowed)
        super().__init__(f"the record has no {path!r}")


@cache
def kind_of(path: str) -> type[Model]:
    """The model at a path such as `spending.personnel`, `spending.history[*].basic`, `spending.operating.items[30212]`.

    PathError: there is none.
    """
    model: type[Model] = Report
    for part in re.split(r"\.(?![^\[]*\])", path):
        step = _STEP.fullmatch(part)
        hint = hints(model).get(step[1]) if step else None
        if step is None or hint is None:
            raise PathError(path, model.model_fields)
        inner, is_list = held(hint)
        if inner is None or is_list != (step[2] is not None):
            raise PathError(path, (f"{step[1]}[*]",) if is_list else (step[1],))
        model = inner
    return model


@cache
def hints(model: type[Model]) -> dict[str, Any]:
    """The annotations of a model's fields, names of models resolved."""
    known = get_type_hints(model)
    return {field: known[field] for field in model.model_fields}


def held(annotation: Any) -> tuple[type[Model] | None, bool]:
    """The model that an annotation holds, and whether it holds a list of them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return held(get_args(annotation)[0])
    if origin in (Union, UnionType):
        inner = [part for part in get_args(annotation) if part is not NoneType]
        return held(inner[0]) if len(inner) == 1 else (None, False)
    if origin is list:
        return held(get_args(annotation)[0])[0], True
    return (annotation, False) if isinstance(annotation, type) and issubclass(annotation, Model) else (None, False)
