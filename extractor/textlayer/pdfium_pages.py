"""Pages of a PDFium document some at a time: what is done in a row goes faster, by PDFium and by arrays.

A few small pages are loaded, with their text and the list of what stands on them, before any is read. What they may
hold together is bounded, so that a page is alone where one alone is much.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.doubled import MOST_PAGES
from extractor.textlayer.frame import Frame
from extractor.textlayer.pdfium_document import Box, PdfiumDocument
from extractor.textlayer.pdfium_memory import Addresses
from extractor.textlayer.pdfium_objects import kinds_of, objects_on

_MOST = min(8, MOST_PAGES)  #: pages at a time
#: objects of the pages before, from which on no further page is loaded: with 3,000 reading is a little quicker, but
#: holds 1.5 times what the text alone takes, with these 1.1 times
_ENOUGH = 600


class Listed(NamedTuple):
    """The objects that stand on a page, or in a form, in painting order, by their addresses."""

    size: int  #: how many there are
    texts: Addresses
    paths: Addresses
    places: npt.NDArray[np.intp]  #: the indices of the paths among all objects
    others: list[tuple[int, int, int]]  #: index, address and kind (TYPE_…) of the rest

    @classmethod
    def of(cls, objects: Addresses) -> Listed:
        text, path = kinds_of(objects)
        rest = (~(text | path)).nonzero()[0]
        addresses = objects[rest].tolist()
        others = list(zip(rest.tolist(), addresses, map(call.object_type, addresses), strict=True))
        return cls(len(objects), objects[text], objects[path], path.nonzero()[0], others)

    @classmethod
    def on(cls, page: int, count: int) -> Listed:
        """The `count` objects on a page (its address)."""
        return cls.of(objects_on(page, count))


class Loaded(NamedTuple):
    """A page that is open."""

    number: int
    address: int
    frame: Frame
    shown: Box | None = None  #: the part that viewers show, user space; None: all of it
    text: int | None = None  #: the address of its text page
    listed: Listed | None = None  #: None where there are more objects than are allowed


@contextmanager
def some_pages(document: PdfiumDocument, first: int, most_objects: int) -> Iterator[list[Loaded | None]]:
    """The page of index `first` and a few after it; None for one that cannot be loaded."""
    found: list[Loaded | None] = []
    held = 0
    try:
        while held < _ENOUGH and len(found) < _MOST and first + len(found) < document.pages:
            number = first + len(found) + 1
            page = document.load(number - 1)
            found.append(None if page is None else Loaded(number, *page))
            if page is None:
                continue
            address = page[0]
            count = int(call.count_objects(address))
            inside = Listed.on(address, count) if count <= most_objects else None
            found[-1] = Loaded(number, *page, call.load_text(address), inside)
            form = inside is None or any(kind == call.TYPE_FORM for _, _, kind in inside.others)
            held = _ENOUGH if form else held + count  # nobody knows how much a form holds
        yield found
    finally:
        for loaded in reversed(found):  # memory given back from its end on can be given out again whole
            if loaded is not None:
                if loaded.text:
                    call.close_text(loaded.text)
                call.close_page(loaded.address)
