"""The default reader: PDFium through pypdfium2."""

from __future__ import annotations

import numpy as np

from extractor.textlayer.assemble import Sheet, assemble
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Page
from extractor.textlayer.pdfium_chars import read_characters
from extractor.textlayer.pdfium_document import open_document
from extractor.textlayer.pdfium_pages import Loaded, some_pages
from extractor.textlayer.pdfium_paths import look, read_drawings
from extractor.textlayer.reading import Reading


def read_pdf(data: bytes, limits: Limits, password: str | None = None) -> Reading:
    """All pages of a PDF. Raises DamagedPdf, EncryptedPdf, TooLarge."""
    pages: list[Page] = []
    damaged: list[int] = []
    with open_document(data, limits, password) as document:
        done = 0
        while done < document.pages:
            with some_pages(document, done, limits.max_objects_per_page) as some:
                damaged += [number for number, loaded in enumerate(some, start=done + 1) if loaded is None]
                pages += _pages([loaded for loaded in some if loaded is not None], limits)
                done += len(some)
        return Reading(pages, tuple(damaged), document.producer)


@np.errstate(all="ignore")  # damaged pages hold numbers of any size
def _pages(loaded: list[Loaded], limits: Limits) -> list[Page]:
    if not loaded:
        return []
    characters = read_characters(loaded, limits)
    drawings, edges = read_drawings(loaded, limits)
    pages = assemble(list(map(_sheet, loaded)), characters, edges)
    return [look(page, at.address, drawing) for page, at, drawing in zip(pages, loaded, drawings, strict=True)]


def _sheet(loaded: Loaded) -> Sheet:
    frame, shown = loaded.frame, loaded.shown
    return Sheet(loaded.number, frame.width, frame.height, None if shown is None else frame.box(shown))
