"""The PDFs that records were read from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from extractor.records.report import Source


class Originals:
    """Finds a file by what its record says: where `known` says that the file of a name lies, else below a folder.

    It counts only with the content that was read.
    """

    def __init__(self, known: Callable[[str], Path | None] = lambda name: None, folder: Path | None = None) -> None:
        self._known = known
        self._unseen = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
        self._seen: dict[str, Path] = {}

    def find(self, source: Source) -> Path | None:
        """The file with the content that was read, None where there is none."""
        known = self._known(source.name)
        if known and _digest(known) == source.sha256:
            return known
        return self._seen.get(source.sha256) or next(self._look(source), None)

    def _look(self, source: Source) -> Iterator[Path]:
        # Those of its name first: then few files have to be read.
        name = Path(source.name).name
        self._unseen.sort(key=lambda path: path.name == name)
        while self._unseen:
            path = self._unseen.pop()
            digest = _digest(path)
            self._seen[digest] = path
            if digest == source.sha256:
                yield path


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
