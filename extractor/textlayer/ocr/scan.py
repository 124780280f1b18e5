"""An image of a page → its letters and ruling lines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from extractor.textlayer.model import Floats
from extractor.textlayer.ocr import engine, lines, rulings, skew
from extractor.textlayer.ocr.engine import Image
from extractor.textlayer.ocr.fitting import fitted
from extractor.textlayer.ocr.letters import Letters, placed
from extractor.textlayer.ocr.skew import Affine

DETECTION = 110 / 72  #: pixels a point at which text is looked for; finer images cost more and show no more of it
_MARGIN = 0.08  #: of a line's height, by which its image is cut larger
_READ, _FOUND = 0.5, 0.7  #: how sure the letters of a line are on average, or it is none: detected, or ink alone
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
    clean = rulings.erased(image, ruled, scale)
    boxes = _detect(clean, scale)
    quarter = _quarter(clean, boxes)
    if quarter:
        image, turned = skew.quartered(image, quarter)
        back = turned if back is None else _after(turned, back)
        ruled = rulings.find(image, scale)
        clean = rulings.erased(image, ruled, scale)
        boxes = _detect(clean, scale)
    letters = _letters(clean, boxes, ruled.edges)
    return Scan(letters, ruled.edges, (image.shape[1], image.shape[0]), back)


def _letters(image: Image, boxes: Floats, edges: Floats) -> Letters:
    """The letters of an image without rulings, in and beside the boxes that were found on it."""
    ink = image < rulings.dark(image)
    usual = lines.usual_height(boxes)
    boxes = lines.parted(boxes, ink, edges)
    found = len(boxes)
    if found:
        boxes = fitted(np.vstack((boxes, lines.overlooked(boxes, ink, usual))), ink, edges, usual)
    crops, places, kept = _cut(image, boxes)
    spoken = engine.recognise(crops)
    for index, line in enumerate(spoken):
        least = _READ if kept[index] < found else _FOUND
        if len(line.confidence) and line.confidence.mean() < least:
            spoken[index] = engine.NOTHING
    return placed(spoken, places, crops)


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


def _cut(image: Image, boxes: Floats) -> tuple[list[Image], Floats, list[int]]:
    """The images of the lines that have ink, their boxes, and which of the given ones they are."""
    height, width = image.shape
    crops: list[Image] = []
    places: list[tuple[int, int, int, int]] = []
    kept: list[int] = []
    for index, (x0, top, x1, bottom) in enumerate(boxes.tolist()):
        margin = _MARGIN * (bottom - top)
        a, b = max(0, int(x0 - margin)), min(width, int(x1 + margin) + 1)
        c, d = max(0, int(top)), min(height, int(bottom) + 1)
        crop = image[c:d, a:b]
        if crop.size and int(np.ptp(crop)) > 40:
            crops.append(crop)
            places.append((a, c, b, d))
            kept.append(index)
    return crops, np.array(places, np.float64).reshape(-1, 4), kept
