"""Reports read once and kept, and what tests ask of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import extractor
from extractor.layout import build_document
from extractor.layout.model import Table
from extractor.records.leaves import Evidence, Leaf
from extractor.records.paths import Node, is_fact, walk
from extractor.records.report import Report
from extractor.textlayer import open_layer
from tests.conftest import REPOSITORY

SAMPLES = sorted((REPOSITORY / "samples").glob("*.pdf"))
FAMILIES = sorted((REPOSITORY / "tests" / "families").glob("*.pdf"))
AUTHORED = [*SAMPLES, *FAMILIES]


@cache
def record(path: Path, reader: str = "pdfium") -> Report:
    """The record of a file. Tests must not change it."""
    return extractor.read(path, reader=reader)


def place_of(path: Path) -> str:
    """A short name for a test."""
    return path.stem[:8]


def facts(report: Report) -> dict[str, Node]:
    """All facts by path; the cells of statements are none."""
    return {node.path: node for node in walk(report, statements=False) if is_fact(node.value)}


def statements_of(value: Leaf) -> list[Leaf]:
    """A fact as first stated, and its further statements."""
    return [value, *getattr(value, "also", [])]


def leaves(report: Report) -> Iterator[tuple[str, Leaf]]:
    """Every value with its path, further statements included."""
    for path, node in facts(report).items():
        for position, leaf in enumerate(statements_of(node.value)):  # type: ignore[arg-type]
            yield (f"{path}.also[{position}]" if position else path), leaf


@cache
def table_boxes(path: Path) -> tuple[tuple[int, tuple[float, float, float, float]], ...]:
    """Where the file's ruled tables stand: page and x0, top, x1, bottom."""
    document = build_document(open_layer(path))
    cells = (cell for block in document.blocks if isinstance(block, Table) for cell in block.cells)
    return tuple((cell.page, cell.bbox) for cell in cells)


def in_table(path: Path, evidence: list[Evidence]) -> bool:
    """Whether the first box stands in a cell of a ruled table."""
    if not evidence or evidence[0].x0 is None:
        return False
    first = evidence[0]
    x, y = (first.x0 + (first.x1 or 0)) / 2, ((first.top or 0) + (first.bottom or 0)) / 2
    return any(
        page == first.page and x0 <= x <= x1 and top <= y <= bottom for page, (x0, top, x1, bottom) in table_boxes(path)
    )
