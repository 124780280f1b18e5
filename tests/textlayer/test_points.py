"""The points of paths, copied at once and asked for one by one: the same ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer import pdfium_points


@pytest.fixture
def paths() -> Iterator[list[int]]:
    """A curve, a lone point, and an open line behind a closed one."""
    curve, lone, open_ = (call.new_path(x, 2.0) for x in (1.0, 50.0, -7.25))
    call.bezier_to(curve, 3.0, 4.0, 5.5, 6.0, 7.0, -8.0)
    call.close_path(curve)
    call.line_to(open_, 9.0, 10.0)
    call.close_path(open_)
    call.move_to(open_, 11.0, 12.0)
    call.line_to(open_, 1e7, 0.1)
    yield [curve, lone, open_]
    for path in (curve, lone, open_):
        call.destroy_object(path)


def rows(paths: list[int]) -> list[tuple[float, ...]]:
    counts = [call.count_segments(path) for path in paths]
    drawn = pdfium_points.Drawn(np.array(paths, np.uint64))
    assert drawn.counts.tolist() == counts
    points = drawn.points()
    assert len(points) == sum(counts)
    return [tuple(float(point[name]) for name in ("x", "y", "kind", "closes")) for point in points]


def test_pdfium_keeps_points_as_we_know() -> None:
    assert pdfium_points._known()


def test_both_ways_tell_the_same(paths: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = rows(paths)
    monkeypatch.setattr(pdfium_points, "_known", lambda: False)
    assert rows(paths) == at_once
    line, bezier, move = 0.0, 1.0, 2.0
    assert [row[2] for row in at_once] == [move, bezier, bezier, bezier, move, move, line, move, line]
    assert [row[3] for row in at_once] == [0, 0, 0, 1, 0, 0, 1, 0, 0]
    assert at_once[4][:2] == (50.0, 2.0)


def test_another_layout_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = pdfium_points._known.__wrapped__
    assert known()
    told = call.segment_type
    monkeypatch.setattr(call, "segment_type", lambda segment: (told(segment) + 1) % 3)
    assert not known()
