"""What both PDF readers do to their characters, so that they yield the same ones.

Nothing here reads words: code points are kept, dropped or replaced one by one, a glyph that stands for several
letters is split, and a glyph printed twice to look bold is kept once.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Floats

Codes = npt.NDArray[np.uint32]

#: The part of a character's size that its box reaches below the baseline. The descents that fonts state differ and are
#: often missing; one for all keeps the boxes of a line level, and 0.14 is what the usual fonts of reports state.
BELOW = 0.14
LEVEL = 0.1  #: how far a line may rise to its length and still count as level: scans lie a little askew
REPLACEMENT = 0xFFFD  #: stands for a glyph of which no reader knows the letter
_HYPHENS = (0x02, 0xAD, 0xFFFE)  #: how readers mark a hyphen at a line's end
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


@cache
def _table() -> Codes:
    """Every code point of the basic plane → what is kept of it (0: nothing is printed)."""
    table = np.arange(0x10000, dtype=np.uint32)
    category = unicodedata.category
    for code in range(0x10000):
        kind = category(chr(code))
        if kind[0] == "Z" or kind in ("Cc", "Cf"):
            table[code] = 0
        elif kind == "Cs":
            table[code] = REPLACEMENT
    table[0xFFFF] = 0
    table[list(_HYPHENS)] = ord("-")
    return table


def printed(codes: Codes) -> Codes:
    """`codes` with white space, control and format characters as 0, hyphens as "-", surrogates as U+FFFD."""
    if codes.size and int(codes.max()) > 0xFFFF:
        low = np.minimum(codes, 0xFFFF)
        return np.where(codes > 0xFFFF, codes, _table()[low]).astype(np.uint32)
    return _table()[codes]


def letters(glyph: str) -> str:
    """The letters that a glyph's text stands for (ligatures spelled out)."""
    return "".join(_LIGATURES.get(ord(char), char) for char in glyph)


def text_of(codes: Codes) -> str:
    """The code points as a string."""
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def split_shared(boxes: Floats, groups: list[tuple[int, int]]) -> None:
    """Give the letters of one glyph, `boxes[start:end]`, each an equal part of its width, in place."""
    for start, end in groups:
        x0, x1 = boxes[start, 0], boxes[start:end, 2].max()
        edges = np.linspace(x0, x1, end - start + 1)
        boxes[start:end, 0] = edges[:-1]
        boxes[start:end, 2] = edges[1:]
