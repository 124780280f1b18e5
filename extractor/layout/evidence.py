"""From a span of a document's text back to the printed lines and boxes that it was read from."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

Bounds = tuple[float, float, float, float]

_DOUBTFUL = 1e-4  #: how near to a tie two roundings may disagree


Part = tuple[int, int, int, Bounds | None]
"""A span, its printed line, and the box around it: None where the input has no geometry."""


class Printed:
    """Where the spans of a text were printed; separators, which nobody printed, are of line -1.

    The text is cut into stretches: characters of one line, on one level, each at or behind the one before, so that
    the ends of a stretch tell its box.
    """

    def __init__(self, line_of: npt.NDArray[np.int32], boxes: Floats | None) -> None:
        goes_on = line_of[1:] == line_of[:-1]
        if boxes is not None:
            sides = np.ascontiguousarray(boxes.T)
            behind, before = sides[:, 1:], sides[:, :-1]
            goes_on &= (behind[1::2] == before[1::2]).all(axis=0)
            goes_on &= (behind[::2] >= before[::2]).all(axis=0)
        cuts = np.append(np.flatnonzero(~goes_on) + 1, len(line_of))
        starts = np.append(0, cuts[:-1])[: len(line_of)]
        self._owners: list[int] = line_of[starts].tolist()
        self._cuts: list[int] = cuts.tolist()
        self._across: Floats | None = None  #: left and right side of each character
        if boxes is not None:
            self._across = hundredths(sides[::2])
            self._levels = hundredths(sides[1::2, starts])  #: top and bottom of each stretch
            self._lefts, self._rights = self._across[0, starts], self._across[1, cuts[: len(starts)] - 1]

    def parts(self, start: int, end: int) -> list[Part]:
        """`start` to `end` parted by printed lines, with boxes to the hundredth of a point."""
        cuts, owners = self._cuts, self._owners
        end = min(end, cuts[-1])
        last = bisect_right(cuts, start)
        if start < end <= cuts[last] and (owner := owners[last]) >= 0:  # most stand within one stretch
            return [(start, end, owner, self._around(last, last, start, end))]
        found: list[Part] = []
        while start < end:
            first, owner, stop = last, owners[last], cuts[last]
            while stop < end and owners[last + 1] == owner:
                last += 1
                stop = cuts[last]
            stop = min(stop, end)
            if owner >= 0:
                found.append((start, stop, owner, self._around(first, last, start, stop)))
            start, last = stop, last + 1
        return found

    def _around(self, first: int, last: int, start: int, stop: int) -> Bounds | None:
        """The box around `start` to `stop`, that begin in the stretch `first` and end in `last`."""
        across = self._across
        if across is None:
            return None
        left, right = across.item(0, start), across.item(1, stop - 1)
        if first == last:
            return left, self._levels.item(0, first), right, self._levels.item(1, first)
        tops, bottoms = self._levels[:, first : last + 1].tolist()
        left = min(left, *self._lefts[first + 1 : last + 1].tolist())
        right = max(right, *self._rights[first:last].tolist())
        return left, min(tops), right, max(bottoms)


def hundredths(values: Floats) -> Floats:
    """What `round(value, 2)` gives for each value."""
    scaled = values * 100
    whole = np.rint(scaled)
    rounded: Floats = whole / 100
    with np.errstate(invalid="ignore"):
        doubtful = np.abs(np.subtract(scaled, whole, out=scaled), out=scaled) > 0.5 - _DOUBTFUL
        doubtful |= np.abs(whole, out=whole) > 1e9
    for place in np.flatnonzero(doubtful).tolist():
        rounded.flat[place] = round(float(values.flat[place]), 2)
    return rounded
