"""What the engine is given to do in tests: the file's words say how it ends."""

from __future__ import annotations

import os
import time
from pathlib import Path

from extractor.archive.options import Options
from extractor.archive.process import Outcome, failed, rendered
from extractor.archive.store import Store, Task
from extractor.errors import DamagedPdf
from tests import made


def outcome(task: Task) -> Outcome:
    words = task.path.read_text(encoding="utf-8")
    if words.startswith("die"):
        os._exit(3)
    if words.startswith("hang"):
        time.sleep(600)
    if words.startswith("damaged"):
        return failed(task.name, DamagedPdf())
    report = made.full(task.name)
    report.title = made.text(words)
    return rendered(report)


def work(task: Task, options: Options, root: Path) -> None:
    Store(root).save(task.key, outcome(task))


def full_disk(task: Task, options: Options, root: Path) -> None:
    raise OSError(28, "No space left on device")
