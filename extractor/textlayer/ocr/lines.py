"""Where lines of text stand on an image: what the detector finds, set right by the ink.

Where lines stand close the detector takes several for one, and now and then it passes one over. Ink tells: a box too
high for a line is parted between its rows, and rows of ink that no box covers are lines of their own.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

_TALL = 1.25  #: of the usual height of a box, from which it may hold several lines, or parts of those beside it
_ROW = 0.85  #: of the usual height, that the ink of one line has at most
_PAD = 0.12  #: of the usual height, around the ink of a line
_SHARED = 0.6  #: of its area, that a box may share with another
_EMPTY = 0.04  #: of the most ink in a row, that a row between lines has at most
_HIGH = 1.6  #: of the usual height, that overlooked ink may have
_LEAST = 0.35  #: of the usual height, that a line has at least
_CROSSED = 0.6  #: of a line's height, that a rule between two cells covers at least
_WORD = 0.8  #: of the usual height; ink no further apart stands on one line
_SPECK = 0.2  #: of the usual height; smaller ink is dirt

Mask = npt.NDArray[np.bool_]


def usual_height(boxes: Floats) -> float:
    """The height of most boxes; 0 without any."""
    return float(np.median(boxes[:, 3] - boxes[:, 1])) if len(boxes) else 0.0


def parted(boxes: Floats, ink: Mask, edges: Floats) -> Floats:
    """Boxes (n, 4) of one line of one cell each, parted where a rule (`edges`) crosses them and between rows of ink."""
    usual = usual_height(boxes)
    parts: list[tuple[float, float, float, float]] = []
    for box in _apart(boxes, edges):
        if box[3] - box[1] < _LEAST * usual:
            continue
        parts += _rows(box, ink, usual) if box[3] - box[1] > _TALL * usual else [box]
    return np.array(_distinct(parts), float).reshape(-1, 4)


def overlooked(boxes: Floats, ink: Mask, usual: float) -> Floats:
    """Boxes (n, 4) around rows of ink that no box covers, of about the `usual` height of a line's box."""
    import cv2

    free = ink.astype(np.uint8)
    for x0, top, x1, bottom in boxes.round().astype(int).tolist():
        free[max(top, 0) : bottom, max(x0, 0) : x1] = 0
    free = cv2.morphologyEx(free, cv2.MORPH_CLOSE, np.ones((1, max(1, round(_WORD * usual))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(free, np.uint8), connectivity=8)
    found = stats[1:count].astype(np.float64)
    x, y, width, height = (found[:, column] for column in range(4))
    line = (height >= _LEAST * usual) & (height <= _HIGH * usual) & (width >= _SPECK * usual)
    pad = _PAD * usual
    return np.asarray(np.column_stack((x - pad, y - pad, x + width + pad, y + height + pad))[line])


def _apart(boxes: Floats, edges: Floats) -> list[tuple[float, float, float, float]]:
    upright, level = edges[edges[:, 0] == 1], edges[edges[:, 0] == 0]
    parts: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom in boxes.tolist():
        cover = np.minimum(upright[:, 4], bottom) - np.maximum(upright[:, 2], top)
        inside = (upright[:, 1] > x0 + 2) & (upright[:, 1] < x1 - 2) & (cover > _CROSSED * (bottom - top))
        for a, b in pairwise([x0, *np.unique(upright[inside, 1]).tolist(), x1]):
            over = np.minimum(level[:, 3], b) - np.maximum(level[:, 1], a) > _CROSSED * (b - a)
            under = over & (level[:, 2] > top + 2) & (level[:, 2] < bottom - 2)
            parts += [
                (a, c, b, d) for c, d in pairwise([top, *np.unique(level[under, 2]).tolist(), bottom]) if b - a > 4
            ]
    return parts


def _rows(box: tuple[float, float, float, float], ink: Mask, usual: float) -> list[tuple[float, float, float, float]]:
    """The rows of ink in a box, as boxes; the box itself where it has but one."""
    x0, top, x1, bottom = box
    profile = ink[max(0, int(top)) : int(bottom), max(0, int(x0)) : int(x1)].sum(axis=1)
    if not len(profile) or not profile.any():
        return []
    full = profile > _EMPTY * profile.max()
    turns = np.flatnonzero(np.diff(np.concatenate(([0], full.astype(np.int8), [0]))))
    bands = [(int(a), int(b)) for a, b in turns.reshape(-1, 2).tolist()]
    joined: list[tuple[int, int]] = []
    for low, high in bands:  # 二, 三 and the dots of 心 are rows of one line
        if joined and high - joined[-1][0] <= _ROW * usual:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    whole = [(low, high) for low, high in joined if high - low >= _LEAST * usual]  # the rest is of lines beside it
    if not whole:
        return [box]
    pad = _PAD * usual
    return [(x0, max(top, 0) + low - pad, x1, max(top, 0) + high + pad) for low, high in whole]


def _distinct(boxes: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Boxes of which none lies mostly in another; the lower one, which holds one line, is kept."""
    kept: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[3] - box[1], box)):
        area = (x1 - x0) * (bottom - top)
        shared = [max(0.0, min(x1, b) - max(x0, a)) * max(0.0, min(bottom, d) - max(top, c)) for a, c, b, d in kept]
        if all(part <= _SHARED * area for part in shared) and not any(
            part > _SHARED * (b - a) * (d - c) for part, (a, c, b, d) in zip(shared, kept, strict=True)
        ):
            kept.append((x0, top, x1, bottom))
    return kept
