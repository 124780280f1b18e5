"""Pictures on a page, and the text that does not show because of them: how scans carry a text layer."""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.frame import Frame
from extractor.textlayer.model import Floats

PICTURE = 0.5  #: share of a page from which pictures prevail on it
INVISIBLE = frozenset({3, 7})  #: text render modes that paint nothing
_SLACK = 1.0  #: points between the ink of a line and the middles of its letters
_MOST_PAIRS = 200_000_000  #: characters times boxes of text, on a page with invisible text
_SQUARE = np.array([(0.0, 0.0, 1.0), (1.0, 0.0, 1.0), (0.0, 1.0, 1.0), (1.0, 1.0, 1.0)])

Bounds = tuple[float, float, float, float]


def pictured(pictures: list[tuple[int, Floats | None]], frame: Frame) -> float:
    """The share of a page under its pictures (addresses, each with the matrix (6,) of the form it stands in)."""
    own = np.empty(6, np.float32)
    area = 0.0
    for address, form in pictures:
        if not call.object_matrix(address, own.ctypes.data):
            continue
        corners = _SQUARE @ own.astype(np.float64).reshape(3, 2)
        if form is not None:
            corners = np.column_stack((corners, np.ones(4))) @ form.reshape(3, 2)
        if np.isfinite(corners).all():
            low = np.maximum(corners.min(axis=0), (frame.left, frame.bottom))
            high = np.minimum(corners.max(axis=0), (frame.right, frame.top))
            area += float(np.prod(np.maximum(high - low, 0)))
    return min(1.0, area / max((frame.right - frame.left) * (frame.top - frame.bottom), 1.0))


def hidden(page: int) -> float:
    """The share of a page's text objects (forms left out) that are invisible, or covered by a picture."""
    texts: list[tuple[float, float]] = []
    shown = unseen = 0
    reference = call.reference(page)
    for index in range(int(call.count_objects(page))):
        item = call.get_object(reference, index)
        kind = call.object_type(item)
        if kind == call.TYPE_TEXT:
            if call.render_mode(item) in INVISIBLE:
                unseen += 1
            else:
                x0, y0, x1, y1 = _bounds(item)
                texts.append(((x0 + x1) / 2, (y0 + y1) / 2))
                shown += 1
        elif kind == call.TYPE_IMAGE and texts and not call.object_is_clear(item):
            x0, y0, x1, y1 = _bounds(item)
            left = [(x, y) for x, y in texts if not (x0 <= x <= x1 and y0 <= y <= y1)]
            unseen, shown = unseen + len(texts) - len(left), shown - len(texts) + len(left)
            texts = left
    return unseen / (unseen + shown) if unseen else 0.0


def boxes_of(items: list[tuple[int, Floats | None]], frame: Frame) -> Floats:
    """(n, 4) displayed boxes of objects (addresses, each with the matrix (6,) of the form it stands in)."""
    if not items:
        return np.empty((0, 4))
    bounds = np.array([_bounds(item) for item, _ in items])
    corners = np.stack((bounds[:, [0, 2, 0, 2]], bounds[:, [1, 1, 3, 3]]), axis=2)
    for index, (_, form) in enumerate(items):
        if form is not None:
            corners[index] = np.column_stack((corners[index], np.ones(4))) @ form.reshape(3, 2)
    low, high = corners.min(axis=1), corners.max(axis=1)
    return frame.boxes(low[:, 0], low[:, 1], high[:, 0], high[:, 1])


def covered(boxes: Floats | None, unseen: Floats, shown: Floats) -> npt.NDArray[np.bool_] | None:
    """Which characters (boxes (n, 4)) stand in a box of `unseen` and in none of `shown`; None where none or most do.

    Where most of a page is drawn so, its letters are outlines, and the text says what they show. Raises TooLarge.
    """
    if boxes is None or not len(boxes):
        return None
    if len(boxes) * (len(unseen) + len(shown)) > _MOST_PAIRS:
        raise TooLarge(what="objects", found=len(unseen) + len(shown), limit=_MOST_PAIRS // len(boxes))
    found = _inside(boxes, unseen)
    found[found] = ~_inside(boxes[found], shown)
    return found if 0 < np.count_nonzero(found) <= len(found) / 2 else None


def _inside(boxes: Floats, areas: Floats) -> npt.NDArray[np.bool_]:
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    found = np.zeros(len(boxes), bool)
    for x0, top, x1, bottom in areas.tolist():
        found |= ((middle >= (x0 - _SLACK, top - _SLACK)) & (middle <= (x1 + _SLACK, bottom + _SLACK))).all(axis=1)
    return found


def _bounds(item: int) -> Bounds:
    box = (ctypes.c_float * 4)()
    at = ctypes.addressof(box)
    if not call.object_bounds(item, at, at + 4, at + 8, at + 12):
        return 0.0, 0.0, 0.0, 0.0
    return box[0], box[1], box[2], box[3]
