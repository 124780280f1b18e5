"""What a reading does to Python's search for rubbish."""

from __future__ import annotations

import gc
from itertools import count
from pathlib import Path

import pytest

from extractor import pipeline
from extractor.pipeline import read

SAMPLE = next((Path(__file__).parent.parent / "samples").glob("*.pdf"))


def _read() -> None:
    read(SAMPLE)


def test_nobody_looks_for_rubbish_but_once_in_many_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_readings", count(1))
    monkeypatch.setattr(pipeline, "_RUBBISH", 3)
    seen: list[str] = []

    def note(phase: str, info: dict[str, int]) -> None:
        seen.append(phase)

    gc.collect()
    gc.callbacks.append(note)
    try:
        _read()
        _read()
        assert gc.isenabled() and not seen
        _read()
        assert gc.isenabled() and seen
    finally:
        gc.callbacks.remove(note)


def test_what_a_program_has_frozen_stays_so() -> None:
    kept = [[number] for number in range(1000)]
    gc.freeze()
    try:
        _read()
        assert gc.get_freeze_count() >= len(kept)
    finally:
        gc.unfreeze()


def test_a_program_that_does_not_collect_still_does_not() -> None:
    gc.disable()
    try:
        _read()
        assert not gc.isenabled()
    finally:
        gc.enable()
