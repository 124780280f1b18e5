"""Listing what lies behind a URL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.archive import zips
from extractor.archive.inputs import Input, is_pdf, is_zip
from extractor.archive.remote import file_system

#: What file systems call a file's version or time of change.
_VERSIONS = ("ETag", "etag", "md5", "mtime", "LastModified", "last_modified", "created")


def expand(url: str) -> Iterator[Input]:
    """The inputs that a URL stands for: a folder's *.pdf, a pattern's matches, a zip archive's *.pdf, or one file.

    OSError: it cannot be listed. RemoteExtraError.
    """
    system, path = file_system(url)
    try:
        if any(sign in path for sign in "*?["):
            base = path[: min(path.index(sign) for sign in "*?[" if sign in path)].rpartition("/")[0]
            found = system.glob(path, detail=True)
            for match, info in sorted(found.items()):
                if info["type"] == "file":
                    yield from _file(system, match, _below(match, base), info)
            if not found:
                yield Input(url, url)
        elif system.isdir(path):
            for _folder, _folders, files in system.walk(path, detail=True, on_error="raise"):
                for info in files.values():
                    if is_pdf(info["name"]):
                        yield from _file(system, info["name"], _below(info["name"], path), info)
        else:
            info = system.info(path) if system.exists(path) else {}
            yield from _file(system, path, path.rpartition("/")[2], info)
    except (OSError, GeneratorExit):
        raise
    except Exception as error:  # each file system has errors of its own
        raise OSError(f"{url}: {error}") from error


def _file(system: Any, path: str, name: str, info: dict[str, Any]) -> Iterator[Input]:
    place = system.unstrip_protocol(path)
    if is_zip(name):
        yield from zips.members(place, name)
        return
    version = [str(info[key]) for key in _VERSIONS if key in info]
    yield Input(name, place, stamp="-".join([str(info.get("size")), *version]) if version else "")


def _below(path: str, folder: str) -> str:
    return path.removeprefix(folder).lstrip("/")
