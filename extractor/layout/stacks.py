"""Words set downwards, letter below letter, beside the text: each of their letters would be a line, or part of one."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from extractor.layout.glyphs import Aside, Glyphs
from extractor.layout.lines import Lines
from extractor.layout.normalise import to_text

_ALONE = 0.6  #: font sizes of free space on both sides
_PITCH = (0.8, 2.2)  #: font sizes from letter to letter
_TIGHT = 1.35  #: rows of a table stand further apart; a wider stack counts only where it spells money
_MONEY = re.compile(r"\d[.,]?\d*[千百万亿]*元")
_ASIDE = 0.3  #: font sizes between the middles of two letters
_LONG = 5  #: letters
_WORDS = 5  #: different hanzi among them: a column of 是 and 否 says no word
_BUCKET = 4.0  #: points

Bools = npt.NDArray[np.bool_]


def part_stacks(glyphs: Glyphs, lines: Lines, pages: int) -> Glyphs | None:
    """The characters without those of stacks, which are set aside; None where no stack is. `lines`: of `glyphs`."""
    found = [chain for chain in _chains(lines, _alone(lines, pages)) if _says(lines, chain)]
    if not found:
        return None
    asides: list[Aside] = []
    gone: set[tuple[float, ...]] = set()
    for chain in found:
        page = int(lines.page[_line(lines, chain[0])])
        boxes = lines.boxes[chain]
        asides.append(Aside(page, to_text(lines.codes[chain]), boxes, "turned", np.full(len(chain), 90.0)))
        gone.update((page, *box) for box in boxes.tolist())
        boxes[:-1, 3] = boxes[1:, 1]  # no gaps: the figure is whole
    keys = zip(glyphs.page.tolist(), *glyphs.boxes.T.tolist(), strict=True)
    keep = np.array([key not in gone for key in keys], bool)
    return Glyphs(glyphs.codes[keep], glyphs.boxes[keep], glyphs.page[keep], [*glyphs.aside, *asides])


def _line(lines: Lines, at: int) -> int:
    return int(lines.start.searchsorted(at, side="right")) - 1


def _alone(lines: Lines, pages: int) -> npt.NDArray[np.intp]:
    """The characters outside tables that have nothing close beside them on their line."""
    count = lines.region.searchsorted(pages)
    begins = np.zeros(lines.start[count], bool)
    begins[lines.start[:count]] = True
    solid = (lines.codes[: len(begins)] != 0x20).nonzero()[0]
    gap = np.full(len(solid) + 1, np.inf)
    inner = lines.boxes[solid[1:], 0] - lines.boxes[solid[:-1], 2]
    gap[1:-1] = np.where(begins[solid[1:]], np.inf, inner)
    size = lines.boxes[solid, 3] - lines.boxes[solid, 1]
    alone: npt.NDArray[np.intp] = solid[(gap[1:] > _ALONE * size) & (gap[:-1] > _ALONE * size)]
    return alone


def _chains(lines: Lines, alone: npt.NDArray[np.intp]) -> list[list[int]]:
    """Letters one below the other, from the top."""
    chains: list[list[int]] = []
    last: dict[tuple[int, int], list[int]] = {}  # page and band of x → the chain that ends lowest there
    boxes = dict(zip(alone.tolist(), lines.boxes[alone].tolist(), strict=True))
    page = lines.page[lines.start.searchsorted(alone, side="right") - 1].tolist()
    of_page: dict[int, list[int]] = defaultdict(list)
    for at, number in zip(alone.tolist(), page, strict=True):
        of_page[number].append(at)
    for number, mine in of_page.items():
        if len(mine) < _LONG:
            continue
        last.clear()
        for at in sorted(mine, key=lambda at: (boxes[at][1], boxes[at][0])):
            band = int((boxes[at][0] + boxes[at][2]) / 2 // _BUCKET)
            near = (last[number, band + step] for step in (0, -1, 1) if (number, band + step) in last)
            chain = next((chain for chain in near if _follows(boxes[chain[-1]], boxes[at])), None)
            if chain is None:
                chain = []
                chains.append(chain)
            chain.append(at)
            last[number, band] = chain
    return [chain for chain in chains if len(chain) >= _LONG]


def _follows(above: list[float], below: list[float]) -> bool:
    size = above[3] - above[1]
    level = abs(above[0] + above[2] - below[0] - below[2]) / 2 <= _ASIDE * size
    alike = abs(below[3] - below[1] - size) <= 0.05 * size
    return level and alike and _PITCH[0] * size <= below[1] - above[1] <= _PITCH[1] * size


def _says(lines: Lines, chain: list[int]) -> bool:
    if len({code for code in lines.codes[chain].tolist() if 0x4E00 <= code < 0xA000}) < _WORDS:
        return False
    first, last = lines.boxes[chain[0]], lines.boxes[chain[-1]]
    tight = last[1] - first[1] <= _TIGHT * (first[3] - first[1]) * (len(chain) - 1)
    return bool(tight) or _MONEY.search(to_text(lines.codes[chain])) is not None
