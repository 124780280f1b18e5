"""Pages of a PDFium document some at a time: what PDFium does goes faster when it does it in a row.

A few small pages are loaded, with their text and the list of what stands on them, before any is read. What they may
hold together is bounded, so that a page is alone where one alone is much.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import repeat
from typing import Any, NamedTuple

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.frame import Frame
from extractor.textlayer.pdfium_document import Box, PdfiumDocument

_MOST = 8  #: pages at a time
_ENOUGH = 3_000  #: objects of the pages before, from which on no further page is loaded


class Listed(NamedTuple):
    """The objects that stand on a page: their addresses, and their kinds (TYPE_…)."""

    objects: list[int]
    kinds: list[int]


class Loaded(NamedTuple):
    """A page that is open."""

    address: int
    frame: Frame
    shown: Box | None  #: the part that viewers show, user space; None: all of it
    text: int | None  #: the address of its text page
    listed: Listed | None  #: None where there are more objects than are allowed


def listed(page: int, count: int) -> Listed:
    """The `count` objects on a page (its address)."""
    objects = list(map(call.get_object, repeat(call.reference(page)), range(count)))
    return Listed(objects, list(map(call.object_type, objects)))


@contextmanager
def some_pages(document: PdfiumDocument, first: int, most_objects: int) -> Iterator[list[Loaded | None]]:
    """The page of index `first` and a few after it; None for one that cannot be loaded."""
    found: list[Loaded | None] = []
    held = 0
    with ExitStack() as closing:
        while held < _ENOUGH and len(found) < _MOST and first + len(found) < document.pages:
            page = closing.enter_context(document.page(first + len(found)))
            if page is None:
                found.append(None)
                continue
            address, frame, shown = page
            count = int(call.count_objects(address))
            inside = listed(address, count) if count <= most_objects else None
            text: Any = call.load_text(address)
            if text:
                closing.callback(call.close_text, text)
            found.append(Loaded(address, frame, shown, text, inside))
            # Nobody knows how much a form holds.
            held = _ENOUGH if inside is None or call.TYPE_FORM in inside.kinds else held + count
        yield found
