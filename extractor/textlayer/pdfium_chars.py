"""The characters of a page from PDFium, with boxes by pdfplumber's rule.

A character's box runs from its origin to its advance, from the font's descent (below its origin) one font size up:
neighbours on a line get equal heights, whatever their ink. PDFium's "loose" box has the same x, and its y tells the
origin; only the font's ascent and descent are missing, which one look a run supplies (a run: characters in a row
whose loose boxes have one top and bottom, hence one font, size and line).
"""

from __future__ import annotations

import ctypes
from collections import deque
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.characters import REPLACEMENT, Codes, printed, split_shared
from extractor.textlayer.frame import Frame
from extractor.textlayer.model import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]


class Characters(NamedTuple):
    """codes (n,), boxes (n, 4) as displayed, upright (n,) or None where all are."""

    codes: Codes
    boxes: Floats
    upright: Bools | None


NONE = Characters(np.empty(0, np.uint32), np.empty((0, 4)), None)


def read_characters(page: int, frame: Frame, limit: int) -> Characters:
    """The printed characters of a page (its address). Raises TooLarge above `limit` characters."""
    text = call.load_text(page)
    if not text:
        return NONE
    try:
        count = call.count_chars(text)
        if count > limit:
            raise TooLarge(what="characters", found=count, limit=limit)
        return _read(text, count, frame) if count > 0 else NONE
    finally:
        call.close_text(text)


def _read(text: int, count: int, frame: Frame) -> Characters:
    raw = _codes(text, count)
    codes = printed(raw)
    at = np.flatnonzero(codes)
    loose = np.empty((count, 4), np.float32)  # left, top, right, bottom; y grows upwards
    start = loose.ctypes.data
    deque(map(call.loose_box, repeat(text), range(count), range(start, start + 16 * count, 16)), maxlen=0)
    box = loose[at]
    runs = _Runs.of(text, at, box)
    if runs.unmapped:
        codes = _without_unmapped(text, raw, codes)
        at = np.flatnonzero(codes)
        box = loose[at]
        runs = _Runs.of(text, at, box)
    if not len(at):
        return NONE
    codes = codes[at]
    boxes = runs.boxes(text, at, box.astype(np.float64), codes, frame)
    _split_pieces(boxes)
    return Characters(codes, boxes, runs.upright(frame))


def _codes(text: int, count: int) -> Codes:
    """The code point of each character.

    The bulk call leaves out some characters (unmapped, control) and cannot say which: its answer counts only where it
    has one unit a character and none that may stand for another thing.
    """
    buffer = np.zeros(count + 1, np.uint16)
    if call.get_text(text, 0, count, buffer.ctypes.data) == count + 1:
        codes = buffer[:count].astype(np.uint32)
        if not ((codes >= 0xD800) & (codes < 0xE000) | (codes >= 0xFFFE)).any():
            return codes
    codes = np.fromiter(map(call.unicode_at, repeat(text), range(count)), np.uint32, count)
    return _join_surrogates(codes)


def _join_surrogates(codes: Codes) -> Codes:
    """High and low surrogate in a row → the character, and nothing."""
    high = np.flatnonzero((codes[:-1] >> 10 == 0xD800 >> 10) & (codes[1:] >> 10 == 0xDC00 >> 10))
    if high.size:
        codes[high] = 0x10000 + ((codes[high] & 0x3FF) << 10) + (codes[high + 1] & 0x3FF)
        codes[high + 1] = 0
    return codes


def _without_unmapped(text: int, raw: Codes, codes: Codes) -> Codes:
    """Where the font does not say which letter a glyph is, PDFium answers with the glyph's code: a wrong letter."""
    wrong = np.fromiter(map(call.unmapped_at, repeat(text), range(len(raw))), np.int8, len(raw)) == 1
    return np.where(wrong, np.uint32(REPLACEMENT), codes).astype(np.uint32)


def _split_pieces(boxes: Floats) -> None:
    """PDFium gives the letters of a ligature one box each, all the same."""
    same = (boxes[1:] == boxes[:-1]).all(axis=1)
    if not same.any():
        return
    groups: list[tuple[int, int]] = []
    for index in np.flatnonzero(same).tolist():
        if groups and groups[-1][1] == index + 1:
            groups[-1] = (groups[-1][0], index + 2)
        else:
            groups.append((index, index + 2))
    split_shared(boxes, groups)


