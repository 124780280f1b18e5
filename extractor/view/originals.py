"""The PDFs that records were read from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from extractor.records.report import Source


class Originals:
    """Finds a file by what its record says: where the archive's store says it lay, else below a folder, by content."""

    def __init__(self, out: Path | None = None, folder: Path | None = None) -> None:
        self._known = _inputs(out) if out else {}
        self._unseen = sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []
        self._seen: dict[str, Path] = {}

    def find(self, source: Source) -> Path | None:
        """The file with the content that was read, None where there is none."""
        known = self._known.get(source.name)
        if known and known.is_file() and _digest(known) == source.sha256:
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


def _inputs(out: Path) -> dict[str, Path]:
    try:
        read = json.loads((out / ".extractor" / "inputs.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: Path(path) for name, path in read.items() if isinstance(path, str)} if isinstance(read, dict) else {}


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
