"""What recognition costs and how far it can be believed: pages of reports as scans, against their own text.

    python benchmarks/ocr.py [--pages PDF:3 …] [--reports PDF …] [--dpi 150 200 300] [--skew 0 1] [--worn] [--slips]

Each page becomes a picture of each resolution and angle, in a PDF of its own that holds nothing else. Figures are
matched by their place: a figure of the page is right, wrong, or missing where none stands in the scan; a figure of the
scan that stands where the page has none is invented. Of the wrong and the invented ones it counts how many were marked
uncertain. `--reports` are read whole, and their facts compared with those of the native file.
"""

from __future__ import annotations

import argparse
import io
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from extractor.layout import build_document
from extractor.layout.model import Document
from extractor.pipeline import read
from extractor.reading.doubt import SURE
from extractor.textlayer import open_layer
from extractor.textlayer.ocr import pages as ocr_pages
from extractor.textlayer.ocr import scan as ocr_scan

pdfium: Any = pypdfium2
SAMPLES = Path(__file__).parents[1] / "samples"
PAGES = (("凤澜", 4), ("云岭", 8), ("云岭", 10))  #: prose and a small table; a form of figures; a table set close
REPORTS = ("凤澜", "青岚")
_FIGURE = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?%?")


class Place(NamedTuple):
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float

    def meets(self, other: Place) -> bool:
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.3 * min(self.x1 - self.x0, other.x1 - other.x0) and down > 0.2 * (self.bottom - self.top)


@dataclass
class Tally:
    letters: int = 0
    errors: int = 0
    figures: int = 0
    right: int = 0
    missing: int = 0
    wrong: int = 0
    invented: int = 0
    marked: int = 0  #: of the wrong and invented ones
    doubted: int = 0  #: of the right ones, marked uncertain all the same
    seconds: float = 0.0
    processor: float = 0.0
    pages: int = 0
    slips: list[str] = field(default_factory=list)


def scan(content: bytes, numbers: list[int] | None, dpi: int, skew: float, worn: bool) -> bytes:
    """Pages (1-based, None: all) as an image-only PDF."""
    document = pdfium.PdfDocument(content)
    pictures: list[Image.Image] = []
    for number in numbers or range(1, len(document) + 1):
        page = document[number - 1]
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        if skew:
            picture = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        if worn:
            picture = _worn(picture, number)
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], quality=85)
    return out.getvalue()


def _worn(picture: Image.Image, seed: int) -> Image.Image:
    """A copy of a copy: soft, grey and grainy."""
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), np.float64)
    grain = np.random.default_rng(seed).normal(0, 14, soft.shape)
    return Image.fromarray(np.clip(40 + soft * 0.78 + grain, 0, 255).astype(np.uint8))


