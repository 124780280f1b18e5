"""Boxes of lines fitted to their ink: without that of the lines above and below, with the marks at either end.

Where lines stand close, a box of the detector reaches into its neighbours, and it often stops before a comma or a
bracket at the end of a line, whose ink is thin. The first puts a line in the wrong place and spoils what the recogniser
sees; the second loses the mark.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

_EMPTY = 0.04  #: of the most ink in a row, that a row between lines has at most
_PAD = 0.15  #: of the height of a line's ink, around it
_LEAST = 0.45  #: of the usual height of a box, that the ink of a line of its own has at least
_MORE = 1.12  #: of the ink of most lines, that the ink of a line of their size has at most
_LARGE = 1.25  #: of the usual height; a box so high is of a larger font
_STEP = 0.7  #: of the height of a line's ink, that the next letter stands away at most
_FURTHEST = 1.5  #: of the same, by which a box grows at most at either end: a mark or two
_CLEAR = 2  #: pixels between a box and a rule

Mask = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]


def fitted(boxes: Floats, ink: Mask, edges: Floats, usual: float) -> Floats:
    """Boxes (n, 4) of one line each, of about the `usual` height, by the `ink` of an image without its rules."""
    if not len(boxes):
        return boxes
    bands = [_bands(box, ink) for box in boxes.tolist()]
    spans = [rows[-1][1] - rows[0][0] for rows in bands if rows]
    high = _MORE * float(np.median(spans)) if spans else 0.0
    pairs = zip(boxes.tolist(), bands, strict=True)
    level = np.array([_levelled(box, rows, usual, high) for box, rows in pairs])
    walls = edges[edges[:, 0] == 1]
    return np.array([_widened(index, level, ink, walls) for index in range(len(level))])


def _bands(box: Box, ink: Mask) -> list[tuple[int, int, int]]:
    """The rows of ink of a box that its sides do not cut through: from, to (on the image), how much ink."""
    x0, top, x1, bottom = box
    first = max(0, int(top))
    profile = ink[first : int(bottom) + 1, max(0, int(x0)) : int(x1) + 1].sum(axis=1)
    full = profile > _EMPTY * profile.max(initial=1)
    turns = np.flatnonzero(np.diff(np.concatenate(([0], full.astype(np.int8), [0]))))
    return [
        (first + low, first + high, int(profile[low:high].sum()))
        for low, high in turns.reshape(-1, 2).tolist()
        if low > 0 and high < len(profile)
    ]


def _levelled(box: Box, bands: list[tuple[int, int, int]], usual: float, most: float) -> Box:
    """A box without ink of the lines above and below; a line of the usual size is `most` pixels high."""
    x0, top, x1, bottom = box
    groups = [bands[a:b] for a in range(len(bands)) for b in range(a + 1, len(bands) + 1)]
    if bottom - top < _LARGE * usual:  # 元 under 万: its upper stroke stands apart, and is not cut through
        groups = [group for group in groups if len(group) == 1 or group[-1][1] - group[0][0] <= most]
    if not groups:
        return box
    line = max(groups, key=lambda group: sum(band[2] for band in group))
    low, high = line[0][0], line[-1][1]
    if high - low < _LEAST * usual:
        return box
    pad = _PAD * (high - low)
    return x0, max(top, low - pad), x1, min(bottom, high + pad)


def _widened(index: int, boxes: Floats, ink: Mask, walls: Floats) -> Box:
    """A box with the ink that stands right before or behind it on its line, up to the next box or rule."""
    x0, top, x1, bottom = boxes[index].tolist()
    height = (bottom - top) / (1 + 2 * _PAD)
    lines = np.minimum(boxes[:, 3], bottom) - np.maximum(boxes[:, 1], top) > 0.5 * (bottom - top)
    lines[index] = False
    rules = walls[(walls[:, 2] < bottom) & (walls[:, 4] > top), 1]
    middle = (x0 + x1) / 2
    right = [*boxes[lines & (boxes[:, 0] > middle), 0].tolist(), *(rules[rules > middle] - _CLEAR).tolist()]
    left = [*boxes[lines & (boxes[:, 2] < middle), 2].tolist(), *(rules[rules < middle] + _CLEAR).tolist()]
    rows: Mask = np.asarray(ink[max(0, int(top + _PAD * height)) : max(0, int(bottom - _PAD * height) + 1)].any(axis=0))
    end = _reach(rows[int(x1) + 1 : int(min([x1 + _FURTHEST * height, *right])) + 1], height)
    begin = _reach(rows[max(0, int(max([x0 - _FURTHEST * height, *left]))) : max(0, int(x0))][::-1], height)
    return (x0 - begin, top, x1 + end, bottom)


def _reach(columns: Mask, height: float) -> float:
    """How far ink goes on from one end, in columns; a gap wider than a letter's ends it."""
    at = np.flatnonzero(columns)
    reach = -1
    for place in at.tolist():
        if place - reach > _STEP * height:
            break
        reach = place
    return reach + 1 + (_PAD * height if reach >= 0 else 0)
