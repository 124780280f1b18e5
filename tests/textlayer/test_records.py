"""The records of characters and the addresses of objects that are copied from PDFium's memory are what it says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np
import pytest

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer import pdfium_records as kept
from extractor.textlayer.limits import Limits
from extractor.textlayer.pdfium import read_pdf
from extractor.textlayer.pdfium_document import open_document
from extractor.textlayer.pdfium_objects import _layout, _one_by_one, objects_on
from extractor.textlayer.pdfium_specimen import document_of, specimen
from tests.conftest import shared_files

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.pdf"))


@contextmanager
def texts(data: bytes) -> Iterator[list[int]]:
    with open_document(data, Limits()) as document:
        pages = [document.load(index) for index in range(min(document.pages, 8))]
        found = [call.load_text(page[0]) for page in pages if page is not None]
        yield found
        for text in found:
            call.close_text(text)
        for page in pages:
            if page is not None:
                call.close_page(page[0])


def test_they_are_found_in_the_pdfium_that_we_test_with() -> None:
    layout = kept._layout()
    assert layout is not None
    assert layout.dtype.itemsize >= kept._RECORD.itemsize


@pytest.mark.parametrize("path", [*SAMPLES, *shared_files("corpus/published/*.pdf")[:4]], ids=lambda path: path.name)
def test_they_say_what_the_accessors_say(path: Path) -> None:
    with texts(path.read_bytes()) as found:
        counts = [call.count_chars(text) for text in found]
        copied = kept.read_records(found, counts)
        with mock.patch.object(kept, "_layout", lambda: None):
            told = kept.read_records(found, counts)
    assert sum(counts) == len(told.rows) > 0
    for name in kept._FIELDS:
        assert np.array_equal(copied.rows[name], told.rows[name]), name
    assert np.array_equal(copied.unmapped, told.unmapped)


def test_pages_are_the_same_where_they_are_asked_one_by_one() -> None:
    data = SAMPLES[0].read_bytes()
    usual = read_pdf(data, Limits()).pages
    with mock.patch.object(kept, "_layout", lambda: None):
        slow = read_pdf(data, Limits()).pages
    for one, other in zip(usual, slow, strict=True):
        assert one.text == other.text
        assert one.boxes is not None
        assert other.boxes is not None
        assert np.array_equal(one.boxes, other.boxes)


def test_memory_that_says_other_things_is_not_believed() -> None:
    with texts(document_of(kept._CONTENT)) as (text,):
        count = call.count_chars(text)
        told = kept._one_by_one(text, count)
        assert kept._found(text, told, count) == kept._layout()
        for name in kept._FIELDS:
            rows = told.rows.copy()
            rows[name][count // 2] = 7  # one value of one character
            assert kept._found(text, kept.Records(rows, told.unmapped), count) is None, name


def test_more_or_fewer_characters_than_are_kept_are_asked_one_by_one() -> None:
    layout = kept._layout()
    assert layout is not None
    with texts(SAMPLES[0].read_bytes()) as found:
        count = call.count_chars(found[0])
        assert layout.copy(found[0], count)
        assert not layout.copy(found[0], count + 1)
        assert not layout.copy(found[0], count - 1)


@pytest.mark.parametrize("path", [*SAMPLES, *shared_files("corpus/published/*.pdf")[:4]], ids=lambda path: path.name)
def test_objects_are_those_that_the_calls_tell(path: Path) -> None:
    assert _layout() is not None
    with open_document(path.read_bytes(), Limits()) as document:
        for index in range(document.pages):
            with document.page(index) as loaded:
                assert loaded is not None
                count = call.count_objects(loaded[0])
                assert objects_on(loaded[0], count) == _one_by_one(loaded[0], count)


@pytest.mark.parametrize("count", [0, 1, 511, 512, 513, 1024, 3000])
def test_objects_in_any_number_of_blocks(count: int) -> None:
    with specimen(b"0 0 1 1 re f\n" * count) as page:
        assert page is not None
        assert call.count_objects(page) == count
        assert objects_on(page, count) == _one_by_one(page, count)
