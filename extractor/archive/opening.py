"""Opening a file, wherever it lies."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from extractor.archive.inputs import is_url
from extractor.errors import Unreadable


def opened(place: str) -> BinaryIO:
    """A file to be read, local or remote. Unreadable: with the reason."""
    if is_url(place):
        from extractor.archive import remote

        return remote.opened(place)
    path = Path(place)
    try:
        if path.is_dir():
            raise Unreadable(reason="directory")
        if path.exists() and not path.is_file():  # a pipe would be waited for, a device never end
            raise Unreadable(reason="input")
        return path.open("rb")
    except Unreadable:  # an OSError too
        raise
    except FileNotFoundError as error:
        raise Unreadable(reason="missing") from error
    except PermissionError as error:
        raise Unreadable(reason="permission") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise Unreadable(reason="input") from error
