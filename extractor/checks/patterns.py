"""The patterns of rules, which may be a user's own: each search ends in bounded time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import regex

from extractor.errors import RuleTimedOut

TIMEOUT = 5.0  #: seconds for a search


class Pattern:
    """A pattern as in `re`. TimeoutError: a search took too long, which none of ours does."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """ValueError: it is none."""
        self._pattern = _compiled(pattern, flags)

    @classmethod
    def any_of(cls, words: Sequence[str], flags: int = 0) -> Pattern:
        return cls("|".join(words), flags)

    def search(self, text: str) -> Any:
        return self._pattern.search(text, timeout=TIMEOUT)

    def finditer(self, text: str) -> Iterator[Any]:
        return iter(self._pattern.finditer(text, timeout=TIMEOUT))


@contextmanager
def limited(rule: str) -> Iterator[None]:
    """A search inside that takes too long is the fault of the rule of this id: RuleTimedOut."""
    try:
        yield
    except TimeoutError as error:
        raise RuleTimedOut(rule=rule, seconds=f"{TIMEOUT:g}") from error


@lru_cache(maxsize=256)
def _compiled(pattern: str, flags: int) -> Any:
    try:
        return regex.compile(pattern, flags)  # type: ignore[no-untyped-call]
    except (regex.error, RecursionError) as error:
        raise ValueError(str(error)) from error
