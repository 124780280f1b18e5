"""What a reader gives: pages of characters with boxes, and the ruling lines.

Coordinates are PDF points from the page's top left, as displayed (/Rotate applied, y grows downwards).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Matrix = tuple[float, float, float, float, float, float]  #: x' = a x + c y + e, y' = b x + d y + f


@dataclass(slots=True)
class Page:
    """One page of a text layer.

    Two shapes. With geometry (`boxes` is an array): `text` holds one code point a visible character, in no
    particular order, no white space, and `boxes[i]` is the box of `text[i]`. Without geometry (`boxes` is None, plain
    text dumps): `lines` holds the printed lines with the spaces of the dump, and `text` is empty.
    """

    number: int  #: 1-based
    width: float
    height: float
    text: str = ""
    boxes: Floats | None = None  #: (n, 4): x0, top, x1, bottom; bottom - top is the font size
    upright: npt.NDArray[np.bool_] | None = None  #: (n,), None where every character is upright
    edges: Floats = field(default_factory=lambda: np.empty((0, 5)))
    #: (m, 5): orientation (0 horizontal, 1 vertical), x0, top, x1, bottom; lines, rectangles' and curves' sides alike,
    #: in the order in which pdfplumber's `page.edges` would list them
    crop: tuple[float, float, float, float] | None = None
    #: the part of the page that viewers show (x0, top, x1, bottom in the coordinates of `boxes`); None: all of it
    lines: tuple[tuple[int, str], ...] = ()  #: plain text only: (1-based line number in the file, text)
    pictured: float = 0.0  #: share of the page under pictures, 0 to 1
    curves: int = 0  #: points of the curves drawn on it
    hidden: float = 0.0  #: share of its text that a picture covers or that is drawn invisible, where pictures prevail
    confidence: Floats | None = None
    #: (n,), recognised from an image: how sure each character is, 0 where nobody vouches for it; None: a native page
    turn: Matrix | None = None
    #: read turned (a scan set straight, a sheet drawn sideways): these coordinates → the page as displayed
    angle: Floats | None = None
    #: (n,) degrees clockwise, -180 to 180, from "rightwards" to the direction in which each character's line is read;
    #: None where every character is upright
    unseen: npt.NDArray[np.bool_] | None = None
    #: (n,) characters drawn so that nothing shows, beside text that does; None: all show


@dataclass(slots=True)
class TextLayer:
    """The text layer of a whole file, with what identifies the file."""

    name: str  #: what the record calls the file (`source.name`)
    sha256: str
    size: int  #: bytes
    kind: str  #: native | plain | ocr | mixed | none
    pages: list[Page]
    producer: str | None = None
    damaged: tuple[int, ...] = ()  #: numbers of the pages that could not be read
    notes: tuple[tuple[str, str, int | None], ...] = ()  #: warnings: code, message, page
