"""The patterns of rules, which may be a user's own: each search ends in bounded time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from sys import maxsize
from typing import Any, TypeVar

import regex

from extractor.errors import RuleTimedOut

T = TypeVar("T")

TIMEOUT = 5.0  #: seconds for a search
#: what stands before the timeout, all as by default: to name it would cost more than most searches do
_SEARCHED = (0, maxsize, None, False)  #: pos, endpos, concurrent, partial
_ALL_SEARCHED = (0, maxsize, False, None, False)  #: pos, endpos, overlapped, concurrent, partial


class Pattern:
    """A pattern as in `re`. TimeoutError: a search took too long, which none of ours does."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """ValueError: it is none."""
        self._pattern = _compiled(pattern, flags)

    @classmethod
    def any_of(cls, words: Sequence[str], flags: int = 0) -> Pattern:
        return cls("|".join(words), flags)

    def search(self, text: str) -> Any:
        return self._pattern.search(text, *_SEARCHED, TIMEOUT)

    def finditer(self, text: str) -> Iterator[Any]:
        return iter(self._pattern.finditer(text, *_ALL_SEARCHED, TIMEOUT))


def in_time(rule: str, found: Iterable[T]) -> list[T]:
    """What a rule finds. RuleTimedOut: a search of its takes too long."""
    try:
        return list(found)
    except TimeoutError as error:
        raise RuleTimedOut(rule=rule, seconds=f"{TIMEOUT:g}") from error


@lru_cache(maxsize=256)
def _compiled(pattern: str, flags: int) -> Any:
    try:
        return regex.compile(pattern, flags)  # type: ignore[no-untyped-call]
    except (regex.error, RecursionError) as error:
        raise ValueError(str(error)) from error
