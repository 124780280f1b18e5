"""What a worker does with an input: the one function that every engine runs, and what goes back to the parent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from extractor.archive.fetch import fetch
from extractor.archive.inputs import Input
from extractor.archive.options import Options
from extractor.archive.process import Outcome, failed, no_memory, process
from extractor.archive.store import Store, code_digest, outcome_key, store_at
from extractor.errors import ExtractorError, WorkerDied


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all inputs of a run."""

    options: Options
    root: Path  #: of the store
    retry_failed: bool = False
    #: The parent's, for its workers too: the files of the package may change while it runs.
    code: str = field(default_factory=code_digest)

    def key(self, content: str, entry: Input) -> str:
        return outcome_key(content, entry.name, self.options, self.code)

    def store(self) -> Store:
        """The store, opened once a process."""
        return store_at(self.root, self.code)


class Done(NamedTuple):
    """What became of an input. Small: the outcome itself is in the store, unless there is no `content`."""

    content: str = ""  #: digest of the bytes, "" where they could not be had
    code: str = ""  #: of a failure
    message: str = ""
    pages: int = 0


Work = Callable[[Input, Job], Done]
#: Does inputs in any order. Each comes back as it ends; where it has a content, the store has its outcome.
Engine = Callable[[Iterable[Input], Job], Iterator[tuple[Input, Done]]]


def work(entry: Input, job: Job) -> Done:
    """Read an input unless the store knows its content, and store the outcome. OSError: it cannot be written."""
    try:
        data = fetch(entry, job.options.limits().max_bytes)
        content = hashlib.sha256(data).hexdigest()
        store, key = job.store(), job.key(content, entry)
        known = store.brief(key)
        if known is None or (known.code and job.retry_failed):
            outcome = process(data, entry.name, job.options)
            return save(store, key, content, outcome)
        return Done(content, known.code, known.message, known.pages)
    except MemoryError:
        return without_outcome(failed(entry.name, no_memory(entry.name)))
    except WorkerDied:
        raise
    except ExtractorError as error:
        return without_outcome(failed(entry.name, error))


def save(store: Store, key: str, content: str, outcome: Outcome) -> Done:
    """Keep an outcome. OSError: it cannot be written."""
    store.save(key, outcome)
    return Done(content, outcome.code, outcome.message, outcome.pages)


def without_outcome(failure: Outcome) -> Done:
    return Done("", failure.code, failure.message)


def identify(entry: Input, job: Job) -> Done:
    """The content of an input, which is not read: a failure is remembered by it."""
    try:
        return Done(hashlib.sha256(fetch(entry, job.options.limits().max_bytes)).hexdigest())
    except (ExtractorError, MemoryError):
        return Done()
