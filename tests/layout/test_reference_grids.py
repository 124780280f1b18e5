"""The cells found are those that pdfplumber's own table finder finds on the same edges."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.grids import differences, reference
from extractor.layout.grid import find_cells
from extractor.textlayer import open_layer
from extractor.textlayer.model import Floats
from tests.conftest import shared_files
from tests.reading.records import AUTHORED

REAL = [*shared_files("corpus/published/*.pdf"), *shared_files("seed/report.pdf")]
Grids = Sequence[Sequence[tuple[float, ...]]]


def ours(pages: list[Floats]) -> Sequence[Grids]:
    """Our grids, page by page, all pages found at once."""
    page = np.repeat(np.arange(len(pages)), [len(edges) for edges in pages])
    found = find_cells(np.concatenate(pages), page, close=False)
    result: list[list[list[tuple[float, ...]]]] = [[] for _ in pages]
    for grid in range(int(found.grid.max()) + 1 if len(found.grid) else 0):
        mine = found.grid == grid
        result[int(found.page[mine][0])].append(sorted(map(tuple, found.boxes[mine].tolist())))
    return result


def same(mine: Grids, theirs: Grids) -> bool:
    return [len(grid) for grid in mine] == [len(grid) for grid in theirs] and all(
        np.allclose(np.array(a), np.array(b), rtol=0, atol=1e-6) for a, b in zip(mine, theirs, strict=True)
    )


def differing(path: Path, step: int = 1) -> list[int]:
    pages = [page for page in open_layer(path).pages if len(page.edges)][::step]
    if not pages:
        return []
    found = ours([page.edges for page in pages])
    return [p.number for p, mine in zip(pages, found, strict=True) if not same(mine, reference(p.edges))]


@pytest.mark.parametrize("path", REAL)
def test_a_sample_of_real_pages(path: Path) -> None:
    assert differing(path, step=9) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", REAL)
def test_every_real_page(path: Path) -> None:
    assert differing(path) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", REAL)
def test_pdfplumber_on_the_file_itself(path: Path) -> None:
    """The whole way: `page.find_tables()` on the file against our cells on the edges of our reader."""
    import pdfplumber

    pages = open_layer(path).pages
    found = ours([page.edges for page in pages])
    with pdfplumber.open(path) as pdf:
        for page, mine in zip(pdf.pages, found, strict=True):
            theirs = [sorted(map(tuple, table.cells)) for table in page.find_tables()]
            page.close()
            assert [len(grid) for grid in mine] == [len(grid) for grid in theirs], page.page_number
            for a, b in zip(mine, theirs, strict=True):
                assert np.allclose(np.array(a), np.array(b, dtype=float), rtol=0, atol=0.5), page.page_number


#: pages whose grids are others than pdfplumber's, looked at one by one: Word's shading behind the texts of cells, drawn
#: as rectangles, makes pdfplumber see strips of padding as cells (pages 11 to 17), and a row cut by the page break has
#: no ruling at its top (14, 16, 17, 18)
LOOKED_AT = {"js_省法院2017年度部门预算公开.pdf": range(11, 19)}


@pytest.mark.slow
@pytest.mark.parametrize("path", [*REAL, *AUTHORED])
def test_what_differs_was_looked_at(path: Path) -> None:
    """With open sides closed and shading left out; cells that only moved (by less than 3 points) are the same."""
    found = {number: kinds for number, _, kinds in differences(path) if any(kinds.values())}
    assert set(found) == set(LOOKED_AT.get(path.name, ()))
    assert not any(kinds["other"] for kinds in found.values())


coordinates = st.sampled_from([50.0, 52.5, 60.0, 80.0, 83.5, 120.0, 121.0, 200.0, 260.0, 266.1])


@given(st.lists(st.tuples(st.booleans(), coordinates, coordinates, coordinates), max_size=24))
@settings(max_examples=200, deadline=None)
def test_any_rulings(rulings: list[tuple[bool, float, float, float]]) -> None:
    edges = np.array([
        (float(upright), at, min(a, b), at, max(a, b)) if upright else (0.0, min(a, b), at, max(a, b), at)
        for upright, at, a, b in rulings
    ]).reshape(-1, 5)  # fmt: skip
    pages = [edges, edges + np.array([0, 10, 10, 10, 10])]
    for mine, page in zip(ours(pages), pages, strict=True):
        assert same(mine, reference(page))
