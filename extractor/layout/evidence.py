"""From a span of a document's text back to the places it was printed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from extractor.layout.model import Box, Document

#: below so many characters plain Python beats NumPy: a figure has five, a paragraph hundreds
_SHORT = 48


def boxes_of(document: Document, start: int, end: int) -> list[Box]:
    """Boxes of `document.text[start:end]`, one a printed line, in the order of the text."""
    from extractor.layout.model import Box

    found: list[Box] = []
    if end <= start:
        return found
    for a, b, owner in _runs(document, start, end):
        if owner < 0:
            continue
        line = document.lines[owner]
        text = document.text[a:b]
        if document.boxes is None:
            found.append(Box(line.page, None, None, None, None, text, line.number))
            continue
        x0, top, x1, bottom = _union(document, a, b)
        found.append(Box(line.page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2), text))
    return found


def _runs(document: Document, start: int, end: int) -> list[tuple[int, int, int]]:
    """The span parted by printed lines: start, end, line (-1 for separators)."""
    owners = document.line_of[start:end]
    if len(owners) > _SHORT:
        cuts = (np.flatnonzero(owners[1:] != owners[:-1]) + 1).tolist()
        return [(start + a, start + b, int(owners[a])) for a, b in zip([0, *cuts], [*cuts, len(owners)], strict=True)]
    listed = owners.tolist()
    runs: list[tuple[int, int, int]] = []
    begin = 0
    for index in range(1, len(listed) + 1):
        if index == len(listed) or listed[index] != listed[begin]:
            runs.append((start + begin, start + index, listed[begin]))
            begin = index
    return runs


def _union(document: Document, start: int, end: int) -> tuple[float, float, float, float]:
    assert document.boxes is not None
    part = document.boxes[start:end]
    if end - start > _SHORT:
        low, high = part.min(axis=0).tolist(), part.max(axis=0).tolist()
        return low[0], low[1], high[2], high[3]
    x0s, tops, x1s, bottoms = zip(*part.tolist(), strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)
