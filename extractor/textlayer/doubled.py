"""Bold by printing twice: a copy of a character a little beside it is no second character.

PDFium drops only copies drawn soon after the original, pdfplumber none; a doubled digit is a wrong amount.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.textlayer.characters import Codes
from extractor.textlayer.model import Floats

Ints = npt.NDArray[np.intp]

MOST_PAGES = 16  #: as many as the sort key has room for
_ACROSS = 0.4  #: a copy starts within this part of the character's width …
_ALONG = 0.25  #: … and of its height
_REACH = 3.0  #: and never further away than this, in points
_CELL = 2 * _REACH
_FAR = 30_000.0  #: points; what lies further out is taken to lie there
_STEPS = 32  #: to the point, in the sort key
_MANY = 20_000  #: pairs
_CROWD = 40  #: characters looked at around each; where more of one letter crowd, nobody can tell them apart
_NEAR = int(_REACH * _STEPS)


def originals(codes: Codes, boxes: Floats, pages: Ints) -> npt.NDArray[np.bool_] | None:
    """Which characters are no copies of an earlier one; None where none is a copy.

    codes (n,), boxes (n, 4), pages (n,): index of the page, below `MOST_PAGES`. A copy is the same code point on the
    same page with its corner within a small part of its size.
    """
    pairs = _copies(codes, boxes, pages)
    if not len(pairs):
        return None
    keep = np.ones(len(codes), bool)
    if len(pairs) > _MANY:  # crowds: first without those that stand exactly on another
        keep[:] = False
        keep[np.unique(np.column_stack((pages, codes, boxes.round(2))), axis=0, return_index=True)[1]] = True
        apart = np.flatnonzero(keep)
        pairs = apart[_copies(codes[apart], boxes[apart], pages[apart])]
    for first, second in pairs.tolist():
        if keep[first]:
            keep[second] = False
    return keep


def _are_copies(one: Floats, other: Floats) -> npt.NDArray[np.bool_]:
    """Which of the boxes `other` (k, 4) are copies of those of `one`."""
    moved = np.abs(other[:, :2] - one[:, :2])
    reach = np.minimum(_REACH, (one[:, 2:] - one[:, :2]) * (_ACROSS, _ALONG))
    return np.asarray((moved <= reach).all(axis=1))


def _copies(codes: Codes, boxes: Floats, pages: Ints) -> Ints:
    """Index pairs (k, 2), earlier and later, of equal characters of which the later is a copy; in order.

    Two sorts by (code, page, band of y, x), the bands of the second shifted by half, so that any two characters within
    `_REACH` of each other share a band in one of them and are neighbours by x there, or linked through neighbours.
    """
    found: list[Ints] = []
    near = np.minimum(np.maximum(boxes[:, :2], -_FAR), _FAR)
    x = (near[:, 0] * _STEPS).astype(np.int64) + int(_FAR * _STEPS)
    y = near[:, 1] / _CELL + _FAR
    base = (codes.astype(np.int64) << 40) + (pages << 36) + x
    for shift in (0.0, 0.5):
        key = base + ((y + shift).astype(np.int64) << 22)
        ordered = np.sort(key)
        if not (ordered[1:] - ordered[:-1] <= _NEAR).any():
            continue
        order = np.argsort(key, kind="stable")
        ordered = key[order]
        for step in range(1, min(_CROWD, len(order))):
            at = np.flatnonzero(ordered[step:] - ordered[:-step] <= _NEAR)
            if not len(at):
                break
            pairs = np.sort(np.column_stack((order[at], order[at + step])), axis=1)
            found.append(pairs[_are_copies(boxes[pairs[:, 0]], boxes[pairs[:, 1]])])
    # With an index, for without one NumPy loads its masked arrays, a megabyte.
    return np.unique(np.concatenate(found), axis=0, return_index=True)[0] if found else np.empty((0, 2), np.intp)
