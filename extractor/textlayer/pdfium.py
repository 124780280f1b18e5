"""The default reader: PDFium through pypdfium2."""

from __future__ import annotations

import numpy as np

from extractor.errors import ExtractorError
from extractor.textlayer.assemble import assemble
from extractor.textlayer.frame import Frame
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Page
from extractor.textlayer.pdfium_chars import read_characters
from extractor.textlayer.pdfium_document import Box, open_document
from extractor.textlayer.pdfium_paths import look, read_drawing
from extractor.textlayer.reading import Reading


def read_pdf(data: bytes, limits: Limits, password: str | None = None) -> Reading:
    """All pages of a PDF. Raises DamagedPdf, EncryptedPdf, TooLarge."""
    pages: list[Page] = []
    damaged: list[int] = []
    with open_document(data, limits, password) as document:
        for number in range(1, document.pages + 1):
            with document.page(number - 1) as loaded:
                if loaded is None:
                    damaged.append(number)
                else:
                    pages.append(_page(number, *loaded, limits))
        return Reading(pages, tuple(damaged), document.producer)


@np.errstate(all="ignore")  # damaged pages hold numbers of any size
def _page(number: int, address: int, frame: Frame, shown: Box | None, limits: Limits) -> Page:
    try:
        codes, boxes, upright, angle = read_characters(address, frame, limits.max_chars_per_page)
        drawing = read_drawing(address, frame, limits)
    except ExtractorError as error:
        error.page = number
        raise
    crop = None if shown is None else frame.box(shown)
    page = assemble(number, (frame.width, frame.height), codes, boxes, upright, angle, drawing.edges, crop)
    return look(page, address, drawing)
