"""Pages from what a reader found on them: what both readers do last."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer.characters import Codes, text_of
from extractor.textlayer.doubled import originals
from extractor.textlayer.edges import Edges
from extractor.textlayer.model import Floats, Page

Box = tuple[float, float, float, float]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]


class Sheet(NamedTuple):
    """A page without what stands on it."""

    number: int
    width: float
    height: float
    crop: Box | None


class Characters(NamedTuple):
    """The characters of some pages, those of a page in a row."""

    codes: Codes  #: (n,)
    boxes: Floats  #: (n, 4) as displayed
    pages: Ints  #: (n,) index of the page, ascending
    upright: Bools | None = None  #: (n,), None where all stand
    angle: Floats | None = None  #: (n,), None where all stand

    @classmethod
    def none(cls) -> Characters:
        return cls(np.empty(0, np.uint32), np.empty((0, 4)), np.empty(0, np.intp))

    def chosen(self, keep: Bools) -> Characters:
        codes, boxes, pages, upright, angle = self
        upright, angle = None if upright is None else upright[keep], None if angle is None else angle[keep]
        return Characters(codes[keep], boxes[keep], pages[keep], upright, angle)


def assemble(sheets: list[Sheet], characters: Characters, edges: Edges) -> list[Page]:
    """Some pages with their characters and edges.

    Copies that make a character bold are left out, and what damaged numbers put nowhere.
    """
    keep = originals(characters.codes, characters.boxes, characters.pages)
    if not np.isfinite(characters.boxes).all():
        somewhere = np.logical_and.reduce(np.isfinite(characters.boxes), axis=1)
        keep = somewhere if keep is None else keep & somewhere
    if keep is not None:
        characters = characters.chosen(keep)
    codes, boxes, pages, upright, angle = characters
    text, edges = text_of(codes), edges.seen()
    bounds = np.arange(len(sheets) + 1)
    starts, firsts = np.searchsorted(pages, bounds).tolist(), np.searchsorted(edges.pages, bounds).tolist()
    made: list[Page] = []
    for (number, width, height, crop), start, end, first, last in zip(
        sheets, starts, starts[1:], firsts, firsts[1:], strict=False
    ):
        page = Page(number, width, height, text[start:end], boxes[start:end], edges=edges.lines[first:last], crop=crop)
        if upright is not None and angle is not None and not upright[start:end].all():
            page.upright, page.angle = upright[start:end], angle[start:end]
        made.append(page)
    return made
