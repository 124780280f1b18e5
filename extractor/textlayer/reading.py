"""What a reader hands back."""

from __future__ import annotations

from typing import NamedTuple

from extractor.textlayer.model import Page


class Reading(NamedTuple):
    """The pages that could be read, in order, and the numbers of those that could not."""

    pages: list[Page]
    damaged: tuple[int, ...] = ()
    producer: str | None = None
