"""The characters of all pages as arrays, so that everything after works on whole documents at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.layout.normalise import Codes, to_codes
from extractor.textlayer.model import Floats, Page


@dataclass(slots=True)
class Glyphs:
    """The upright characters of a document: one row each, in the reader's order."""

    codes: Codes  #: (n,)
    boxes: Floats  #: (n, 4)
    page: npt.NDArray[np.intp]  #: (n,) index into the list of pages
    turned: list[tuple[int, str, Floats]]  #: what is not upright: (page index, text, boxes)

    def __len__(self) -> int:
        return len(self.codes)


def collect(pages: list[Page]) -> Glyphs:
    """Gather the characters of `pages`; what is not upright (watermarks, turned stamps) is set apart."""
    codes: list[Codes] = []
    boxes: list[Floats] = []
    index: list[npt.NDArray[np.intp]] = []
    turned: list[tuple[int, str, Floats]] = []
    for i, page in enumerate(pages):
        if page.boxes is None or not page.text:
            continue
        page_codes, page_boxes = to_codes(page.text), page.boxes
        if page.upright is not None and not page.upright.all():
            away = np.flatnonzero(~page.upright)
            turned.append((i, "".join(page.text[j] for j in away.tolist()), page_boxes[away]))
            page_codes, page_boxes = page_codes[page.upright], page_boxes[page.upright]
        codes.append(page_codes)
        boxes.append(page_boxes)
        index.append(np.full(len(page_codes), i, dtype=np.intp))
    if not codes:
        return Glyphs(np.empty(0, np.uint32), np.empty((0, 4)), np.empty(0, np.intp), turned)
    return Glyphs(np.concatenate(codes), np.concatenate(boxes), np.concatenate(index), turned)
