"""Which files a batch is about, and what the record calls each of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Input(NamedTuple):
    """A file to be read. `name` becomes `source.name`: the path below the folder given, or the single file's name."""

    name: str
    path: Path


class SameNameError(ValueError):
    """Two different files would have the same name in the results."""

    def __init__(self, name: str, first: Path, second: Path) -> None:
        super().__init__(name, first, second)
        self.name = name
        self.paths = (first, second)


def discover(paths: Iterable[Path]) -> list[Input]:
    """The inputs in the order of their names: every *.pdf below a folder, other files only when named.

    A path that does not exist is an input too; reading it will fail with its reason.
    SameNameError: two files would be told apart by nothing.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for entry in _below(path) if path.is_dir() else [Input(readable(path.name), path)]:
            known = found.setdefault(entry.name, entry.path)
            if known.resolve() != entry.path.resolve():
                raise SameNameError(entry.name, *sorted([known, entry.path]))
    return [Input(name, found[name]) for name in sorted(found)]


def _below(folder: Path) -> Iterator[Input]:
    root = folder.resolve()
    for directory, _, files in os.walk(folder):  # links to folders are not followed
        for file in files:
            path = Path(directory, file)
            if path.suffix.lower() != ".pdf":
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                continue
            yield Input(readable(path.relative_to(folder).as_posix()), path)


def readable(name: str) -> str:
    """The name as text, also where the file system holds bytes that are none."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
