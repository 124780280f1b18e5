"""Edges of many pages → ruling segments: snapped to common positions and joined where they touch.

The rules and tolerances are those of pdfplumber's `merge_edges` with default settings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

Ints = npt.NDArray[np.intp]

TOLERANCE = 3.0  #: points, for snapping, joining and crossing
_SLACK = 1e-3  #: points, for rounding in searches that an exact test follows
_MAX_PAIRS = 2_000_000  #: of segments to compare on a page; a page with more is a drawing, not a table
_MIN_PIECE = 1.0  #: points, of an edge before joining
_MIN_LENGTH = 3.0  #: points, of a joined edge


@dataclass(slots=True)
class Segments:
    """Parallel rulings, sorted by page, then position, then beginning."""

    page: Ints
    at: Floats  #: x of upright segments, y of level ones
    low: Floats  #: where they begin: y of upright segments, x of level ones
    high: Floats
    track: Ints  #: segments on one line of one page share a number; numbers rise with page and position

    def __len__(self) -> int:
        return len(self.at)


def segments(edges: Floats, page: Ints, *, upright: bool) -> Segments:
    """The joined upright (or level) segments of `edges` (its columns); `page` tells each edge's page."""
    kind, x0, top, x1, bottom = edges
    at, low, high = (x0, top, bottom) if upright else (top, x0, x1)
    mine = (((kind != 0) == upright) & (high - low >= _MIN_PIECE)).nonzero()[0]
    at, low, high, page = at[mine], low[mine], high[mine], page[mine]
    if not len(at):
        return Segments(page, at, low, high, page)
    # Complex numbers compare by page (or track) first; a stable sort is quick where most is in order already.
    order = (page + 1j * at).argsort(kind="stable")
    at, low, high, page = at[order], low[order], high[order], page[order]
    new = np.concatenate(([True], (page[1:] != page[:-1]) | (at[1:] > at[:-1] + TOLERANCE)))
    starts = new.nonzero()[0]
    track = new.cumsum() - 1
    snapped = np.add.reduceat(at, starts) / (np.append(starts[1:], len(at)) - starts)

    order = (track + 1j * low).argsort(kind="stable")
    low, high, page, track = low[order], high[order], page[order], track[order]
    # Tracks are moved apart so that one running maximum serves all of them.
    away = track * (float(high.max() - low.min()) + 10 * TOLERANCE)
    reach = np.maximum.accumulate(high + away) - away
    new = np.concatenate(([True], (track[1:] != track[:-1]) | (low[1:] > reach[:-1] + TOLERANCE)))
    starts = new.nonzero()[0]
    low, high, page, track = low[starts], np.maximum.reduceat(high, starts), page[starts], track[starts]
    long = high - low >= _MIN_LENGTH
    return Segments(page[long], snapped[track[long]], low[long], high[long], track[long])


def with_extra(mine: Segments, extra: list[tuple[int, float, float, float]]) -> Segments:
    """`mine` and further segments (page, at, low, high), each on a track of its own unless it lies on another."""
    more = np.array(extra)
    page = np.concatenate((mine.page, more[:, 0].astype(np.intp)))
    at, low, high = (np.concatenate((old, more[:, k])) for old, k in ((mine.at, 1), (mine.low, 2), (mine.high, 3)))
    order = np.lexsort((low, at, page))
    page, at, low, high = page[order], at[order], low[order], high[order]
    new = np.concatenate(([True], (page[1:] != page[:-1]) | (at[1:] != at[:-1])))
    return Segments(page, at, low, high, new.cumsum() - 1)


def crossings(upright: Segments, level: Segments) -> tuple[Ints, Ints, Ints]:
    """All pairs (upright, level) of segments that meet, sorted by the first, then the second; and the crowded pages.

    Pages with too many segments to compare are drawings: none of their pairs is given.
    """
    if not len(upright) or not len(level):
        none = np.empty(0, np.intp)
        return none, none, none
    # Pages are moved apart so that one search serves all of them.
    far = float(max(level.at.max(), upright.high.max()) - min(level.at.min(), upright.low.min())) + 10 * TOLERANCE
    places = level.page * far + level.at
    first = places.searchsorted(upright.page * far + upright.low - TOLERANCE - _SLACK, side="left")
    last = places.searchsorted(upright.page * far + upright.high + TOLERANCE + _SLACK, side="right")
    count = last - first
    busy = np.bincount(upright.page, weights=count) > _MAX_PAIRS
    count[busy[upright.page]] = 0
    v = (np.arange(len(upright))).repeat(count)
    h = np.arange(len(v)) + (first - (count.cumsum() - count)).repeat(count)
    meet = (
        (upright.low[v] <= level.at[h] + TOLERANCE)
        & (upright.high[v] >= level.at[h] - TOLERANCE)
        & (upright.at[v] >= level.low[h] - TOLERANCE)
        & (upright.at[v] <= level.high[h] + TOLERANCE)
        & (upright.page[v] == level.page[h])
    )
    return v[meet], h[meet], busy.nonzero()[0]
