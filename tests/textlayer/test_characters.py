"""The rules that both readers share, on arrays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractor.textlayer.characters import letters, printed
from extractor.textlayer.doubled import originals


def codes(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array([ord(char) for char in text], np.uint32)


def test_what_is_printed() -> None:
    kept = printed(codes("a\u00a0\u3000\u200b\ufeff\x031\u2f8d\ue000"))
    assert kept.tolist() == [ord("a"), 0, 0, 0, 0, 0, ord("1"), 0x2F8D, 0xE000]


def test_hyphens_surrogates_and_other_planes() -> None:
    values = np.array([0x02, 0xAD, 0xFFFE, 0xD840, 0xFFFF, 0x2CB4E], np.uint32)
    assert printed(values).tolist() == [0x2D, 0x2D, 0x2D, 0xFFFD, 0, 0x2CB4E]


def test_ligatures_are_spelled_out() -> None:
    assert letters("\ufb03x") == "ffix"


def test_a_copy_beside_the_original_is_none() -> None:
    boxes = np.array([[10, 10, 16, 20], [16, 10, 22, 20], [10.5, 10, 16.5, 20], [16.4, 10.3, 22.4, 20.3]], float)
    keep = originals(codes("1212"), boxes, np.zeros(4, np.intp))
    assert keep is not None
    assert keep.tolist() == [True, True, False, False]


def test_neighbours_and_other_lines_are_no_copies() -> None:
    boxes = np.array([[10, 10, 16, 20], [13, 10, 19, 20], [10, 13, 16, 23], [10, 10, 16, 20]], float)
    assert originals(codes("1112"), boxes, np.zeros(4, np.intp)) is None


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(-40, 400), st.integers(-40, 400)), max_size=40, unique=True),
    st.floats(0.0, 1.0),
    st.floats(-1.0, 1.0),
)
def test_a_page_drawn_twice_is_read_once(chars: list[tuple[int, int, int]], dx: float, dy: float) -> None:
    """Characters at least their width apart, and a shifted copy of all: the copy goes, the page stays."""
    once = np.array([[7.0 * x, 12.0 * y, 7.0 * x + 6, 12.0 * y + 10] for _, x, y in chars]).reshape(-1, 4)
    distinct = {(x, y): index for index, (_, x, y) in enumerate(chars)}
    order = sorted(distinct.values())
    once, letters_ = once[order], np.array([65 + chars[index][0] for index in order], np.uint32)
    both = np.concatenate([once, np.add(once, [dx, dy, dx, dy])])
    keep = originals(np.concatenate([letters_, letters_]), both, np.zeros(len(both), np.intp))
    assert originals(letters_, once, np.zeros(len(once), np.intp)) is None
    if order:
        assert keep is not None
        assert keep.tolist() == [True] * len(order) + [False] * len(order)
