"""What a batch is about: files by the place where they lie and the name that the record gives them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

WHOLE = -1


class Input(NamedTuple):
    """A file to be read. `name` becomes `source.name`."""

    name: str
    place: str  #: local path or URL of the file, or of the zip archive that holds it
    member: int = WHOLE  #: position in the zip archive's directory
    stamp: str = ""  #: changes with the content, as far as can be told without reading it; "": unknown

    @property
    def path(self) -> Path:
        """The place of a local file."""
        return Path(self.place)


class SameNameError(ValueError):
    """Two different files would have the same name in the results."""

    def __init__(self, name: str, first: str, second: str) -> None:
        super().__init__(name, first, second)
        self.name = name
        self.paths = tuple(sorted((first, second)))


def is_url(place: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", place) is not None


def is_pdf(name: str) -> bool:
    return name.lower().endswith(".pdf")


def is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def same_place(one: Input, other: Input) -> bool:
    """Whether two inputs are one file."""
    if one.member != other.member:
        return False
    if one.place == other.place:
        return True
    return not is_url(one.place) and not is_url(other.place) and one.path.resolve() == other.path.resolve()
