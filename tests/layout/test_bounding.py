"""Boxes around spans: what each character's own box, taken one by one, would give."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.evidence import Bounding, Lineation, hundredths

numbers = st.floats(-1e5, 1e5, allow_nan=False) | st.integers(-(10**6), 10**6).map(lambda n: n / 1000)


@given(st.lists(numbers, min_size=1, max_size=40))
def test_rounding_is_that_of_python(values: list[float]) -> None:
    assert hundredths(np.array([values])).tolist() == [[round(value, 2) for value in values]]


def test_ties_in_decimal_only() -> None:
    values = [1.005, 2.675, 0.125, -0.375, 1000.115, float("1e15")]
    assert hundredths(np.array(values)).tolist() == [round(value, 2) for value in values]


places = st.sampled_from([0.0, 1.0, 2.5, 4.0])


@given(st.lists(st.tuples(places, places, places, places), min_size=1, max_size=60), st.data())
def test_union(boxes: list[tuple[float, float, float, float]], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(boxes) - 1))
    end = data.draw(st.integers(start + 1, len(boxes)))
    x0, top, x1, bottom = zip(*boxes[start:end], strict=True)
    expected = (min(x0), min(top), max(x1), max(bottom))
    assert Bounding(np.array(boxes)).union(start, end) == expected


@given(st.lists(st.integers(-1, 3), max_size=40), st.integers(0, 40), st.integers(0, 45))
def test_runs(owners: list[int], start: int, end: int) -> None:
    found = Lineation(np.array(owners, np.int32)).runs(start, end)
    told = {at: line for a, b, line in found for at in range(a, b)}
    assert told == {at: owners[at] for at in range(start, min(end, len(owners))) if owners[at] >= 0}
    assert all(a < b and len(set(owners[a:b])) == 1 for a, b, _ in found)
    assert all(b < c or owners[b - 1] != owners[c] for (_, b, _), (c, _, _) in pairwise(found))
