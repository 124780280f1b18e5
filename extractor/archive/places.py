"""Where the files of an archive lie, as its working store remembers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from extractor.archive.fetch import fetch
from extractor.archive.index import FILE, Index
from extractor.archive.inputs import WHOLE, is_url
from extractor.archive.options import Options
from extractor.errors import ExtractorError


def known_places(out: Path, spare: Path) -> Callable[[str], Path | None]:
    """Gives the file of a name in the results of `out`; None where it is not known or cannot be had any more.

    What lies in a zip archive or far away is copied to the folder `spare`.
    """
    root = out / ".extractor"
    if not (root / FILE).is_file():
        return lambda name: None
    try:
        index = Index(root)
    except OSError:
        return lambda name: None
    limit = Options().limits().max_bytes

    def place(name: str) -> Path | None:
        entry = index.find(name)
        if entry is None:
            return None
        if entry.member == WHOLE and not is_url(entry.place):
            return entry.path
        try:
            content = fetch(entry, limit)
        except ExtractorError:
            return None
        copy = spare / hashlib.sha256(content).hexdigest()
        copy.write_bytes(content)
        return copy

    return place
