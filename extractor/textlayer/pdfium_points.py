"""The points of paths from PDFium in one piece.

Its accessors take four calls a point. But the points of a path lie in a row in its memory: where PDFium is found to
keep them in the way we know (`_known`), and paths in a way we have found (`pdfium_objects.layout`), those of all paths
are copied at once.
"""

from __future__ import annotations

import ctypes
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.pdfium_memory import Addresses, numbers, stretches, words
from extractor.textlayer.pdfium_objects import POINT, layout

Points = npt.NDArray[Any]  #: (n,) x, y, kind, closes: user space of the path, a SEGMENT_… number, and whether it closes

_FIELDS = ("x", "y", "kind", "closes")
_POINT = np.dtype({"names": _FIELDS, "formats": ["f4", "f4", "u1", "u1"], "offsets": [0, 4, 8, 9], "itemsize": POINT})


class Drawn:
    """Paths by their addresses."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        where = layout() if _known() else None
        shared = None if where is None else numbers(self._addresses, where.path)
        self._firsts: Addresses | None = None
        if where is None or shared is None or not shared.all():
            paths = addresses.tolist()
            self.counts = np.array([max(count, 0) for count in map(call.count_segments, paths)], np.intp)
            own = np.empty((len(addresses), 6), np.float32)
            base = own.ctypes.data
            call.drain(map(call.object_matrix, paths, range(base, base + 24 * len(addresses), 24)))
        else:
            self._firsts, second = (numbers(shared, where.points + at) for at in (0, 8))
            counts = (second - self._firsts) // np.uint64(POINT) if where.by_end else second
            self.counts = counts.astype(np.intp)  #: (p,) how many points each has
            own = words(self._addresses, where.matrix, 6).view(np.float32)
        self.matrix = own.astype(np.float64)  #: (p, 6), path → form or page

    def points(self) -> Points:
        """All points in a row."""
        if self._firsts is None:
            return _asked(self._addresses.tolist(), self.counts.tolist())
        some = self.counts > 0
        copied = stretches(self._firsts[some], self.counts[some] * (POINT // 4))
        return copied.view(np.uint8).view(_POINT)


def _asked(paths: list[int], counts: list[int]) -> Points:
    out = np.zeros(sum(counts), _POINT)
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = ctypes.addressof(x), ctypes.addressof(y)
    at = 0
    for path, count in zip(paths, counts, strict=True):
        for index in range(count):
            segment = call.get_segment(path, index)
            call.segment_point(segment, to_x, to_y)
            out[at] = (x.value, y.value, max(call.segment_type(segment), 0), call.segment_closes(segment))
            at += 1
    return out


@cache
def _known() -> bool:
    """Whether PDFium keeps points as `_POINT` says: a path of every kind of point tells."""
    path = call.new_path(1.5, 2.5)
    try:
        call.line_to(path, 3.25, -4.0)
        call.bezier_to(path, 5.0, 6.0, 7.0, 8.0, 9.5, -10.25)
        call.close_path(path)
        call.move_to(path, 11.0, 12.0)
        call.line_to(path, 1e6, 13.0)
        count = call.count_segments(path)
        addresses = [call.get_segment(path, index) for index in range(count)]
        if count != 7 or any(b - a != _POINT.itemsize for a, b in pairwise(addresses)):
            return False
        raw = np.frombuffer(ctypes.string_at(addresses[0], count * _POINT.itemsize), _POINT)
        told = _asked([path], [count])
        return all(np.array_equal(raw[name], told[name]) for name in _FIELDS)
    finally:
        call.destroy_object(path)
