"""Tables with level rulings only: their columns and rows are told by where the words and figures stand.

Only where nothing is in doubt: one line of heads between the first two rulings, and below it lines of a name and of
figures, each of them under one head. Such a table is given the rulings that it lacks; any other stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.layout.normalise import to_codes, to_text
from extractor.layout.rulings import Ints
from extractor.textlayer.model import Floats, Page

_SAME = 3.0  #: points between rulings that are one, and between ends that are level
_NARROWEST = 150.0  #: points; a table is as wide
_GAP = 1.2  #: font sizes between the columns of a line
_FIGURE = re.compile(r"[-－]?\d{1,3}(?:[,，]?\d{3})*(?:\.\d+)?[%％]?|[-－—–/]{1,2}")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_FEWEST = 3  #: rulings, and lines
_COLUMNS = 2  #: at least

_Edge = tuple[float, float, float, float, float]


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


def with_columns(pages: list[Page]) -> list[Page]:
    """The pages with rulings around the cells of their tables that have only level ones."""
    some = [index for index, page in enumerate(pages) if _may_have(page)]
    if not some:
        return pages
    edges = np.concatenate([pages[index].edges for index in some])
    found: dict[int, list[_Edge]] = {}
    for owner, x0, x1, levels in _bundles(edges, np.repeat(some, [len(pages[index].edges) for index in some])):
        found.setdefault(owner, []).extend(_cells(pages[owner], x0, x1, levels))
    made = list(pages)
    for index, extra in found.items():
        if extra:
            page = pages[index]
            made[index] = replace(page, edges=np.concatenate((page.edges, np.array(extra))))
    return made


def _may_have(page: Page) -> bool:
    return page.boxes is not None and page.text != "" and len(page.edges) >= _FEWEST and page.upright is None


def _bundles(edges: Floats, page: Ints) -> Iterator[tuple[int, float, float, list[float]]]:
    """Level rulings above each other that begin and end together, without any upright one among them.

    Each is (page, x0, x1, places from the top); `page` tells each edge's page, and is sorted.
    """
    kind, left, above, right, below = np.ascontiguousarray(edges.T)
    level, upright = (kind == 0).nonzero()[0], ((kind == 1) & (below - above > _SAME)).nonzero()[0]
    at, top, bottom, owner = left[upright], above[upright], below[upright], page[upright]
    found: list[tuple[int, float, float, list[float]]] = []
    for number, x0, x1, y in _levels(page[level], left[level], above[level], right[level]):
        last = found[-1] if found else None
        if last is not None and last[0] == number and abs(last[1] - x0) < _SAME and abs(last[2] - x1) < _SAME:
            last[3].append(y)
        else:
            found.append((number, x0, x1, [y]))
    for number, x0, x1, ys in found:
        if len(ys) >= _FEWEST:
            mine = slice(*owner.searchsorted((number, number + 1)))
            among = (at[mine] > x0 - _SAME) & (at[mine] < x1 + _SAME)
            if not (among & (top[mine] < ys[-1] + _SAME) & (bottom[mine] > ys[0] - _SAME)).any():
                yield number, x0, x1, ys


def _levels(page: Ints, x0: Floats, y: Floats, x1: Floats) -> Iterator[tuple[int, float, float, float]]:
    """Level rulings (page, x0, x1, y) from the top: pieces that touch are one, so are the two sides of a thin one."""
    if not len(page):
        return iter(())
    # Complex numbers compare by page (or row) first.
    order = (page + 1j * y).argsort(kind="stable")
    page, x0, y, x1 = page[order], x0[order], y[order], x1[order]
    begins = _row_begins(y, page)
    y, row = y[begins], begins.cumsum() - 1
    order = (row + 1j * x0).argsort(kind="stable")
    page, x0, x1 = page[order], x0[order], x1[order]  # `row` stays
    reach = np.maximum.accumulate(row + 1j * x1).imag
    starts = (np.concatenate(([True], (row[1:] != row[:-1]) | (x0[1:] - reach[:-1] >= _SAME)))).nonzero()[0]
    x0, x1 = x0[starts], reach[np.append(starts[1:], len(row)) - 1]
    wide = (x1 - x0 > _NARROWEST).nonzero()[0]
    starts = starts[wide]
    return zip(page[starts].tolist(), x0[wide].tolist(), x1[wide].tolist(), y[row[starts]].tolist(), strict=True)


def _row_begins(y: Floats, page: Ints) -> npt.NDArray[np.bool_]:
    """Where a row of rulings begins: edges within the same few points below its first are of it. `y` rises."""
    begins: npt.NDArray[np.bool_] = np.concatenate(([True], (page[1:] != page[:-1]) | (y[1:] - y[:-1] > _SAME)))
    starts = begins.nonzero()[0]
    stops = np.append(starts[1:], len(y))
    for high in (y[stops - 1] - y[starts] > _SAME).nonzero()[0].tolist():
        start = int(starts[high])
        first = float(y[start])
        for k, at in enumerate(y[start : stops[high]].tolist(), start):
            if at - first > _SAME:
                begins[k], first = True, at
    return begins


def _cells(page: Page, x0: float, x1: float, levels: list[float]) -> list[_Edge]:
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
        order = box[:, 0].argsort(kind="stable")
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
