"""The order of a document's text: which line follows which, what parts them, and where blocks begin and end."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extractor.layout.lines import Lines
from extractor.layout.normalise import Codes, normalise_codes
from extractor.textlayer.model import Floats


def _row() -> array[int]:
    return array("q")


@dataclass(slots=True)
class Flow:
    """A tape of runs of characters, each with the separator behind it (a code point, 0 for none).

    A mark is the number of a run on it, to be turned into offsets of the final text.
    """

    line: array[int] = field(default_factory=_row)  #: whose characters they are
    begin: array[int] = field(default_factory=_row)  #: the first of them
    end: array[int] = field(default_factory=_row)  #: behind the last
    separator: array[int] = field(default_factory=_row)

    def run(self, line: int, begin: int, end: int, separator: int) -> None:
        self.line.append(line)
        self.begin.append(begin)
        self.end.append(end)
        self.separator.append(separator)

    def mark(self) -> int:
        return len(self.line)


@dataclass(slots=True)
class Spread:
    """The final text of a flow, with its map; run k of the tape became `start[k]` … `end[k]` of the text."""

    codes: Codes
    line_of: npt.NDArray[np.int32]
    boxes: Floats
    start: npt.NDArray[np.intp]
    end: npt.NDArray[np.intp]


def spread(flow: Flow, lines: Lines) -> Spread:
    """Lay the runs of a flow out as one normalised text."""
    line, begin, end, separator = (np.asarray(row) for row in (flow.line, flow.begin, flow.end, flow.separator))
    printed = end - begin
    behind = separator.nonzero()[0]
    lengths = printed + (separator != 0)
    starts = lengths.cumsum() - lengths
    ends = starts + printed
    source = np.arange(lengths.sum()) + (begin - starts).repeat(lengths)
    parted = ends[behind]
    source[parted] = 0
    who = (line.astype(np.int32)).repeat(lengths)
    who[parted] = -1
    codes = lines.codes.take(source)
    codes[parted] = separator[behind]

    folded, kept = normalise_codes(codes)
    if len(kept) < len(codes):
        source, who = source.take(kept), who.take(kept)
        stays = np.zeros(len(codes) + 1, np.intp)
        stays[kept + 1] = 1
        place = stays.cumsum()  # how many before each character stay
        starts, ends = place[starts], place[ends]
    boxes = lines.boxes.take(source, axis=0)
    boxes[who < 0] = np.nan
    return Spread(folded, who, boxes, starts, ends)
