"""Whatever a page holds, the layout finishes, and no visible character is lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.layout import Document, Paragraph, Table, build_document
from extractor.textlayer.model import Page
from tests.layout.drawn import layer

place = st.floats(-50, 900, allow_nan=False).map(lambda value: round(value, 1))
extent = st.sampled_from([0.0, 0.1, 5.0, 9.0, 12.0, 12.0, 12.0, 40.0, 500.0])
glyph = st.tuples(st.sampled_from("一二元万，。（）(),.:1234567890ABab—…-第页"), place, place, extent, extent)
edge = st.tuples(st.booleans(), place, place, extent)


def drawn(glyphs: list[tuple[str, float, float, float, float]], edges: list[tuple[bool, float, float, float]]) -> Page:
    return Page(
        1,
        600,
        840,
        "".join(char for char, *_ in glyphs),
        np.array([(x, y, x + w, y + h) for _, x, y, w, h in glyphs], dtype=float).reshape(-1, 4),
        None,
        np.array([(float(up), x, y, x if up else x + n, y + n if up else y) for up, x, y, n in edges]).reshape(-1, 5),
    )


def said(document: Document) -> str:
    return document.text + "".join(box.text for box in document.dropped)


@given(st.lists(st.tuples(st.lists(glyph, max_size=40), st.lists(edge, max_size=30)), max_size=4))
@settings(max_examples=150, deadline=None)
def test_nothing_is_lost(pages: list[tuple[list[tuple[str, float, float, float, float]], list[object]]]) -> None:
    made = [drawn(glyphs, edges) for glyphs, edges in pages]  # type: ignore[arg-type]
    document = build_document(layer(*made))
    digits = sorted(char for char in said(document) if char.isdigit())
    assert digits == sorted(char for page in made for char in page.text if char.isdigit())
    assert document.boxes is not None or not any(page.text for page in made)
    position = 0
    for block in document.blocks:
        assert isinstance(block, Paragraph | Table)
        assert position <= block.start <= block.end
        position = block.end
    assert len(document.line_of) == len(document.text)
