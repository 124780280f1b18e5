"""The words in force: ours, and those that a user adds for the time of one reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from inspect import signature
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_T = TypeVar("_T")
#: Lexicons in force one after the other whose tables are kept: ours and a few of the user's.
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of a user's own. `tables` are by the name of our data file that they add to (labels, sections …)."""

    digest: str = ""
    sources: tuple[tuple[str, str], ...] = ()  #: file name and text of each
    tables: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        from extractor.lexicon.own import lexicon_of

        return lexicon_of, (self.sources,)


_ACTIVE: ContextVar[Lexicon] = ContextVar("lexicon", default=Lexicon())  # noqa: B039 (frozen)


def active() -> Lexicon:
    """The user's words in force; an empty lexicon where there are none."""
    return _ACTIVE.get()


@contextmanager
def using(lexicon: Lexicon | None) -> Iterator[None]:
    """Add these words to ours for a while, in this thread; None: no words but ours."""
    token = _ACTIVE.set(lexicon or Lexicon())
    try:
        yield
    finally:
        _ACTIVE.reset(token)


def per_lexicon(maxsize: int | None = _KEPT) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """`lru_cache` for what depends on the words in force. A table without arguments is kept for a few lexicons.

    Arguments are given by place.
    """

    def remembered(function: Callable[_P, _T]) -> Callable[_P, _T]:
        plain: Callable[..., _T] = function

        @lru_cache(maxsize)
        def known(_digest: str, *args: Any) -> _T:
            return plain(*args)

        def table() -> _T:
            return known(_ACTIVE.get().digest)

        def answer(*args: Any) -> _T:
            return known(_ACTIVE.get().digest, *args)

        call: Any = wraps(function)(answer if signature(function).parameters else table)
        call.cache_info, call.cache_clear = known.cache_info, known.cache_clear
        return cast("Callable[_P, _T]", call)

    return remembered
