"""Bold by printing twice: a copy of a character a little beside it is no second character.

PDFium drops only copies drawn soon after the original, pdfplumber none; a doubled digit is a wrong amount.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

_ACROSS = 0.4  #: a copy starts within this part of the character's width …
_ALONG = 0.25  #: … and of its height
_REACH = 3.0  #: and never further away than this, in points
_CELL = 2 * _REACH
_FAR = 30_000.0  #: points; what lies further out is taken to lie there
_STEPS = 32  #: to the point, in the sort key
_NEAR = int(_REACH * _STEPS)


def originals(codes: npt.NDArray[np.uint32], boxes: Floats) -> npt.NDArray[np.bool_] | None:
    """Which characters are no copies of an earlier one; None where none is a copy.

    codes (n,), boxes (n, 4). A copy is the same code point with its corner within a small part of its size.
    """
    pairs = _neighbours(codes, boxes)
    if not pairs:
        return None
    keep = np.ones(len(codes), bool)
    for first, second in sorted(pairs):
        if keep[first] and _is_copy(boxes[first], boxes[second]):
            keep[second] = False
    return None if keep.all() else keep


def _is_copy(one: Floats, other: Floats) -> bool:
    dx, dy = abs(other[0] - one[0]), abs(other[1] - one[1])
    width, height = one[2] - one[0], one[3] - one[1]
    return bool(dx <= min(_REACH, _ACROSS * width) and dy <= min(_REACH, _ALONG * height))


def _neighbours(codes: npt.NDArray[np.uint32], boxes: Floats) -> set[tuple[int, int]]:
    """Index pairs (earlier, later) of equal characters near each other: a superset of the copies.

    Two sorts by (code, band of y, x), the bands of the second shifted by half, so that any two characters within
    `_REACH` of each other share a band in one of them and are neighbours by x there, or linked through neighbours.
    """
    pairs: set[tuple[int, int]] = set()
    x = (np.clip(boxes[:, 0], -_FAR, _FAR) * _STEPS).astype(np.int64) + int(_FAR * _STEPS)
    y = np.clip(boxes[:, 1], -_FAR, _FAR) / _CELL + _FAR
    base = (codes.astype(np.int64) << 40) + x
    for shift in (0.0, 0.5):
        key = base + ((y + shift).astype(np.int64) << 22)
        ordered = np.sort(key)
        if not (ordered[1:] - ordered[:-1] <= _NEAR).any():
            continue
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        for at in np.flatnonzero(ordered[1:] - ordered[:-1] <= _NEAR).tolist():
            other = at + 1
            while other < len(order) and ordered[other] - ordered[at] <= _NEAR:
                a, b = int(order[at]), int(order[other])
                pairs.add((min(a, b), max(a, b)))
                other += 1
    return pairs
