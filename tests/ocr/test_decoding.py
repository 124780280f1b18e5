"""The recogniser's answer → letters and how sure they are, without the recogniser."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.textlayer.model import Floats
from extractor.textlayer.ocr.engine import Alphabet, Spoken, _decode
from extractor.textlayer.ocr.letters import placed
from extractor.textlayer.ocr.pages import _capped

LETTERS = ["", *"0123456789.,万元支出(（決决", " "]
ALPHABET = Alphabet(LETTERS)


def answer(*steps: dict[str, float]) -> Floats:
    """For each step the probabilities of some letters; the rest is nothing's."""
    rows = np.zeros((len(steps), len(LETTERS)))
    for row, step in zip(rows, steps, strict=True):
        for letter, probability in step.items():
            row[LETTERS.index(letter)] = probability
        row[0] = 1 - row.sum()
    return rows


def test_runs_become_letters() -> None:
    spoken = _decode(answer({}, {"1": 0.9}, {"1": 0.99}, {}, {"1": 0.98}, {"万": 0.97}, {}), ALPHABET, 4.0)
    assert spoken.letters == "11万"
    assert spoken.confidence.tolist() == pytest.approx([0.99, 0.98, 0.97])
    assert spoken.middles.tolist() == pytest.approx([4 * (1.5 * 0.9 + 2.5 * 0.99) / 1.89, 18.0, 22.0])


def test_what_may_stand_between_lowers_both_neighbours() -> None:
    """A point that was almost read is worth a factor of ten: neither neighbour is sure."""
    spoken = _decode(answer({"5": 0.99}, {".": 0.4}, {"9": 0.99}, {}, {"万": 0.99}), ALPHABET, 4.0)
    assert spoken.letters == "59万"
    assert spoken.confidence.tolist() == pytest.approx([0.6, 0.6, 0.99])


def test_traces_of_the_neighbours_are_no_doubt() -> None:
    spoken = _decode(answer({"5": 0.99}, {"5": 0.3, "9": 0.2}, {"9": 0.99}), ALPHABET, 4.0)
    assert spoken.confidence.tolist() == pytest.approx([0.99, 0.99])


def test_letters_that_are_one_to_the_text_layer() -> None:
    spoken = _decode(answer({"(": 0.5, "（": 0.49}, {}, {"決": 0.6, "决": 0.4}), ALPHABET, 4.0)
    assert spoken.letters == "(决"
    assert spoken.confidence[0] == pytest.approx(0.99)


def test_boxes_are_as_high_as_the_font_and_figures_hang_together() -> None:
    letters = "支出1,234.5万元"
    steps = [1.0 if letter >= "一" else 0.5 for letter in letters]
    ends = np.cumsum(steps)
    line = Spoken(letters, 48 * (ends - np.array(steps) / 2), np.ones(len(letters)))
    crop = np.full((60, round(48 * ends[-1])), 255, np.uint8)
    crop[8:52, 4:-4] = 0
    found = placed([line], np.array([[100.0, 200.0, 100.0 + crop.shape[1], 260.0]]), [crop])
    assert found.text == letters
    assert np.allclose(found.boxes[:, 3] - found.boxes[:, 1], 48, atol=5)
    assert np.allclose(found.boxes[:, 1] + found.boxes[:, 3], 460)
    assert np.allclose(found.boxes[1:, 0], found.boxes[:-1, 2])
    assert np.allclose(found.boxes[:, 2], 100 + 48 * ends, atol=6)


def test_on_a_page_that_can_hardly_be_read_nothing_is_sure() -> None:
    clear, poor = np.full(100, 0.99), np.concatenate((np.full(80, 0.99), np.full(20, 0.4)))
    assert _capped(clear).tolist() == clear.tolist()
    assert _capped(poor).max() == pytest.approx(0.8)


def test_a_space_parts_two_figures() -> None:
    line = Spoken("12 34", np.array([12.0, 36.0, 60.0, 84.0, 108.0]), np.ones(5))
    crop = np.full((60, 120), 255, np.uint8)
    crop[12:48] = 0
    found = placed([line], np.array([[0.0, 0.0, 120.0, 60.0]]), [crop])
    assert found.text == "1234"
    gaps = found.boxes[1:, 0] - found.boxes[:-1, 2]
    assert gaps[1] > 10
    assert np.allclose(gaps[[0, 2]], 0)
