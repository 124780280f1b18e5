"""The bytes of an input, wherever it lies."""

from __future__ import annotations

from extractor.archive import zips
from extractor.archive.inputs import WHOLE, Input, is_zip
from extractor.archive.opening import opened
from extractor.errors import ExtractorError, TooLarge, Unreadable


def fetch(entry: Input, limit: int) -> bytes:
    """The content of an input. ExtractorError: unreadable, unsupported, too_large (above `limit` bytes)."""
    if entry.member != WHOLE:
        return zips.read(entry.place, entry.member, limit)
    try:
        with opened(entry.place) as file:
            if is_zip(entry.place):  # it could not be listed
                raise Unreadable(reason="archive")
            data = file.read(limit + 1)
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:  # each remote file system has errors of its own
        raise Unreadable(reason="input") from error
    if len(data) > limit:
        raise TooLarge(what="bytes", found=len(data), limit=limit)
    return data
