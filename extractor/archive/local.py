"""The local engine: processes, never threads, around PDFium. A timeout kills one, a crash costs one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from extractor.archive.options import Options
from extractor.archive.process import Outcome, failed, process
from extractor.archive.store import Store, Task
from extractor.errors import TimedOut, WorkerDied

Work = Callable[[Task, Options, Path], None]


def work(task: Task, options: Options, root: Path) -> None:
    """What a worker does: the outcome goes to the store, nothing through the pipe. OSError: it cannot be written."""
    Store(root).save(task.key, process(task.path, task.name, options))


def run(
    tasks: Iterable[Task],
    options: Options,
    store: Store,
    *,
    workers: int,
    timeout: float | None = None,
    work: Work = work,
) -> Iterator[tuple[Task, Outcome | None]]:
    """Do the tasks in any order. Yields each as it ends, with a failure where its worker did not survive it.

    `timeout` is in seconds a file. `work` must be importable by a new process.
    """
    from pebble import ProcessExpired, ProcessPool

    waiting = iter(tasks)
    running: dict[Future[None], Task] = {}
    # spawn: a worker starts from nothing, the same on every system, and inherits no open PDF.
    with ProcessPool(max_workers=workers, context=get_context("spawn")) as pool:
        try:
            while True:
                # A short queue: an archive may be larger than memory.
                for task in islice(waiting, max(0, 3 * workers - len(running))):
                    running[pool.schedule(work, args=(task, options, store.root), timeout=timeout)] = task
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    task = running.pop(future)
                    try:
                        future.result()
                    except TimeoutError:
                        yield task, failed(task.name, TimedOut(seconds=f"{timeout:g}"))
                    except ProcessExpired:
                        yield task, failed(task.name, WorkerDied())
                    else:
                        yield task, None
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
