"""The ruling lines of a table in an image."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats
from extractor.textlayer.ocr.engine import Image

_ACROSS, _DOWN = 40.0, 25.0  #: points; a stroke so long is no letter's
_NARROW, _LOW = 16.0, 8.0  #: points; a shorter one is a line only from one line to another: a narrow column, a low row
_THICK = 4.0  #: points; thicker bars are no lines
_MEETS = 1.5  #: points between the end of a short line and the one it meets
_BRIDGE = 3  #: pixels that a worn line may miss
_INK = 0.35  #: of the way from paper to ink; darker is ink
_HALO = 0.6  #: points around a line that are grey from it

Mask = npt.NDArray[np.uint8]


class Rulings(NamedTuple):
    """Lines as edges (n, 5) of a page in pixels, and where their ink is (1, else 0)."""

    edges: Floats
    ink: Mask


class _Strokes(NamedTuple):
    """Straight strokes: their edges (n, 5), which of them are long, and for each pixel the number of its stroke + 1."""

    edges: Floats
    long: npt.NDArray[np.bool_]
    labels: npt.NDArray[np.int32]


def find(image: Image, scale: float) -> Rulings:
    """The rulings of an image that is set straight; `scale` is pixels a point."""
    ink = (image < dark(image)).astype(np.uint8)
    across = _strokes(ink, scale, level=True)
    down = _strokes(ink, scale, level=False)
    kept_across = across.long | _between(across.edges, down.edges[down.long], _MEETS * scale, level=True)
    kept_down = down.long | _between(down.edges, across.edges[across.long], _MEETS * scale, level=False)
    edges = np.vstack((across.edges[kept_across], down.edges[kept_down]))
    mask = _ink_of(across, kept_across) | _ink_of(down, kept_down)
    return Rulings(edges, mask.astype(np.uint8))


def erased(image: Image, rulings: Rulings, scale: float) -> Image:
    """The image without the ink of its rulings: next to a figure a line reads as a digit 1."""
    import cv2

    halo = 2 * max(1, round(_HALO * scale)) + 1
    grown = cv2.dilate(rulings.ink, np.ones((halo, halo), np.uint8))
    return np.where(grown > 0, np.uint8(np.median(image)), image)


def dark(image: Image) -> float:
    """The grey below which a pixel is ink."""
    paper, ink = float(np.median(image)), float(np.percentile(image, 0.2))
    return paper - _INK * (paper - ink)


def _strokes(ink: Mask, scale: float, *, level: bool) -> _Strokes:
    import cv2

    bridge, least = (1, _BRIDGE) if level else (_BRIDGE, 1), round((_NARROW if level else _LOW) * scale)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8))
    found = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, least) if level else (least, 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(found, np.uint8), connectivity=8)
    x, y, width, height = (
        stats[1:count, column].astype(np.float64)
        for column in (cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP, cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT)
    )
    thickness, length = (height, width) if level else (width, height)
    long = (length >= (_ACROSS if level else _DOWN) * scale) & (thickness <= _THICK * scale)
    if level:
        edges = np.column_stack((np.zeros_like(x), x, y + height / 2, x + width, y + height / 2))
    else:
        edges = np.column_stack((np.ones_like(x), x + width / 2, y, x + width / 2, y + height))
    return _Strokes(edges, long, np.asarray(labels, np.int32))


def _between(strokes: Floats, lines: Floats, slack: float, *, level: bool) -> npt.NDArray[np.bool_]:
    """Which strokes reach from one of the `lines` across them to another."""
    (begin, end, at), (place, low, high) = ((1, 3, 2), (1, 2, 4)) if level else ((2, 4, 1), (2, 1, 3))
    crosses = (lines[None, :, low] - slack <= strokes[:, None, at]) & (
        strokes[:, None, at] <= lines[None, :, high] + slack
    )
    starts = crosses & (np.abs(lines[None, :, place] - strokes[:, None, begin]) <= slack)
    ends = crosses & (np.abs(lines[None, :, place] - strokes[:, None, end]) <= slack)
    return np.asarray(starts.any(axis=1) & ends.any(axis=1))


def _ink_of(strokes: _Strokes, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    return np.asarray(np.concatenate(([False], kept))[strokes.labels])
