"""The local engine: processes, never threads, around PDFium. A timeout kills one, a crash costs one file."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from queue import Empty, SimpleQueue
from time import monotonic

from extractor.archive.inputs import Input
from extractor.archive.lane import RECYCLE, Lane, LaneClosedError, ready
from extractor.archive.process import Outcome, caused, failed, no_memory
from extractor.archive.work import Done, Job, Work, identify, save, without_outcome, work
from extractor.errors import TimedOut, WorkerDied

#: Seconds after which a file whose time limit has run out unnoticed is taken from its worker.
OVERDUE = 5.0
#: Seconds that a new worker may take to start.
STARTUP = 30.0
#: A file that ends its worker so often is given up.
DEATHS = 2
#: Files given to a worker at a time: the one that it reads, and the next, so that it need not wait for us.
DEPTH = 2


class NoWorkersError(OSError):
    """Workers end before they can do anything: the machine or the installation is at fault, no file."""

    def __init__(self) -> None:
        super().__init__("worker processes cannot start / 工作进程无法启动")


@dataclass(slots=True)
class Attempt:
    """A file under way. Once it has failed for good its content is still asked for, to remember the failure by."""

    entry: Input
    deaths: int = 0
    failure: Outcome | None = None


@dataclass(slots=True)
class Seat:
    """A lane and what it has been given: the first is under way, the others wait in the worker's pipe."""

    lane: Lane
    warm: bool = False  #: whether its worker has done anything yet
    given: deque[tuple[Attempt, Future[Done]]] = field(default_factory=deque)
    since: float = 0.0  #: when the first could begin

    def overdue(self, timeout: float | None) -> bool:
        if timeout is None or not self.given:
            return False
        return monotonic() - self.since > timeout + OVERDUE + (0.0 if self.warm else STARTUP)


