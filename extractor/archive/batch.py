"""Many files: find them, read each content once, write the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.archive import outputs
from extractor.archive.index import Index, Row
from extractor.archive.inputs import Input
from extractor.archive.options import Options
from extractor.archive.process import Outcome, renamed
from extractor.archive.store import Store
from extractor.archive.work import Done, Engine, Job
from extractor.archive.workplace import FOLDER, parts, workplace


@dataclass(slots=True)
class Summary:
    """What became of the inputs."""

    total: int = 0
    read: int = 0
    incomplete: int = 0  #: records whose kind, department or year could not be found
    failures: Counter[str] = field(default_factory=Counter)
    named: list[Outcome] = field(default_factory=list)  #: the first of the failures

    def count(self, outcome: Outcome) -> None:
        self.total += 1
        if outcome.failed:
            self.failures[outcome.code] += 1
            if len(self.named) < 20:
                self.named.append(outcome)
        else:
            self.read += 1
            self.incomplete += outcome.incomplete


class Watch:
    """Is told how a run goes on. This one does not look."""

    def begin(self, total: int) -> None:
        """So many inputs there are."""

    def step(self, done: Done, *, earlier: bool) -> None:
        """One of them is done, now or by an earlier run."""


def batch(
    entries: Iterable[Input],
    out: Path,
    options: Options,
    engine: Engine,
    *,
    fresh: bool = False,
    retry_failed: bool = False,
    parquet: bool = False,
    watch: Watch | None = None,
) -> Summary:
    """Read the inputs into the files of `out`.

    The files depend on the inputs and the options alone. What an earlier run into `out` has read is not read again,
    nor what it could not read, unless `retry_failed`.
    OSError: something cannot be written, or another run is writing there. SameNameError: two files have one name.
    """
    root = out / FOLDER
    watch = watch or Watch()
    job = Job(options, root, retry_failed)
    with workplace(root, job.code, fresh=fresh) as (store, index):
        watch.begin(index.put(entries))
        for entry, done in engine(_pending(store, index, job, watch), job):
            index.record(entry.name, done.content, *(("", "") if done.content else (done.code, done.message)))
            watch.step(done, earlier=False)
        summary = Summary()
        outputs.write(_outcomes(store, index, job, summary), out, parts(root), parquet=parquet)
    return summary


def _pending(store: Store, index: Index, job: Job, watch: Watch) -> Iterator[Input]:
    """The inputs that are to be opened, in the order of their names."""
    for row in index.rows():
        known = store.brief(job.key(row.content, row.entry)) if row.content else None
        if known is None or (known.code and job.retry_failed):
            yield row.entry
        else:
            watch.step(Done(row.content, known.code, known.message, known.pages), earlier=True)


def _outcomes(store: Store, index: Index, job: Job, summary: Summary) -> Iterator[Outcome]:
    """What became of each input, in the order of their names."""
    for row in index.rows():
        outcome = _outcome(store, row, job)
        summary.count(outcome)
        yield outcome


def _outcome(store: Store, row: Row, job: Job) -> Outcome:
    name = row.entry.name
    if not row.content:
        return Outcome(name, code=row.code, message=row.message)
    outcome = store.load(job.key(row.content, row.entry))
    return outcome if outcome.name == name else renamed(outcome, name)
