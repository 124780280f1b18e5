"""From a path or bytes to the text layer: pages of characters with boxes, and the ruling lines."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path, PurePath

from extractor.errors import DamagedPdf, ExtractorError, NotAPdf, NoTextLayer, Unsupported
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Page, TextLayer
from extractor.textlayer.plain import read_text
from extractor.textlayer.reading import Reading
from extractor.textlayer.source import load
from extractor.textlayer.usable import Ocr, Usable, usable

__all__ = ["READERS", "Limits", "Ocr", "Page", "TextLayer", "open_layer"]

#: name of a reader → the module that holds its `read_pdf`, imported when it is asked for
READERS = {"pdfium": "extractor.textlayer.pdfium", "pdfplumber": "extractor.textlayer.plumber"}

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024


def open_layer(
    source: Path | bytes,
    *,
    name: str | None = None,
    reader: str = "pdfium",
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    password: str | None = None,
    ocr: Ocr = "auto",
) -> TextLayer:
    """Read the text layer of a file, or of a file's bytes, by its content: a PDF, or a text dump named `.txt`.

    `name` is what the record calls the file (default: the path's last part). Pages that cannot be read are left out
    and listed in `damaged`. A page whose text is none is recognised from its image (`ocr` "auto", where the extra
    [ocr] is installed), else it is left without text and named in `notes`. Raises an ExtractorError: unreadable,
    not_a_pdf, damaged_pdf, encrypted_pdf, no_text_layer, too_large, unsupported (no such reader).
    """
    path = name if isinstance(source, bytes) else str(source)
    try:
        data = load(source, limits.max_bytes)
        title = name or (source.name if isinstance(source, PurePath) else "-")
        reading, found = _read(data, path or "", reader, limits, password, ocr)
        if not reading.pages:
            raise DamagedPdf()
        if not any(page.text or page.lines for page in found.pages):
            raise NoTextLayer(reason="garbled" if found.garbled else "scan")
    except ExtractorError as error:
        raise (error.named(path) if path else error) from error.__cause__
    return TextLayer(
        title, hashlib.sha256(data).hexdigest(), len(data), found.kind, found.pages, reading.producer, reading.damaged,
        found.notes,
    )  # fmt: skip


def _read(
    data: bytes, path: str, reader: str, limits: Limits, password: str | None, ocr: Ocr
) -> tuple[Reading, Usable]:
    if reader not in READERS:
        raise Unsupported(what=f"reader={reader}")
    if _SIGNATURE in data[: _SIGNATURE_WITHIN + len(_SIGNATURE) - 1]:
        module = importlib.import_module(READERS[reader])
        reading: Reading = module.read_pdf(data, limits, password)
        return reading, usable(reading, data, limits, password, ocr)
    if data and path.lower().endswith(".txt"):
        reading = read_text(data, limits)
        return reading, Usable(reading.pages, "plain")
    raise NotAPdf()
