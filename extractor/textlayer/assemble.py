"""A page from what a reader found on it: what both readers do last."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.textlayer.characters import Codes, text_of
from extractor.textlayer.doubled import originals
from extractor.textlayer.edges import with_length
from extractor.textlayer.model import Floats, Page

Box = tuple[float, float, float, float]


def assemble(
    number: int,
    size: tuple[float, float],
    codes: Codes,
    boxes: Floats,
    upright: npt.NDArray[np.bool_] | None,
    angle: Floats | None,
    edges: Floats,
    crop: Box | None,
) -> Page:
    """Characters (codes (n,), boxes (n, 4), upright and angle (n,), None where all stand), edges (m, 5) → a Page.

    Copies that make a character bold are left out, and what damaged numbers put nowhere.
    """
    keep = originals(codes, boxes)
    if not np.isfinite(boxes).all():
        somewhere = np.logical_and.reduce(np.isfinite(boxes), axis=1)
        keep = somewhere if keep is None else keep & somewhere
    if keep is not None:
        codes, boxes = codes[keep], boxes[keep]
        upright = None if upright is None else upright[keep]
        angle = None if angle is None else angle[keep]
    if upright is None or upright.all():
        upright = angle = None
    if not np.isfinite(edges).all():
        edges = edges[np.isfinite(edges).all(axis=1)]
    return Page(
        number,
        size[0],
        size[1],
        text=text_of(codes),
        boxes=boxes,
        upright=upright,
        angle=angle,
        edges=with_length(edges),
        crop=crop,
    )
