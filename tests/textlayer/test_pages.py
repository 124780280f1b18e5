"""Where characters and lines of a page are, from pages whose description the test states. Courier: 0.6 em advance."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.textlayer import READERS, open_layer
from extractor.textlayer.characters import BELOW
from extractor.textlayer.model import Page
from tests.textlayer.pdfs import form, pdf, to_unicode

both = pytest.mark.parametrize("reader", list(READERS))
TEXT = "BT /F 10 Tf 50 300 Td (a1) Tj ET"


def only(data: bytes, reader: str) -> Page:
    (page,) = open_layer(data, reader=reader).pages
    return page


def placed(page: Page) -> list[tuple[str, Any]]:
    assert page.boxes is not None
    return [(char, box) for char, box in zip(page.text, page.boxes.round(2).tolist(), strict=True)]


def box(x: float, baseline: float, size: float = 10, width: float = 6, height: float = 400) -> Any:
    """The box of a character set at x on a baseline in user space."""
    bottom = height - baseline + BELOW * size
    return pytest.approx([x, bottom - size, x + width, bottom], abs=0.02)


@both
def test_a_box_is_advance_by_size(reader: str) -> None:
    assert placed(only(pdf(TEXT), reader)) == [("a", box(50, 300)), ("1", box(56, 300))]


@both
def test_text_size_and_matrix_multiply(reader: str) -> None:
    page = only(pdf("0.5 0 0 0.5 10 20 cm BT /F 10 Tf 2 0 0 2 40 100 Tm (a) Tj ET"), reader)
    assert placed(page) == [("a", box(30, 70))]


@both
def test_white_space_and_controls_are_no_characters(reader: str) -> None:
    page = only(pdf(r"BT /F 10 Tf 50 300 Td (a \240\t b\0031) Tj ET"), reader)
    assert sorted(page.text.replace("�", "")) == ["1", "a", "b"]


@both
def test_invisible_and_outlying_text_is_kept(reader: str) -> None:
    page = only(pdf("BT /F 10 Tf 3 Tr 50 300 Td (a) Tj 1 1 1 rg 0 Tr 0 -700 Td (b) Tj ET"), reader)
    assert placed(page) == [("a", box(50, 300)), ("b", box(50, -400))]


@both
@pytest.mark.parametrize(
    ("rotation", "size", "place"),
    [
        (0, (300, 400), [50.0, 91.4, 56.0, 101.4]),
        (90, (400, 300), [298.6, 50.0, 308.6, 56.0]),
        (180, (300, 400), [244.0, 298.6, 250.0, 308.6]),
        (270, (400, 300), [91.4, 244.0, 101.4, 250.0]),
    ],
)
def test_pages_are_turned_as_displayed(reader: str, rotation: int, size: tuple[int, int], place: list[float]) -> None:
    page = only(pdf("BT /F 10 Tf 50 300 Td (a) Tj ET", page=f"/MediaBox [0 0 300 400] /Rotate {rotation}"), reader)
    assert (page.width, page.height) == size
    assert placed(page) == [("a", pytest.approx(place, abs=0.02))]
    assert (page.upright is None) == (rotation == 0)


@both
def test_text_that_turns_back_on_a_turned_page_is_upright(reader: str) -> None:
    page = only(pdf("BT /F 10 Tf 0 1 -1 0 100 50 Tm (ab) Tj ET", page="/MediaBox [0 0 300 400] /Rotate 90"), reader)
    assert page.upright is None
    assert placed(page) == [
        ("a", pytest.approx([50, 91.4, 56, 101.4], abs=0.02)),
        ("b", pytest.approx([56, 91.4, 62, 101.4], abs=0.02)),
    ]


@both
def test_coordinates_start_at_the_media_box_s_corner(reader: str) -> None:
    page = only(pdf(TEXT, page="/MediaBox [30 40 330 440]"), reader)
    assert placed(page)[0] == ("a", box(20, 260))


@both
def test_an_inherited_media_box_counts(reader: str) -> None:
    page = only(pdf(TEXT, page="", pages="/MediaBox [0 0 500 600]"), reader)
    assert (page.width, page.height) == (500, 600)
    assert page.crop is None


@both
def test_a_crop_box_moves_nothing_and_is_told(reader: str) -> None:
    for data in (
        pdf(TEXT, page="/MediaBox [0 0 300 400] /CropBox [10 20 200 350]"),
        pdf(TEXT, page="/CropBox [10 20 200 350]", pages="/MediaBox [0 0 300 400]"),
    ):
        page = only(data, reader)
        assert (page.width, page.height) == (300, 400)
        assert placed(page)[0] == ("a", box(50, 300))
        assert page.crop == pytest.approx((10, 50, 200, 380))


@both
def test_slanted_text_has_the_bounds_of_its_parallelogram(reader: str) -> None:
    page = only(pdf("BT /F 10 Tf 1 0 0.2 1 50 300 Tm (ab) Tj ET"), reader)
    assert placed(page) == [
        ("a", pytest.approx([49.72, 91.4, 57.72, 101.4], abs=0.02)),
        ("b", pytest.approx([55.72, 91.4, 63.72, 101.4], abs=0.02)),
    ]


@both
def test_a_negative_size_turns_the_letters_and_a_matrix_may_turn_them_back(reader: str) -> None:
    page = only(pdf("BT /F -10 Tf -1 0 0 -1 50 300 Tm (ab) Tj ET"), reader)
    assert placed(page) == [("a", box(50, 300)), ("b", box(56, 300))]


@both
def test_raised_and_stretched_text(reader: str) -> None:
    page = only(pdf("BT /F 10 Tf 50 300 Td 4 Ts (a) Tj 0 Ts 200 Tz (b) Tj ET"), reader)
    assert placed(page) == [("a", box(50, 304)), ("b", box(56, 300, width=12))]


@both
def test_text_in_nested_forms(reader: str) -> None:
    inner = form("BT /F 5 Tf 0 0 Td (a) Tj ET 0 0 10 10 re f", "[2 0 0 2 0 0]", "/Font << /F 3 0 R >>")
    outer = form("1 0 0 1 20 30 cm /I Do", "[1 0 0 1 5 0]", "/XObject << /I 10 0 R >>")
    page = only(pdf("1 0 0 1 100 200 cm /O Do", extra=[inner, outer], resources="/XObject << /O 11 0 R >>"), reader)
    assert placed(page) == [("a", box(125, 230))]
    assert page.edges.round(2).tolist() == [
        [0, 125, 150, 145, 150],
        [0, 125, 170, 145, 170],
        [1, 125, 150, 125, 170],
        [1, 145, 150, 145, 170],
    ]


@both
def test_bold_by_printing_twice_is_read_once(reader: str) -> None:
    apart = "BT /F 10 Tf 50 300 Td (1234567890) Tj ET BT /F 10 Tf 50 280 Td (ab) Tj ET "
    page = only(pdf(apart + "BT /F 10 Tf 50.4 300.1 Td (1234567890) Tj ET"), reader)
    assert sorted(page.text) == sorted("1234567890ab")


@both
def test_repeated_digits_stay(reader: str) -> None:
    page = only(pdf("BT /F 10 Tf 50 300 Td -2 Tc (1111) Tj ET BT /F 10 Tf 50 292 Td (1111) Tj ET"), reader)
    assert page.text == "1" * 8


@both
def test_letters_as_the_font_s_map_has_them(reader: str) -> None:
    """Beyond the basic plane, several for a glyph, a ligature, a radical (folded later), a line-end hyphen."""
    table = to_unicode(a="D870DF4E", b="00780079", c="FB01", d="2F8D", e="00AD", f="E000")
    font = f"/BaseFont /X /ToUnicode 10 0 R /FirstChar 97 /LastChar 102 /Widths [{'600 ' * 6}]"
    page = only(pdf("BT /F 10 Tf 50 300 Td (abcdef) Tj ET", extra=[table], font=font), reader)
    assert page.text == "\U0002c34exyfi\u2f8d-\ue000"
    assert page.boxes is not None
    assert page.boxes[:, 0].round(1).tolist() == [50, 56, 59, 62, 65, 68, 74, 80]


def test_letters_that_stand_for_glyphs_share_their_width() -> None:
    """Both are PDFium's: the letters of a ligature, and a text given for the glyphs (pdfplumber does not read it)."""
    page = only(pdf("/Span <</ActualText (12)>> BDC BT /F 10 Tf 50 300 Td (abc) Tj ET EMC"), "pdfium")
    assert page.text == "12"
    assert page.boxes is not None
    assert page.boxes[:, 0].tolist() == pytest.approx([50, 59], abs=1)
    assert page.boxes[:, 2].tolist() == pytest.approx([59, 68], abs=1)


