"""The engine for several machines: actors on a Ray cluster, in each of them a local engine of one worker.

A file has the same bounds and the same outcome as on one machine, since the same code reads it; Ray hands out the
files and notices when a machine goes. Inputs must be to be found under the same path or URL on every machine, where
the package must be installed too; the store is the driver's alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from extractor.archive.inputs import Input
from extractor.archive.lane import RECYCLE
from extractor.archive.local import DEATHS, OVERDUE, STARTUP, Attempt, Local, NoWorkersError
from extractor.archive.process import Outcome, failed
from extractor.archive.work import Done, Job, Work, save, without_outcome, work
from extractor.errors import WorkerDied

#: Seconds in which a cluster must find room for at least one actor when none is at work.
ROOM = 600.0
#: So many actors in a row that end before they begin are no accident.
STILLBORN = 10


class Reader:
    """What runs on the cluster: reads one input at a time and gives back what became of it, with its outcome."""

    def __init__(self, job: Job, timeout: float | None, recycle: int, work: Work) -> None:
        self._folder = TemporaryDirectory(prefix="extractor-")
        self._job = Job(job.options, Path(self._folder.name), code=job.code)
        self._pool = Local(self._job, 1, timeout, recycle, work)

    def ready(self) -> None:
        """Done as soon as the actor has found a place."""

    def read(self, entry: Input) -> tuple[Done, Outcome | None]:
        ((_, done),) = self._pool.run(iter([entry]))
        if not done.content:
            return done, None
        store, key = self._job.store(), self._job.key(done.content, entry)
        outcome = store.load(key)
        store.drop(key)  # it goes to the driver, and does not pile up here
        return done, outcome


@dataclass(slots=True)
class Post:
    """An actor and what it is doing."""

    actor: Any
    attempt: Attempt | None = None
    since: float = 0.0


def run(
    entries: Iterable[Input],
    job: Job,
    *,
    workers: int = 0,
    timeout: float | None = None,
    recycle: int = RECYCLE,
    work: Work = work,
) -> Iterator[tuple[Input, Done]]:
    """Do the inputs in any order on the cluster that RAY_ADDRESS names, else on one of this machine's own.

    `workers` is the number of actors, 0: as many as the cluster has processors.
    """
    import ray

    started = not ray.is_initialized()
    if started:
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="warning")
    try:
        count = workers or int(ray.cluster_resources().get("CPU", 1)) or 1
        remote = ray.remote(num_cpus=1, max_restarts=0)(Reader)
        pool = _Cluster(job, timeout, lambda: remote.remote(job, timeout, recycle, work))
        yield from pool.run(iter(entries), count)
    finally:
        if started:
            ray.shutdown()


class _Cluster:
    """Actors that are at work, wait for it, or for a place: a machine that is gone leaves room for fewer."""

    def __init__(self, job: Job, timeout: float | None, hire: Callable[[], Any]) -> None:
        self.job = job
        self.hire = hire
        #: A file may be tried twice, and its content be asked for, before the local engine gives it up.
        self.patience = None if timeout is None else 3 * (timeout + OVERDUE + STARTUP)
        self.again: deque[Attempt] = deque()
        self.idle: list[Post] = []
        self.busy: dict[Any, Post] = {}
        self.joining: dict[Any, Post] = {}
        self.stillborn = 0

    def run(self, entries: Iterator[Input], count: int) -> Iterator[tuple[Input, Done]]:
        import ray

        for _ in range(count):
            self._join()
        moved = monotonic()
        while True:
            while self.idle and (attempt := self._next(entries)):
                post = self.idle.pop()
                post.attempt, post.since = attempt, monotonic()
                self.busy[post.actor.read.remote(attempt.entry)] = post
            if self.idle and not self.busy:
                return
            ended, _ = ray.wait([*self.busy, *self.joining], num_returns=1, timeout=1.0)
            if ended or self.busy:
                moved = monotonic()
            elif monotonic() - moved > ROOM:
                raise NoWorkersError
            late = [ref for ref, post in self.busy.items() if self._overdue(post)]
            for ref in dict.fromkeys([*ended, *late]):
                if ref in self.joining:
                    self._joined(ref)
                elif result := self._result(ref, self.busy.pop(ref), ended=ref in ended):
                    yield result

    def _next(self, entries: Iterator[Input]) -> Attempt | None:
        if self.again:
            return self.again.popleft()
        entry = next(entries, None)
        return Attempt(entry) if entry else None

    def _overdue(self, post: Post) -> bool:
        return self.patience is not None and monotonic() - post.since > self.patience

    def _join(self) -> None:
        """One more actor, which is given nothing before it has found a place."""
        post = Post(self.hire())
        self.joining[post.actor.ready.remote()] = post

    def _joined(self, ref: Any) -> None:
        import ray

        post = self.joining.pop(ref)
        try:
            ray.get(ref)
        except ray.exceptions.RayError as error:
            self.stillborn += 1
            if self.stillborn > STILLBORN:
                raise NoWorkersError from error
            self._join()
        else:
            self.stillborn = 0
            self.idle.append(post)

    def _result(self, ref: Any, post: Post, *, ended: bool) -> tuple[Input, Done] | None:
        """What an actor gives back; one that is gone, or to be gone, is replaced, and its file tried once more."""
        import ray

        attempt = post.attempt
        assert attempt is not None
        entry = attempt.entry
        try:
            if ended:
                done, outcome = ray.get(ref)
                self.idle.append(post)
                return entry, self._keep(entry, done, outcome)
        except ray.exceptions.RayTaskError:  # what went wrong in it: the store there cannot be written
            raise
        except ray.exceptions.RayError:  # it is gone, or what it gave back
            pass
        with suppress(Exception):  # it may be gone already
            ray.kill(post.actor)
        self._join()
        attempt.deaths += 1
        if attempt.deaths >= DEATHS:
            return entry, without_outcome(failed(entry.name, WorkerDied()))
        self.again.append(attempt)
        return None

    def _keep(self, entry: Input, done: Done, outcome: Outcome | None) -> Done:
        if outcome is None:
            return done
        store, key = self.job.store(), self.job.key(done.content, entry)
        known = store.brief(key)
        if known is None or (known.code and self.job.retry_failed):
            return save(store, key, done.content, outcome)
        return Done(done.content, known.code, known.message, known.pages)
