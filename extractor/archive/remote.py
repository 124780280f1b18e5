"""Places behind a URL, through fsspec and the credentials that the user has set up for it."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from extractor.errors import Unreadable


class RemoteExtraError(ImportError):
    """A package that the URL needs is not installed."""


def opened(url: str) -> BinaryIO:
    """A remote file to be read. Unreadable, RemoteExtraError."""
    system, path = file_system(url)
    try:
        return cast("BinaryIO", system.open(path, "rb"))
    except FileNotFoundError as error:
        raise Unreadable(reason="missing") from error
    except PermissionError as error:
        raise Unreadable(reason="permission") from error
    except IsADirectoryError as error:
        raise Unreadable(reason="directory") from error
    except Exception as error:  # each file system has errors of its own
        raise Unreadable(reason="input") from error


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL and the path in it. RemoteExtraError."""
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(url)
    except ImportError as error:
        raise RemoteExtraError(str(error)) from error
    except ValueError as error:  # a protocol that nobody knows
        raise RemoteExtraError(str(error)) from error
    return system, str(path)
