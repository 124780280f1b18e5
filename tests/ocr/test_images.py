"""What is found on an image before anything is recognised: its angle, its rulings, its lines."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

from extractor.textlayer.ocr import lines, rulings, skew
from extractor.textlayer.ocr.fitting import fitted
from tests.ocr.scans import needs_ocr, pages, sample, scanned

pytestmark = [needs_ocr, pytest.mark.slow]
SCALE = 200 / 72


def image(content: bytes) -> np.ndarray:
    return np.array(pypdfium2.PdfDocument(content)[0].render(scale=SCALE, grayscale=True).to_numpy())


def table() -> np.ndarray:
    """Two rows and three columns, the last two narrow, and a letter's strokes in a cell."""
    picture = np.full((400, 700), 255, np.uint8)
    for y in (50, 90, 350):
        picture[y : y + 2, 50:650] = 0
    for x in (50, 500, 560, 648):
        picture[50:352, x : x + 2] = 0
    picture[200:202, 100:130] = 0
    picture[180:230, 114:117] = 0
    return picture


@pytest.mark.parametrize("angle", [-3.0, -1.0, 0.0, 0.5, 2.0])
def test_the_angle(angle: float) -> None:
    found = skew.angle_of(image(scanned(pages(sample("凤澜"), 3), dpi=150, skew=angle)))
    assert found == pytest.approx(angle, abs=0.06)


def test_a_blank_page_has_none() -> None:
    assert skew.angle_of(np.full((2000, 1400), 255, np.uint8)) == 0


@pytest.mark.parametrize("quarter", [1, 3])
def test_quarters_and_back(quarter: int) -> None:
    picture = np.full((40, 60), 255, np.uint8)
    picture[5, 50] = 0
    turned, back = skew.quartered(picture, quarter)
    y, x = np.argwhere(turned == 0)[0]
    assert np.allclose(back @ [x + 0.5, y + 0.5, 1], [50.5, 5.5])


def test_straightening_and_back() -> None:
    picture = np.full((400, 600), 255, np.uint8)
    picture[98:103, 398:403] = 0
    turned, back = skew.straightened(picture, 2.0)
    y, x = np.argwhere(turned < 60).mean(axis=0)
    assert np.allclose(back @ [x, y, 1], [400, 100], atol=1)


def test_rulings_are_not_letters() -> None:
    found = rulings.find(table(), SCALE)
    level, upright = found.edges[found.edges[:, 0] == 0], found.edges[found.edges[:, 0] == 1]
    assert np.allclose(sorted(level[:, 2]), [51, 91, 351])
    assert np.allclose(sorted(upright[:, 1]), [51, 501, 561, 649])
    clean = rulings.erased(table(), found, SCALE)
    assert (clean[:, :40] == 255).all()
    assert (clean[:, 500:] == 255).all()
    assert (clean[180:230, 114:117] == 0).all()


def test_a_box_over_two_cells_is_parted() -> None:
    edges = rulings.find(table(), SCALE).edges
    boxes = lines.parted(np.array([[400.0, 60.0, 640.0, 85.0]]), np.zeros((400, 700), bool), edges)
    assert boxes[:, [0, 2]].tolist() == [[400, 501], [501, 561], [561, 640]]


def test_two_lines_taken_for_one_are_parted() -> None:
    ink = np.zeros((300, 400), bool)
    ink[20:40, 20:380] = ink[100:120, 20:380] = ink[126:146, 20:380] = True
    usual = [[20.0, 16.0, 380.0, 44.0]] * 3
    boxes = lines.parted(np.array([*usual, [20.0, 96.0, 380.0, 150.0]]), ink, np.empty((0, 5)))
    assert sorted(round(float(box[1] + box[3]) / 2) for box in boxes) == [30, 110, 136]


def test_ink_that_no_box_covers() -> None:
    ink = np.zeros((300, 400), bool)
    ink[20:40, 20:380] = ink[100:120, 20:60] = ink[100:120, 64:90] = True
    ink[200:203, 20:23] = True  # a speck
    (box,) = lines.overlooked(np.array([[16.0, 16.0, 384.0, 44.0]]), ink, 28.0).tolist()
    assert box == pytest.approx([20, 100, 90, 120], abs=5)


def test_a_line_among_close_ones_is_fitted_to_its_ink() -> None:
    """The box cuts into the lines above and below, and stops before a comma; a rule ends it, and so does a gap."""
    ink = np.zeros((100, 300), bool)
    for top in (6, 36, 66):
        ink[top : top + 27, 20:150] = True
    ink[55:63, 158:162] = True
    ink[36:63, 230:260] = True
    box = np.array([[18.0, 30.0, 152.0, 70.0]])
    x0, top, x1, bottom = fitted(box, ink, np.empty((0, 5)), 40.0)[0].tolist()
    assert 30 <= top <= 36 and 63 <= bottom < 70
    assert x0 == 18 and 162 <= x1 < 175
    wall = np.array([[1.0, 155.0, 0.0, 155.0, 100.0]])
    assert fitted(box, ink, wall, 40.0)[0, 2] <= 155


def test_a_stroke_of_the_next_line_that_stands_apart_is_not_of_this_one() -> None:
    """元 under 万: its upper stroke is not cut through by the box, but makes the line too high."""
    ink = np.zeros((200, 100), bool)
    for top in (5, 36, 100):
        ink[top : top + 27, 20:80] = True
    ink[130:133, 30:70] = True
    boxes = np.array([[18.0, 2.0, 82.0, 34.0], [18.0, 34.0, 82.0, 65.0], [18.0, 95.0, 82.0, 136.0]])
    assert fitted(boxes, ink, np.empty((0, 5)), 40.0)[2, 3] < 133
