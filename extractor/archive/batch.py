"""Many files: find them, read each content once, write the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from extractor.archive import outputs
from extractor.archive.discover import Input
from extractor.archive.options import Options
from extractor.archive.process import Outcome, failed, renamed
from extractor.archive.store import Store, Task, content_key
from extractor.errors import Unreadable

#: Does tasks in any order: each comes back as it ends, with a failure where the store could not be given one.
Engine = Callable[[Iterable[Task], Options, Store], Iterable[tuple[Task, Outcome | None]]]


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


def batch(
    inputs: Sequence[Input],
    out: Path,
    options: Options,
    engine: Engine,
    *,
    fresh: bool = False,
    advance: Callable[[], None] = lambda: None,
) -> Summary:
    """Read the inputs, given in path order, into the files of `out`. `advance` is called once for each of them.

    The files depend on the inputs and the options alone. What an earlier run into `out` has read is not read again.
    OSError: something cannot be written.
    """
    store = Store(out / ".extractor")
    store.open(fresh=fresh)
    store.remember_inputs(inputs)
    keys: dict[str, str] = {}  # name → key, of what can be opened
    lost: dict[str, Outcome] = {}  # key → failure of a worker that could not write it down

    def tasks() -> Iterator[Task]:
        seen: set[str] = set()
        for name, path in inputs:
            key = keys[name] = _key(path, options)
            if key and key not in seen and not store.path(key).exists():
                yield Task(key, name, path)
            else:
                advance()
            seen.add(key)

    for task, failure in engine(tasks(), options, store):
        if failure:
            lost[task.key] = failure
        advance()

    summary = Summary()

    def outcomes() -> Iterator[Outcome]:
        for name, path in inputs:
            outcome = _outcome(name, path, keys[name], lost, store)
            summary.count(outcome)
            yield outcome

    outputs.write(outcomes(), out, store.parts)
    return summary


def _key(path: Path, options: Options) -> str:
    try:
        return content_key(path, options)
    except OSError:
        return ""


def _outcome(name: str, path: Path, key: str, lost: dict[str, Outcome], store: Store) -> Outcome:
    if not key:
        return failed(name, Unreadable(reason=_reason(path)))
    outcome = lost.get(key) or store.load(key)
    return outcome if outcome.name == name else renamed(outcome, name)


def _reason(path: Path) -> str:
    if path.is_dir():
        return "directory"
    return "permission" if path.exists() else "missing"
