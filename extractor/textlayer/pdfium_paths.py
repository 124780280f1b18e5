"""The ruling lines of a page from PDFium: the same list of edges as pdfplumber's `page.edges`."""

from __future__ import annotations

from itertools import repeat
from typing import NamedTuple

import numpy as np

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.edges import Paths, edges_of
from extractor.textlayer.frame import Frame
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Floats, Page
from extractor.textlayer.pdfium_pages import Listed, listed
from extractor.textlayer.pdfium_pictures import INVISIBLE, PICTURE, boxes_of, covered, hidden, pictured
from extractor.textlayer.pdfium_points import points as points_of


class Drawing(NamedTuple):
    """What is drawn on a page beside its text."""

    edges: Floats  #: (m, 5)
    pictured: float  #: share of the page under pictures
    curves: int  #: points of curves: letters drawn as outlines have hundreds
    unseen: Floats  #: (k, 4) boxes of the text that is drawn invisibly
    shown: Floats  #: (k, 4) those of other text, where there is such


def read_drawing(page: int, frame: Frame, limits: Limits, inside: Listed | None = None) -> Drawing:
    """What is drawn on a page (its address), of whose objects there may be a list. Raises TooLarge above the limit."""
    walk = _Walk(limits)
    paths, matrices = walk.paths(page, inside)
    edges, curves = _edges(paths, matrices, frame, limits)
    unseen, shown = (boxes_of(texts, frame) for texts in ((walk.unseen, walk.shown) if walk.unseen else ([], [])))
    return Drawing(edges, pictured(walk.pictures, frame) if walk.pictures else 0.0, curves, unseen, shown)


def _edges(paths: list[int], matrices: list[Floats] | None, frame: Frame, limits: Limits) -> tuple[Floats, int]:
    counts = list(map(call.count_segments, paths))
    total = sum(counts)
    if not total:
        return np.empty((0, 5)), 0
    if total > limits.max_objects_per_page:
        raise TooLarge(what="objects", found=total, limit=limits.max_objects_per_page)
    points = points_of(paths, counts)
    own = np.empty((len(paths), 6), np.float32)
    base = own.ctypes.data
    call.drain(map(call.object_matrix, paths, range(base, base + 24 * len(paths), 24)))
    matrix = own.astype(np.float64)
    if matrices is not None:
        matrix = _times(matrix, np.array(matrices))
    lengths = np.array(counts, np.intp)
    a, b, c, d, e, f = np.repeat(matrix, lengths, axis=0).T
    x, y = points["x"].astype(np.float64), points["y"].astype(np.float64)
    px, py = frame.points(a * x + c * y + e, b * x + d * y + f)
    starts = points["kind"] == call.SEGMENT_MOVE
    starts[np.cumsum(lengths)[:-1]] = True
    starts[:1] = True
    curved = points["kind"] == call.SEGMENT_BEZIER
    return edges_of(Paths(px, py, starts, curved, points["closes"] != 0)), int(np.count_nonzero(curved))


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
    """The path objects of a page in painting order, those inside forms included."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.seen = 0
        self.pictures: list[tuple[int, Floats | None]] = []  #: addresses of images, each with the matrix of its form
        self.unseen: list[tuple[int, Floats | None]] = []  #: the same of invisible text
        self._shown: list[tuple[list[int], Floats | None]] = []  #: and of other text, all that share a matrix

    def paths(self, page: int, inside: Listed | None) -> tuple[list[int], list[Floats] | None]:
        """Addresses of the paths, and a matrix (6,) for each, None where no path stands in a form."""
        count = call.count_objects(page)
        self._count(count)
        objects, kinds = inside or listed(page, count)
        if call.TYPE_FORM not in kinds:
            if call.TYPE_IMAGE in kinds:
                self.pictures = [(o, None) for o, kind in zip(objects, kinds, strict=True) if kind == call.TYPE_IMAGE]
            if call.TYPE_TEXT in kinds:
                self._texts([o for o, kind in zip(objects, kinds, strict=True) if kind == call.TYPE_TEXT], None)
            if call.TYPE_PATH not in kinds:
                return [], None
            return [o for o, kind in zip(objects, kinds, strict=True) if kind == call.TYPE_PATH], None
        found: list[int] = []
        matrices: list[Floats] = []
        self._collect(objects, kinds, np.array([1.0, 0, 0, 1, 0, 0]), 0, found, matrices)
        return found, matrices

    def _collect(
        self, objects: list[int], kinds: list[int], matrix: Floats, depth: int, found: list[int], matrices: list[Floats]
    ) -> None:
        for item, kind in zip(objects, kinds, strict=True):
            if kind == call.TYPE_PATH:
                found.append(item)
                matrices.append(matrix)
            elif kind == call.TYPE_IMAGE:
                self.pictures.append((item, matrix))
            elif kind == call.TYPE_TEXT:
                self._texts([item], matrix)
            elif kind == call.TYPE_FORM and depth < self.limits.max_form_depth:
                count = call.count_form_objects(item)
                self._count(count)
                inner = list(map(call.get_form_object, repeat(item), range(count)))
                own = np.empty(6, np.float32)
                call.object_matrix(item, own.ctypes.data)
                below = _times(own.astype(np.float64)[None], matrix[None])[0]
                self._collect(inner, list(map(call.object_type, inner)), below, depth + 1, found, matrices)

    def _texts(self, items: list[int], matrix: Floats | None) -> None:
        modes = list(map(call.render_mode, items))
        if not INVISIBLE.isdisjoint(modes):
            self.unseen += [(item, matrix) for item, mode in zip(items, modes, strict=True) if mode in INVISIBLE]
            items = [item for item, mode in zip(items, modes, strict=True) if mode not in INVISIBLE]
        self._shown.append((items, matrix))

    @property
    def shown(self) -> list[tuple[int, Floats | None]]:
        """Addresses of the text that is not invisible, each with the matrix of its form."""
        return [(item, matrix) for items, matrix in self._shown for item in items]

    def _count(self, count: int) -> None:
        self.seen += max(count, 0)
        if self.seen > self.limits.max_objects_per_page:
            raise TooLarge(what="objects", found=self.seen, limit=self.limits.max_objects_per_page)


def _times(first: Floats, then: Floats) -> Floats:
    """Matrices (n, 6): `first`, then `then`."""
    a, b, c, d, e, f = first.T
    ta, tb, tc, td, te, tf = then.T
    return np.stack(
        [
            a * ta + b * tc,
            a * tb + b * td,
            c * ta + d * tc,
            c * tb + d * td,
            e * ta + f * tc + te,
            e * tb + f * td + tf,
        ],
        axis=1,
    )
