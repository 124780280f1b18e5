"""Edges from paths, by pdfminer's classes and pdfplumber's order: lines, then rectangles' sides, then curves' sides."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.intp]
_SAME = 1e-3  #: points this near are one point (PDFium keeps 32-bit coordinates)


class Paths(NamedTuple):
    """Points (n,) of the paths of some pages as displayed, in painting order, and what each one is."""

    x: Floats
    y: Floats
    starts: Bools  #: the first of a subpath
    bezier: Bools  #: one of the three points of a Bézier segment
    closes: Bools  #: after it the subpath returns to its first point
    pages: Ints  #: index of the page, ascending


class Edges(NamedTuple):
    """The edges of some pages, those of a page in a row."""

    lines: Floats  #: (m, 5): orientation, x0, top, x1, bottom
    pages: Ints  #: (m,) index of the page, ascending

    @classmethod
    def none(cls) -> Edges:
        return cls(np.empty((0, 5)), np.empty(0, np.intp))

    def seen(self) -> Edges:
        """Without those that damaged numbers put nowhere, and those that are points: nobody sees them, and the
        readers disagree where they are."""
        lines = self.lines
        with np.errstate(invalid="ignore"):
            long = np.maximum(lines[:, 3] - lines[:, 1], lines[:, 4] - lines[:, 2]) >= _SAME
        long &= np.isfinite(lines).all(axis=1)
        return self if long.all() else Edges(lines[long], self.pages[long])


def edges_of(paths: Paths) -> Edges:
    """The edges of paths. Slanting sides of curves are left out, slanting lines count as vertical, as in pdfplumber."""
    x, y, starts, curved, closed, pages = _subpaths(paths)
    ends = np.empty_like(starts)
    ends[:-1], ends[-1:] = starts[1:], len(x)
    count = ends - starts
    looped = _same(x[starts], x[ends - 1]) & _same(y[starts], y[ends - 1])
    line = ~curved & ((count == 2) | (closed & looped & (count == 3)))
    rect = ~curved & ((looped & (count == 5)) | (closed & ~looped & (count == 4)))
    rect[rect] = _is_square(x, y, starts[rect])
    parts = [_lines(x, y, starts[line]), _sides(x, y, starts[rect])]
    owners = [pages[line], np.repeat(pages[rect], 4)]
    other = ~line & ~rect & (count > 1)
    if other.any():
        outlines = [_outline(x[s:e], y[s:e], shut) for s, e, shut in _triples(starts, ends, closed & ~looped, other)]
        parts += outlines
        owners.append(np.repeat(pages[other], list(map(len, outlines))))
    lines, owner = np.concatenate(parts), np.concatenate(owners)
    if pages[0] == pages[-1]:
        return Edges(lines, owner)
    order = np.argsort(owner, kind="stable")
    return Edges(lines[order], owner[order])


def _triples(starts: Ints, ends: Ints, shut: Bools, which: Bools) -> list[tuple[int, int, bool]]:
    return list(zip(starts[which].tolist(), ends[which].tolist(), shut[which].tolist(), strict=True))


def _subpaths(paths: Paths) -> tuple[Floats, Floats, Ints, Bools, Bools, Ints]:
    """Points without the control points of curves; where each subpath starts, whether it is curved and closed, and
    the page it is on."""
    x, y, first = paths.x, paths.y, paths.starts
    starts = np.flatnonzero(first)
    pages = paths.pages[starts]
    closed = np.logical_or.reduceat(paths.closes, starts)
    if not paths.bezier.any():
        return x, y, starts, np.zeros(len(starts), bool), closed, pages
    curved = np.logical_or.reduceat(paths.bezier, starts)
    seen = np.cumsum(paths.bezier)
    before: Ints = np.repeat(seen[starts] - paths.bezier[starts], np.diff(starts, append=len(x)))
    keep = ~paths.bezier | ((seen - before) % 3 == 0)
    return x[keep], y[keep], np.flatnonzero(first[keep]), curved, closed, pages


def _is_square(x: Floats, y: Floats, starts: Ints) -> Bools:
    """Whether the four corners from each start make a rectangle with level sides."""
    x0, x1, x2, x3 = (x[starts + corner] for corner in range(4))
    y0, y1, y2, y3 = (y[starts + corner] for corner in range(4))
    upright_first = _same(x0, x1) & _same(y1, y2) & _same(x2, x3) & _same(y3, y0)
    level_first = _same(y0, y1) & _same(x1, x2) & _same(y2, y3) & _same(x3, x0)
    return np.asarray(upright_first | level_first)


def _same(one: Floats, other: Floats) -> Bools:
    return np.asarray(np.abs(one - other) < _SAME)


def _lines(x: Floats, y: Floats, starts: Ints) -> Floats:
    out = np.empty((len(starts), 5))
    out[:, 1], out[:, 3] = np.minimum(x[starts], x[starts + 1]), np.maximum(x[starts], x[starts + 1])
    out[:, 2], out[:, 4] = np.minimum(y[starts], y[starts + 1]), np.maximum(y[starts], y[starts + 1])
    out[:, 0] = out[:, 4] - out[:, 2] >= _SAME
    return out


def _sides(x: Floats, y: Floats, starts: Ints) -> Floats:
    """Top, bottom, left and right of each rectangle, given by its first and third corner."""
    x0, x1 = np.minimum(x[starts], x[starts + 2]), np.maximum(x[starts], x[starts + 2])
    top, bottom = np.minimum(y[starts], y[starts + 2]), np.maximum(y[starts], y[starts + 2])
    out = np.empty((len(starts), 4, 5))
    out[:, :2, 0], out[:, 2:, 0] = 0.0, 1.0
    out[:, :3, 1], out[:, 3, 1] = x0[:, None], x1
    out[:, :, 2], out[:, 1, 2] = top[:, None], bottom
    out[:, :, 3], out[:, 2, 3] = x1[:, None], x0
    out[:, :, 4], out[:, 0, 4] = bottom[:, None], top
    return out.reshape(-1, 5)


def _outline(x: Floats, y: Floats, shut: bool) -> Floats:
    """The level and upright steps of a curve's points."""
    if shut:
        x, y = np.append(x, x[0]), np.append(y, y[0])
    x0, x1 = np.minimum(x[1:], x[:-1]), np.maximum(x[1:], x[:-1])
    top, bottom = np.minimum(y[1:], y[:-1]), np.maximum(y[1:], y[:-1])
    upright = x1 - x0 < _SAME
    steps = np.stack([upright.astype(np.float64), x0, top, x1, bottom], axis=1)
    return steps[upright | (bottom - top < _SAME)]
