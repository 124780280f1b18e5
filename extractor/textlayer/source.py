"""The bytes of a file, within bounds."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import TooLarge, Unreadable


def load(source: Path | bytes, limit: int) -> bytes:
    """The content of a path (bytes pass through). Raises Unreadable and TooLarge (above `limit` bytes)."""
    data = source if isinstance(source, bytes) else _read(source, limit)
    if len(data) > limit:
        raise TooLarge(what="bytes", found=len(data), limit=limit)
    return data


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > limit:
                raise TooLarge(what="bytes", found=size, limit=limit)
            return file.read(limit + 1)
    except TooLarge:  # a ValueError too
        raise
    except FileNotFoundError as error:
        raise Unreadable(reason="missing") from error
    except IsADirectoryError as error:
        raise Unreadable(reason="directory") from error
    except PermissionError as error:
        raise Unreadable(reason="directory" if path.is_dir() else "permission") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise Unreadable(reason="input") from error
