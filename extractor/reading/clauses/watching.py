"""For those who want to see the grammar at work: what it knows when it comes to each token."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.reading.clauses.base import Machine
    from extractor.reading.tokens import Token

Watch = Callable[["Machine", "Token"], None]
_WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


def watching() -> Watch | None:
    """Who watches."""
    return _WATCH.get()


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Have `watch` called with the machine and each token, before the token is read."""
    token = _WATCH.set(watch)
    try:
        yield
    finally:
        _WATCH.reset(token)
