"""The ruling lines of a table in an image."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats
from extractor.textlayer.ocr.engine import Image

_ACROSS, _DOWN = 22.0, 9.0  #: points; shorter strokes are letters
_THICK = 4.0  #: points; thicker bars are no lines
_WIDE, _HIGH = 60.0, 14.0  #: points; a net of strokes smaller than this is a letter
_RULE = 60.0  #: points from which a stroke by itself is a line
_BRIDGE = 3  #: pixels that a worn line may miss

Mask = npt.NDArray[np.uint8]


class Rulings(NamedTuple):
    """Lines as edges (n, 5) of a page in pixels, and where their ink is (1, else 0)."""

    edges: Floats
    ink: Mask


def find(image: Image, scale: float) -> Rulings:
    """The rulings of an image that is set straight; `scale` is pixels a point."""
    import cv2

    ink = (image < _dark(image)).astype(np.uint8)
    across = _strokes(ink, round(_ACROSS * scale), level=True)
    down = _strokes(ink, round(_DOWN * scale), level=False)
    nets = cv2.dilate(across | down, np.ones((_BRIDGE, _BRIDGE), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(nets, connectivity=8)
    kept = np.zeros(count, bool)
    width, height = stats[:, cv2.CC_STAT_WIDTH] / scale, stats[:, cv2.CC_STAT_HEIGHT] / scale
    kept[1:] = ((width >= _WIDE) & (height >= _HIGH) | (width >= _RULE) | (height >= _RULE))[1:]
    chosen = kept[labels]
    across, down = across & chosen, down & chosen
    edges = np.vstack((_edges(across, scale, level=True), _edges(down, scale, level=False)))
    return Rulings(edges, (across | down).astype(np.uint8))


def erased(image: Image, rulings: Rulings) -> Image:
    """The image without the ink of its rulings: next to a figure a line reads as a digit 1."""
    import cv2

    grown = cv2.dilate(rulings.ink, np.ones((3, 3), np.uint8))
    return np.where(grown > 0, np.uint8(255), image)


def _dark(image: Image) -> float:
    """The grey below which a pixel is ink."""
    import cv2

    level, _ = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return float(min(max(level, 100.0), 200.0))


def _strokes(ink: Mask, length: int, *, level: bool) -> Mask:
    """The ink of straight strokes at least so long, small gaps bridged."""
    import cv2

    bridge = (_BRIDGE + 2, 1) if level else (1, _BRIDGE + 2)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge[::-1], np.uint8))
    shape = (1, length) if level else (length, 1)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), np.uint8)


def _edges(strokes: Mask, scale: float, *, level: bool) -> Floats:
    """A stroke's middle line, as an edge: orientation, x0, top, x1, bottom."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = stats[1:count].astype(np.float64)
    x, y = found[:, cv2.CC_STAT_LEFT], found[:, cv2.CC_STAT_TOP]
    width, height = found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT]
    thin = (height if level else width) <= _THICK * scale
    middle = y + height / 2 if level else x + width / 2
    zero = np.zeros_like(x)
    if level:
        edges = np.column_stack((zero, x, middle, x + width, middle))
    else:
        edges = np.column_stack((zero + 1, middle, y, middle, y + height))
    return np.asarray(edges[thin], np.float64)
