"""A page as an image, as PDFium shows it."""

from __future__ import annotations

import ctypes

import numpy as np

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.frame import Frame
from extractor.textlayer.ocr.engine import Image
from extractor.textlayer.pdfium_document import Box

_MOST_PIXELS = 4e7  #: larger pages are drawn at a smaller scale
_GREY = 1  #: FPDFBitmap_Gray


def draw(page: int, frame: Frame, shown: Box | None, scale: float) -> tuple[Image, float, tuple[float, float]]:
    """The part of a page (its address) that viewers show, in grey; the pixels a point; where it begins on the page."""
    x0, top, x1, bottom = (0.0, 0.0, frame.width, frame.height) if shown is None else frame.box(shown)
    width, height = max(x1 - x0, 1.0), max(bottom - top, 1.0)
    scale = min(scale, (_MOST_PIXELS / (width * height)) ** 0.5)
    columns, rows = max(1, round(width * scale)), max(1, round(height * scale))
    image = np.full((rows, columns), 255, np.uint8)
    bitmap = call.raw.FPDFBitmap_CreateEx(columns, rows, _GREY, image.ctypes.data, columns)
    bounds = call.raw.FS_RECTF()
    handle = ctypes.cast(page, call.raw.FPDF_PAGE)
    call.raw.FPDF_GetPageBoundingBox(handle, ctypes.byref(bounds))
    left, upper, right, lower = frame.box((bounds.left, bounds.bottom, bounds.right, bounds.top))
    place = round((left - x0) * scale), round((upper - top) * scale)
    extent = max(1, round((right - left) * scale)), max(1, round((lower - upper) * scale))
    call.raw.FPDF_RenderPageBitmap(bitmap, handle, *place, *extent, 0, 0)
    call.raw.FPDFBitmap_Destroy(bitmap)
    return image, scale, (x0, top)
