"""What stands in a box of a page, read from the PDF by pdfplumber and by nothing of ours."""

from __future__ import annotations

import unicodedata
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pdfplumber

from extractor.records.leaves import Evidence

GROWN = 0.5  #: points by which a box is grown; a character is inside when its centre is


class Pages:
    """The characters of a file's pages, bold ones drawn twice taken once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _pages(self) -> dict[int, tuple[list[str], np.ndarray]]:
        found: dict[int, tuple[list[str], np.ndarray]] = {}
        with pdfplumber.open(self._path) as pdf:
            for page in pdf.pages:
                x, y = page.bbox[:2]
                chars = page.dedupe_chars(tolerance=1, extra_attrs=()).chars
                centres = [((c["x0"] + c["x1"]) / 2 - x, (c["top"] + c["bottom"]) / 2 - y) for c in chars]
                found[page.page_number] = ([c["text"] for c in chars], np.array(centres).reshape(-1, 2))
                page.close()
        return found

    def inside(self, box: Evidence) -> str:
        """The characters in a box, from left to right (full-width ones folded)."""
        assert box.x0 is not None and box.x1 is not None and box.top is not None and box.bottom is not None
        texts, centres = self._pages[box.page]
        x, y = centres[:, 0], centres[:, 1]
        within = (x >= box.x0 - GROWN) & (x <= box.x1 + GROWN) & (y >= box.top - GROWN) & (y <= box.bottom + GROWN)
        order = sorted(np.flatnonzero(within), key=lambda index: float(x[index]))
        return unicodedata.normalize("NFKC", "".join(texts[index] for index in order))


@cache
def pages_of(path: Path) -> Pages:
    return Pages(path)


def digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdigit() and c.isascii())


def squeezed(text: str) -> str:
    """Half-width where there is a choice, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def unsupported(pages: Pages, found: list[tuple[str, str, list[Evidence]]]) -> list[str]:
    """Of (path, stated, boxes): those whose boxes do not hold the stated digits."""
    return [
        f"{path}: {stated!r}, but the boxes hold {[pages.inside(box) for box in boxes]}"
        for path, stated, boxes in found
        if digits(stated) not in digits("".join(pages.inside(box) for box in boxes))
    ]
