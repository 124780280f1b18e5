"""Tables with level rulings only: their columns and rows are told by where the words and figures stand.

Only where nothing is in doubt: one line of heads between the first two rulings, and below it lines of a name and of
figures, each of them under one head. Such a table is given the rulings that it lacks; any other stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from extractor.layout.normalise import to_codes, to_text
from extractor.textlayer.model import Floats, Page

_SAME = 3.0  #: points between rulings that are one, and between ends that are level
_NARROWEST = 150.0  #: points; a table is as wide
_GAP = 1.2  #: font sizes between the columns of a line
_FIGURE = re.compile(r"[-－]?\d{1,3}(?:[,，]?\d{3})*(?:\.\d+)?[%％]?|[-－—–/]{1,2}")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_FEWEST = 3  #: rulings, and lines
_COLUMNS = 2  #: at least


@dataclass(slots=True)
class _Part:
    """A run of characters of a line with no gap in it."""

    x0: float
    x1: float
    text: str


@dataclass(slots=True)
class _Row:
    top: float
    bottom: float
    parts: list[_Part]


def with_columns(page: Page) -> Page:
    """The page with rulings around the cells of its tables that have only level ones."""
    if page.boxes is None or not page.text or len(page.edges) < _FEWEST or page.upright is not None:
        return page
    extra: list[tuple[float, float, float, float, float]] = []
    for x0, x1, levels in _bundles(page.edges):
        extra += _cells(page, x0, x1, levels)
    return page if not extra else replace(page, edges=np.concatenate((page.edges, np.array(extra))))


def _bundles(edges: Floats) -> list[tuple[float, float, list[float]]]:
    """Level rulings above each other that begin and end together, without any upright one among them."""
    upright = edges[(edges[:, 0] == 1) & (edges[:, 4] - edges[:, 2] > _SAME)]
    found: list[tuple[float, float, list[float]]] = []
    for x0, x1, y in _levels(edges[edges[:, 0] == 0]):
        last = found[-1] if found else None
        if last is not None and abs(last[0] - x0) < _SAME and abs(last[1] - x1) < _SAME:
            last[2].append(y)
        else:
            found.append((x0, x1, [y]))
    return [
        (x0, x1, ys)
        for x0, x1, ys in found
        if len(ys) >= _FEWEST
        and not np.any(
            (upright[:, 1] > x0 - _SAME) & (upright[:, 1] < x1 + _SAME)
            & (upright[:, 2] < ys[-1] + _SAME) & (upright[:, 4] > ys[0] - _SAME)
        )
    ]  # fmt: skip


def _levels(edges: Floats) -> list[tuple[float, float, float]]:
    """Level rulings from the top (x0, x1, y): pieces that touch are one, and so are the two sides of a thin one."""
    rows: list[tuple[float, list[list[float]]]] = []
    for _, x0, top, x1, _ in edges[np.lexsort((edges[:, 1], edges[:, 2]))].tolist():
        if not rows or top - rows[-1][0] > _SAME:
            rows.append((top, []))
        rows[-1][1].append([x0, x1])
    found: list[tuple[float, float, float]] = []
    for y, spans in rows:
        spans.sort()
        runs = [spans[0]]
        for x0, x1 in spans[1:]:
            if x0 - runs[-1][1] < _SAME:
                runs[-1][1] = max(runs[-1][1], x1)
            else:
                runs.append([x0, x1])
        found += [(x0, x1, y) for x0, x1 in runs if x1 - x0 > _NARROWEST]
    return found


def _cells(page: Page, x0: float, x1: float, levels: list[float]) -> list[tuple[float, float, float, float, float]]:
    """The rulings that part rows and columns; none where they cannot be told."""
    rows = _rows(page, x0, x1, levels[0], levels[-1])
    if len(rows) < _FEWEST or not levels[0] < rows[0].bottom < levels[1] < rows[1].bottom:
        return []
    columns = _columns(rows, x0)
    if columns is None:
        return []
    bounds = [x0, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), x1]
    between = [(above.bottom + below.top) / 2 for above, below in pairwise(rows)]
    own = [y for y in between if all(abs(y - level) > 2 * _SAME for level in levels) and _apart(y, rows, levels)]
    return [*((1.0, x, levels[0], x, levels[-1]) for x in bounds), *((0.0, x0, y, x1, y) for y in own)]


def _apart(y: float, rows: list[_Row], levels: list[float]) -> bool:
    """Whether no ruling parts the two rows around `y` already."""
    above = max(row.bottom for row in rows if row.bottom <= y)
    below = min(row.top for row in rows if row.top >= y)
    return not any(above - 1 <= level <= below + 1 for level in levels)


def _rows(page: Page, x0: float, x1: float, top: float, bottom: float) -> list[_Row]:
    """The lines of text between two rulings."""
    assert page.boxes is not None
    middle = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    inside = np.flatnonzero(
        (middle > top) & (middle < bottom) & (page.boxes[:, 0] > x0 - _SAME) & (page.boxes[:, 2] < x1 + _SAME)
    )
    codes = to_codes(page.text)
    lines: list[list[int]] = []
    for i in inside[np.lexsort((page.boxes[inside, 0], middle[inside]))].tolist():
        if lines and middle[i] - middle[lines[-1][0]] < 0.5 * (page.boxes[i, 3] - page.boxes[i, 1]):
            lines[-1].append(i)
        else:
            lines.append([i])
    made: list[_Row] = []
    for line in lines:
        box = page.boxes[line]
        order = np.argsort(box[:, 0], kind="stable")
        row = _Row(float(box[:, 1].min()), float(box[:, 3].max()), [])
        for k in order.tolist():
            char = to_text(codes[line[k] : line[k] + 1])
            size = float(box[k, 3] - box[k, 1])
            if row.parts and box[k, 0] - row.parts[-1].x1 < _GAP * size:
                row.parts[-1].text += char
                row.parts[-1].x1 = max(row.parts[-1].x1, float(box[k, 2]))
            else:
                row.parts.append(_Part(float(box[k, 0]), float(box[k, 2]), char))
        made.append(row)
    return made


def _columns(rows: list[_Row], left: float) -> list[tuple[float, float]] | None:
    """Where the columns begin and end; None where a part is under no head or under two, or is what it should not be.

    `left`: where the table begins, and its names do.
    """
    head, *body = rows
    if len(head.parts) < _COLUMNS or any(_HANZI.search(part.text) is None for part in head.parts):
        return None
    spans = [[part.x0, part.x1] for part in head.parts]
    spans[0][0] = left
    parts = sorted((part for row in body for part in row.parts), key=lambda part: (part.x0 - part.x1, part.x0))
    for part in parts:  # the widest first: a short figure may stand beside its head, below a longer one
        if len(under := _under(part, spans)) == 1:
            spans[under[0]] = [min(spans[under[0]][0], part.x0), max(spans[under[0]][1], part.x1)]
    if any(right[0] <= left[1] for left, right in pairwise(spans)):
        return None
    for row in body:
        places = [_under(part, spans) for part in row.parts]
        kinds = [_FIGURE.fullmatch(part.text) is None for part in row.parts]
        named = [(under == [0]) is words for words, under in zip(kinds, places, strict=True)]
        taken = [under[0] for under in places if len(under) == 1]
        if not all(named) or len(taken) < max(2, len(places)) or len(set(taken)) < len(taken) or 0 not in taken:
            return None
    return [(x0, x1) for x0, x1 in spans]


def _under(part: _Part, spans: list[list[float]]) -> list[int]:
    """The columns that a part stands in."""
    return [k for k, (x0, x1) in enumerate(spans) if part.x0 < x1 and part.x1 > x0]
