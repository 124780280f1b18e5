"""Where our grids differ from those that pdfplumber's finder draws from the same rulings, page by page.

    python benchmarks/grids.py FOLDER|FILE…

For every page with rulings the cells that only we see and those that only pdfplumber sees, before columns and rows
without text or width are dropped. Two rules of ours make a difference: a ruling is added where a grid is drawn open
(`opened`: cells of ours where pdfplumber has none), and shading behind a text draws no boundary (`shaded`: pieces of
pdfplumber's of which ours is one cell, `whole`). Without the sides of the shading a ruling's position, the mean of
what is drawn within three points, may shift (`moved`: the same cells). What is none of these is `other`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from extractor.layout.shading import find_ruled_cells
from extractor.textlayer import open_layer
from extractor.textlayer.model import Floats

Box = tuple[float, float, float, float]
_SAME = 0.01  #: points
_MOVED = 3.0  #: points
_NEAR = 3.5  #: points by which a cell within another may stick out, after snapping


def reference(edges: Floats) -> list[list[Box]]:
    """The cells of the grids of a page by pdfplumber's own functions, with its default settings."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    pieces = []
    for upright, x0, top, x1, bottom in edges.tolist():
        if (bottom - top if upright else x1 - x0) >= 1:
            pieces.append({
                "orientation": "v" if upright else "h", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
                "width": x1 - x0, "height": bottom - top, "doctop": top,
            })  # fmt: skip
    merged = merge_edges(sorted(pieces, key=lambda e: e["orientation"] == "h"), 3, 3, 3, 3) if pieces else []
    merged = [e for e in merged if e["height" if e["orientation"] == "v" else "width"] >= 3]
    cells = intersections_to_cells(edges_to_intersections(merged, 3, 3))
    return [sorted((float(a), float(b), float(c), float(d)) for a, b, c, d in grid) for grid in cells_to_tables(cells)]


def ours(edges: Floats) -> list[Box]:
    """Our cells of a page."""
    found = find_ruled_cells(edges, np.zeros(len(edges), dtype=np.intp))
    return sorted({(float(a), float(b), float(c), float(d)) for a, b, c, d in found.boxes.tolist()})


def only(mine: list[Box], theirs: list[Box], tolerance: float = _SAME) -> list[Box]:
    """The cells of one list that the other lacks."""
    if not mine or not theirs:
        return mine
    other = np.array(theirs)
    return [box for box in mine if not (np.abs(other - np.array(box)) < tolerance).all(axis=1).any()]


def within(box: Box, others: list[Box]) -> bool:
    """Whether a cell lies within one of the others."""
    return any(
        o[0] - _NEAR <= box[0] and o[1] - _NEAR <= box[1] and o[2] + _NEAR >= box[2] and o[3] + _NEAR >= box[3]
        for o in others
    )


def differences(path: Path) -> Iterator[tuple[int, int, dict[str, list[Box]]]]:
    """Pages of a file whose grids differ: page, how many cells moved, and the other cells by kind."""
    for page in open_layer(path).pages:
        if not len(page.edges):
            continue
        mine, theirs = ours(page.edges), sorted(cell for grid in reference(page.edges) for cell in grid)
        added, missing = only(mine, theirs), only(theirs, mine)
        moved = len(missing)
        added, missing = only(added, missing, _MOVED), only(missing, added, _MOVED)
        moved -= len(missing)
        found = {
            "opened": [box for box in added if not any(within(t, [box]) for t in missing)],
            "shaded": [box for box in missing if within(box, mine)],
            "whole": [box for box in added if any(within(t, [box]) for t in missing)],
            "other": [box for box in missing if not within(box, mine)],
        }
        if added or missing or moved:
            yield page.number, moved, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER|FILE")
    pages = differing = 0
    for given in parser.parse_args().paths:
        for path in sorted(given.rglob("*.pdf")) if given.is_dir() else [given]:
            pages += sum(1 for page in open_layer(path).pages if len(page.edges))
            for number, moved, found in differences(path):
                differing += 1
                counts = {"moved": moved, **{kind: len(boxes) for kind, boxes in found.items()}}
                kinds = ", ".join(f"{kind} {count}" for kind, count in counts.items() if count)
                print(f"{path.name} page {number}: {kinds}")
    print(f"{pages} pages with rulings, {differing} differ")


if __name__ == "__main__":
    main()
