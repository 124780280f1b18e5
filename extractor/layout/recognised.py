"""Documents with pages that were recognised from images: how sure each character is, and where it is displayed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats, Matrix, Page

NATIVE = 1.0


def confidences(
    boxes: Floats | None, pages_of: npt.NDArray[np.int32], pages: list[Page]
) -> npt.NDArray[np.float64] | None:
    """How sure each character of a text is, by its place: boxes (n, 4), and page numbers (n,), 0 for what nobody
    printed. None where no page was recognised.
    """
    recognised = [page for page in pages if page.confidence is not None and page.boxes is not None and page.text]
    if boxes is None or not recognised:
        return None
    sure = np.full(len(boxes), NATIVE)
    for page in recognised:
        assert page.boxes is not None and page.confidence is not None
        known: dict[tuple[float, ...], float] = {}
        for box, one in zip(page.boxes.tolist(), page.confidence.tolist(), strict=True):
            known[tuple(box)] = min(one, known.get(tuple(box), NATIVE))
        mine = np.flatnonzero(pages_of == page.number)
        sure[mine] = [known.get(tuple(box), NATIVE) for box in boxes[mine].tolist()]
    return sure


def turned(box: tuple[float, float, float, float], turn: Matrix) -> tuple[float, float, float, float]:
    """The box as displayed: the one around its four corners once turned."""
    x0, top, x1, bottom = box
    a, b, c, d, e, f = turn
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (top, bottom)]
    across, down = zip(*corners, strict=True)
    return round(min(across), 2), round(min(down), 2), round(max(across), 2), round(max(down), 2)
