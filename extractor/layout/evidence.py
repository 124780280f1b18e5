"""From a span of a document's text back to the places it was printed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from extractor.layout.model import Box, Document


def boxes_of(document: Document, start: int, end: int) -> list[Box]:
    """Boxes of `document.text[start:end]`, one a printed line, in the order of the text."""
    from extractor.layout.model import Box

    owners = document.line_of[start:end]
    found: list[Box] = []
    if not len(owners):
        return found
    cuts = (np.flatnonzero(owners[1:] != owners[:-1]) + 1).tolist()
    for a, b in zip([0, *cuts], [*cuts, len(owners)], strict=True):
        owner = int(owners[a])
        if owner < 0:
            continue
        line = document.lines[owner]
        text = document.text[start + a : start + b]
        if document.boxes is None:
            found.append(Box(line.page, None, None, None, None, text, line.number))
            continue
        part = document.boxes[start + a : start + b]
        x0, top = part[:, :2].min(axis=0).tolist()
        x1, bottom = part[:, 2:].max(axis=0).tolist()
        found.append(Box(line.page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2), text))
    return found