def turned(place: Place, size: tuple[float, float], angle: float) -> Place:
    """Where a place lies once the page is turned anticlockwise about its middle."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    x, y = (place.x0 + place.x1 - size[0]) / 2, (place.top + place.bottom - size[1]) / 2
    right, down = x * cos + y * sin - x, y * cos - x * sin - y
    return place._replace(x0=place.x0 + right, x1=place.x1 + right, top=place.top + down, bottom=place.bottom + down)


def figures(document: Document) -> list[Place]:
    """The figures of a document with their places; the parts of one that is broken over lines count each."""
    found: list[Place] = []
    for match in _FIGURE.finditer(document.text):
        for box in document.evidence(*match.span()):
            assert box.x0 is not None and box.top is not None and box.x1 is not None and box.bottom is not None
            sure = 1.0 if box.confidence is None else box.confidence
            found.append(Place(box.text, box.x0, box.top, box.x1, box.bottom, sure))
    return found


def distance(first: str, second: str) -> int:
    """Letters to change, add or drop (Levenshtein)."""
    codes = np.array([ord(letter) for letter in second])
    steps = np.arange(len(second) + 1)
    row = steps.copy()
    for index, letter in enumerate(first, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(letter)))
        row = np.minimum.accumulate(np.concatenate(([index], best)) - steps) + steps
    return int(row[-1])


def compare(native: Document, scanned: Document, size: tuple[float, float], skew: float, tally: Tally) -> None:
    """Count letters and figures."""
    plain, seen = ("".join(document.text.split()) for document in (native, scanned))
    tally.letters += len(plain)
    tally.errors += distance(plain, seen)
    given, found = [turned(figure, size, skew) for figure in figures(native)], figures(scanned)
    tally.figures += len(given)
    taken: set[int] = set()
    for figure in given:
        near = [k for k, other in enumerate(found) if figure.meets(other)]
        taken.update(near)
        same = [k for k in near if found[k].text == figure.text]
        if same:
            tally.right += 1
            tally.doubted += found[same[0]].sure < SURE
        elif not near:
            tally.missing += 1
            tally.slips.append(f"{figure.text} → nothing")
        else:
            tally.wrong += 1
            tally.marked += all(found[k].sure < SURE for k in near)
            tally.slips.append(f"{figure.text} → {'|'.join(f'{found[k].text} ({found[k].sure})' for k in near)}")
    for other in (found[k] for k in range(len(found)) if k not in taken):
        tally.invented += 1
        tally.marked += other.sure < SURE
        tally.slips.append(f"nothing → {other.text} ({other.sure})")


def facts(content: bytes, name: str) -> dict[str, str]:
    """Path → value of a record."""
    frame = read(content, name=name).facts()
    return dict(zip(frame["path"].tolist(), frame["value"].astype(str).tolist(), strict=True))


def sample(name: str) -> Path:
    """A path as given, or the sample whose name begins so."""
    path = Path(name)
    return path if path.exists() else next(iter(sorted(SAMPLES.glob(f"{name}*.pdf"))))


def pages_of(given: list[tuple[Path, int]], dpi: int, skew: float, worn: bool) -> Tally:
    """Everything counted over some pages."""
    tally = Tally()
    for path, number in given:
        content = path.read_bytes()
        one = pdfium.PdfDocument.new()
        one.import_pages(pdfium.PdfDocument(content), [number - 1])
        out = io.BytesIO()
        one.save(out)
        plain = open_layer(out.getvalue(), name="a.pdf", ocr="off")
        picture = scan(content, [number], dpi, skew, worn)
        start, used = time.perf_counter(), time.process_time()
        layer = open_layer(picture, name="a.pdf")
        tally.seconds += time.perf_counter() - start
        tally.processor += time.process_time() - used
        tally.pages += 1
        compare(
            build_document(plain), build_document(layer), (plain.pages[0].width, plain.pages[0].height), skew, tally
        )
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", nargs="*", default=[f"{name}:{page}" for name, page in PAGES])
    parser.add_argument("--reports", nargs="*", default=list(REPORTS))
    parser.add_argument("--dpi", nargs="*", type=int, default=[150, 200, 300])
    parser.add_argument("--skew", nargs="*", type=float, default=[0.0, 1.0])
    parser.add_argument("--worn", action="store_true")
    parser.add_argument("--drawn", type=int, help="dpi at which pages are drawn to be read, whatever their scan has")
    parser.add_argument("--sought", type=int, help="dpi at which text is looked for")
    parser.add_argument("--slips", action="store_true", help="list every figure that was not read right")
    given = parser.parse_args()
    if given.drawn:
        ocr_pages.RESOLUTION = given.drawn / 72
    if given.sought:
        ocr_scan.DETECTION = given.sought / 72
    pages = [(sample(name), int(page)) for name, _, page in (entry.rpartition(":") for entry in given.pages)]
    if pages:
        pages_of(pages[:1], 100, 0, False)  # loads the models
        print(
            "dpi  skew  letters  CER %  figures  right %  wrong  missing  invented  marked  doubted  s a page"
            "  processor s"
        )
    for dpi in given.dpi:
        for skew in given.skew:
            t = pages_of(pages, dpi, skew, given.worn) if pages else Tally()
            if t.letters:
                print(
                    f"{dpi:3}  {skew:4.1f}  {t.letters:7}  {100 * t.errors / t.letters:5.2f}  {t.figures:7}"
                    f"  {100 * t.right / t.figures:7.2f}  {t.wrong:5}  {t.missing:7}  {t.invented:8}"
                    f"  {t.marked:3}/{t.wrong + t.invented:<3} {t.doubted:6}  {t.seconds / t.pages:8.2f}"
                    f"  {t.processor / t.pages:11.2f}",
                    *(t.slips if given.slips else []),
                    sep="\n     ",
                )
    if given.reports:
        print("report  dpi  skew  facts  same  recall %  only in the scan")
    for name in given.reports:
        content = sample(name).read_bytes()
        native = facts(content, "a.pdf")
        for dpi in given.dpi:
            for skew in given.skew:
                seen = facts(scan(content, None, dpi, skew, given.worn), "a.pdf")
                same = sum(seen.get(path) == value for path, value in native.items())
                more = len(seen.keys() - native.keys())
                recall = 100 * same / len(native)
                print(f"{name}  {dpi:4}  {skew:4.1f}  {len(native):5}  {same:4}  {recall:7.2f}  {more:5}")


if __name__ == "__main__":
    main()