class Local:
    """The pool: as many lanes as workers, watched from outside by the clock."""

    def __init__(self, job: Job, workers: int, timeout: float | None, recycle: int, work: Work) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # each thread of it reserves memory in each worker
        self.job = job
        self.timeout = timeout
        self.work = work
        self.again: deque[Attempt] = deque()
        self.ended: SimpleQueue[Seat] = SimpleQueue()
        self._lane: Callable[[], Lane] = partial(Lane, job.options.max_memory, recycle)
        self.seats = [Seat(self._lane()) for _ in range(workers)]
        self.ready = False

    def run(self, entries: Iterator[Input]) -> Iterator[tuple[Input, Done]]:
        """Do the inputs in any order. NoWorkersError, and OSError: the store cannot be written."""
        first = next(entries, None)
        if first is None:
            return
        self._begin()
        entries = chain([first], entries)
        while self._give(entries):
            with suppress(Empty):
                seat = self.ended.get(timeout=0.25)
                while seat.given and seat.given[0][1].done():
                    if result := self._finish(seat):
                        yield result
            for seat in self.seats:
                if seat.overdue(self.timeout) and (result := self._died(seat, *seat.given.popleft())):
                    yield result

    def _begin(self) -> None:
        """Start all workers, and wait until one of them can work: what kills it from now on is a file."""
        for _ in range(DEATHS):
            if self.ready:
                return
            signs = [seat.lane.submit(ready, timeout=None) for seat in self.seats]
            with suppress(RuntimeError, OSError):
                signs[0].result(STARTUP)
                self.ready = True
            for seat in self.seats if not self.ready else ():
                self._replace(seat)
        if not self.ready:
            raise NoWorkersError

    def _give(self, entries: Iterator[Input]) -> bool:
        """Keep every worker busy, with the next file at hand. False: there is nothing more to do."""
        for depth in range(1, DEPTH + 1):
            for seat in self.seats:
                if len(seat.given) < depth and (attempt := self._next(entries)):
                    self._start(seat, attempt)
        return any(seat.given for seat in self.seats)

    def _next(self, entries: Iterator[Input]) -> Attempt | None:
        if self.again:
            return self.again.popleft()
        entry = next(entries, None)
        return Attempt(entry) if entry else None

    def _start(self, seat: Seat, attempt: Attempt) -> None:
        task = identify if attempt.failure else self.work
        try:
            future = seat.lane.submit(task, attempt.entry, self.job, timeout=self.timeout)
        except LaneClosedError:  # its worker was killed while it had nothing to do
            self._replace(seat)
            future = seat.lane.submit(task, attempt.entry, self.job, timeout=self.timeout)
        if not seat.given:
            seat.since = monotonic()
        seat.given.append((attempt, future))
        future.add_done_callback(lambda _: self.ended.put(seat))

    def _finish(self, seat: Seat) -> tuple[Input, Done] | None:
        from pebble import ProcessExpired

        attempt, future = seat.given.popleft()
        seat.since = monotonic()
        name = attempt.entry.name
        try:
            done = future.result()
        except TimeoutError:  # an OSError too
            seat.warm = False
            return self._give_up(attempt, failed(name, TimedOut(seconds=f"{self.timeout:g}")))
        except ProcessExpired as error:
            return self._died(seat, attempt, future, error.exitcode)
        except RuntimeError:  # the pool broke down, or the worker died before it said what it was about to do
            return self._died(seat, attempt, future)
        except OSError:  # not the file's fault: the outcome cannot be written
            raise
        except MemoryError:
            return self._give_up(attempt, failed(name, no_memory(name)))
        except Exception as error:  # a fault of ours in one file must not stop the others
            return self._give_up(attempt, failed(name, caused(WorkerDied(), error)))
        seat.warm = True
        if attempt.failure is None:
            return attempt.entry, done
        return attempt.entry, self._remember(attempt.entry, attempt.failure, done.content)

    def _died(
        self, seat: Seat, attempt: Attempt, _future: Future[Done], status: int | None = None
    ) -> tuple[Input, Done] | None:
        """The worker is gone, or to be gone, with its file unfinished: once more, then no more."""
        self._replace(seat)
        attempt.deaths += 1
        if attempt.deaths < DEATHS:
            self.again.append(attempt)
            return None
        # PDFium ends its process when it gets no memory.
        starved = status == -signal.SIGABRT and self.job.options.max_memory is not None
        name = attempt.entry.name
        return self._give_up(attempt, failed(name, no_memory(name) if starved else WorkerDied()))

    def _give_up(self, attempt: Attempt, failure: Outcome) -> tuple[Input, Done] | None:
        if attempt.failure is not None:  # even its content could not be had
            return attempt.entry, without_outcome(attempt.failure)
        attempt.failure = failure
        self.again.append(attempt)
        return None

    def _remember(self, entry: Input, failure: Outcome, content: str) -> Done:
        if not content:
            return without_outcome(failure)
        return save(self.job.store(), self.job.key(content, entry), content, failure)

    def _replace(self, seat: Seat) -> None:
        """A new worker; what waited for the old one is given out again."""
        seat.lane.end()
        self.again.extend(attempt for attempt, _ in seat.given)
        seat.given.clear()
        seat.lane, seat.warm, seat.since = self._lane(), False, monotonic()


def run(
    entries: Iterable[Input],
    job: Job,
    *,
    workers: int,
    timeout: float | None = None,
    recycle: int = RECYCLE,
    work: Work = work,
) -> Iterator[tuple[Input, Done]]:
    """Do the inputs in any order, each in at most `timeout` seconds; a worker is replaced after `recycle` of them.

    `work` must be importable by a new process. OSError: the store cannot be written.
    """
    pool = Local(job, workers, timeout, recycle, work)
    try:
        yield from pool.run(iter(entries))
    finally:
        for seat in pool.seats:
            seat.lane.end()
        for seat in pool.seats:
            seat.lane.wait(OVERDUE)
