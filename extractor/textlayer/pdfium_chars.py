"""The characters of a page from PDFium, with boxes as pdfplumber would draw them.

A character's box runs from its origin to its advance, and from a fixed part of the size below its baseline one size
up (`characters.BELOW`). PDFium tells neither advance nor, in one call, place and size: its "loose" box is the
advance by the font's ascent and descent, widened to the ink where that sticks out. So what a line's characters share
(matrix, size, baseline) is asked once a run, and a loose width that is no usual advance is asked again of the font.
"""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.characters import BELOW, REPLACEMENT, Codes, printed, split_shared
from extractor.textlayer.frame import Frame
from extractor.textlayer.model import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]


class Characters(NamedTuple):
    """codes (n,), boxes (n, 4) as displayed, upright (n,) or None where all are."""

    codes: Codes
    boxes: Floats
    upright: Bools | None


_CLOSE = 0.004  #: of an em: how near an advance is to a usual one

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
    call.drain(map(call.loose_box, repeat(text), range(count), range(start, start + 16 * count, 16)))
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
    """What characters in a row share; arrays with one row a run."""

    lengths: Ints
    matrix: Floats  #: (r, 4) a b c d, text space → user space
    size: Floats  #: font size in text space
    baseline: Floats  #: y of the first origin, user space
    downwards: Bools  #: vertical writing
    unmapped: bool  #: some run's letters are not known

    @classmethod
    def of(cls, text: int, at: Ints, box: npt.NDArray[np.float32]) -> _Runs:
        """Cut the characters `at` where their loose boxes change top or bottom and the text object changes too.

        Both: some programs make an object of each character, others' fonts understate their ascent, so that the loose
        box follows the ink. Within a line of one height, or within one object, the rest is the same.
        """
        new = np.ones(len(at), bool)
        np.any(box[1:, 1::2] != box[:-1, 1::2], axis=1, out=new[1:])
        pieces = np.flatnonzero(new)
        owner = np.fromiter(map(call.object_at, repeat(text), at[pieces].tolist()), np.uint64, len(pieces))
        fresh = np.ones(len(pieces), bool)
        np.not_equal(owner[1:], owner[:-1], out=fresh[1:])
        opening = np.flatnonzero(fresh)
        starts = pieces[opening]
        count = len(starts)
        first = at[starts].tolist()
        matrix = _matrices(text, first)
        size = np.fromiter(map(call.font_size_at, repeat(text), first), np.float64, count)
        baseline = _origins(text, first)[:, 1]
        unmapped = any(map(call.unmapped_at, repeat(text), first))
        downwards = np.zeros(count, bool)
        several = np.flatnonzero(np.diff(opening, append=len(pieces)) > 1)
        if several.size:  # one object, several heights: ink, or characters set one below the other
            last = pieces[np.append(opening[1:], len(pieces))[several] - 1]
            downwards[several] = np.abs(_origins(text, at[last].tolist())[:, 1] - baseline[several]) > 0.01
            downwards &= (matrix[:, 1] == 0) & (matrix[:, 2] == 0)
        lengths = np.diff(starts, append=len(at))
        return cls(lengths, matrix, size, baseline, downwards, unmapped)

    def boxes(self, text: int, at: Ints, loose: Floats, codes: Codes, frame: Frame) -> Floats:
        """Displayed boxes (n, 4) of the characters `at`, whose loose boxes are given."""
        a, b, c, d = self.matrix.T
        plain = (b == 0) & (c == 0) & (a > 0) & (d > 0) & (self.size > 0) & ~self.downwards
        low = self.baseline - BELOW * self.size * d
        boxes = frame.boxes(
            loose[:, 0], np.repeat(low, self.lengths), loose[:, 2], np.repeat(low + self.size * d, self.lengths)
        )
        em = np.repeat(np.where(plain, self.size * a, np.nan), self.lengths)
        odd = np.flatnonzero(~_usual((loose[:, 2] - loose[:, 0]) / em))
        if odd.size:
            run = np.repeat(np.arange(len(self.lengths)), self.lengths)[odd]
            boxes[odd] = self._one_by_one(text, at[odd], loose[odd], codes[odd], run, frame)
        return boxes

    def _one_by_one(self, text: int, at: Ints, loose: Floats, codes: Codes, run: Ints, frame: Frame) -> Floats:
        """Boxes of characters of unusual advance, not upright in user space, or set downwards."""
        indices = at.tolist()
        a, b, c, d = _matrices(text, indices).T  # their own: one character of a line may be slanted
        size, downwards = self.size[run], self.downwards[run]
        origin = _origins(text, indices)
        wide, high = loose[:, 2] - loose[:, 0], loose[:, 1] - loose[:, 3]
        across = np.where(a > 0, loose[:, 2] - origin[:, 0], origin[:, 0] - loose[:, 0])
        with np.errstate(divide="ignore", invalid="ignore"):
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

    def upright(self, frame: Frame) -> Bools | None:
        """Which characters stand upright as displayed; None where all do."""
        a, b, c, d = self.matrix.T
        fa, fb, fc, fd, _, _ = frame.matrix
        fb, fd = -fb, -fd  # the frame's y grows downwards, an upright letter's grows upwards
        da, db, dc, dd = a * fa + b * fc, a * fb + b * fd, c * fa + d * fc, c * fb + d * fd
        standing = (da * dd > 0) & (db * dc <= 0)
        return None if standing.all() else np.repeat(standing, self.lengths)


def _matrices(text: int, indices: list[int]) -> Floats:
    """(n, 4) a b c d, text space → user space."""
    out = np.zeros((len(indices), 6), np.float32)
    base = out.ctypes.data
    call.drain(map(call.matrix_at, repeat(text), indices, range(base, base + out.nbytes, 24)))
    return out[:, :4].astype(np.float64)


def _origins(text: int, indices: list[int]) -> Floats:
    """(n, 2) origins in user space."""
    out = np.zeros((len(indices), 2))
    base = out.ctypes.data
    end = base + 16 * len(indices)
    call.drain(map(call.origin_at, repeat(text), indices, range(base, end, 16), range(base + 8, end + 8, 16)))
    return out


def _usual(advance: Floats) -> Bools:
    """Advances (in em) that no overhanging ink would hit by chance: a whole, a half, a quarter."""
    return np.asarray((np.abs(advance - 1) < _CLOSE) | (np.abs(advance - 0.5) < _CLOSE) | (np.abs(advance - 0.25) < _CLOSE))


def _advances(text: int, at: Ints, codes: Codes, seen: Floats, loose: Floats, end: Ints) -> Floats:
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


def _inks(text: int, indices: list[int]) -> Floats:
    """(n, 4) boxes of the ink in user space: left, top, right, bottom."""
    out = np.zeros((len(indices), 4))
    base, end = out.ctypes.data, out.ctypes.data + out.nbytes
    left, top, right, bottom = (range(base + shift, end + shift, 32) for shift in (0, 8, 16, 24))
    call.drain(map(call.ink_box, repeat(text), indices, left, right, bottom, top))
    return out
