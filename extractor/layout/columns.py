"""The column of text on each page: where its lines begin and end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from extractor.layout.lines import Lines
from extractor.textlayer.model import Page

_NEAR = 0.6  #: font sizes within which two margins are one
_SUPPORT = 3  #: lines that make a margin
_HANGING = frozenset("，。、；：,.;:”’）)")
_MARGIN = 0.15  #: of the page's width, where nothing shows the margins
_WIDE = 0.55  #: of the page's width: a column of running text is at least so wide


@dataclass(slots=True, frozen=True)
class Column:
    """Left and right margin of the running text of a page, in points."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def find_columns(lines: Lines, prose: list[list[int]], pages: list[Page]) -> list[Column]:
    """The column of each page: its own where enough full lines show one, else that of all pages of its size."""
    by_size: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        by_size[round(page.width), round(page.height)].append(index)
    columns: list[Column | None] = [None] * len(pages)
    for (width, _), members in by_size.items():
        shared = _column(lines, [prose[index] for index in members], width)
        for index in members:
            own = _column(lines, [prose[index]], width)
            columns[index] = own or shared or _fallback(lines, prose[index], width)
    return [column or Column(0.0, page.width) for column, page in zip(columns, pages, strict=True)]


def _column(lines: Lines, prose: list[list[int]], width: float) -> Column | None:
    """Margins from the lines that fill the column, and those after them; None where too few do."""
    mine = [i for page in prose for i in page]
    if len(mine) < _SUPPORT:
        return None
    size = dict(zip(mine, lines.size[mine].tolist(), strict=True))
    x0 = dict(zip(mine, lines.box[mine, 0].tolist(), strict=True))
    x1 = dict(zip(mine, lines.box[mine, 2].tolist(), strict=True))
    # Punctuation may hang out of the column.
    solid = [i for i in mine if lines.text[i][-1] not in _HANGING]
    right = _margin([(-x1[i], size[i]) for i in solid], _SUPPORT)
    if right is None:
        return None
    full = {i for i in mine if x1[i] > -right - 1.2 * size[i]}
    starts = full | {after for page in prose for before, after in pairwise(page) if before in full}
    left = _margin([(x0[i], size[i]) for i in starts], 2)
    if left is None or -right - left < _WIDE * width:
        return None
    return Column(left, -right)


def _margin(positions: list[tuple[float, float]], support: int) -> float | None:
    """The outermost position that `support` lines reach together; positions are (coordinate, font size)."""
    positions.sort()
    ahead = positions[support - 1 :]
    pairs = zip(positions, ahead, strict=False)
    return next((inner for (outer, size), (inner, _) in pairs if inner < outer + _NEAR * size), None)


def _fallback(lines: Lines, mine: list[int], width: float) -> Column:
    """Usual margins, wider where lines stand in them."""
    left, right = _MARGIN * width, (1 - _MARGIN) * width
    if mine:
        left, right = min(left, float(lines.box[mine, 0].min())), max(right, float(lines.box[mine, 2].max()))
    return Column(left, right)
