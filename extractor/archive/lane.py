"""One worker process at a time, with bounds, that can always be got rid of."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Thread
from typing import Any

#: After how many files a worker makes room for a new one, whatever it may have piled up. To start one costs as much as
#: to read some fifty short files.
RECYCLE = 5000
#: How long (s) the worker may overrun a time limit that nobody outside enforced, before it ends itself.
GRACE = 10.0


class LaneClosedError(Exception):
    """The worker cannot be given anything to do: its pool has broken down."""


class Lane:
    """A pool of one worker. Workers that share a pool share its locks: one that is killed while it holds a lock would
    stop them all. Here it stops only itself, and whoever ends the lane ends that too."""

    def __init__(self, max_memory: int | None = None, recycle: int = RECYCLE) -> None:
        """`max_memory` is in megabytes."""
        from pebble import ProcessPool

        self._context = _Recording()
        self._pool = ProcessPool(
            max_workers=1, max_tasks=recycle, initializer=prepare, initargs=(max_memory,), context=self._context
        )
        self._end: Thread | None = None

    def submit(self, function: Callable[..., Any], *args: Any, timeout: float | None) -> Future[Any]:
        """Call a function that a new process can import. LaneClosedError: this lane is to be replaced."""
        try:
            return self._pool.schedule(guarded, args=(function, args, timeout), timeout=timeout)
        except (RuntimeError, BrokenProcessPool, OSError) as error:
            raise LaneClosedError from error

    def end(self) -> None:
        """Kill the worker. Returns at once; what is left of the pool is cleared up behind the scenes."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._context.kill()
        self._end = Thread(target=self._clear, daemon=True)  # a pool that hangs must not hang us
        self._end.start()

    def wait(self, seconds: float) -> None:
        """Wait until an ended lane is cleared up."""
        if self._end:
            self._end.join(seconds)

    def _clear(self) -> None:
        self._pool.join()
        self._context.kill()


class _Recording(SpawnContext):
    """Starts processes from nothing, the same on every system and with no open PDF, and knows them all."""

    def __init__(self) -> None:
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        process = SpawnProcess(*args, **kwargs)
        self._started = [one for one in self._started if one.exitcode is None] + [process]
        return process

    def kill(self) -> None:
        for process in self._started:
            with suppress(AttributeError, ValueError, OSError):  # not yet started, or gone
                process.kill()


def prepare(max_memory: int | None) -> None:
    """Make the process a worker: everything imported, memory bounded (where the system can), no core dumps."""
    import extractor.pipeline
    import extractor.textlayer.pdfium  # noqa: F401

    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if max_memory is not None:
        size = max_memory * 1024 * 1024
        with suppress(ValueError, OSError):  # more than the system allows
            resource.setrlimit(resource.RLIMIT_AS, (size, size))


def guarded(function: Callable[..., Any], args: tuple[Any, ...], timeout: float | None) -> Any:
    """Call a function in the worker. Left alone by a parent that was killed, a worker that hangs ends itself."""
    if timeout is None or not hasattr(signal, "setitimer"):  # Windows
        return function(*args)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the system ends the process, whatever it is doing
    signal.setitimer(signal.ITIMER_REAL, timeout + GRACE)
    try:
        return function(*args)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def ready() -> None:
    """Done by a worker as soon as it can do anything."""
