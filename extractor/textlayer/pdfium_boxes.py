"""The boxes of characters from PDFium, as pdfplumber would draw them.

A character's box runs from its origin to its advance, and from a fixed part of the size below its baseline one size
up (`characters.BELOW`). PDFium tells neither advance nor, in one call, place and size: its "loose" box is the
advance by the font's ascent and descent, widened to the ink where that sticks out. So what a line's characters share
(matrix, size, baseline) is asked once a run, and a loose width that is no usual advance is asked again of the font.
"""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.characters import BELOW, LEVEL, Codes
from extractor.textlayer.frame import Frame
from extractor.textlayer.model import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]

_CLOSE = 0.016  #: of a quarter em: how near an advance is to a usual one
_MATRICES = call.Slots(np.float32, 6)
_ORIGINS = call.Slots(np.float64, 2)
_INKS = call.Slots(np.float64, 4)


class Runs(NamedTuple):
    """What characters in a row share; arrays with one row a run."""

    lengths: Ints
    matrix: Floats  #: (r, 4) a b c d, text space → user space
    size: Floats  #: font size in text space
    baseline: Floats  #: y of the first origin, user space
    downwards: Bools  #: vertical writing
    plain: Bools  #: upright in user space, and not vertical

    @classmethod
    def of(cls, text: Any, at: Ints, box: Floats) -> Runs:
        """Cut the characters `at` where their loose boxes change top or bottom and the text object changes too.

        Both: some programs make an object of each character, others' fonts understate their ascent, so that the loose
        box follows the ink. Within a line of one height, or within one object, the rest is the same.
        """
        top, bottom = box[:, 1], box[:, 3]
        pieces = np.flatnonzero(_changes(top) | _changes(bottom))
        owner = np.array(list(map(call.object_at, repeat(text), at[pieces].tolist())), np.uint64)
        opening = np.flatnonzero(_changes(owner))
        starts = pieces[opening]
        first = at[starts].tolist()
        matrix, size = _settings(text, first)
        baseline = _origins(text, first)[:, 1]
        level = (matrix[:, 1] == 0) & (matrix[:, 2] == 0)
        downwards = np.zeros(len(first), bool)
        if len(opening) < len(pieces):  # objects of several heights: ink, or characters set one below the other
            several = np.flatnonzero(_lengths(opening, len(pieces)) > 1)
            last = pieces[np.append(opening[1:], len(pieces))[several] - 1]
            downwards[several] = np.abs(_origins(text, at[last].tolist())[:, 1] - baseline[several]) > 0.01
            downwards &= level
        plain = level & (matrix[:, 0] > 0) & (matrix[:, 3] > 0) & (size > 0) & ~downwards
        return cls(_lengths(starts, len(at)), matrix, size, baseline, downwards, plain)

    def boxes(self, text: Any, at: Ints, loose: Floats, codes: Codes, frame: Frame) -> Floats:
        """Displayed boxes (n, 4) of the characters `at`, whose loose boxes are given."""
        d, size = self.matrix[:, 3], self.size
        low = np.repeat(self.baseline - BELOW * size * d, self.lengths)
        boxes = frame.boxes(loose[:, 0], low, loose[:, 2], low + np.repeat(size * d, self.lengths))
        em = np.where(self.plain, size * self.matrix[:, 0], np.nan)
        odd = np.flatnonzero(~_usual((loose[:, 2] - loose[:, 0]) / np.repeat(em, self.lengths)))
        if odd.size:
            run = np.repeat(np.arange(len(self.lengths)), self.lengths)[odd]
            boxes[odd] = self._one_by_one(text, at[odd], loose[odd], codes[odd], run, frame)
        return boxes

    def _one_by_one(self, text: Any, at: Ints, loose: Floats, codes: Codes, run: Ints, frame: Frame) -> Floats:
        """Boxes of characters of unusual advance, not upright in user space, or set downwards."""
        indices = at.tolist()
        matrix, size = _settings(text, indices)  # their own: one character of a line may be slanted
        a, b, c, d = matrix.T
        downwards = self.downwards[run]
        origin = _origins(text, indices)
        wide, high = loose[:, 2] - loose[:, 0], loose[:, 1] - loose[:, 3]
        across = np.where(a > 0, loose[:, 2] - origin[:, 0], origin[:, 0] - loose[:, 0])
        # The loose box is a parallelogram's bounds: wide = |a| x + |c| y, high = |b| x + |d| y, x the advance.
        slanted = (np.abs(d) * wide - np.abs(c) * high) / (np.abs(a * d) - np.abs(b * c))
        seen = np.where((b == 0) & (c == 0), across / np.abs(a), slanted) / size
        edge = np.where(a > 0, 2, 0), np.where(b > 0, 1, 3)
        end = np.where(np.abs(a) >= np.abs(b), *edge)
        advance = _advances(text, at, codes, seen, loose, end) * size
        x1 = np.where(downwards, size, advance)
        y0 = np.where(downwards, 0.0, -BELOW * size)
        x0, y1 = np.zeros(len(at)), y0 + size
        xs, ys = np.stack([x0, x1, x0, x1]), np.stack([y0, y0, y1, y1])
        px, py = origin[:, 0] + a * xs + c * ys, origin[:, 1] + b * xs + d * ys
        return frame.boxes(px.min(axis=0), py.min(axis=0), px.max(axis=0), py.max(axis=0))

    def upright(self, frame: Frame) -> tuple[Bools | None, Floats | None]:
        """Which characters stand upright as displayed, and the degrees clockwise at which they are read; None where
        all stand.
        """
        if frame.rotation == 0 and self.plain.all():
            return None, None
        a, b, c, d = self.matrix.T
        fa, fb, fc, fd, _, _ = frame.matrix
        fb, fd = -fb, -fd  # the frame's y grows downwards, an upright letter's grows upwards
        da, db, dc, dd = a * fa + b * fc, a * fb + b * fd, c * fa + d * fc, c * fb + d * fd
        standing = (da > 0) & (dd > 0) & (db * dc <= 0) & (np.abs(db) <= LEVEL * da)
        if standing.all():
            return None, None
        return np.repeat(standing, self.lengths), np.repeat(np.degrees(np.arctan2(-db, da)), self.lengths)


