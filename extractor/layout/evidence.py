"""From a span of a document's text back to the printed lines and boxes that it was read from."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

Bounds = tuple[float, float, float, float]

#: below so many characters plain Python beats NumPy: a figure has five, a paragraph hundreds
_SHORT = 48
_DOUBTFUL = 1e-4  #: how near to a tie two roundings may disagree


class Lineation:
    """Where the printed lines of a text begin and end; separators, which nobody printed, are of line -1."""

    def __init__(self, line_of: npt.NDArray[np.int32]) -> None:
        starts = np.flatnonzero(np.concatenate((np.ones(min(1, len(line_of)), bool), line_of[1:] != line_of[:-1])))
        self._owners: list[int] = line_of[starts].tolist()
        self._cuts: list[int] = [*starts[1:].tolist(), len(line_of)]

    def runs(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """`start` to `end` parted by printed lines: start, end, line."""
        cuts, owners = self._cuts, self._owners
        end = min(end, cuts[-1])
        found: list[tuple[int, int, int]] = []
        index = bisect_right(cuts, start)
        while start < end:
            stop = min(cuts[index], end)
            owner = owners[index]
            if owner >= 0:
                found.append((start, stop, owner))
            start, index = stop, index + 1
        return found


class Bounding:
    """The boxes around spans of a text, to the hundredth of a point."""

    def __init__(self, boxes: Floats) -> None:
        self._boxes = hundredths(boxes)
        # Within a stretch characters stand on one level, each at or behind the one before: its ends tell its box.
        x0, top, x1, bottom = self._boxes.T
        regular = (top[1:] == top[:-1]) & (bottom[1:] == bottom[:-1]) & (x0[1:] >= x0[:-1]) & (x1[1:] >= x1[:-1])
        self._stretch = np.cumsum(np.concatenate((np.zeros(min(1, len(boxes)), bool), ~regular)))

    def union(self, start: int, end: int) -> Bounds:
        """x0, top, x1, bottom of the characters from `start` to `end`, none of which is a separator."""
        boxes, stretch = self._boxes, self._stretch
        if stretch.item(start) == stretch.item(end - 1):
            x0, top, _, bottom = boxes[start].tolist()
            return x0, top, boxes.item(end - 1, 2), bottom
        part = boxes[start:end]
        if end - start > _SHORT:
            low, high = part.min(axis=0).tolist(), part.max(axis=0).tolist()
            return low[0], low[1], high[2], high[3]
        x0s, tops, x1s, bottoms = zip(*part.tolist(), strict=True)
        return min(x0s), min(tops), max(x1s), max(bottoms)


def hundredths(values: Floats) -> Floats:
    """What `round(value, 2)` gives for each value."""
    scaled = values * 100
    whole = np.rint(scaled)
    rounded: Floats = whole / 100
    with np.errstate(invalid="ignore"):
        doubtful = np.abs(np.subtract(scaled, whole, out=scaled), out=scaled) > 0.5 - _DOUBTFUL
        doubtful |= np.abs(whole, out=whole) > 1e9
    for place in np.argwhere(doubtful).tolist():
        rounded[tuple(place)] = round(float(values[tuple(place)]), 2)
    return rounded
