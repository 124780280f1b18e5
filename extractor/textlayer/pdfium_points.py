"""The points of paths from PDFium in one piece.

Its accessors take four calls a point. But the points of a path lie in a row in its memory, and a "segment" is the
address of one: where PDFium is found to keep them in the way we know (`_known`), all of a path are copied at once.
"""

from __future__ import annotations

import ctypes
from functools import cache
from itertools import pairwise, repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from extractor.textlayer import pdfium_calls as call

Points = npt.NDArray[Any]  #: (n,) x, y, kind, closes: user space of the path, a SEGMENT_… number, and whether it closes

_FIELDS = ("x", "y", "kind", "closes")
_POINT = np.dtype({"names": _FIELDS, "formats": ["f4", "f4", "u1", "u1"], "offsets": [0, 4, 8, 9], "itemsize": 12})


def points(paths: list[int], counts: list[int]) -> Points:
    """All points of all paths (addresses) in a row; `counts` are their numbers of points."""
    if not _known():
        return _one_by_one(paths, counts)
    firsts = map(call.get_segment, paths, repeat(0))
    pieces = [
        ctypes.string_at(first, count * _POINT.itemsize)
        for first, count in zip(firsts, counts, strict=True)
        if first and count > 0
    ]
    return np.frombuffer(b"".join(pieces), _POINT)


def _one_by_one(paths: list[int], counts: list[int]) -> Points:
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
        told = _one_by_one([path], [count])
        return all(np.array_equal(raw[name], told[name]) for name in _FIELDS)
    finally:
        call.destroy_object(path)
