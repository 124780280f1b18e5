"""How fast the text layer is read, against PDFium's bare text and against pdfplumber's text and tables.

    python benchmarks/textlayer.py [--runs 5] [--reference] FOLDER|FILE…

All candidates run in turn within each round, so that a busy machine slows them alike; the ratio of each round is taken
and its median reported. `--reference` adds pdfplumber (slow; one round over every tenth page).
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

from extractor.textlayer import open_layer

pdfium: Any = pypdfium2
Work = Callable[[bytes], int]


def bare(data: bytes) -> int:
    """Load each page and its text page, and take the text: what no reader can do without."""
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    count = len(document)
    document.close()
    return count


def ours(data: bytes) -> int:
    return len(open_layer(data).pages)


def plumber(data: bytes) -> int:
    import pdfplumber

    read = 0
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[::10]:
            page.extract_text()
            page.extract_tables()
            page.close()
            read += 1
    return read


def per_page(work: Work, files: list[bytes]) -> float:
    """Milliseconds a page."""
    start = time.perf_counter()
    pages = sum(work(data) for data in files)
    return (time.perf_counter() - start) / pages * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--reference", action="store_true")
    options = parser.parse_args()
    paths = [file for path in options.paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    files = [path.read_bytes() for path in paths]
    per_page(bare, files[:1])
    per_page(ours, files[:1])
    rounds = [(per_page(bare, files), per_page(ours, files)) for _ in range(options.runs)]
    pages = sum(bare(data) for data in files)
    floor = statistics.median(low for low, _ in rounds)
    layer = statistics.median(high for _, high in rounds)
    ratio = statistics.median(low / high for low, high in rounds)
    print(f"{len(files)} files, {pages} pages, {options.runs} rounds")
    print(f"PDFium bare text   {floor:7.3f} ms a page")
    print(f"text layer         {layer:7.3f} ms a page, {ratio:.2f} × the pages a second of bare text")
    if options.reference:
        slow = per_page(plumber, files)
        print(f"pdfplumber         {slow:7.3f} ms a page for text and tables, {slow / layer:.1f} × the text layer")


if __name__ == "__main__":
    main()
