"""The records of characters and the addresses of objects that are copied from PDFium's memory are what it says."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np
import pytest

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer import pdfium_objects as stand
from extractor.textlayer import pdfium_points
from extractor.textlayer import pdfium_records as kept
from extractor.textlayer.limits import Limits
from extractor.textlayer.pdfium import read_pdf
from extractor.textlayer.pdfium_document import open_document
from extractor.textlayer.pdfium_memory import numbers, readable, stretches, words
from extractor.textlayer.pdfium_objects import _one_by_one, layout, modes_of, objects_on, sizes_of
from extractor.textlayer.pdfium_pages import Listed
from extractor.textlayer.pdfium_points import Drawn
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
        assert layout.first(found[0], count)
        assert not layout.first(found[0], count + 1)
        assert not layout.first(found[0], count - 1)


@pytest.mark.parametrize("path", [*SAMPLES, *shared_files("corpus/published/*.pdf")[:4]], ids=lambda path: path.name)
def test_objects_are_those_that_the_calls_tell(path: Path) -> None:
    assert layout() is not None
    with open_document(path.read_bytes(), Limits()) as document:
        for index in range(document.pages):
            with document.page(index) as loaded:
                assert loaded is not None
                count = call.count_objects(loaded[0])
                assert objects_on(loaded[0], count).tolist() == _one_by_one(loaded[0], count).tolist()


@pytest.mark.parametrize("count", [0, 1, 511, 512, 513, 1024, 3000])
def test_objects_in_any_number_of_blocks(count: int) -> None:
    with specimen(b"0 0 1 1 re f\n" * count) as page:
        assert page is not None
        assert call.count_objects(page) == count
        assert objects_on(page, count).tolist() == _one_by_one(page, count).tolist()


@pytest.mark.parametrize("path", [*SAMPLES, *shared_files("corpus/published/*.pdf")[:4]], ids=lambda path: path.name)
def test_what_stands_on_a_page_is_what_the_calls_tell(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_document(path.read_bytes(), Limits()) as document:
        pages = [page for page in map(document.load, range(min(document.pages, 12))) if page is not None]
        listed = [Listed.on(page[0], call.count_objects(page[0])) for page in pages]
        texts, paths = (np.concatenate([one[at] for one in listed]) for at in (1, 2))
        copied = modes_of(texts), Drawn(paths)
        sizes = sizes_of(texts)
        monkeypatch.setattr(stand, "layout", lambda: None)
        monkeypatch.setattr(pdfium_points, "layout", lambda: None)
        told = modes_of(texts), Drawn(paths)
        for page, one in zip(pages, listed, strict=True):
            for got, wanted in zip(one, Listed.on(page[0], one.size), strict=True):
                assert np.array_equal(got, wanted)
        assert sizes is not None
        assert sizes_of(texts) is None
        size = ctypes.c_float()
        for text, known in zip(texts.tolist(), sizes.tolist(), strict=True):
            assert call.text_size(text, ctypes.addressof(size))
            assert size.value == known
        assert np.array_equal(copied[0], told[0])
        for name in ("counts", "matrix"):
            assert np.array_equal(getattr(copied[1], name), getattr(told[1], name))
        points = copied[1].points(), told[1].points()
        for name in ("x", "y", "kind", "closes"):
            assert np.array_equal(points[0][name], points[1][name])
        for page in pages:
            call.close_page(page[0])


@pytest.mark.parametrize("name", ["render_mode", "object_type", "count_segments", "get_segment", "get_object"])
def test_a_page_that_says_other_things_than_its_memory_is_not_believed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = stand.layout.__wrapped__
    assert found() == stand.layout()
    told = getattr(call, name)
    monkeypatch.setattr(call, name, lambda *asked: told(*asked) + (8 if name.startswith("get") else 1))
    if name == "get_object":
        monkeypatch.setattr(stand, "_one_by_one", lambda page, count: stand.objects_on(page, count)[::-1])
    assert found() is None


def test_pages_are_the_same_where_all_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = [path.read_bytes() for path in SAMPLES]
    usual = [read_pdf(one, Limits()).pages for one in data]
    for module, name in ((stand, "layout"), (pdfium_points, "layout"), (kept, "_layout")):
        monkeypatch.setattr(module, name, lambda: None)
    monkeypatch.setattr(pdfium_points, "_known", lambda: False)
    for pages, others in zip(usual, (read_pdf(one, Limits()).pages for one in data), strict=True):
        for page, other in zip(pages, others, strict=True):
            assert page.text == other.text
            assert np.array_equal(np.asarray(page.boxes), np.asarray(other.boxes))
            assert np.array_equal(page.edges, other.edges)


def test_memory_is_asked_for_before_it_is_looked_at() -> None:
    held = np.arange(5000, dtype=np.uint64)
    assert readable([held.ctypes.data, held.ctypes.data + 8], held.nbytes - 8)
    for nowhere in (0, 1, 8, 1 << 63, (1 << 64) - 8):
        assert not readable([held.ctypes.data, nowhere], 8)
    assert words(np.empty(0, np.uint64), 0, 2).shape == (0, 2)
    addresses = np.array([held.ctypes.data + 8 * at for at in (7, 0, 4999)], np.uint64)
    assert numbers(addresses, 0).tolist() == [7, 0, 4999]
    assert stretches(addresses, np.array([4, 2, 2])).view(np.uint64).tolist() == [7, 8, 0, 4999]
