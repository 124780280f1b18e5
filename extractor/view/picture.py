"""The page on which a value stands, with its boxes drawn, for `Report.show`."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.records.facts import find
from extractor.records.leaves import Evidence
from extractor.records.report import Report
from extractor.view.figures import boxes
from extractor.view.raster import render

_WIDTH = 800  #: pixels
_LINE, _FILL = (31, 95, 191, 255), (31, 95, 191, 60)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that notebooks show. `page` is the number of the page."""

    page: int
    png: bytes = field(repr=False)

    def _repr_png_(self) -> bytes:
        return self.png

    def save(self, path: str | Path) -> Path:
        """Write the image to a file."""
        place = Path(path)
        place.write_bytes(self.png)
        return place


def show(report: Report, path: str, pdf: str | Path | bytes | None, known: Path | None) -> Picture:
    """The page of the first box of a value.

    UnknownPathError: no such value. ValueError: it has no place on a page, or the PDF is not the one that was read.
    FileNotFoundError: the PDF is not where it was, and none is given.
    """
    found = [box for box in boxes(find(report, path).value) if box.x0 is not None]
    if not found:
        raise ValueError(f"{path} has no place on a page")
    content = pdf if isinstance(pdf, bytes) else _content(report, Path(pdf) if pdf else known)
    if hashlib.sha256(content).hexdigest() != report.source.sha256:
        raise ValueError("this is not the file that was read")
    page = found[0].page
    (image,) = render(content, [page], hidden=_contacts(report, content))
    return Picture(page, _drawn(image.content, image.region, [box for box in found if box.page == page]))


def _content(report: Report, place: Path | None) -> bytes:
    if place is None:
        raise FileNotFoundError(2, "give the PDF: show(path, pdf=…)", report.source.name)
    return place.read_bytes()


def _contacts(report: Report, content: bytes) -> list[Evidence]:
    """Where names and numbers stand that the record masks: they are not shown either."""
    from extractor.pipeline import contact_places

    leaves = (report.contact.person, report.contact.phone)
    shown = any(leaf and "*" not in leaf.value for leaf in leaves)
    return [] if shown else contact_places(content)


def _drawn(content: bytes, region: tuple[float, float, float, float], places: list[Evidence]) -> bytes:
    from PIL import Image, ImageDraw

    x0, top, width, _ = region
    with Image.open(io.BytesIO(content)) as image:
        scale = _WIDTH / image.width
        page = image.convert("RGB").resize((_WIDTH, round(image.height * scale)), Image.Resampling.LANCZOS)
    points = _WIDTH / width
    draw: Any = ImageDraw.Draw(page, "RGBA")
    for box in places:
        left, upper = ((box.x0 or 0) - x0) * points, ((box.top or 0) - top) * points
        right, lower = ((box.x1 or 0) - x0) * points, ((box.bottom or 0) - top) * points
        draw.rectangle((left - 2, upper - 2, right + 2, lower + 2), fill=_FILL, outline=_LINE, width=2)
    out = io.BytesIO()
    page.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
