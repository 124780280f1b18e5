"""The default reader: PDFium through pypdfium2."""

from __future__ import annotations

import numpy as np

from extractor.errors import ExtractorError
from extractor.textlayer.assemble import assemble
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Page
from extractor.textlayer.pdfium_chars import read_characters
from extractor.textlayer.pdfium_document import open_document
from extractor.textlayer.pdfium_pages import Loaded, some_pages
from extractor.textlayer.pdfium_paths import look, read_drawing
from extractor.textlayer.reading import Reading


def read_pdf(data: bytes, limits: Limits, password: str | None = None) -> Reading:
    """All pages of a PDF. Raises DamagedPdf, EncryptedPdf, TooLarge."""
    pages: list[Page] = []
    damaged: list[int] = []
    with open_document(data, limits, password) as document:
        done = 0
        while done < document.pages:
            with some_pages(document, done, limits.max_objects_per_page) as some:
                for number, loaded in enumerate(some, start=done + 1):
                    if loaded is None:
                        damaged.append(number)
                    else:
                        pages.append(_page(number, loaded, limits))
                done += len(some)
        return Reading(pages, tuple(damaged), document.producer)


@np.errstate(all="ignore")  # damaged pages hold numbers of any size
def _page(number: int, loaded: Loaded, limits: Limits) -> Page:
    address, frame, shown, text, inside = loaded
    try:
        codes, boxes, upright, angle = read_characters(text, frame, limits.max_chars_per_page)
        drawing = read_drawing(address, frame, limits, inside)
    except ExtractorError as error:
        error.page = number
        raise
    crop = None if shown is None else frame.box(shown)
    page = assemble(number, (frame.width, frame.height), codes, boxes, upright, angle, drawing.edges, crop)
    return look(page, address, drawing)
