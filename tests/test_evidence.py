"""Every figure stands where its evidence says: the boxes, read back by the other reader, hold the stated digits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.records.leaves import Evidence
from extractor.records.paths import walk
from extractor.records.report import Report, Statement, Unclaimed
from tests.conftest import shared_files
from tests.reading.printed import digits, pages_of, squeezed, unsupported
from tests.reading.records import AUTHORED, leaves, place_of, record

CORPUS = shared_files("corpus/published/*.pdf")
SEED = shared_files("seed/report.pdf")
FAST = [path for path in CORPUS if "25年预算" in getattr(path, "id", "")][:1] + CORPUS[:1]


def stated_digits(report: Report) -> list[tuple[str, str, list[Evidence]]]:
    """Values and unclaimed money with a box and with digits: path, stated, boxes. Contacts have been masked."""
    found = [(path, getattr(leaf, "stated", ""), leaf.evidence) for path, leaf in leaves(report)]
    for node in walk(report):
        if isinstance(node.value, Unclaimed):
            found.append((node.path, node.value.stated, node.value.evidence))
        elif isinstance(node.value, Statement):
            for row in node.value.rows:
                cells = row.values.items()
                found += [(f"{node.path}.{name}", getattr(cell, "stated", ""), cell.evidence) for name, cell in cells]
    return [
        (path, stated, boxes)
        for path, stated, boxes in found
        if digits(stated) and boxes and boxes[0].x0 is not None and not path.startswith("contact.")
    ]


def check(path: Path) -> int:
    found = stated_digits(record(path))
    assert unsupported(pages_of(path), found) == []
    return len(found)


@pytest.mark.parametrize("path", AUTHORED, ids=place_of)
def test_samples(path: Path) -> None:
    assert check(path) > 25


@pytest.mark.parametrize("path", [*SEED, *FAST])
def test_real_reports(path: Path) -> None:
    assert check(path) > 0


@pytest.mark.slow
@pytest.mark.parametrize("path", CORPUS)
def test_the_whole_corpus(path: Path) -> None:
    check(path)


def misquoted(path: Path, folded: Callable[[str], str]) -> list[str]:
    """Boxes that do not hold exactly what they quote, after folding. Contacts have been masked."""
    pages = pages_of(path)
    return [
        f"{fact}: quotes {box.text!r}, holds {pages.inside(box)!r}"
        for fact, leaf in leaves(record(path))
        if not fact.startswith("contact.")
        for box in leaf.evidence
        if folded(box.text) != folded(pages.inside(box))
    ]


@pytest.mark.parametrize("path", [*AUTHORED, *SEED], ids=lambda path: getattr(path, "stem", "absent")[:8])
def test_boxes_hold_what_they_quote_and_no_more(path: Path) -> None:
    assert misquoted(path, squeezed) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", CORPUS)
def test_digits_of_quotes_in_the_whole_corpus(path: Path) -> None:
    """Digits only: radicals and private characters are folded in the record."""
    assert misquoted(path, digits) == []


def test_a_box_elsewhere_is_noticed() -> None:
    """The test itself can fail: moved by a line, hardly any box holds its digits."""
    path = AUTHORED[0]
    found = stated_digits(record(path))
    moved = [
        (
            fact,
            stated,
            [box.model_copy(update={"top": (box.top or 0) + 40, "bottom": (box.bottom or 0) + 40}) for box in boxes],
        )
        for fact, stated, boxes in found
    ]
    assert len(unsupported(pages_of(path), moved)) > 0.9 * len(found)
