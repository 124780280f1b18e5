"""No pattern of the readers or of the lexicon backtracks without end: long hostile texts take a moment."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY
from tests.reading.patterns import patterns


def slow_ones(size: int, limit: float, patience: float) -> list[str]:
    """Patterns that take longer than `limit` seconds on some text of `size` characters, measured in a process."""
    command = [sys.executable, "-m", "tests.reading.patterns", str(size), str(limit)]
    try:
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, timeout=patience, check=True)
        output = done.stdout.decode()
    except subprocess.TimeoutExpired as stopped:
        output = (stopped.stdout or b"").decode()
    lines = output.splitlines()
    unfinished = lines[-1:] if lines and lines[-1].startswith("?") else []
    assert sum(line.startswith(("=", "!")) for line in lines) + len(unfinished) > 0
    return [line for line in lines if line.startswith("!")] + unfinished


def test_patterns_are_found() -> None:
    places = {found.place for found in patterns()}
    assert len(places) > 60
    for name in ("mentions._MENTION", "staffing._NAMED", "ordinals._STYLES[0][1]", "lexicon.staff.staff_pattern"):
        assert any(place.endswith(name) for place in places), name


def test_texts_of_ten_kilobytes() -> None:
    assert slow_ones(4_000, 0.1, 40) == []


@pytest.mark.slow
def test_texts_of_a_hundred_kilobytes() -> None:
    """35,000 characters of three bytes. Ten times the shorter text: a quadratic pattern shows."""
    assert slow_ones(35_000, 0.8, 120) == []
