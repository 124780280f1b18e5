"""How files are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extractor.textlayer import Limits

Ocr = Literal["auto", "off"]
TIMEOUT = 120.0  #: seconds for a file, unless others are given
_RECOGNISER = ("rapidocr", "onnxruntime", "opencv-python-headless")


@dataclass(frozen=True, slots=True)
class Options:
    """How files are read. Whatever changes a record belongs here."""

    reader: str = "pdfium"
    show_contacts: bool = False
    passwords: tuple[str, ...] = field(default=(), repr=False)
    max_pages: int | None = None  #: None: the text layer's own limit
    max_bytes: int | None = None
    max_characters: int | None = None  #: of a page
    max_objects: int | None = None  #: of a page
    lexicon: tuple[tuple[str, str], ...] = ()  #: words of the user's own, as `pipeline.own_words` gives them
    rules: tuple[tuple[str, str], ...] = ()  #: rules of the user's own, as `pipeline.own_rules` gives them
    ocr: Ocr = "auto"  #: whether pages without text are recognised from their images, where the extra [ocr] is there
    #: Megabytes of address space for a worker. It bounds the worker and changes no record, so it is no part of what
    #: an outcome depends on.
    max_memory: int | None = field(default=None, repr=False)
    #: Seconds for a file in a worker; no part of what an outcome depends on either.
    timeout: float = field(default=TIMEOUT, repr=False)

    def recogniser(self) -> str:
        """What would recognise pages, by name and version; "" where nothing would."""
        return "" if self.ocr == "off" else _installed()

    def limits(self) -> Limits:
        from extractor.textlayer import Limits

        given = {
            "max_pages": self.max_pages,
            "max_bytes": self.max_bytes,
            "max_chars_per_page": self.max_characters,
            "max_objects_per_page": self.max_objects,
        }
        return Limits(**{name: number for name, number in given.items() if number is not None})


@cache
def _installed() -> str:
    """Looked up once: it goes through the file system, and each outcome asks for it."""
    try:
        return " ".join(f"{name} {version(name)}" for name in _RECOGNISER)
    except PackageNotFoundError:
        return ""
