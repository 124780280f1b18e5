"""The boxes of characters from PDFium, as pdfplumber would draw them.

A character's box runs from its origin to its advance, and from a fixed part of the size below its baseline one size
up (`characters.BELOW`). PDFium tells neither advance nor, in one call, place and size: its "loose" box is the
advance by the font's ascent and descent, widened to the ink where that sticks out. So what a line's characters share
(matrix, size, baseline) is taken once a run, and a loose width that is no usual advance is asked again of the font.
"""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.characters import BELOW, LEVEL, Codes
from extractor.textlayer.frame import Frame, between, displayed
from extractor.textlayer.model import Floats
from extractor.textlayer.pdfium_objects import sizes_of
from extractor.textlayer.pdfium_records import Rows

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]

_CLOSE = 0.016  #: of a quarter em: how near an advance is to a usual one


class Letters:
    """The printed characters of some pages, in a row: `rows` (n,) as PDFium keeps them, `codes` (n,) as we do."""

    def __init__(self, rows: Rows, codes: Codes, at: Ints, texts: list[int], counts: list[int]) -> None:
        """`at` (n,) says which of all characters they are; the text pages (addresses) have `counts` of them each."""
        self.rows, self.codes = rows, codes
        self.loose = rows["loose"].astype(np.float64)  #: (n, 4) left, bottom, right, top; y grows upwards
        firsts = np.cumsum([0, *counts])
        self.pages: Ints = np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(at, firsts)))  #: (n,) index of page
        self._texts = [call.reference(text) if text else None for text in texts]
        self._within = at - firsts[self.pages] if len(texts) > 1 else at

    def sizes(self, chosen: Ints) -> Floats:
        """Font sizes in text space, of the letters of these indices."""
        sizes = sizes_of(self.rows["owner"][chosen])
        if sizes is None:
            texts = map(self._texts.__getitem__, self.pages[chosen].tolist())
            sizes = np.array(list(map(call.font_size_at, texts, self._within[chosen].tolist())), float)
        return sizes

    def settings(self, chosen: Ints) -> tuple[Floats, Floats]:
        """(k, 4) a b c d, text space → user space, and (k,) font sizes; a negative size turns the matrix instead."""
        matrix = self.rows["matrix"][chosen, :4].astype(np.float64)
        size = self.sizes(chosen)
        if (size < 0).any():
            matrix[size < 0] *= -1
            size = np.abs(size)
        return matrix, size


