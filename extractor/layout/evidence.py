"""From a span of a document's text back to the printed lines and boxes that it was read from."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

#: below so many characters plain Python beats NumPy: a figure has five, a paragraph hundreds
_SHORT = 48


def printed_runs(line_of: npt.NDArray[np.int32], start: int, end: int) -> list[tuple[int, int, int]]:
    """`start` to `end` parted by printed lines: start, end, line. Separators, which nobody printed, are left out."""
    owners = line_of[start:end]
    if len(owners) > _SHORT:
        cuts = [0, *(np.flatnonzero(owners[1:] != owners[:-1]) + 1).tolist(), len(owners)]
        parts = [(start + a, start + b, int(owners[a])) for a, b in pairwise(cuts)]
        return [part for part in parts if part[2] >= 0]
    listed = owners.tolist()
    runs: list[tuple[int, int, int]] = []
    begin = 0
    for index in range(1, len(listed) + 1):
        if index == len(listed) or listed[index] != listed[begin]:
            if listed[begin] >= 0:
                runs.append((start + begin, start + index, listed[begin]))
            begin = index
    return runs


def union(boxes: Floats, start: int, end: int) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom of the characters from `start` to `end`, to the hundredth of a point."""
    part = boxes[start:end]
    if end - start > _SHORT:
        low, high = part.min(axis=0).tolist(), part.max(axis=0).tolist()
        found = (low[0], low[1], high[2], high[3])
    else:
        x0s, tops, x1s, bottoms = zip(*part.tolist(), strict=True)
        found = (min(x0s), min(tops), max(x1s), max(bottoms))
    return round(found[0], 2), round(found[1], 2), round(found[2], 2), round(found[3], 2)