def _changes(values: npt.NDArray[Any]) -> Bools:
    """Where a value differs from the one before it (the first always does)."""
    out = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=out[1:])
    return out


def _lengths(starts: Ints, end: int) -> Ints:
    """How many there are from each start to the next, the last to `end`."""
    out = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=out[:-1])
    out[-1:] = end - starts[-1:]
    return out


def _settings(text: Any, indices: list[int]) -> tuple[Floats, Floats]:
    """(n, 4) a b c d, text space → user space, and (n,) font sizes; a negative size turns the matrix instead."""
    out = _MATRICES.rows(len(indices))
    call.drain(map(call.matrix_at, repeat(text), indices, _MATRICES.column(0)))
    matrix = out[:, :4].astype(np.float64)
    size = np.array(list(map(call.font_size_at, repeat(text), indices)), float)
    if (size < 0).any():
        matrix[size < 0] *= -1
        size = np.abs(size)
    return matrix, size


def _origins(text: Any, indices: list[int]) -> Floats:
    """(n, 2) origins in user space."""
    out = _ORIGINS.rows(len(indices))
    call.drain(map(call.origin_at, repeat(text), indices, _ORIGINS.column(0), _ORIGINS.column(1)))
    return out.copy()


def _usual(advance: Floats) -> Bools:
    """Advances (in em) that no overhanging ink would hit by chance: a whole, a half, a quarter."""
    quarters = advance * 4
    whole = np.rint(quarters)
    return np.asarray((np.abs(quarters - whole) < _CLOSE) & (whole > 0) & (whole != 3) & (whole < 5))


def _advances(text: Any, at: Ints, codes: Codes, seen: Floats, loose: Floats, end: Ints) -> Floats:
    """Advances (in em): what was `seen`, or the font's where the ink has widened the loose box.

    `end` says for each character which side of its box it advances to.
    """
    out = np.where(np.isfinite(seen), seen, np.inf)
    odd = np.flatnonzero(~_usual(out))
    ink = _inks(text, at[odd].tolist())
    rows = np.arange(len(odd))
    widened = (np.abs(ink - loose[odd])[rows, end[odd]] < 1e-4) | ~np.isfinite(out[odd])
    known: dict[tuple[int, int], float] = {}
    width = ctypes.c_float()
    for index in odd[widened].tolist():
        owner = call.object_at(text, int(at[index]))
        font = call.font_of(owner) if owner else None
        if not font:
            continue
        key = font, int(codes[index])
        if key not in known:
            width.value = 0.0
            call.glyph_width(*key, 1000.0, ctypes.addressof(width))
            known[key] = width.value / 1000
        if 0 < known[key] < out[index]:
            out[index] = known[key]
    return np.where(np.isfinite(out), out, 1.0)


def _inks(text: Any, indices: list[int]) -> Floats:
    """(n, 4) boxes of the ink in user space: left, top, right, bottom."""
    out = _INKS.rows(len(indices))
    left, top, right, bottom = map(_INKS.column, range(4))
    call.drain(map(call.ink_box, repeat(text), indices, left, right, bottom, top))
    return out.copy()
