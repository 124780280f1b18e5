"""Scans made from samples: pictures of pages, and pictures with a scanner's text layer beneath them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from extractor.textlayer.ocr.engine import available

pdfium: Any = pypdfium2
SAMPLES = Path(__file__).parents[2] / "samples"

needs_ocr = pytest.mark.skipif(not available(), reason="the extra [ocr] is not installed")


def sample(name: str) -> bytes:
    """The sample whose name begins so."""
    (path,) = SAMPLES.glob(f"{name}*.pdf")
    return path.read_bytes()


def pages(content: bytes, *numbers: int) -> bytes:
    """Some pages (1-based) of a PDF as one of their own."""
    part = pdfium.PdfDocument.new()
    part.import_pages(pdfium.PdfDocument(content), [number - 1 for number in numbers])
    out = io.BytesIO()
    part.save(out)
    return out.getvalue()


def scanned(content: bytes, *, dpi: int = 200, skew: float = 0.0, quarters: int = 0) -> bytes:
    """All pages as pictures, turned anticlockwise by `skew` degrees and by quarters."""
    pictures = []
    for page in pdfium.PdfDocument(content):
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        if skew:
            picture = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        pictures.append(picture.rotate(90 * quarters, expand=True))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], quality=85)
    return out.getvalue()


def layered(content: bytes) -> bytes:
    """A grey picture on every page, and its text invisible: what a scanner's program leaves."""
    pikepdf = pytest.importorskip("pikepdf", reason="pikepdf is not installed")
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            width, height = (float(side) for side in page.mediabox[2:])
            picture = f"q {width} 0 0 {height} 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q 3 Tr\n"
            page.contents_add(document.make_stream(picture.encode("latin-1")), prepend=True)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def joined(*contents: bytes) -> bytes:
    """The pages of several PDFs in one."""
    whole = pdfium.PdfDocument.new()
    for content in contents:
        whole.import_pages(pdfium.PdfDocument(content))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()
