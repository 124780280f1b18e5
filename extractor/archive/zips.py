"""Zip archives as folders. Nothing is unpacked to disk: a member is read into memory, within the limit of a file."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from extractor.archive.inputs import Input
from extractor.archive.opening import opened
from extractor.errors import TooLarge, Unreadable, Unsupported

#: Copies that macOS adds beside the files: no documents.
_RESOURCE_FORKS = "__MACOSX/"
_UTF8_FLAG = 0x800
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError)


def members(place: str, name: str) -> Iterator[Input]:
    """The *.pdf in an archive, each named below `name`, and the archives in it, which will be refused.

    One that cannot be opened is an input itself.
    """
    try:
        infos = _open(place).infolist()
    except _BROKEN:
        yield Input(name, place)
        return
    finally:
        _open.cache_clear()  # whoever reads the members may find another file here
    used: dict[str, int] = {}
    for position, info in enumerate(infos):
        inside = _inside(info)
        if info.is_dir() or inside.startswith(_RESOURCE_FORKS) or not inside.lower().endswith((".pdf", ".zip")):
            continue
        count = used[inside] = used.get(inside, 0) + 1
        suffix = f"#{count}" if count > 1 else ""  # a zip may hold two files of one name
        stamp = f"{info.CRC:08x}-{info.file_size}-{'-'.join(map(str, info.date_time))}"
        yield Input(f"{name}/{inside}{suffix}", place, position, stamp)


def read(place: str, position: int, limit: int) -> bytes:
    """The content of a member. ExtractorError: unreadable, unsupported (a zip inside, encryption), too_large."""
    try:
        archive = _open(place)
        info = archive.infolist()[position]
        if info.filename.lower().endswith(".zip"):
            raise Unsupported(what="nested_zip")
        if info.flag_bits & 1:
            raise Unsupported(what="encrypted_zip")
        if info.file_size > limit:
            raise TooLarge(what="bytes", found=info.file_size, limit=limit)
        with archive.open(info) as member:
            data = member.read(limit + 1)  # the size that it states may be a lie
    except (Unsupported, TooLarge, Unreadable):  # builtins too
        raise
    except NotImplementedError as error:
        raise Unsupported(what="zip_method") from error
    except _BROKEN as error:
        raise Unreadable(reason="archive") from error
    if len(data) > limit:
        raise TooLarge(what="bytes", found=len(data), limit=limit)
    return data


@lru_cache(maxsize=1)
def _open(place: str) -> zipfile.ZipFile:
    """The archive, kept open: its directory may name a hundred thousand members."""
    return zipfile.ZipFile(opened(place))


def _inside(info: zipfile.ZipInfo) -> str:
    """The member's path without what leads out of the archive. Names of no stated encoding are UTF-8 or GB 18030."""
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(parts) + ("/" if name.endswith("/") else "")
