"""Ruling lines → grids of cells, by pdfplumber's table-finder algorithm with its default settings."""

from __future__ import annotations

from typing import Any

from extractor.textlayer.model import Floats

CellBox = tuple[float, float, float, float]

_TOLERANCE = 3.0  #: points, for snapping, joining and crossing: pdfplumber's default
_MIN_LENGTH = 3.0  #: points, of a joined edge
_MIN_PIECE = 1.0  #: points, of an edge before joining


def find_grids(edges: Floats) -> list[list[CellBox]]:
    """The grids that `edges` (rows: orientation, x0, top, x1, bottom) draw, each a list of cells' boxes.

    Grids come from top to bottom, as in pdfplumber's `page.find_tables()`; a grid has at least two cells.
    """
    from pdfplumber.table import (
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    pieces: list[dict[str, Any]] = []
    for orientation, x0, top, x1, bottom in edges.tolist():
        length = bottom - top if orientation else x1 - x0
        if length >= _MIN_PIECE:
            pieces.append({"orientation": "v" if orientation else "h", "x0": x0, "x1": x1, "top": top,
                           "bottom": bottom, "width": x1 - x0, "height": bottom - top, "doctop": top})  # fmt: skip
    if not pieces:
        return []
    pieces.sort(key=lambda e: e["orientation"] == "h")
    merged = merge_edges(pieces, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    merged = [e for e in merged if e["height" if e["orientation"] == "v" else "width"] >= _MIN_LENGTH]
    crossings = edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    cells: list[CellBox] = intersections_to_cells(crossings)
    tables: list[list[CellBox]] = cells_to_tables(cells)
    return tables