class _Runs(NamedTuple):
    """What the runs of a page share; arrays with one row a run."""

    lengths: Ints
    matrix: Floats  #: (r, 6) text space → user space
    size: Floats  #: font size in text space
    ascent: Floats
    descent: Floats  #: of the font, for a size of 1
    fonts: list[int]
    unmapped: bool

    @classmethod
    def of(cls, text: int, at: Ints, box: npt.NDArray[np.float32]) -> _Runs:
        """Cut the characters `at` where top or bottom of their loose boxes change, and look at each run's first."""
        new = np.empty(len(at), bool)
        new[:1] = True
        np.any(box[1:, 1::2] != box[:-1, 1::2], axis=1, out=new[1:])
        starts = np.flatnonzero(new)
        count = len(starts)
        first = at[starts].tolist()
        matrix = np.zeros((count, 6), np.float32)
        base = matrix.ctypes.data
        deque(map(call.matrix_at, repeat(text), first, range(base, base + 24 * count, 24)), maxlen=0)
        size = np.fromiter(map(call.font_size_at, repeat(text), first), np.float64, count)
        fonts = [call.font_of(o) or 0 if o else 0 for o in map(call.object_at, repeat(text), first)]
        unmapped = any(map(call.unmapped_at, repeat(text), first))
        metrics = {font: _metrics(font) for font in set(fonts)}
        ascent, descent = np.array([metrics[font] for font in fonts]).reshape(count, 2).T
        lengths = np.diff(starts, append=len(at))
        return cls(lengths, matrix.astype(np.float64), size, ascent, descent, fonts, unmapped)

    def boxes(self, text: int, at: Ints, loose: Floats, codes: Codes, frame: Frame) -> Floats:
        """Displayed boxes (n, 4) of the characters `at`, whose loose boxes are given."""
        a, b, c, d = self.matrix[:, :4].T
        em = self.ascent - self.descent
        rise = loose[np.cumsum(self.lengths) - self.lengths]
        plain = (b == 0) & (c == 0) & (a > 0) & (d > 0) & (em > 0) & (rise[:, 1] > rise[:, 3])
        with np.errstate(divide="ignore", invalid="ignore"):
            origin = rise[:, 3] - self.descent * (rise[:, 1] - rise[:, 3]) / em
        low = origin - np.abs(self.descent) * self.size * d
        bottom = np.repeat(low, self.lengths)
        top = np.repeat(low + self.size * d, self.lengths)
        boxes = frame.boxes(loose[:, 0], bottom, loose[:, 2], top)
        if not plain.all():
            odd = np.flatnonzero(np.repeat(~plain, self.lengths))
            run = np.repeat(np.arange(len(self.lengths)), self.lengths)[odd]
            boxes[odd] = self._turned(text, at[odd], loose[odd], codes[odd], run, frame)
        return boxes

    def _turned(self, text: int, at: Ints, loose: Floats, codes: Codes, run: Ints, frame: Frame) -> Floats:
        """Boxes of characters that do not stand upright in user space, or that are set downwards."""
        count = len(at)
        origin = np.zeros((count, 2))
        base = origin.ctypes.data
        ends = range(base, base + 16 * count, 16)
        call.drain(map(call.origin_at, repeat(text), at.tolist(), ends, range(base + 8, base + 8 + 16 * count, 16)))
        a, b, c, d = self.matrix[run, :4].T
        size = self.size[run]
        across, up = loose[:, 2] - loose[:, 0], loose[:, 1] - loose[:, 3]
        downwards = (up < 0) & (a > 0) & (np.abs(b) < 1e-6)
        with np.errstate(divide="ignore", invalid="ignore"):
            advance = np.where(np.abs(a) > 1e-6, across / a, np.nan)
        unknown = np.flatnonzero(~np.isfinite(advance) | (self.ascent == self.descent)[run])
        for index in unknown.tolist():
            advance[index] = _width(self.fonts[int(run[index])], int(codes[index])) * size[index]
        x0, x1 = np.zeros(count), advance
        y0 = -np.abs(self.descent[run]) * size
        y1 = y0 + size
        if downwards.any():  # vertical writing: PDFium's loose box is the glyph's cell, not scaled by the matrix
            x0 = np.where(downwards, loose[:, 0] - origin[:, 0], x0)
            x1 = np.where(downwards, x0 + size, x1)
            above = loose[:, 3] - origin[:, 1]
            y1 = np.where(downwards, above + (size - above), y1)
            y0 = np.where(downwards, y1 + up, y0)
        xs, ys = np.stack([x0, x1, x0, x1]), np.stack([y0, y0, y1, y1])
        px, py = origin[:, 0] + a * xs + c * ys, origin[:, 1] + b * xs + d * ys
        return frame.boxes(px.min(axis=0), py.min(axis=0), px.max(axis=0), py.max(axis=0))

    def upright(self, frame: Frame) -> Bools | None:
        """Which characters stand upright as displayed; None where all do."""
        a, b, c, d = self.matrix[:, :4].T
        fa, fb, fc, fd, _, _ = frame.matrix
        fb, fd = -fb, -fd  # the frame's y grows downwards, an upright letter's grows upwards
        da, db, dc, dd = a * fa + b * fc, a * fb + b * fd, c * fa + d * fc, c * fb + d * fd
        standing = (da * dd > 0) & (db * dc <= 0)
        return None if standing.all() else np.repeat(standing, self.lengths)


def _metrics(font: int) -> tuple[float, float]:
    """Ascent and descent of a font, for a size of 1."""
    ascent, descent = ctypes.c_float(), ctypes.c_float()
    if not font:
        return 0.0, 0.0
    call.font_ascent(font, 1000.0, ctypes.addressof(ascent))
    call.font_descent(font, 1000.0, ctypes.addressof(descent))
    return ascent.value / 1000, descent.value / 1000


def _width(font: int, code: int) -> float:
    """Advance of a letter in a font, for a size of 1 (an em where the font does not know)."""
    width = ctypes.c_float()
    known = font and call.glyph_width(font, code, 1000.0, ctypes.addressof(width))
    return width.value / 1000 if known and width.value > 0 else 1.0
