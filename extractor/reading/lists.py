"""Numbered lists in prose: items that begin paragraphs, and items that follow each other inside one."""

from __future__ import annotations

import re

from extractor.reading.ordinals import Ordinal, ordinal_at
from extractor.reading.sections import Span

_OPENERS = re.compile(r"[。；：;:\n]")


def list_items(text: str, spans: list[Span]) -> list[tuple[Ordinal, list[tuple[int, int]]]]:
    """The items of the first numbered list of two or more in these paragraphs.

    Returns for each item its ordinal and its pieces of text (paragraphs without an ordinal go on with the item before).
    An item may begin in mid-paragraph, after 。；：, where its ordinal is the next one.
    """
    items: list[tuple[Ordinal, list[tuple[int, int]]]] = []
    style: str | None = None
    for span in spans:
        begin = span.start
        first = ordinal_at(text, begin, span.end)
        positions = [begin] if first else []
        positions += [mark.end() for mark in _OPENERS.finditer(text, begin, span.end - 1)]
        open_from: int | None = begin if items and first is None else None
        for position in positions:
            ordinal = first if position == begin else ordinal_at(text, position, span.end)
            if ordinal is None or (style is not None and ordinal.style != style):
                continue
            if ordinal.number != len(items) + 1:
                continue
            if open_from is not None and items and position > open_from:
                items[-1][1].append((open_from, position))
            style = ordinal.style
            items.append((ordinal, []))
            open_from = position + ordinal.length
        if open_from is not None and items and open_from < span.end:
            items[-1][1].append((open_from, span.end))
    return items if len(items) >= 2 else []
