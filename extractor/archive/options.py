"""How files are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.textlayer import Limits


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read. Whatever changes a record belongs here."""

    reader: str = "pdfium"
    show_contacts: bool = False
    passwords: tuple[str, ...] = field(default=(), repr=False)
    max_pages: int | None = None  #: None: the text layer's own limit
    max_bytes: int | None = None
    lexicon: tuple[tuple[str, str], ...] = ()  #: words of the user's own, as `pipeline.own_words` gives them
    #: Megabytes of address space for a worker. It bounds the worker and changes no record, so it is no part of what
    #: an outcome depends on.
    max_memory: int | None = field(default=None, repr=False)

    def limits(self) -> Limits:
        from extractor.textlayer import Limits

        given = {"max_pages": self.max_pages, "max_bytes": self.max_bytes}
        return Limits(**{name: number for name, number in given.items() if number is not None})
