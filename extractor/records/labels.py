"""Chinese labels of fields and columns, kept as data in `labels.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from extractor.records.leaves import Model


@cache
def table() -> dict[str, dict[str, str]]:
    """Model name (or "Column") → field → label."""
    return tomllib.loads(files("extractor.records").joinpath("labels.toml").read_text(encoding="utf-8"))


@cache
def field_label(model: type[Model], field: str) -> str:
    """The label of a model's field, perhaps inherited; "" where it adds nothing to a path.

    KeyError: the field has none, a gap in the data.
    """
    for owner in model.__mro__:
        label = table().get(owner.__name__, {}).get(field)
        if label is not None:
            return label
    raise KeyError(f"{model.__name__}.{field}")


def column_label(column: str) -> str:
    """The label of a table's column that is no field of a model."""
    return table()["Column"][column]
