"""An image of a page → its letters and ruling lines."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractor.textlayer.model import Floats
from extractor.textlayer.ocr import engine, rulings, skew
from extractor.textlayer.ocr.engine import Image
from extractor.textlayer.ocr.letters import Letters, placed
from extractor.textlayer.ocr.skew import Affine

DETECTION = 110 / 72  #: pixels a point at which text is looked for; finer images cost more and show no more of it
_MARGIN = 0.08  #: of a line's height, by which its image is cut larger
_CROSSED = 0.6  #: of a line's height, that a rule between two cells covers at least
_UPENDED = 1.5  #: height to width from which a line of text stands on its end
_SAMPLE = 12  #: lines by which one of two ways up is chosen


class Scan(NamedTuple):
    """What stands on an image, in pixels of the image set straight, of which `size` is (width, height)."""

    letters: Letters
    edges: Floats
    size: tuple[int, int]
    back: Affine | None  #: the way back to pixels of the image as it was given; None: it lay straight


def read(image: Image, scale: float) -> Scan:
    """Read an image of `scale` pixels a point."""
    back: Affine | None = None
    angle = skew.angle_of(image)
    if angle:
        image, back = skew.straightened(image, angle)
    ruled = rulings.find(image, scale)
    clean = rulings.erased(image, ruled)
    boxes = _detect(clean, scale)
    quarter = _quarter(clean, boxes)
    if quarter:
        image, turned = skew.quartered(image, quarter)
        back = turned if back is None else _after(turned, back)
        ruled = rulings.find(image, scale)
        clean = rulings.erased(image, ruled)
        boxes = _detect(clean, scale)
    crops, places = _cut(clean, _split(boxes, ruled.edges))
    letters = placed(engine.recognise(crops), places, crops)
    return Scan(letters, ruled.edges, (image.shape[1], image.shape[0]), back)


def _detect(image: Image, scale: float) -> Floats:
    import cv2

    ratio = min(1.0, DETECTION / scale)
    small = cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA) if ratio < 1 else image
    return engine.detect(np.asarray(small, np.uint8)) / ratio


def _quarter(image: Image, boxes: Floats) -> int:
    """How many quarter turns anticlockwise set the text upright: 0, or 1 or 3 where most lines stand on end."""
    long = boxes[np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) > 4 * _least(boxes)]
    upended = long[:, 3] - long[:, 1] > _UPENDED * (long[:, 2] - long[:, 0])
    if 2 * np.count_nonzero(upended) <= len(long):
        return 0
    some = long[upended][:_SAMPLE].astype(int).tolist()
    sure = {
        quarter: _surety([np.ascontiguousarray(np.rot90(image[y0:y1, x0:x1], quarter)) for x0, y0, x1, y1 in some])
        for quarter in (1, 3)
    }
    return max(sure, key=lambda quarter: sure[quarter])


def _least(boxes: Floats) -> Floats:
    return np.asarray(np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]))


def _surety(lines: list[Image]) -> float:
    found = [spoken.confidence.mean() for spoken in engine.recognise(lines) if len(spoken.confidence)]
    return float(np.mean(found)) if found else 0.0


def _after(first: Affine, then: Affine) -> Affine:
    """One way after the other."""
    whole = np.vstack((first, (0.0, 0.0, 1.0)))
    return np.asarray(then @ whole)


def _split(boxes: Floats, edges: Floats) -> Floats:
    """Boxes over several cells, parted where a rule crosses them."""
    upright = edges[edges[:, 0] == 1]
    parts: list[tuple[float, float, float, float]] = []
    for x0, top, x1, bottom in boxes.tolist():
        cover = np.minimum(upright[:, 4], bottom) - np.maximum(upright[:, 2], top)
        inside = (upright[:, 1] > x0 + 2) & (upright[:, 1] < x1 - 2) & (cover > _CROSSED * (bottom - top))
        cuts = [x0, *np.unique(upright[inside, 1]).tolist(), x1]
        parts += [(a, top, b, bottom) for a, b in pairwise(cuts) if b - a > 4]
    return np.array(parts).reshape(-1, 4)


def _cut(image: Image, boxes: Floats) -> tuple[list[Image], Floats]:
    """The images of the lines that have ink, and their boxes."""
    height, width = image.shape
    crops: list[Image] = []
    places: list[tuple[int, int, int, int]] = []
    for x0, top, x1, bottom in boxes.tolist():
        margin = _MARGIN * (bottom - top)
        a, b = max(0, int(x0 - margin)), min(width, int(x1 + margin) + 1)
        c, d = max(0, int(top)), min(height, int(bottom) + 1)
        crop = image[c:d, a:b]
        if crop.size and int(np.ptp(crop)) > 40:
            crops.append(crop)
            places.append((a, c, b, d))
    return crops, np.array(places, np.float64).reshape(-1, 4)