@both
def test_edges_come_as_lines_then_rectangles_then_curves(reader: str) -> None:
    page = only(
        pdf(
            "10 10 m 60 10 l 60 40 l 90 70 l S "  # a curve: level, upright, slanting (left out)
            "100 100 50 20 re f "
            "20 200 m 80 200 l S 20 220 m 20 260 l s "  # lines
            "20 300 m 60 300 l 60 320 l 20 320 l h S "  # a rectangle by hand
            "200 300 m 220 300 220 310 220 320 c S "  # Bézier: only its ends count, they slant
            "1 1 5 5 re n " + TEXT  # never painted
        ),
        reader,
    )
    assert page.edges.round(2).tolist() == [
        [0, 20, 200, 80, 200],
        [1, 20, 140, 20, 180],
        [0, 100, 280, 150, 280],
        [0, 100, 300, 150, 300],
        [1, 100, 280, 100, 300],
        [1, 150, 280, 150, 300],
        [0, 20, 80, 60, 80],
        [0, 20, 100, 60, 100],
        [1, 20, 80, 20, 100],
        [1, 60, 80, 60, 100],
        [0, 10, 390, 60, 390],
        [1, 60, 360, 60, 390],
    ]


@both
def test_a_page_without_text_is_a_page(reader: str) -> None:
    layer = open_layer(pdf(TEXT, "", TEXT), reader=reader)
    assert [(page.number, page.text) for page in layer.pages] == [(1, "a1"), (2, ""), (3, "a1")]
    assert layer.pages[1].boxes is not None
    assert layer.pages[1].boxes.shape == (0, 4)
    assert layer.pages[1].edges.shape == (0, 5)
