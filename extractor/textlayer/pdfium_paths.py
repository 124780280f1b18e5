"""The ruling lines of a page from PDFium: the same list of edges as pdfplumber's `page.edges`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from typing import NamedTuple

import numpy as np

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.edges import Edges, Paths, edges_of
from extractor.textlayer.frame import displayed
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Floats, Page
from extractor.textlayer.pdfium_pages import Listed, Loaded
from extractor.textlayer.pdfium_pictures import INVISIBLE, PICTURE, boxes_of, covered, hidden, pictured
from extractor.textlayer.pdfium_points import points as points_of


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
    return [walk.drawing(count) for walk, count in zip(walks, curves, strict=True)], edges


def _edges(walks: list[_Walk], limits: Limits) -> tuple[Edges, list[int]]:
    """The edges, and how many points of curves each page has."""
    paths = [path for walk in walks for path in walk.paths]
    counts = [max(count, 0) for count in map(call.count_segments, paths)]
    if not any(counts):
        return Edges.none(), [0] * len(walks)
    lengths = np.array(counts, np.intp)
    of_path = np.repeat(np.arange(len(walks)), [len(walk.paths) for walk in walks])
    for walk, total in zip(walks, np.bincount(of_path, lengths, len(walks)).tolist(), strict=True):
        walk.check(total)
    points = points_of(paths, counts)
    own = np.empty((len(paths), 6), np.float32)
    base = own.ctypes.data
    call.drain(map(call.object_matrix, paths, range(base, base + 24 * len(paths), 24)))
    matrix = own.astype(np.float64)
    for index, form in enumerate(form for walk in walks for form in walk.forms):
        if form is not None:
            matrix[index] = _times(matrix[index], form)
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
        self.paths: list[int] = []  #: their addresses, in painting order
        self.forms: list[Floats | None] = []  #: the matrix (6,) of the form that each path stands in
        self._pictures: list[tuple[int, Floats | None]] = []  #: addresses of images, each with the matrix of its form
        self._texts: list[tuple[Listed, Floats | None]] = []
        self._seen = 0
        count = int(call.count_objects(page.address)) if page.listed is None else len(page.listed.objects)
        self._count(count)
        self._collect(page.listed or Listed.on(page.address, count), None, 0)

    def drawing(self, curves: int) -> Drawing:
        frame = self.page.frame
        unseen = self._boxes(lambda mode: mode in INVISIBLE)
        shown = self._boxes(lambda mode: mode >= 0 and mode not in INVISIBLE) if len(unseen) else unseen
        return Drawing(pictured(self._pictures, frame) if self._pictures else 0.0, curves, unseen, shown)

    def check(self, found: int) -> None:
        """Raises TooLarge where that is more than a page may have."""
        if found > self.limits.max_objects_per_page:
            raise TooLarge(
                page=self.page.number, what="objects", found=found, limit=self.limits.max_objects_per_page
            )  # fmt: skip

    def _collect(self, listed: Listed, matrix: Floats | None, depth: int) -> None:
        self._texts.append((listed, matrix))
        for item, kind in listed.others:
            if kind == call.TYPE_PATH:
                self.paths.append(item)
                self.forms.append(matrix)
            elif kind == call.TYPE_IMAGE:
                self._pictures.append((item, matrix))
            elif kind == call.TYPE_FORM and depth < self.limits.max_form_depth:
                count = call.count_form_objects(item)
                self._count(count)
                inner = list(map(call.get_form_object, repeat(item), range(count)))
                own = np.empty(6, np.float32)
                call.object_matrix(item, own.ctypes.data)
                below = own.astype(np.float64)
                self._collect(Listed.of(inner), below if matrix is None else _times(below, matrix), depth + 1)

    def _boxes(self, chosen: Callable[[int], bool]) -> Floats:
        """Boxes (k, 4) of the text of these modes."""
        found = [
            (item, matrix)
            for listed, matrix in self._texts
            if any(map(chosen, set(listed.modes)))
            for item, mode in zip(listed.objects, listed.modes, strict=True)
            if chosen(mode)
        ]
        return boxes_of(found, self.page.frame)

    def _count(self, count: int) -> None:
        self._seen += max(count, 0)
        self.check(self._seen)


def _times(first: Floats, then: Floats) -> Floats:
    """A matrix (6,): `first`, then `then`."""
    a, b, c, d, e, f = first.tolist()
    ta, tb, tc, td, te, tf = then.tolist()
    return np.array(
        [a * ta + b * tc, a * tb + b * td, c * ta + d * tc, c * tb + d * td, e * ta + f * tc + te, e * tb + f * td + tf]
    )
