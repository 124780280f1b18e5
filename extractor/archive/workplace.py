"""The working store `OUT/.extractor/`: no output, and one run's at a time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.archive.index import Index
from extractor.archive.store import Store, store_at

FOLDER = ".extractor"
_LOCK = "lock"


class InUseError(OSError):
    """Another run is writing into the same folder."""


@contextmanager
def workplace(root: Path, code: str, *, fresh: bool) -> Iterator[tuple[Store, Index]]:
    """The store (of what `code` makes of files) and the index below `root`; `fresh` forgets what is there.

    OSError: they cannot be written.
    """
    parts(root).mkdir(parents=True, exist_ok=True)
    with _alone(root / _LOCK):
        if fresh:
            for path in root.iterdir():
                if path.is_dir():
                    shutil.rmtree(path)
                elif path.name != _LOCK:
                    path.unlink()
            parts(root).mkdir()
        store_at.cache_clear()
        store = store_at(root, code)
        index = Index(root)
        try:
            store.forget_other_code()
            yield store, index
        finally:
            store_at.cache_clear()
            store.close()
            index.close()


def parts(root: Path) -> Path:
    """Where outputs are written before they are whole."""
    return root / "parts"


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock that a process loses however it ends. InUseError: somebody else has it."""
    with path.open("a") as file:
        try:
            import fcntl
        except ImportError:  # Windows
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUseError(f"{path.parent.parent}: another run is writing here / 另一次运行正在写入") from error
        yield
