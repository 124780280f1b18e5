"""Leaf values: everything read from a report is one of these, with its evidence. Money is `Decimal` in 元."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

Unit = Literal["元", "千元", "万元", "百万元", "亿元"]


def plain_decimal(value: Decimal) -> str:
    """The decimal as a string in positional notation, exact as held (`Decimal("1E+4")` → "10000")."""
    return format(value, "f")


#: In JSON a decimal is a string, never a float and never in exponent notation.
Number = Annotated[
    Decimal,
    PlainSerializer(plain_decimal, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}, mode="serialization"),
]


class Model(BaseModel):
    """Base of all models of the record: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


_M = TypeVar("_M", bound=Model)
_bare = object.__new__  #: looked up on the class of a model it would cost more than it does
#: the slots that `model_construct` fills, too
_put_values, _put_given, _put_extra, _put_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def sure(kind: type[_M], values: dict[str, Any], given: set[str]) -> _M:
    """A model of values that are sure to be of its fields' types: a record has thousands, and nothing looks at them.

    `values` are all fields in their order, `given` the names of those that are no defaults. A set of all names may be
    shared: none is ever taken out of it.
    """
    made = _bare(kind)
    _put_values(made, values)
    _put_given(made, given)
    _put_extra(made, None)
    _put_private(made, None)
    return made


class Evidence(Model):
    """A place on a page: PDF points from the page's top left as displayed; `text` is what stands inside.

    One box a printed line. For plain text the four numbers are null and `line` (1-based) is given.
    """

    page: int
    x0: float | None
    top: float | None
    x1: float | None
    bottom: float | None
    text: str
    line: int | None = Field(default=None, exclude_if=lambda v: v is None)
    confidence: float | None = Field(default=None, exclude_if=lambda v: v is None)


def _absent(value: Any) -> bool:
    return not value


class Leaf(Model):
    """What all leaves share: evidence, and the marks that appear only where they say something."""

    evidence: list[Evidence] = Field(default_factory=list)
    uncertain: bool = Field(default=False, exclude_if=_absent)


class Text(Leaf):
    """Words as stated; paragraphs joined by a newline, the layout's line breaks gone."""

    value: str
    also: list[Text] = Field(default_factory=list, exclude_if=_absent)


class Amount(Leaf):
    """Money in 元. `low` and `high` bound what the stated digits denote ("5.9 万元": 58500 to 59500)."""

    value: Number
    low: Number
    high: Number
    unit: Unit
    stated: str
    also: list[Amount] = Field(default_factory=list, exclude_if=_absent)


class Percent(Leaf):
    """A rate: 43.69 means 43.69 %. Negative where the words say 减少, 下降 …"""

    value: Number
    low: Number
    high: Number
    stated: str
    also: list[Percent] = Field(default_factory=list, exclude_if=_absent)


class Count(Leaf):
    """People, vehicles, groups …, with the measure word as `unit`."""

    value: int
    unit: str
    stated: str
    also: list[Count] = Field(default_factory=list, exclude_if=_absent)


class Score(Leaf):
    """Points given, and the full mark where it is stated."""

    value: Number
    out_of: Number | None = None
    stated: str
    also: list[Score] = Field(default_factory=list, exclude_if=_absent)


class Year(Leaf):
    value: int
    stated: str
    also: list[Year] = Field(default_factory=list, exclude_if=_absent)


class Month(Leaf):
    """A month as "2020-09"."""

    value: str
    stated: str
    also: list[Month] = Field(default_factory=list, exclude_if=_absent)
