"""Sheets drawn sideways: where most of a page is read in another direction than rightwards, the page is turned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extractor.textlayer.model import Floats, Matrix, Page

_NEAR = 2.0  #: degrees from a quarter turn
_MOST = 0.5  #: of a page's characters that must be read so


def straightened(page: Page) -> Page:
    """The page so that most of its text is read rightwards; `turn` leads back to the page as displayed."""
    if page.angle is None or page.boxes is None or page.upright is None or page.turn is not None:
        return page
    for quarter in (1, -1, 2):
        off = np.abs(np.mod(page.angle - 90.0 * quarter + 180, 360) - 180)
        if np.count_nonzero((off < _NEAR) & ~page.upright) > _MOST * len(page.text):
            return _turned(page, quarter, off)
    return page


def _turned(page: Page, quarter: int, off: Floats) -> Page:
    """`quarter`: how many quarter turns clockwise the text stands at; `off` how far from it each character does."""
    assert page.boxes is not None
    forth = turning(quarter, page.width, page.height)
    width, height = (page.width, page.height) if quarter == 2 else (page.height, page.width)
    edges = page.edges.copy()
    edges[:, 1:] = boxes_by(page.edges[:, 1:], forth)
    if quarter != 2:
        edges[:, 0] = 1 - edges[:, 0]
    crop = None
    if page.crop is not None:
        x0, top, x1, bottom = boxes_by(np.array([page.crop]), forth)[0].tolist()
        crop = (x0, top, x1, bottom)
    standing = off < _NEAR
    return replace(
        page,
        width=width,
        height=height,
        boxes=boxes_by(page.boxes, forth),
        upright=None if standing.all() else standing,
        angle=None if standing.all() else np.mod(np.asarray(page.angle) - 90.0 * quarter + 180, 360) - 180,
        edges=edges,
        crop=crop,
        turn=turning(-quarter, width, height),
    )


def turning(quarter: int, width: float, height: float) -> Matrix:
    """A page of this size, whose text stands at so many quarter turns clockwise → the page with that text upright."""
    return {
        0: (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        1: (0.0, -1.0, 1.0, 0.0, 0.0, width),
        2: (-1.0, 0.0, 0.0, -1.0, width, height),
        3: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    }[quarter % 4]


def boxes_by(boxes: Floats, matrix: Matrix) -> Floats:
    """Boxes (n, 4) by a matrix: the bounds of their turned corners."""
    a, b, c, d, e, f = matrix
    x, y = boxes[:, [0, 2, 0, 2]], boxes[:, [1, 1, 3, 3]]
    px, py = a * x + c * y + e, b * x + d * y + f
    return np.column_stack((px.min(axis=1), py.min(axis=1), px.max(axis=1), py.max(axis=1)))
