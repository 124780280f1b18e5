"""SQLite as the working store uses it: safe against processes that are killed, its errors those of any file."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: How long (s) a process waits for another one's write.
PATIENCE = 60.0


def connect(path: Path, schema: str) -> sqlite3.Connection:
    """Open or make a database. OSError: it cannot be written."""
    with disk_errors():
        base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        base.execute("pragma journal_mode = wal")  # a process killed while it writes leaves the last whole state
        base.execute("pragma synchronous = normal")
        base.execute(schema)
        return base


@contextmanager
def disk_errors() -> Iterator[None]:
    """An error of SQLite's is an OSError: what the disk, not the report, did wrong. MemoryError stays."""
    try:
        yield
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error
