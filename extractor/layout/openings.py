"""Closes tables that are drawn open: where a page break or the style leaves out the outermost ruling of a grid.

Word draws no line at the top of a row that continues from the page before, and some tables have no outer border. Where
several parallel rulings run on past the last ruling across them and end together, a ruling is added at their ends.
"""

from __future__ import annotations

import numpy as np

from extractor.layout.rulings import TOLERANCE, Ints, Segments, crossings, with_extra

_OVERSHOOT = 6.5  #: points; rulings that end nearer to the last one across them only overshoot


def close_openings(upright: Segments, level: Segments, v: Ints, h: Ints) -> tuple[Segments, Segments]:
    """Both kinds of segments, with those added that close open sides; `v` and `h` are the pairs that cross.

    Where nothing is open they are the very same objects.
    """
    closed = _closed(upright, v, level, h)
    if closed is not level:  # the corners too, where a side and an end are open
        v, h, _ = crossings(upright, closed)
    return _closed(closed, h, upright, v), closed


def _closed(runs: Segments, mine: Ints, across: Segments, theirs: Ints) -> Segments:
    """`across`, and a segment wherever several `runs` end together beyond the last segment across them.

    It is as long as that last one where that one's end, too, is open.
    """
    if not len(mine):
        return across
    near, far = (runs.at[k] for k in _outermost(theirs, mine, len(across)))
    left = np.where(near - across.low > _OVERSHOOT, across.low, np.inf)
    right = np.where(across.high - far > _OVERSHOOT, across.high, -np.inf)
    first, last = _outermost(mine, theirs, len(runs))
    met = np.bincount(mine, minlength=len(runs)) > 0
    extra: list[tuple[int, float, float, float]] = []
    beyond = (across.at[first] - runs.low, runs.high - across.at[last])
    for ends, edge, over in ((runs.low, first, beyond[0]), (runs.high, last, beyond[1])):
        loose = (met & (over > _OVERSHOOT)).nonzero()[0]
        if len(loose) < 2:
            continue
        loose = loose[np.lexsort((runs.at[loose], ends[loose], runs.page[loose]))]
        apart = (np.diff(runs.page[loose]) != 0) | (np.diff(ends[loose]) > TOLERANCE)
        for group in np.split(loose, apart.nonzero()[0] + 1):
            if len(group) < 2:
                continue
            low, high = float(runs.at[group].min()), float(runs.at[group].max())
            # The last segments across these runs, where they are the outermost ones that it meets.
            ends_at = edge[group]
            begins = left[ends_at[near[ends_at] >= low]]
            stops = right[ends_at[far[ends_at] <= high]]
            extra.append((
                int(runs.page[group[0]]), float(ends[group].mean()),
                float(begins.min(initial=low)), float(stops.max(initial=high)),
            ))  # fmt: skip
    return with_extra(across, extra) if extra else across


def _outermost(mine: Ints, theirs: Ints, count: int) -> tuple[Ints, Ints]:
    """For each of `count` segments the first and the last of those that it meets (0 where it meets none)."""
    first, last = np.zeros((2, count), np.intp)
    # Pairs are sorted: of each segment's the last is written last.
    last[mine] = theirs
    first[mine[::-1]] = theirs[::-1]
    return first, last
