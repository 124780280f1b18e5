"""Other ways to the text and the tables of a PDF, for comparison. Each takes a path and gives what it found."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2

pdfium: Any = pypdfium2


class Text(NamedTuple):
    """The text of each page, and its tables: rows of cells."""

    pages: list[str]
    tables: list[list[list[str | None]]]


def bare_text(path: Path) -> int:
    """PDFium: load each page and its text page, and take the text. What no reader of the text can do without."""
    document = pdfium.PdfDocument(path.read_bytes())
    count = len(document)
    for index in range(count):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return count


def pdfplumber(path: Path) -> Text:
    """`extract_text` and `extract_tables`, pages closed."""
    import pdfplumber as plumber

    found = Text([], [])
    with plumber.open(path) as document:
        for page in document.pages:
            found.pages.append(page.extract_text())
            found.tables.extend(page.extract_tables())
            page.close()
    return found


def pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def pdftotext(path: Path) -> bytes:
    """Poppler's program, layout kept; starting it is part of the price."""
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout


def camelot(path: Path) -> int:
    """camelot, lattice: tables alone."""
    import camelot as tables

    return len(tables.read_pdf(str(path), flavor="lattice", pages="all", suppress_stdout=True))


def docling(path: Path) -> Any:
    from docling.document_converter import DocumentConverter  # type: ignore[import-not-found]

    return DocumentConverter().convert(path).document


def missing(module: str) -> bool:
    return importlib.util.find_spec(module) is None
