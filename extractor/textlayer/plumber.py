"""The reference reader: pdfplumber on pdfminer.six, slow and independent of PDFium in every character and line.

PDFium opens the file first, so that both readers refuse the same files for the same reason, and so that a file whose
cross-references only PDFium can mend is read from the mended copy.
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pdfplumber

from extractor.errors import DamagedPdf, TooLarge
from extractor.textlayer.assemble import Characters, Sheet, assemble
from extractor.textlayer.characters import BELOW, LEVEL, REPLACEMENT, letters, printed, split_shared
from extractor.textlayer.edges import Edges
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Floats, Page
from extractor.textlayer.pdfium_document import Box, PdfiumDocument, open_document
from extractor.textlayer.pdfium_pages import Loaded
from extractor.textlayer.pdfium_paths import count_objects, look, read_drawings
from extractor.textlayer.reading import Reading

_UNMAPPED = re.compile(r"\(cid:(\d+)\)")
Crops = dict[int, Box | None]  #: page number → the part that viewers show (None: all)
_ORIENTATION = {"h": 0.0, "v": 1.0}


def read_pdf(data: bytes, limits: Limits, password: str | None = None) -> Reading:
    """All pages of a PDF. Raises DamagedPdf, EncryptedPdf, TooLarge."""
    with open_document(data, limits, password) as document:
        return read_pages(document, data, password, limits)


def read_pages(
    document: PdfiumDocument, data: bytes, password: str | None, limits: Limits, numbers: Collection[int] | None = None
) -> Reading:
    """The pages of these numbers (default: all) of a document that PDFium has opened."""
    crops = _gate(document, limits)
    wanted = sorted(numbers or range(1, document.pages + 1))
    with _quiet():
        pages = _read(data, password, document.pages, limits, crops, wanted)
        if pages is None:
            pages = _read(document.mended(), None, document.pages, limits, crops, wanted)
    if pages is None:
        raise DamagedPdf()
    for page in pages:
        with document.page(page.number - 1) as loaded:
            if loaded is not None:
                look(page, loaded[0], read_drawings([Loaded(page.number, *loaded)], limits)[0][0])
    read = {page.number for page in pages}
    return Reading(pages, tuple(number for number in wanted if number not in read), document.producer)


def _gate(document: PdfiumDocument, limits: Limits) -> Crops:
    """The pages that PDFium can load. Raises TooLarge before pdfminer gets to work."""
    crops: Crops = {}
    for number in range(1, document.pages + 1):
        with document.page(number - 1) as loaded:
            if loaded is not None:
                address, frame, shown = loaded
                count_objects(address, limits, number)
                crops[number] = None if shown is None else frame.box(shown)
    return crops


def _read(
    data: bytes, password: str | None, count: int, limits: Limits, crops: Crops, wanted: Collection[int]
) -> list[Page] | None:
    """None where pdfminer finds another number of pages than PDFium, or no way in at all."""
    pages: list[Page] = []
    try:
        with pdfplumber.open(io.BytesIO(data), password=password or "") as pdf:
            _level(pdf.rsrcmgr)
            found = pdf.pages
            if len(found) not in (count, len(crops)):
                return None
            # A page that cannot be loaded is there for PDFium, and not for pdfminer.
            numbers = list(crops) if len(found) == len(crops) else list(range(1, count + 1))
            for number, source in zip(numbers, found, strict=True):
                if number not in wanted or number not in crops:
                    continue
                try:
                    pages.append(_page(source, number, crops[number], limits))
                except (TooLarge, MemoryError):
                    raise
                except Exception:  # pdfminer raises whatever a damaged page makes it stumble over
                    continue
                finally:
                    source.close()
    except (TooLarge, MemoryError):
        raise
    except Exception:  # the same for the file as a whole
        return None
    return pages or None


def _level(fonts: Any) -> None:
    """Let every font state the same descent, so that pdfminer draws boxes by our rule."""
    original = fonts.get_font

    def get_font(*args: Any, **kwargs: Any) -> Any:
        font = original(*args, **kwargs)
        font.get_descent = lambda: -BELOW
        return font

    fonts.get_font = get_font


@np.errstate(all="ignore")  # damaged pages hold numbers of any size
def _page(source: Any, number: int, crop: Box | None, limits: Limits) -> Page:
    left, above = source.bbox[:2]
    if len(source.chars) > limits.max_chars_per_page:
        raise TooLarge(page=number, what="characters", found=len(source.chars), limit=limits.max_chars_per_page)
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    upright: list[bool] = []
    angle: list[float] = []
    groups: list[tuple[int, int]] = []
    for char in source.chars:
        found = _codes(char["text"])
        if len(found) > 1:
            groups.append((len(codes), len(codes) + len(found)))
        codes += found
        boxes += [(char["x0"], char["top"], char["x1"], char["bottom"])] * len(found)
        a, b, c, d = char["matrix"][:4]  # "upright" itself holds for text that stands on its head, too
        upright += [a > 0 and d > 0 and b * c <= 0 and abs(b) <= LEVEL * a] * len(found)
        angle += [math.degrees(math.atan2(-b, a))] * len(found)
    places = np.array(boxes, float).reshape(-1, 4) - [left, above, left, above]
    split_shared(places, groups)
    known = printed(np.array(codes, np.uint32))
    keep = known > 0
    known, places = known[keep], places[keep]
    standing, turned = np.array(upright, bool)[keep], np.array(angle)[keep]
    sheet = Sheet(number, float(source.width), float(source.height), crop)
    characters = Characters(known, places, np.zeros(len(known), np.intp), standing, turned)
    edges = _edges(source.edges, left, above)
    return assemble([sheet], characters, Edges(edges, np.zeros(len(edges), np.intp)))[0]


def _codes(text: str) -> list[int]:
    unmapped = _UNMAPPED.fullmatch(text)
    if unmapped:
        return [REPLACEMENT] if int(unmapped[1]) else []
    return [ord(char) for char in letters(text)]


def _edges(edges: list[dict[str, Any]], left: float, above: float) -> Floats:
    """pdfplumber's edges; the slanting sides of curves have no orientation there, and no use here."""
    rows = [
        (_ORIENTATION[edge["orientation"]], edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        for edge in edges
        if edge["orientation"] in _ORIENTATION
    ]
    return np.array(rows, float).reshape(-1, 5) - [0.0, left, above, left, above]


@contextmanager
def _quiet() -> Iterator[None]:
    """pdfminer logs what it stumbles over; the reading says so in its own words."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
