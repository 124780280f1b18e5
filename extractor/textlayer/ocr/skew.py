"""How far a scan is turned, and the image set straight."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats
from extractor.textlayer.ocr.engine import Image

Ints = npt.NDArray[np.intp]
Affine = Floats  #: (2, 3), from pixels to pixels

_MOST = 5.0  #: degrees; a sheet in a scanner turns no further
_WIDTH = 1000  #: pixels across which the angle is sought
_LEAST = 0.05  #: degrees below which turning would only blur


def angle_of(image: Image) -> float:
    """Degrees by which the lines of a page rise to the right (anticlockwise positive); 0 where none is clear.

    Ink falls on few rows when the lines lie level: of all angles the one with the sharpest row profile is taken, in
    steps that grow finer.
    """
    import cv2

    scale = _WIDTH / image.shape[1]
    small = cv2.resize(image, (_WIDTH, max(1, round(image.shape[0] * scale))), interpolation=cv2.INTER_AREA)
    ink = (small < min(160.0, float(small.mean()) - 20)).astype(np.float32)
    y, x = np.nonzero(ink)
    if len(x) < 200:
        return 0.0
    best, span, step = 0.0, _MOST, 0.25
    while step >= 0.02:
        tries = np.arange(best - span, best + span + step / 2, step)
        scores = [_sharpness(x, y, angle, small.shape[0]) for angle in tries.tolist()]
        best = float(tries[int(np.argmax(scores))])
        span, step = step, step / 4
    return best if abs(best) >= _LEAST and abs(best) < _MOST else 0.0


def _sharpness(x: Ints, y: Ints, angle: float, height: int) -> float:
    tilt = np.tan(np.radians(angle))
    rows = np.round(y + tilt * x).astype(np.intp)
    profile = np.bincount(rows - rows.min()).astype(np.float64)
    return float((np.diff(profile) ** 2).sum())


def straightened(image: Image, angle: float) -> tuple[Image, Affine]:
    """The image turned clockwise by `angle` degrees about its middle, of the same size, white at the corners; and the
    way back from its pixels.
    """
    import cv2

    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    turned = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(turned, np.uint8), np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def quartered(image: Image, quarter: int) -> tuple[Image, Affine]:
    """The image turned anticlockwise by so many quarters (1 or 3), and the way back from its pixels."""
    height, width = image.shape
    turned = np.ascontiguousarray(np.rot90(image, quarter))
    back = [(0.0, -1.0, width), (1.0, 0.0, 0.0)] if quarter == 1 else [(0.0, 1.0, 0.0), (-1.0, 0.0, height)]
    return turned, np.array(back)
