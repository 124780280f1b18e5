"""What a worker that reads a single file does in tests: the name says how it ends."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

from extractor import pipeline
from extractor.archive import isolated
from extractor.archive.options import Options
from tests import made
from tests.archive.workers import swell


def answer(given: Path, whole: bool, name: str, options: Options, place: Path) -> None:
    match name:
        case "die":
            os._exit(3)
        case "abort":
            os.abort()
        case "hang":
            time.sleep(600)
        case "swell":
            swell()
        case "wrong":
            pipeline.read = lambda *_, **__: 1 // 0  # type: ignore[assignment]
        case _:
            place.write_bytes(pickle.dumps((made.full(name), "")))
            return
    isolated._answer(given, whole, name, options, place)
