"""The column of text on each page: where its lines begin and end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from extractor.layout.lines import Lines
from extractor.layout.normalise import to_codes
from extractor.layout.rulings import Ints
from extractor.textlayer.model import Floats, Page

_NEAR = 0.6  #: font sizes within which two margins are one
_SUPPORT = 3  #: lines that make a margin
_HANGING = to_codes("，。、；：,.;:”’）)")
_MARGIN = 0.15  #: of the page's width, where nothing shows the margins
_WIDE = 0.55  #: of the page's width: a column of running text is at least so wide


@dataclass(slots=True, frozen=True)
class Columns:
    """Left and right margin of the running text of each page, in points."""

    left: Floats
    right: Floats


def find_columns(lines: Lines, mine: Ints, pages: list[Page]) -> Columns:
    """The column of each page: its own where enough full lines show one, else that of all pages of its size.

    `mine`: the lines of running text.
    """
    sizes = [(round(page.width), round(page.height)) for page in pages]
    page = lines.page[mine]
    left, right = _margins(lines, mine, page, np.array([width for width, _ in sizes], float))
    bare = (np.isnan(left)).nonzero()[0]
    if len(bare):
        known = {size: k for k, size in enumerate(dict.fromkeys(sizes))}
        alike = np.array([known[size] for size in sizes])
        shared = _margins(lines, mine, alike[page], np.array([width for width, _ in known], float))
        left[bare], right[bare] = shared[0][alike[bare]], shared[1][alike[bare]]
        for index in (np.isnan(left)).nonzero()[0].tolist():
            left[index], right[index] = _fallback(lines, mine[page == index], sizes[index][0])
    return Columns(left, right)


def _margins(lines: Lines, mine: Ints, group: Ints, width: Floats) -> tuple[Floats, Floats]:
    """Left and right margin for each group of lines (pages of `width`): from those that fill the column, and those
    after them; NaN where too few do.
    """
    x0, x1, size = lines.box[mine, 0], lines.box[mine, 2], lines.size[mine]
    # Punctuation may hang out of the column.
    last = lines.codes[lines.start[mine + 1] - 1]
    solid = ((last[:, None] != _HANGING).all(axis=1)).nonzero()[0]
    right = -_margin(group[solid], -x1[solid], size[solid], _SUPPORT, len(width))
    full = x1 > right[group] - 1.2 * size
    page = lines.page[mine]
    starts = full.copy()
    starts[1:] |= full[:-1] & (page[1:] == page[:-1])
    left = _margin(group[starts], x0[starts], size[starts], 2, len(width))
    narrow = ~(right - left >= _WIDE * width)
    left[narrow], right[narrow] = np.nan, np.nan
    return left, right


def _margin(group: Ints, at: Floats, size: Floats, support: int, groups: int) -> Floats:
    """For each group the outermost (lowest) position that `support` lines reach together; NaN where none is."""
    order = np.lexsort((size, at, group))
    group, at, size = group[order], at[order], size[order]
    inner = at[support - 1 :]
    outer = slice(0, len(inner))
    together = (group[support - 1 :] == group[outer]) & (inner < at[outer] + _NEAR * size[outer])
    hits = together.nonzero()[0][::-1]
    found = np.full(groups, np.nan)
    found[group[hits]] = inner[hits]  # the first of each group is written last
    return found


def _fallback(lines: Lines, mine: Ints, width: float) -> tuple[float, float]:
    """Usual margins, wider where lines stand in them."""
    left, right = _MARGIN * width, (1 - _MARGIN) * width
    if len(mine):
        left, right = min(left, float(lines.box[mine, 0].min())), max(right, float(lines.box[mine, 2].max()))
    return left, right
