"""Page numbers and running heads: found by their place and their repetition, and set apart from the text."""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

from extractor.layout.lines import Lines
from extractor.layout.paragraphs import body_size
from extractor.textlayer.model import Page

_MARGIN = 0.13  #: of the page's height, at the top and at the bottom
_BOTTOM = 0.11
_ALIGNED = 8.0  #: points between the middles of page numbers
_REPEATS = 3  #: pages
_SHARE = 0.3  #: of the pages
_HEIGHT_STEP = 4.0  #: points

_PAGE_NUMBER = re.compile(
    r"(?:第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}|[-—–―－·~～]{1,3}\d{1,4}[-—–―－·~～]{1,3}|[-—–―－]{0,2}[ivxIVX]{1,5}[-—–―－]{0,2})"
)
_DASHED_NUMBER = re.compile(r"[-—–―－]{1,3}\d{1,4}[-—–―－]{1,3}|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?")
_BARE_NUMBER = re.compile(r"\d{1,3}")
#: A decimal number, money or the unit a table is stated in: never dropped.
_FIGURES = re.compile(r"\d[.．,，]\d|元|单位")


def running_lines(lines: Lines, prose: list[range], pages: list[Page]) -> set[int]:
    """The lines that are page numbers or running heads; `prose` lists the lines outside tables of each page."""
    texts = {i: "".join(lines.text[i].split()) for page in prose for i in (*page[:2], *page[-2:])}
    boxes = dict(zip(texts, lines.box[list(texts)].tolist(), strict=True))
    ends: list[list[tuple[int, str, float]]] = []
    for mine, page in zip(prose, pages, strict=True):
        ends.append([])
        for i in {*mine[:1], *mine[-1:]}:
            # A page that ends early may have its number right below the text: a bare one, last on the page.
            early = i == mine[-1] and len(mine) > 1 and _BARE_NUMBER.fullmatch(texts[i])
            if early or _in_margin(boxes[i], page.height, _BOTTOM):
                ends[-1].append((i, texts[i], (boxes[i][0] + boxes[i][2]) / 2))
    return page_numbers(ends) | _running_heads(lines, prose, pages, texts, boxes)


def is_decorated_number(text: str) -> bool:
    """Whether a line (without spaces) is a page number wherever it stands: — 2 —, 第2页共5页."""
    return _DASHED_NUMBER.fullmatch(text) is not None


def page_numbers(candidates: list[list[tuple[int, str, float]]]) -> set[int]:
    """Which of the candidates are page numbers: each page lists its (line, text without spaces, middle in points).

    Decorated numbers always are, bare ones only where they count the pages, one below the other.
    """
    found: set[int] = set()
    counting: dict[int, list[tuple[int, float]]] = defaultdict(list)  # number less the page's → (line, middle)
    for index, mine in enumerate(candidates):
        for line, text, middle in mine:
            if _PAGE_NUMBER.fullmatch(text):
                found.add(line)
            elif _BARE_NUMBER.fullmatch(text):
                counting[int(text) - index].append((line, middle))
    needed = min(2, len(candidates))
    for group in counting.values():
        for line, middle in group:
            if sum(abs(middle - other) < _ALIGNED for _, other in group) >= needed:
                found.add(line)
    return found


def _running_heads(
    lines: Lines, prose: list[range], pages: list[Page], texts: dict[int, str], boxes: dict[int, list[float]]
) -> set[int]:
    """The same words, digits aside, at the same height on many pages, no larger than the text."""
    largest = 1.05 * body_size(lines, np.arange(prose[-1].stop if prose else 0))
    same: dict[tuple[str, int], set[int]] = defaultdict(set)
    for mine, page in zip(prose, pages, strict=True):
        for i in {*mine[:2], *mine[-2:]}:
            text = texts[i]
            if (
                _in_margin(boxes[i], page.height, _MARGIN)
                and text
                and lines.size.item(i) <= largest
                and not text.isdecimal()
                and not _FIGURES.search(text)
            ):
                same[re.sub(r"\d+", "0", text), round(boxes[i][1] / _HEIGHT_STEP)].add(i)
    needed = max(_REPEATS, _SHARE * sum(1 for page in prose if page))
    found: set[int] = set()
    for (text, height), members in same.items():
        near = members | same.get((text, height - 1), set()) | same.get((text, height + 1), set())
        if len(near) >= needed:
            found |= members
    return found


def _in_margin(box: list[float], height: float, share: float) -> bool:
    _, top, _, bottom = box
    return bottom < share * height or top > (1 - share) * height
