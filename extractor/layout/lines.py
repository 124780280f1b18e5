"""Characters → printed lines, by geometry alone.

Characters of one region (the prose of a page, or a table's cell) belong to one line when their vertical centres lie
close. Over real reports the distance between neighbouring centres, in font sizes (the mean of the two), is at most 0.48
within a line (figures set above their row, fonts mixed) and at least 0.70 between lines; the border lies in that gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extractor.layout.glyphs import Glyphs
from extractor.layout.normalise import Codes
from extractor.textlayer.model import Floats

_Ints = npt.NDArray[np.intp]

_SAME_LINE = 0.58  #: mean font sizes between neighbouring centres
_WORD_GAP = 0.15  #: font sizes; digits of one number are at most 0.05 apart, the narrowest printed space is 0.2
_LETTER_SPACED = 0.3  #: font sizes between the letters of a line set wide


@dataclass(slots=True)
class Lines:
    """Printed lines in order of region, then from top to bottom; each holds a run of characters from left to right.

    Line i holds `codes[start[i]:start[i + 1]]`; a space stands where two words or numbers are set apart.
    """

    codes: Codes
    boxes: Floats  #: (len(codes), 4); a space's box is the gap
    start: _Ints  #: (m + 1,)
    region: _Ints  #: (m,)
    page: _Ints  #: (m,) index into the list of pages
    box: Floats  #: (m, 4)
    size: Floats  #: (m,) median font size
    text: list[str]

    def __len__(self) -> int:
        return len(self.region)


def assemble(glyphs: Glyphs, region: _Ints) -> Lines:
    """Group characters into lines; `region` gives each character's region, and regions never share a line."""
    n = len(glyphs)
    if not n:
        none = np.empty(0, np.intp)
        return Lines(np.empty(0, np.uint32), np.empty((0, 4)), np.zeros(1, np.intp), none, none, np.empty((0, 4)),
                     np.empty(0), [])  # fmt: skip
    top, bottom = glyphs.boxes[:, 1], glyphs.boxes[:, 3]
    size, centre = bottom - top, (top + bottom) / 2
    # Complex numbers compare by region (or line) first; a stable sort is quick where most is in order already.
    order = (region + 1j * centre).argsort(kind="stable")
    centre, size, region = centre.take(order), size.take(order), region.take(order)
    limit = _SAME_LINE * (size[1:] + size[:-1]) / 2
    breaks = (region[1:] != region[:-1]) | (centre[1:] - centre[:-1] > limit)
    starts = (np.concatenate(([True], breaks))).nonzero()[0]
    line = np.concatenate(([0], breaks.cumsum()))
    by_x = (line + 1j * glyphs.boxes[order, 0]).argsort(kind="stable")
    order, size = _ties_by_code(order.take(by_x), line, glyphs), size.take(by_x)
    codes, boxes = glyphs.codes.take(order), glyphs.boxes.take(order, axis=0)
    box = np.column_stack((
        boxes[starts, 0], np.minimum.reduceat(boxes[:, 1], starts),
        np.maximum.reduceat(boxes[:, 2], starts), np.maximum.reduceat(boxes[:, 3], starts),
    ))  # fmt: skip
    lengths = np.append(starts[1:], n) - starts
    medians = _medians(size, line, starts + lengths // 2)
    spaces = _word_gaps(codes, boxes, line, medians)
    if len(spaces):
        codes, boxes = _with_spaces(codes, boxes, spaces)
        lengths += np.bincount(line[spaces], minlength=len(lengths))
    bounds = np.concatenate(([0], lengths.cumsum()))
    whole = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    text = [whole[a:b] for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]
    return Lines(codes, boxes, bounds, region[starts], glyphs.page[order[starts]], box, medians, text)


def _with_spaces(codes: Codes, boxes: Floats, before: _Ints) -> tuple[Codes, Floats]:
    """The characters with a space put in before each of `before`; its box is the gap."""
    at = before + np.arange(len(before))  # where the spaces come to stand
    source = np.ones(len(codes) + len(before), np.intp)
    source[at] = 0
    source = source.cumsum() - 1  # a space is the character before it, until it is written
    codes, boxes = codes.take(source), boxes.take(source, axis=0)
    codes[at] = 0x20
    boxes[at, 0], boxes[at, 2] = boxes[at - 1, 2], boxes[at + 1, 0]
    return codes, boxes


def _ties_by_code(order: _Ints, line: _Ints, glyphs: Glyphs) -> _Ints:
    """`order` by line and x, with overprints (equal x) by code point, so that the reader's order never shows."""
    x = glyphs.boxes[order, 0]
    same = ((x[1:] == x[:-1]) & (line[1:] == line[:-1])).nonzero()[0]
    if len(same):
        tied = np.array(sorted({*same.tolist(), *(same + 1).tolist()}), np.intp)
        mine = order[tied]
        order[tied] = mine[np.lexsort((mine, glyphs.codes[mine], x[tied], line[tied]))]
    return order


def _medians(size: Floats, line: _Ints, middle: _Ints) -> Floats:
    """The median font size of each line (the upper one of two); `middle` tells where it stands."""
    median: Floats = np.sort(line + 1j * size, kind="stable").imag[middle]
    return median


def _word_gaps(codes: Codes, boxes: Floats, line: _Ints, size: Floats) -> _Ints:
    """Indices of the characters before which a space stands: both neighbours ASCII and clearly apart."""
    ascii_ = (codes > 0x20) & (codes < 0x7F)
    gap = boxes[1:, 0] - boxes[:-1, 2]
    em = size.take(line[1:])
    inside = line[1:] == line[:-1]
    wide = inside & (gap > _WORD_GAP * em)
    spaces: _Ints = (wide & ascii_[1:] & ascii_[:-1]).nonzero()[0] + 1
    if not len(spaces):
        return spaces
    # In a line set wide ("2 0 1 7 年 度") the gaps part no words.
    loose = np.bincount(line[1:][inside & (gap > _LETTER_SPACED * em)], minlength=len(size))
    total = np.bincount(line[1:][inside], minlength=len(size))
    set_wide = (total >= 4) & (loose >= 0.75 * total)
    kept: _Ints = spaces[~set_wide[line[spaces]]]
    return kept
