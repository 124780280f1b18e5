"""The order of a document's text: which line follows which, what parts them, and where blocks begin and end."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from extractor.layout.lines import Lines
from extractor.layout.normalise import Codes, normalise_codes
from extractor.textlayer.model import Floats


@dataclass(slots=True)
class Flow:
    """A tape of lines and separators. A mark is a position on it, to be turned into an offset of the final text."""

    starts: list[int]  #: of the lines: line i holds the characters starts[i] … starts[i + 1]
    owner: list[int] = field(default_factory=list)  #: line number, or -(code point of a separator)
    begin: list[int] = field(default_factory=list)  #: first character, 0 for a separator
    end: list[int] = field(default_factory=list)  #: end of the characters, 1 for a separator

    def line(self, number: int) -> None:
        self.owner.append(number)
        self.begin.append(self.starts[number])
        self.end.append(self.starts[number + 1])

    def run(self, number: int, begin: int, end: int) -> None:
        """A part of a line: its characters `begin` … `end`."""
        self.owner.append(number)
        self.begin.append(begin)
        self.end.append(end)

    def separator(self, char: str) -> None:
        self.owner.append(-ord(char))
        self.begin.append(0)
        self.end.append(1)

    def mark(self) -> int:
        return len(self.owner)


@dataclass(slots=True)
class Spread:
    """The final text of a flow, with its map; `offset[mark]` is the position in the text of a mark on the tape."""

    codes: Codes
    line_of: npt.NDArray[np.int32]
    boxes: Floats
    offset: list[int]


def spread(flow: Flow, lines: Lines) -> Spread:
    """Lay the lines of a flow out as one normalised text."""
    owner = np.array(flow.owner, dtype=np.intp)
    begin = np.array(flow.begin, dtype=np.intp)
    lengths = np.array(flow.end, dtype=np.intp) - begin
    ends = np.cumsum(lengths)
    source = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(begin - (ends - lengths), lengths)
    who = np.repeat(owner, lengths)
    printed = who >= 0
    codes = np.where(printed, lines.codes[source], -who).astype(np.uint32) if len(lines) else source.astype(np.uint32)

    folded, kept = normalise_codes(codes)
    source, who, printed = source[kept], who[kept], printed[kept]
    boxes = lines.boxes[source]
    boxes[~printed] = np.nan
    line_of = np.where(printed, who, -1).astype(np.int32)
    offset = np.searchsorted(kept, np.concatenate(([0], ends))).tolist()
    return Spread(folded, line_of, boxes, offset)
