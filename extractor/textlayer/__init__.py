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

__all__ = ["READERS", "Limits", "Page", "TextLayer", "open_layer"]

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
) -> TextLayer:
    """Read the text layer of a file, or of a file's bytes, by its content: a PDF, or a text dump named `.txt`.

    `name` is what the record calls the file (default: the path's last part). Pages that cannot be read are left out
    and listed in `damaged`. Raises an ExtractorError: unreadable, not_a_pdf, damaged_pdf, encrypted_pdf,
    no_text_layer, too_large, unsupported (no such reader).
    """
    path = name if isinstance(source, bytes) else str(source)
    try:
        data = load(source, limits.max_bytes)
        title = name or (source.name if isinstance(source, PurePath) else "-")
        reading, kind = _read(data, path or "", reader, limits, password)
        if not reading.pages:
            raise DamagedPdf()
        if not any(page.text or page.lines for page in reading.pages):
            raise NoTextLayer()
    except ExtractorError as error:
        raise (error.named(path) if path else error) from error.__cause__
    return TextLayer(
        title, hashlib.sha256(data).hexdigest(), len(data), kind, reading.pages, reading.producer, reading.damaged
    )


def _read(data: bytes, path: str, reader: str, limits: Limits, password: str | None) -> tuple[Reading, str]:
    if reader not in READERS:
        raise Unsupported(what=f"reader={reader}")
    if _SIGNATURE in data[: _SIGNATURE_WITHIN + len(_SIGNATURE) - 1]:
        module = importlib.import_module(READERS[reader])
        reading: Reading = module.read_pdf(data, limits, password)
        return reading, "native"
    if data and path.lower().endswith(".txt"):
        return read_text(data, limits), "plain"
    raise NotAPdf()
