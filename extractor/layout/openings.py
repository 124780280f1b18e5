"""Closes tables that are drawn open: where a page break or the style leaves out the outermost ruling of a grid.

Word draws no line at the top of a row that continues from the page before, and some tables have no outer border. Where
several parallel rulings run on past the last ruling across them and end together, a ruling is added at their ends.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from extractor.layout.rulings import TOLERANCE, Ints, Segments, with_extra

_OVERSHOOT = 6.5  #: points; rulings that end nearer to the last one across them only overshoot


def close_openings(upright: Segments, level: Segments, v: Ints, h: Ints) -> tuple[Segments, Segments]:
    """Both kinds of segments, with those added that close open sides; `v` and `h` are the pairs that cross.

    Where nothing is open they are the very same objects.
    """
    return _closed(level, h, upright, v), _closed(upright, v, level, h)


def _closed(runs: Segments, mine: Ints, across: Segments, theirs: Ints) -> Segments:
    """`across`, and a segment wherever several `runs` end together beyond the last segment across them."""
    if not len(mine):
        return across
    first = np.full(len(runs), np.inf)
    last = np.full(len(runs), -np.inf)
    np.minimum.at(first, mine, across.at[theirs])
    np.maximum.at(last, mine, across.at[theirs])
    extra: list[tuple[int, float, float, float]] = []
    for ends, beyond in ((runs.low, first - runs.low), (runs.high, runs.high - last)):
        loose: dict[int, list[tuple[float, float]]] = defaultdict(list)  # page → (end, position of the run)
        for i in np.flatnonzero(np.isfinite(beyond) & (beyond > _OVERSHOOT)).tolist():
            loose[int(runs.page[i])].append((float(ends[i]), float(runs.at[i])))
        for page, found in loose.items():
            found.sort()
            group: list[tuple[float, float]] = []
            for entry in [*found, (float("inf"), 0.0)]:
                if group and entry[0] > group[-1][0] + TOLERANCE:
                    if len(group) > 1:
                        at = sum(end for end, _ in group) / len(group)
                        extra.append((page, at, min(p for _, p in group), max(p for _, p in group)))
                    group = []
                group.append(entry)
    return with_extra(across, extra) if extra else across
