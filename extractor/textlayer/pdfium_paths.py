"""The ruling lines of a page from PDFium: the same list of edges as pdfplumber's `page.edges`."""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.edges import Edges, Paths, edges_of
from extractor.textlayer.frame import displayed
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Floats, Page
from extractor.textlayer.pdfium_memory import Addresses
from extractor.textlayer.pdfium_objects import modes_of
from extractor.textlayer.pdfium_pages import Listed, Loaded
from extractor.textlayer.pdfium_pictures import INVISIBLE, PICTURE, boxes_of, covered, hidden, pictured
from extractor.textlayer.pdfium_points import Drawn


class Drawing(NamedTuple):
    """What is drawn on a page beside its text and the edges."""

    pictured: float  #: share of the page under pictures
    curves: int  #: points of curves: letters drawn as outlines have hundreds
    unseen: Floats  #: (k, 4) boxes of the text that is drawn invisibly
    shown: Floats  #: (k, 4) those of other text, where there is such


def read_drawings(pages: list[Loaded], limits: Limits) -> tuple[list[Drawing], Edges]:
    """What is drawn on some pages. Raises TooLarge where one has more objects, or points of paths, than it may."""
    walks = [_Walk(page, limits) for page in pages]
    edges, curves = _edges(walks, limits)
    texts = [texts for walk in walks for texts, _ in walk.texts]
    hidden_texts = bool(texts and _invisible(np.concatenate(texts)).any())
    return [walk.drawing(count, hidden_texts) for walk, count in zip(walks, curves, strict=True)], edges


def _invisible(texts: Addresses) -> npt.NDArray[np.bool_]:
    modes = modes_of(texts)
    return np.asarray(np.logical_or.reduce([modes == mode for mode in INVISIBLE]))


def _edges(walks: list[_Walk], limits: Limits) -> tuple[Edges, list[int]]:
    """The edges, and how many points of curves each page has."""
    parts = [part for walk in walks for part in walk.paths]
    if not parts:
        return Edges.none(), [0] * len(walks)
    drawn = Drawn(np.concatenate([paths for paths, _ in parts]))
    lengths, matrix = drawn.counts, drawn.matrix
    if not lengths.any():
        return Edges.none(), [0] * len(walks)
    of_path = np.repeat(np.arange(len(walks)), [sum(len(paths) for paths, _ in walk.paths) for walk in walks])
    for walk, total in zip(walks, np.bincount(of_path, lengths, len(walks)).tolist(), strict=True):
        walk.check(total)
    points = drawn.points()
    end = 0
    for paths, form in parts:
        start, end = end, end + len(paths)
        if form is not None:
            matrix[start:end] = _times(matrix[start:end], form)
    a, b, c, d, e, f = np.repeat(matrix, lengths, axis=0).T
    of_point = np.repeat(of_path, lengths)
    x, y = points["x"].astype(np.float64), points["y"].astype(np.float64)
    px, py = displayed(a * x + c * y + e, b * x + d * y + f, of_point, [walk.page.frame for walk in walks])
    starts = points["kind"] == call.SEGMENT_MOVE
    starts[(np.cumsum(lengths) - lengths)[lengths > 0]] = True
    curved = points["kind"] == call.SEGMENT_BEZIER
    edges = edges_of(Paths(px, py, starts, curved, points["closes"] != 0, of_point))
    return edges, np.bincount(of_point[curved], minlength=len(walks)).tolist()


def look(page: Page, address: int, drawing: Drawing) -> Page:
    """The page, which now knows how much of it is picture or outline, and how much of its text they hide."""
    page.pictured, page.curves = drawing.pictured, drawing.curves
    page.hidden = hidden(address) if drawing.pictured >= PICTURE and page.text else 0.0
    if len(drawing.unseen) and drawing.pictured < PICTURE:
        page.unseen = covered(page.boxes, drawing.unseen, drawing.shown)
    return page


def count_objects(page: int, limits: Limits, number: int) -> int:
    """How many objects a page (its address) has, those inside forms left out. Raises TooLarge."""
    count = int(call.count_objects(page))
    if count > limits.max_objects_per_page:
        raise TooLarge(page=number, what="objects", found=count, limit=limits.max_objects_per_page)
    return count


class _Walk:
    """What stands on a page and inside its forms."""

    def __init__(self, page: Loaded, limits: Limits) -> None:
        self.page, self.limits = page, limits
        #: addresses of objects, in painting order, each part with the matrix (6,) of the form that it stands in
        self.paths: list[tuple[Addresses, Floats | None]] = []
        self.texts: list[tuple[Addresses, Floats | None]] = []
        self._pictures: list[tuple[int, Floats | None]] = []
        self._seen = 0
        count = int(call.count_objects(page.address)) if page.listed is None else page.listed.size
        self._count(count)
        self._collect(page.listed or Listed.on(page.address, count), None, 0)

    def drawing(self, curves: int, hidden_texts: bool) -> Drawing:
        """`hidden_texts`: some text, here or on another page, is drawn invisibly."""
        frame = self.page.frame
        unseen: list[tuple[int, Floats | None]] = []
        shown: list[tuple[int, Floats | None]] = []
        for texts, matrix in self.texts if hidden_texts else ():
            which = _invisible(texts)
            unseen += [(text, matrix) for text in texts[which].tolist()]
            shown += [(text, matrix) for text in texts[~which].tolist()]
        share = pictured(self._pictures, frame) if self._pictures else 0.0
        return Drawing(share, curves, boxes_of(unseen, frame), boxes_of(shown if unseen else [], frame))

    def check(self, found: int) -> None:
        """Raises TooLarge where that is more than a page may have."""
        if found > self.limits.max_objects_per_page:
            raise TooLarge(
                page=self.page.number, what="objects", found=found, limit=self.limits.max_objects_per_page
            )  # fmt: skip

    def _collect(self, listed: Listed, matrix: Floats | None, depth: int) -> None:
        self.texts.append((listed.texts, matrix))
        done = 0
        for index, item, kind in listed.others:
            if kind == call.TYPE_IMAGE:
                self._pictures.append((item, matrix))
            elif kind == call.TYPE_FORM and depth < self.limits.max_form_depth:
                before = int(listed.places.searchsorted(index))
                self.paths.append((listed.paths[done:before], matrix))
                done = before
                count = call.count_form_objects(item)
                self._count(count)
                inner = list(map(call.get_form_object, repeat(item), range(count)))
                own = np.empty(6, np.float32)
                call.object_matrix(item, own.ctypes.data)
                below = own.astype(np.float64)
                below = below if matrix is None else _times(below[None], matrix)[0]
                self._collect(Listed.of(np.array(inner, np.uint64)), below, depth + 1)
        if done < len(listed.paths):
            self.paths.append((listed.paths[done:], matrix))

    def _count(self, count: int) -> None:
        self._seen += max(count, 0)
        self.check(self._seen)


def _times(first: Floats, then: Floats) -> Floats:
    """Matrices (n, 6): `first`, then the matrix (6,) `then`."""
    a, b, c, d, e, f = first.T
    ta, tb, tc, td, te, tf = then.tolist()
    x = a * ta + b * tc, c * ta + d * tc, e * ta + f * tc + te
    y = a * tb + b * td, c * tb + d * td, e * tb + f * td + tf
    return np.stack([x[0], y[0], x[1], y[1], x[2], y[2]], axis=1)
