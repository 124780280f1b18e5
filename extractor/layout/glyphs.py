"""The characters of all pages as arrays, so that everything after works on whole documents at once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extractor.layout.normalise import Codes, Indices, to_codes, to_text
from extractor.textlayer.model import Floats, Page

Bools = npt.NDArray[np.bool_]


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
    full = [(index, page) for index, page in enumerate(pages) if page.boxes is not None and page.text]
    if not full:
        return Glyphs(np.empty(0, np.uint32), np.empty((0, 4)), np.empty(0, np.intp))
    codes = to_codes("".join(page.text for _, page in full))
    boxes = np.concatenate([page.boxes for _, page in full if page.boxes is not None])
    starts = np.cumsum([0, *(len(page.text) for _, page in full)])
    owner = (np.arange(len(full))).repeat(np.diff(starts))
    index = np.array([index for index, _ in full], np.intp)[owner]
    seen = _seen(boxes, owner, [page for _, page in full])
    kept = seen.copy()
    aside: list[Aside] = []
    for (number, page), start, end in zip(full, starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        if page.upright is not None or page.unseen is not None or not seen[start:end].all():
            kept[start:end] = _parted(number, page, codes[start:end], seen[start:end], aside)
    if kept.all():
        return Glyphs(codes, boxes, index, aside)
    return Glyphs(codes[kept], boxes.compress(kept, axis=0), index[kept], aside)


def _seen(boxes: Floats, owner: Indices, pages: list[Page]) -> Bools:
    """Which characters (boxes (n, 4), each of the page `owner`) have their middle where viewers show the page."""
    shown = np.array([page.crop or (0.0, 0.0, page.width, page.height) for page in pages]).T
    starts = owner.searchsorted(np.arange(len(pages)))
    found: Bools = np.ones(len(boxes), bool)
    for low, high in ((0, 2), (1, 3)):
        middle = (boxes[:, low] + boxes[:, high]) / 2
        least, most = np.minimum.reduceat(middle, starts), np.maximum.reduceat(middle, starts)
        if not ((least >= shown[low]) & (most <= shown[high])).all():  # else every page shows all of its own
            found &= (middle >= shown[low][owner]) & (middle <= shown[high][owner])
    return found


def _parted(number: int, page: Page, codes: Codes, seen: Bools, aside: list[Aside]) -> Bools:
    """Which characters of a page are kept; the others are added to `aside`, by what is the matter with them."""
    assert page.boxes is not None
    upright = np.ones(len(codes), dtype=bool) if page.upright is None else page.upright
    unseen = np.zeros(len(codes), dtype=bool) if page.unseen is None else page.unseen
    angle = np.zeros(len(codes)) if page.angle is None else np.rint(page.angle)
    reasons = (("outside", ~seen), ("invisible", seen & unseen), ("turned", seen & ~unseen & ~upright))
    for reason, away in reasons:
        if away.any():
            aside.append(Aside(number, to_text(codes[away]), page.boxes[away], reason, angle[away]))
    kept: Bools = seen & upright & ~unseen
    return kept
