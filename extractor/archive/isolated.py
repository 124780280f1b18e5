"""Reading a few files as a batch does: in a worker with bounds, so that no file can take the program down."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception

from extractor.archive.lane import Lane, LaneClosedError
from extractor.archive.options import TIMEOUT, Options
from extractor.archive.process import caused, no_memory, read_file
from extractor.errors import ExtractorError, TimedOut, WorkerDied
from extractor.records.report import Report

#: Seconds for a worker to start and for a time limit to be noticed.
_MARGIN = 35.0
_DEATHS = 2

Read = Callable[[Path | bytes, str, Options], Report]


class WorkerTraceError(Exception):
    """What went wrong in the worker, as it was printed there."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


@contextmanager
def isolation(timeout: float | None = TIMEOUT) -> Iterator[Read]:
    """A `read_file` that works in a process of its own, with the memory of the options and so many seconds a file.

    It raises ExtractorError as `read_file` does, and too_large, timed_out and worker_died by what the process did.
    """
    lanes: list[Lane] = []

    def read(source: Path | bytes, name: str, options: Options) -> Report:
        for death in range(1, _DEATHS + 1):
            if not lanes:
                lanes.append(Lane(options.max_memory))
            try:
                return _received(lanes[0], source, name, options, timeout)
            except _WorkerGoneError as gone:
                lanes.pop().end()
                if death == _DEATHS:
                    starved = gone.args[0] == -signal.SIGABRT and options.max_memory is not None
                    raise (no_memory(name) if starved else WorkerDied(path=name)) from None
        raise AssertionError

    try:
        yield read
    finally:
        for lane in lanes:
            lane.end()
            lane.wait(5)


class _WorkerGoneError(Exception):
    """The worker ended; its exit status where that is known."""


def _received(lane: Lane, source: Path | bytes, name: str, options: Options, timeout: float | None) -> Report:
    from pebble import ProcessExpired

    with TemporaryDirectory(prefix="extractor-") as folder:
        if isinstance(source, bytes):  # a pipe would be slow
            given = Path(folder, "input")
            given.write_bytes(source)
        else:
            given = source
        answer = Path(folder, "answer")
        try:
            call = lane.submit(_answer, given, isinstance(source, bytes), name, options, answer, timeout=timeout)
            call.result(None if timeout is None else timeout + _MARGIN)
        except TimeoutError as error:
            if timeout is not None and call.done():
                raise TimedOut(path=name, seconds=f"{timeout:g}") from None
            raise _WorkerGoneError(None) from error
        except ProcessExpired as error:
            raise _WorkerGoneError(error.exitcode) from error
        except (LaneClosedError, RuntimeError) as error:
            raise _WorkerGoneError(None) from error
        except MemoryError:
            raise no_memory(name) from None
        result, trace = pickle.loads(answer.read_bytes())
    if isinstance(result, Report):
        return result
    if isinstance(result, WorkerDied) and trace:
        raise caused(result, WorkerTraceError(trace))
    assert isinstance(result, ExtractorError)
    raise result


def _answer(given: Path, whole: bool, name: str, options: Options, answer: Path) -> None:
    """In the worker: a record or an error, and for a fault of ours where it happened."""
    result: Report | ExtractorError
    trace = ""
    try:
        result = read_file(given.read_bytes() if whole else given, name, options)
    except ExtractorError as error:
        result = error
        if isinstance(error, WorkerDied) and error.__cause__ is not None:
            trace = "".join(format_exception(error.__cause__))
    answer.write_bytes(pickle.dumps((result, trace)))
