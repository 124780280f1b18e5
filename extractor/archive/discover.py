"""Which files a batch is about, and what the record calls each of them.

A folder gives every *.pdf below it, a pattern every file that matches, a zip archive every *.pdf in it; any other file
is read only when it is named. What does not exist is an input too: reading it fails with its reason.
"""

from __future__ import annotations

import glob
import os
import re
import time
from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from pathlib import Path, PurePosixPath

from extractor.archive import zips
from extractor.archive.inputs import Input, SameNameError, is_pdf, is_url, is_zip, same_place

__all__ = ["Input", "SameNameError", "discover", "expand", "listed", "readable"]

#: A file that was changed so lately (s) may change again within the resolution of its time stamp.
FRESH = 2.0
_MAGIC = re.compile(r"[*?\[]")


def discover(paths: Iterable[str | PathLike[str]]) -> list[Input]:
    """The inputs of a few paths in the order of their names, each file once.

    SameNameError: two files would be told apart by nothing. OSError: a remote folder cannot be listed.
    RemoteExtraError: a URL needs a package that is not installed.
    """
    found: dict[str, Input] = {}
    for path in paths:
        for entry in expand(fspath(path)):
            known = found.setdefault(entry.name, entry)
            if not same_place(known, entry):
                raise SameNameError(entry.name, known.place, entry.place)
    return [found[name] for name in sorted(found)]


def expand(given: str) -> Iterator[Input]:
    """The inputs that a path, a pattern or a URL stands for, named below it; a single file by its file name."""
    if is_url(given):
        from extractor.archive import urls

        yield from urls.expand(given)
    elif Path(given).is_dir():
        yield from _below(Path(given), "")
    elif _MAGIC.search(given) and not os.path.lexists(given):
        yield from _matching(given)
    else:
        yield from _file(Path(given), readable(Path(given).name))


def listed(given: str) -> Iterator[Input]:
    """As `expand`, for a line of a list of files: named by the path as it is written, without what leads upwards."""
    prefix = _as_written(_fixed_part(given))
    for entry in expand(given):
        yield entry._replace(name=f"{prefix}/{entry.name}" if prefix else entry.name)


def readable(name: str) -> str:
    """The name as text, also where the file system holds bytes that are none."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _file(path: Path, name: str) -> Iterator[Input]:
    if is_zip(path.name) and path.is_file():
        yield from zips.members(str(path), name)
    else:
        yield Input(name, str(path), stamp=_stamp(path))


def _matching(pattern: str) -> Iterator[Input]:
    base = Path(_fixed_part(pattern) or ".")
    found = False
    for match in glob.iglob(pattern, recursive=True):  # noqa: PTH207 (Path.glob takes no absolute pattern)
        found = True
        path = Path(match)
        name = readable(path.relative_to(base).as_posix())
        yield from _below(path, name) if path.is_dir() else _file(path, name)
    if not found:
        yield Input(readable(pattern), pattern)


def _below(folder: Path, prefix: str) -> Iterator[Input]:
    root = folder.resolve()
    closed: list[str] = []
    for directory, _, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        for place in closed:  # a folder that cannot be listed is not passed over in silence
            yield Input(_name(Path(place), folder, prefix), place)
        closed.clear()
        for file in files:  # links to folders are not followed
            path = Path(directory, file)
            if is_pdf(file) and not (path.is_symlink() and not path.resolve().is_relative_to(root)):
                yield Input(_name(path, folder, prefix), str(path), stamp=_stamp(path))
    for place in closed:
        yield Input(_name(Path(place), folder, prefix), place)


def _name(path: Path, folder: Path, prefix: str) -> str:
    below = path.relative_to(folder).as_posix()
    return readable(f"{prefix}/{below}" if prefix else below)


def _stamp(path: Path) -> str:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return ""
    if time.time() - state.st_mtime < FRESH:
        return ""
    return f"{state.st_size}-{state.st_mtime_ns}-{state.st_ino}"


def _fixed_part(given: str) -> str:
    """The folder that names are counted from: the folder given, that of a file, what stands before a pattern."""
    local = not is_url(given)
    if local and Path(given).is_dir():
        return given
    if _MAGIC.search(given) and not (local and os.path.lexists(given)):
        given = given[: _MAGIC.search(given).start()]  # type: ignore[union-attr]
    return given.rpartition("/")[0] or ("/" if given.startswith("/") else "")


def _as_written(folder: str) -> str:
    parts = PurePosixPath(readable(re.sub(r"^[^/]*://", "", folder)).replace(os.sep, "/")).parts
    kept: list[str] = []
    for part in parts:
        if part == "..":
            kept[-1:] = []
        elif part not in ("/", "."):
            kept.append(part)
    return "/".join(kept)
