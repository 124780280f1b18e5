"""Boxes around spans: what each character's own box, taken one by one, would give."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.layout.evidence import Printed, hundredths

numbers = st.floats(-1e5, 1e5, allow_nan=False) | st.integers(-(10**6), 10**6).map(lambda n: n / 1000)


@given(st.lists(numbers, min_size=1, max_size=40))
def test_rounding_is_that_of_python(values: list[float]) -> None:
    assert hundredths(np.array([values])).tolist() == [[round(value, 2) for value in values]]


def test_ties_in_decimal_only() -> None:
    values = [1.005, 2.675, 0.125, -0.375, 1000.115, float("1e15")]
    assert hundredths(np.array(values)).tolist() == [round(value, 2) for value in values]


places = st.sampled_from([0.0, 1.0, 2.501, 2.499, 4.0])
characters = st.lists(st.tuples(st.integers(-1, 3), places, places, places, places), max_size=60)


@given(characters, st.integers(0, 60), st.integers(0, 65))
def test_parts(told: list[tuple[int, float, float, float, float]], start: int, end: int) -> None:
    owners = [owner for owner, *_ in told]
    boxes = np.array([box for _, *box in told]).reshape(-1, 4)
    found = Printed(np.array(owners, np.int32), boxes).parts(start, end)
    printed = {at: line for a, b, line, _ in found for at in range(a, b)}
    assert printed == {at: owners[at] for at in range(start, min(end, len(owners))) if owners[at] >= 0}
    assert all(a < b and len(set(owners[a:b])) == 1 for a, b, _, _ in found)
    assert all(b < c or owners[b - 1] != owners[c] for (_, b, _, _), (c, _, _, _) in pairwise(found))
    for a, b, _, box in found:
        x0, top, x1, bottom = zip(*[[round(value, 2) for value in box] for _, *box in told[a:b]], strict=True)
        assert box == (min(x0), min(top), max(x1), max(bottom))


@given(st.lists(st.integers(-1, 3), max_size=40), st.integers(0, 40), st.integers(0, 45))
def test_without_geometry(owners: list[int], start: int, end: int) -> None:
    boxes = np.zeros((len(owners), 4))
    numbers = np.array(owners, np.int32)
    plain = [(a, b, line, None) for a, b, line, _ in Printed(numbers, boxes).parts(start, end)]
    assert Printed(numbers, None).parts(start, end) == plain
