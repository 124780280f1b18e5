"""What the engine is given to do in tests: the file's words say how it ends."""

from __future__ import annotations

import ctypes
import hashlib
import os
import random
import re
import signal
import time
from collections.abc import Iterable, Iterator
from threading import Timer

from extractor.archive.fetch import fetch
from extractor.archive.inputs import Input
from extractor.archive.process import Outcome, failed, no_memory, rendered
from extractor.archive.work import Done, Job, save, without_outcome
from extractor.errors import DamagedPdf, ExtractorError
from tests import made


def outcome(entry: Input, words: str) -> Outcome:
    match words.split():
        case ["die", *_]:
            os._exit(3)
        case ["crash", *_]:
            ctypes.string_at(0)
        case ["hang", *_]:
            time.sleep(600)
        case ["deaf", *_]:  # hangs where no signal is heard
            re.match(r"(a+)+$", "a" * 60 + "b")
        case ["swell", *_]:
            swell()
        case ["wrong", *_]:
            raise ValueError(words)
        case ["damaged", *_]:
            return failed(entry.name, DamagedPdf())
    report = made.full(entry.name)
    report.title = made.text(words)
    return rendered(report)


def swell() -> None:
    """Take memory until there is none. None is written to: filling it takes a busy machine longer than a file has."""
    kept = []
    while True:
        kept.append(bytes(64 * 1024 * 1024))


def work(entry: Input, job: Job) -> Done:
    try:
        data = fetch(entry, 1_000_000)
    except ExtractorError as error:
        return without_outcome(failed(entry.name, error))
    content = hashlib.sha256(data).hexdigest()
    store, key = job.store(), job.key(content, entry)
    known = store.brief(key)
    if known and not (known.code and job.retry_failed):
        return Done(content, known.code, known.message, known.pages)
    try:
        made_of = outcome(entry, data.decode())
    except MemoryError:
        made_of = failed(entry.name, no_memory(entry.name))
    return save(store, key, content, made_of)


def large(entry: Input, job: Job) -> Done:
    """A record of some hundred kilobytes, different for each file, written slowly enough to be disturbed."""
    report = made.full(entry.name)
    draw = random.Random(entry.name)
    report.title = made.text("".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(60_000)))
    data = entry.path.read_bytes()
    content = hashlib.sha256(data).hexdigest()
    store, key = job.store(), job.key(content, entry)
    if store.brief(key) is None:
        return save(store, key, content, rendered(report))
    return Done(content)


def mortal(entry: Input, job: Job) -> Done:
    """As `large`, in a process that is killed at a random moment of its first tenth of a second, while the folder
    `deaths` beside the store has room: its file `limit` says how many are to die, and the seed."""
    deaths = job.root.parent / "deaths"
    mine = deaths / str(os.getpid())
    if not mine.exists():
        mine.touch()
        count = len(list(deaths.iterdir()))
        limit, seed = map(int, (deaths / "limit").read_text().split())
        if count <= limit:
            timer = Timer(random.Random(seed + count).random() / 10, os.kill, (os.getpid(), signal.SIGKILL))
            timer.daemon = True
            timer.start()
    return large(entry, job)


def full_disk(entry: Input, job: Job) -> Done:
    raise OSError(28, "No space left on device")


def here(entries: Iterable[Input], job: Job) -> Iterator[tuple[Input, Done]]:
    """An engine that does everything in this process."""
    for entry in entries:
        yield entry, work(entry, job)


def backwards(entries: Iterable[Input], job: Job) -> Iterator[tuple[Input, Done]]:
    """As `here`, in the wrong order; what would end the process is a death that was noticed."""
    for entry in reversed(list(entries)):
        if entry.path.name == "死.pdf":
            content = hashlib.sha256(entry.path.read_bytes()).hexdigest()
            death = Outcome(entry.name, code="worker_died", message="处理此文件的进程意外终止")
            yield entry, save(job.store(), job.key(content, entry), content, death)
        else:
            yield entry, work(entry, job)


def signing(entry: Input, job: Job) -> Done:
    """Leaves the process's number in the folder `pids`."""
    (job.root.parent / "pids" / str(os.getpid())).touch()
    return work(entry, job)
