"""Pages as images, as PDFium shows them."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium_raw

from extractor.records.leaves import Evidence
from extractor.textlayer import Limits
from extractor.textlayer.frame import Frame
from extractor.textlayer.pdfium_document import Box, open_document

raw: Any = pdfium_raw
SCALE = 2.0  #: pixels a point
_MOST_PIXELS = 6e6  #: larger pages are shown at a smaller scale
_COLOURLESS = 24  #: channels that differ by less look grey
_SHADES = 16

Pixels = npt.NDArray[np.uint8]


class PageImage(NamedTuple):
    """A page as viewers show it. `region` is what it shows: x0, top, width, height in the coordinates of evidence."""

    number: int
    region: tuple[float, float, float, float]
    suffix: str  #: png or jpg
    content: bytes


def render(
    content: bytes, numbers: Sequence[int], *, password: str | None = None, hidden: Sequence[Evidence] = ()
) -> Iterator[PageImage]:
    """The images of pages (1-based; those that cannot be loaded are left out), the places `hidden` painted over.

    Raises ExtractorError where the file cannot be opened.
    """
    with open_document(content, Limits(), password) as document:
        for number in numbers:
            if not 1 <= number <= document.pages:
                continue
            with document.page(number - 1) as loaded:
                if loaded is not None:
                    yield _page(number, *loaded, [box for box in hidden if box.page == number])


def _page(number: int, address: int, frame: Frame, shown: Box | None, hidden: list[Evidence]) -> PageImage:
    x0, top, x1, bottom = (0.0, 0.0, frame.width, frame.height) if shown is None else frame.box(shown)
    width, height = max(x1 - x0, 1.0), max(bottom - top, 1.0)
    scale = min(SCALE, (_MOST_PIXELS / (width * height)) ** 0.5)
    page = ctypes.cast(address, raw.FPDF_PAGE)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    pixels = _paint(page, frame, (x0, top), size, scale)
    for box in hidden:
        if box.x0 is not None and box.top is not None and box.x1 is not None and box.bottom is not None:
            rows = slice(max(0, int((box.top - top) * scale)), max(0, int((box.bottom - top) * scale) + 1))
            columns = slice(max(0, int((box.x0 - x0) * scale)), max(0, int((box.x1 - x0) * scale) + 1))
            pixels[rows, columns] = 190
    suffix, content = _encode(pixels)
    return PageImage(number, (round(x0, 2), round(top, 2), round(width, 2), round(height, 2)), suffix, content)


def _paint(page: Any, frame: Frame, corner: tuple[float, float], size: tuple[int, int], scale: float) -> Pixels:
    """Red, green and blue of the part of the page that begins at `corner`."""
    width, height = size
    buffer = np.full((height, width, 4), 255, np.uint8)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, buffer.ctypes.data, width * 4)
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(bounds))
    left, upper, right, lower = frame.box((bounds.left, bounds.bottom, bounds.right, bounds.top))
    place = (round((left - corner[0]) * scale), round((upper - corner[1]) * scale))
    extent = (max(1, round((right - left) * scale)), max(1, round((lower - upper) * scale)))
    raw.FPDF_RenderPageBitmap(bitmap, page, *place, *extent, 0, raw.FPDF_ANNOT)
    raw.FPDFBitmap_Destroy(bitmap)
    return buffer[:, :, 2::-1]


def _encode(pixels: Pixels) -> tuple[str, bytes]:
    """Grey pages in a few shades, which is small and sharp; pages with colour as photographs."""
    from PIL import Image

    out = io.BytesIO()
    sample = pixels[::2, ::2].astype(np.int16)
    if int(np.ptp(sample, axis=2).max(initial=0)) < _COLOURLESS:
        grey = pixels[:, :, 1] // (256 // _SHADES) * (255 // (_SHADES - 1))
        Image.fromarray(np.ascontiguousarray(grey)).save(out, "PNG", compress_level=6)
        return "png", out.getvalue()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, "JPEG", quality=78)
    return "jpg", out.getvalue()


def opens(content: bytes, password: str | None) -> None:
    """Raises ExtractorError where a password does not open a file."""
    with open_document(content, Limits(), password):
        pass


def blank() -> bytes:
    """The picture of an empty page, made from a PDF that PDFium writes: whether all that draws works."""
    import pypdfium2

    document: Any = pypdfium2.PdfDocument.new()  # type: ignore[no-untyped-call]
    document.new_page(72, 72)
    out = io.BytesIO()
    document.save(out)
    document.close()
    (page,) = render(out.getvalue(), [1])
    return page.content
