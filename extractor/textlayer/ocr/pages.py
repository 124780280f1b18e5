"""Pages of a PDF read from their images."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from extractor.textlayer.frame import Frame
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Floats, Matrix, Page
from extractor.textlayer.ocr import scan
from extractor.textlayer.ocr.render import draw
from extractor.textlayer.pdfium_document import Box, open_document

RESOLUTION = 200 / 72  #: pixels a point
_SURE = 0.9  #: how sure a letter is that counts as read, and the share of such letters on a page that can be read


def recognised(data: bytes, limits: Limits, password: str | None, numbers: Collection[int]) -> dict[int, Page]:
    """The pages of these numbers, as their images show them. Pages that PDFium cannot load are left out."""
    found: dict[int, Page] = {}
    with open_document(data, limits, password) as document:
        for number in sorted(numbers):
            with document.page(number - 1) as loaded:
                if loaded is not None:
                    found[number] = _page(number, *loaded)
    return found


def _page(number: int, address: int, frame: Frame, shown: Box | None) -> Page:
    image, scale, corner = draw(address, frame, shown, RESOLUTION)
    read = scan.read(image, scale)
    straight = read.back is None
    left, top = corner if straight else (0.0, 0.0)
    boxes = read.letters.boxes / scale + [left, top, left, top]
    edges = read.edges / scale + [0.0, left, top, left, top]
    edges[:, 0] = read.edges[:, 0]
    size = (frame.width, frame.height) if straight else (read.size[0] / scale, read.size[1] / scale)
    return Page(
        number,
        *size,
        text=read.letters.text,
        boxes=boxes,
        edges=edges,
        confidence=_capped(read.letters.confidence),
        turn=None if read.back is None else _turn(read.back, scale, corner),
    )


def _capped(confidence: Floats) -> Floats:
    """How sure letters are, no surer than the page as a whole: where many are unsure, those that seem sure err too."""
    share = float((confidence >= _SURE).mean()) if len(confidence) else 1.0
    return confidence if share >= _SURE else np.minimum(confidence, share)


def _turn(back: Floats, scale: float, corner: tuple[float, float]) -> Matrix:
    """A way back in pixels as one in points, to the place on the page where the image begins."""
    (a, c, e), (b, d, f) = back.tolist()
    return a, b, c, d, e / scale + corner[0], f / scale + corner[1]


def beside(native: Page, read: Page) -> Page:
    """A page of few letters and a large picture: its own letters, and those of the picture that stand elsewhere.

    Where the picture was turned, the letters of the page are part of it, and are taken from there.
    """
    if read.turn is not None or native.boxes is None or read.boxes is None or read.confidence is None:
        return read
    middle = (read.boxes[:, :2] + read.boxes[:, 2:]) / 2
    free = np.ones(len(middle), bool)
    for x0, top, x1, bottom in native.boxes.tolist():
        free &= ~((middle >= (x0 - 1, top - 1)) & (middle <= (x1 + 1, bottom + 1))).all(axis=1)
    native.text += "".join(letter for letter, keep in zip(read.text, free.tolist(), strict=True) if keep)
    native.confidence = np.concatenate((np.ones(len(native.boxes)), read.confidence[free]))
    count = int(free.sum())
    if native.upright is not None:
        native.upright = np.concatenate((native.upright, np.ones(count, bool)))
    if native.angle is not None:
        native.angle = np.concatenate((native.angle, np.zeros(count)))
    if native.unseen is not None:
        native.unseen = np.concatenate((native.unseen, np.zeros(count, bool)))
    native.boxes = np.vstack((native.boxes, read.boxes[free]))
    native.edges = np.vstack((native.edges, read.edges))
    return native