class Runs(NamedTuple):
    """What characters in a row share; arrays with one row a run."""

    letters: Letters
    starts: Ints
    lengths: Ints
    matrix: Floats  #: (r, 4) a b c d, text space → user space
    size: Floats  #: font size in text space
    baseline: Floats  #: y of the first origin, user space
    downwards: Bools  #: vertical writing
    plain: Bools  #: upright in user space, and not vertical

    @classmethod
    def of(cls, letters: Letters) -> Runs:
        """Cut the letters where their loose boxes change top or bottom and the text object changes too.

        Both: some programs make an object of each character, others' fonts understate their ascent, so that the loose
        box follows the ink. Within a line of one height, or within one object, the rest is the same.
        """
        bottom, top = letters.loose[:, 1], letters.loose[:, 3]
        pieces = np.flatnonzero(_changes(top) | _changes(bottom) | _changes(letters.pages))
        opening = np.flatnonzero(_changes(letters.rows["owner"][pieces]) | _changes(letters.pages[pieces]))
        starts = pieces[opening]
        matrix, size = letters.settings(starts)
        origin = letters.rows["origin"][:, 1]
        baseline = origin[starts].astype(np.float64)
        level = (matrix[:, 1] == 0) & (matrix[:, 2] == 0)
        downwards = np.zeros(len(starts), bool)
        if len(opening) < len(pieces):  # objects of several heights: ink, or characters set one below the other
            several = np.flatnonzero(_lengths(opening, len(pieces)) > 1)
            last = pieces[np.append(opening[1:], len(pieces))[several] - 1]
            downwards[several] = np.abs(origin[last].astype(np.float64) - baseline[several]) > 0.01
            downwards &= level
        plain = level & (matrix[:, 0] > 0) & (matrix[:, 3] > 0) & (size > 0) & ~downwards
        return cls(letters, starts, _lengths(starts, len(top)), matrix, size, baseline, downwards, plain)

    def boxes(self, frames: list[Frame]) -> Floats:
        """Displayed boxes (n, 4) of the letters; the pages have these frames."""
        letters, d, size = self.letters, self.matrix[:, 3], self.size
        x0, x1 = letters.loose[:, 0], letters.loose[:, 2]
        low = np.repeat(self.baseline - BELOW * size * d, self.lengths)
        high = low + np.repeat(size * d, self.lengths)
        em = np.where(self.plain, size * self.matrix[:, 0], np.nan)
        odd = np.flatnonzero(~_usual((x1 - x0) / np.repeat(em, self.lengths)))
        if odd.size:
            x0, x1 = x0.copy(), x1.copy()
            x0[odd], low[odd], x1[odd], high[odd] = self._one_by_one(odd)
        return between(*displayed(x0, low, letters.pages, frames), *displayed(x1, high, letters.pages, frames))

    def _one_by_one(self, odd: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """Left, low, right, high of characters of unusual advance, not upright in user space, or set downwards."""
        letters = self.letters
        matrix, size = letters.settings(odd)  # their own: one character of a line may be slanted
        a, b, c, d = matrix.T
        downwards = np.repeat(self.downwards, self.lengths)[odd]
        origin, loose = letters.rows["origin"][odd].astype(np.float64), letters.loose[odd]
        wide, high = loose[:, 2] - loose[:, 0], loose[:, 3] - loose[:, 1]
        across = np.where(a > 0, loose[:, 2] - origin[:, 0], origin[:, 0] - loose[:, 0])
        # The loose box is a parallelogram's bounds: wide = |a| x + |c| y, high = |b| x + |d| y, x the advance.
        slanted = (np.abs(d) * wide - np.abs(c) * high) / (np.abs(a * d) - np.abs(b * c))
        seen = np.where((b == 0) & (c == 0), across / np.abs(a), slanted) / size
        edge = np.where(a > 0, 2, 0), np.where(b > 0, 3, 1)
        end = np.where(np.abs(a) >= np.abs(b), *edge)
        advance = _advances(letters, odd, seen, end) * size
        x1 = np.where(downwards, size, advance)
        y0 = np.where(downwards, 0.0, -BELOW * size)
        x0, y1 = np.zeros(len(odd)), y0 + size
        xs, ys = np.stack([x0, x1, x0, x1]), np.stack([y0, y0, y1, y1])
        px, py = origin[:, 0] + a * xs + c * ys, origin[:, 1] + b * xs + d * ys
        return px.min(axis=0), py.min(axis=0), px.max(axis=0), py.max(axis=0)

    def upright(self, frames: list[Frame]) -> tuple[Bools | None, Floats | None]:
        """Which characters stand upright as displayed, and the degrees clockwise at which they are read; None where
        all stand.
        """
        if self.plain.all() and all(frame.rotation == 0 for frame in frames):
            return None, None
        a, b, c, d = self.matrix.T
        turns = np.array([frame.matrix[:4] for frame in frames])[self.letters.pages[self.starts]]
        fa, fb, fc, fd = turns.T
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


def _usual(advance: Floats) -> Bools:
    """Advances (in em) that no overhanging ink would hit by chance: a whole, a half, a quarter."""
    quarters = advance * 4
    whole = np.rint(quarters)
    return np.asarray((np.abs(quarters - whole) < _CLOSE) & (whole > 0) & (whole != 3) & (whole < 5))


def _advances(letters: Letters, at: Ints, seen: Floats, end: Ints) -> Floats:
    """Advances (in em): what was `seen`, or the font's where the ink has widened the loose box.

    `end` says for each character which side of its box it advances to.
    """
    out = np.where(np.isfinite(seen), seen, np.inf)
    odd = np.flatnonzero(~_usual(out))
    chosen = at[odd]
    ink = letters.rows["ink"][chosen].astype(np.float64)
    widened = np.abs(ink - letters.loose[chosen])[np.arange(len(odd)), end[odd]] < 1e-4
    ask = odd[widened | ~np.isfinite(out[odd])]
    known: dict[tuple[int, int], float] = {}
    width = ctypes.c_float()
    owners, codes = letters.rows["owner"][at[ask]].tolist(), letters.codes[at[ask]].tolist()
    for index, owner, code in zip(ask.tolist(), owners, codes, strict=True):
        font = call.font_of(owner) if owner else None
        if not font:
            continue
        key = font, code
        if key not in known:
            width.value = 0.0
            call.glyph_width(*key, 1000.0, ctypes.addressof(width))
            known[key] = width.value / 1000
        if 0 < known[key] < out[index]:
            out[index] = known[key]
    return np.where(np.isfinite(out), out, 1.0)
