"""The frame of a page: from PDF user space to points from the displayed page's top left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats, Matrix


@dataclass(frozen=True, slots=True)
class Frame:
    """A media box (user space, left < right, bottom < top) and the clockwise turn at which it is displayed."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int  #: 0, 90, 180 or 270

    @property
    def turned(self) -> bool:
        return self.rotation in (90, 270)

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turned else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turned else self.top - self.bottom

    @property
    def matrix(self) -> Matrix:
        """User space (y up) → displayed (y down), origin at the top left."""
        return {
            0: (1.0, 0.0, 0.0, -1.0, -self.left, self.top),
            90: (0.0, 1.0, 1.0, 0.0, -self.bottom, -self.left),
            180: (-1.0, 0.0, 0.0, 1.0, self.right, -self.bottom),
            270: (0.0, -1.0, -1.0, 0.0, self.top, self.right),
        }[self.rotation]

    def points(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """User-space points as displayed; arrays of one shape."""
        if self.rotation == 0:
            return x - self.left, self.top - y
        a, b, c, d, e, f = self.matrix
        if self.turned:
            return c * y + e, b * x + f
        return a * x + e, d * y + f

    def boxes(self, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Floats:
        """User-space boxes given by two opposite corners as (n, 4) displayed boxes x0, top, x1, bottom."""
        return between(*self.points(x0, y0), *self.points(x1, y1))

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """One user-space box as displayed."""
        one = [np.array([value]) for value in box]
        x0, top, x1, bottom = self.boxes(one[0], one[1], one[2], one[3])[0].tolist()
        return x0, top, x1, bottom


def between(ax: Floats, ay: Floats, bx: Floats, by: Floats) -> Floats:
    """Boxes (n, 4) x0, top, x1, bottom given by two opposite corners."""
    out = np.empty((len(ax), 4))
    np.minimum(ax, bx, out=out[:, 0])
    np.minimum(ay, by, out=out[:, 1])
    np.maximum(ax, bx, out=out[:, 2])
    np.maximum(ay, by, out=out[:, 3])
    return out


def displayed(x: Floats, y: Floats, pages: npt.NDArray[np.intp], frames: list[Frame]) -> tuple[Floats, Floats]:
    """User-space points (n,) as displayed; `pages` (n,), ascending, says which of the frames is whose."""
    if all(frame == frames[0] for frame in frames):
        return frames[0].points(x, y)
    ends = np.searchsorted(pages, np.arange(len(frames) + 1)).tolist()
    parts = [frame.points(x[s:e], y[s:e]) for frame, s, e in zip(frames, ends, ends[1:], strict=False)]
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
