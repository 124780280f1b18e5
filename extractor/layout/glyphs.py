"""The characters of all pages as arrays, so that everything after works on whole documents at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extractor.layout.normalise import Codes, to_codes, to_text
from extractor.textlayer.model import Floats, Page


@dataclass(slots=True, frozen=True)
class Aside:
    """Characters of a page that are not part of its text."""

    page: int  #: index into the list of pages
    text: str
    boxes: Floats
    reason: str  #: turned (watermarks, vertical stamps) | outside (of what viewers show of the page) | invisible
    angle: Floats  #: (n,) whole degrees clockwise at which its lines are read


@dataclass(slots=True)
class Glyphs:
    """The upright characters of a document that its pages show: one row each, sorted by page, else in any order."""

    codes: Codes  #: (n,)
    boxes: Floats  #: (n, 4)
    page: npt.NDArray[np.intp]  #: (n,) index into the list of pages
    aside: list[Aside] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.codes)


def collect(pages: list[Page]) -> Glyphs:
    """Gather the characters of `pages`; what is turned, unseen or lies outside the page is set aside."""
    codes: list[Codes] = []
    boxes: list[Floats] = []
    index: list[npt.NDArray[np.intp]] = []
    aside: list[Aside] = []
    for i, page in enumerate(pages):
        if page.boxes is None or not page.text:
            continue
        mine, places = to_codes(page.text), page.boxes
        middle = (places[:, :2] + places[:, 2:]) / 2
        x0, top, x1, bottom = page.crop or (0.0, 0.0, page.width, page.height)
        seen = ((middle >= (x0, top)) & (middle <= (x1, bottom))).all(axis=1)
        upright = np.ones(len(mine), dtype=bool) if page.upright is None else page.upright
        unseen = np.zeros(len(mine), dtype=bool) if page.unseen is None else page.unseen
        angle = np.zeros(len(mine)) if page.angle is None else np.rint(page.angle)
        kept = seen & upright & ~unseen
        if not kept.all():
            reasons = (("outside", ~seen), ("invisible", seen & unseen), ("turned", seen & ~unseen & ~upright))
            for reason, away in reasons:
                if away.any():
                    aside.append(Aside(i, to_text(mine[away]), places[away], reason, angle[away]))
        if not kept.all():
            mine, places = mine[kept], places[kept]
        codes.append(mine)
        boxes.append(places)
        index.append(np.full(len(mine), i, dtype=np.intp))
    if not codes:
        return Glyphs(np.empty(0, np.uint32), np.empty((0, 4)), np.empty(0, np.intp), aside)
    return Glyphs(np.concatenate(codes), np.concatenate(boxes), np.concatenate(index), aside)
