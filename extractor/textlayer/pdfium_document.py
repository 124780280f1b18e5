"""An open PDFium document: handles that always close, PDFium's refusals as typed errors."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import DamagedPdf, EncryptedPdf, TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.frame import Frame
from extractor.textlayer.limits import Limits

_WIDE = 1e6  #: a crop box that cuts nothing

_RECT = (ctypes.c_float * 4)()  #: where PDFium writes a box
_AT = ctypes.addressof(_RECT)
_SIDES = [_AT + 4 * side for side in range(4)]

Box = tuple[float, float, float, float]


class PdfiumDocument:
    """A document by its address; `pages` is its page count."""

    def __init__(self, address: int, pages: int) -> None:
        self.address = address
        self.pages = pages

    @property
    def producer(self) -> str | None:
        """The producing program, as the document information names it."""
        size = int(call.meta_text(self.address, b"Producer", None, 0))
        if size <= 2:
            return None
        buffer = ctypes.create_string_buffer(size)
        call.meta_text(self.address, b"Producer", ctypes.addressof(buffer), size)
        return buffer.raw[:-2].decode("utf-16-le", "replace").strip("\0 ") or None

    def mended(self) -> bytes:
        """The document written anew by PDFium: cross-references in order, no encryption."""
        parts: list[bytes] = []

        def write(_: object, data: int, size: int) -> int:
            parts.append(ctypes.string_at(data, size))
            return 1

        writer = call.FileWrite(1, call.FileWrite.WRITER(write))
        call.save_copy(self.address, ctypes.addressof(writer), call.REMOVE_SECURITY)
        return b"".join(parts)

    @contextmanager
    def page(self, index: int) -> Iterator[tuple[int, Frame, Box | None] | None]:
        """Address, frame and shown part (user space) of a page; None where it cannot be loaded."""
        loaded = self.load(index)
        try:
            yield loaded
        finally:
            if loaded is not None:
                call.close_page(loaded[0])

    def load(self, index: int) -> tuple[int, Frame, Box | None] | None:
        """The same; who calls closes the page."""
        address = call.load_page(self.address, index)
        shown: Box | None = None
        if address and not call.media_box(address, *_SIDES) and call.crop_box(address, *_SIDES):
            # The box it inherits is nowhere to be asked for; without the crop box, the page's bounds are that box.
            shown = _bounds(address)
            call.set_crop_box(address, -_WIDE, -_WIDE, _WIDE, _WIDE)
            call.close_page(address)
            address = call.load_page(self.address, index)
        if not address:
            return None
        frame = _frame(address)
        whole = (frame.left, frame.bottom, frame.right, frame.top)
        shown = shown or _bounds(address)
        return address, frame, None if max(abs(a - b) for a, b in zip(shown, whole, strict=True)) < 0.01 else shown


@contextmanager
def open_document(data: bytes, limits: Limits, password: str | None = None) -> Iterator[PdfiumDocument]:
    """Open the bytes of a PDF. Raises EncryptedPdf, DamagedPdf (also where there is no page) and TooLarge."""
    address = call.load_document(data, len(data), None if password is None else password.encode())
    if not address:
        locked = call.last_error() in (call.ERROR_PASSWORD, call.ERROR_SECURITY)
        raise EncryptedPdf() if locked else DamagedPdf()
    try:
        pages = int(call.count_pages(address))
        if pages <= 0:
            raise DamagedPdf()
        if pages > limits.max_pages:
            raise TooLarge(what="pages", found=pages, limit=limits.max_pages)
        yield PdfiumDocument(address, pages)
    finally:
        call.close_document(address)


def _bounds(page: int) -> Box:
    call.bounding_box(page, _AT)
    left, top, right, bottom = _RECT
    return left, bottom, right, top


def _frame(page: int) -> Frame:
    """PDFium's media box knows nothing of inheritance; the page's bounds do."""
    found = call.media_box(page, *_SIDES)
    left, bottom, right, top = _RECT
    left, right = sorted((left, right))
    bottom, top = sorted((bottom, top))
    if not found or right <= left or top <= bottom:
        left, bottom, right, top = _bounds(page)
    return Frame(left, bottom, right, top, 90 * (call.rotation(page) % 4))
