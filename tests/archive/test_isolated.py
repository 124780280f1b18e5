from __future__ import annotations

from multiprocessing import active_children
from pathlib import Path

import pytest

import extractor
from extractor.archive import isolated
from extractor.archive.isolated import isolation
from extractor.archive.options import Options
from extractor.errors import DamagedPdf, ExtractorError, TooLarge
from extractor.records.report import Report
from tests.archive import readers

SAMPLE = sorted((Path(__file__).parents[2] / "samples").glob("*.pdf"))[0]


def test_a_worker_gives_the_same_record() -> None:
    plain = extractor.read(SAMPLE)
    assert extractor.read(SAMPLE, isolated=True) == plain
    with isolation() as read:
        assert read(SAMPLE.read_bytes(), SAMPLE.name, Options()) == plain


def test_errors_are_those_of_the_reader(tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.7\nno more")
    with pytest.raises(DamagedPdf) as caught:
        extractor.read(bad, isolated=True)
    assert caught.value.path == str(bad)
    with pytest.raises(TooLarge), isolation() as read:
        read(SAMPLE, "a.pdf", Options(max_bytes=5))


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers in which the name says what the reader does."""
    monkeypatch.setattr(isolated, "_answer", readers.answer)


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("name", "code"),
    [("die", "worker_died"), ("hang", "timed_out"), ("swell", "too_large"), ("abort", "too_large")],
)
def test_what_the_process_does_is_an_error_too(name: str, code: str) -> None:
    with isolation(timeout=3) as read:
        with pytest.raises(ExtractorError) as caught:
            read(SAMPLE, name, Options(max_memory=1024))
        assert (caught.value.code, caught.value.path) == (code, name)
        assert isinstance(read(SAMPLE, "fine", Options(max_memory=1024)), Report)  # the next one is not affected


@pytest.mark.usefixtures("faulty")
def test_a_fault_of_ours_says_where_it_happened() -> None:
    with isolation() as read, pytest.raises(ExtractorError) as caught:
        read(SAMPLE, "wrong", Options())
    assert caught.value.code == "worker_died"
    assert "ZeroDivisionError" in str(caught.value.__cause__) and "readers.py" in str(caught.value.__cause__)


def test_the_worker_ends_with_the_reading() -> None:
    before = set(active_children())
    with isolation() as read:
        read(SAMPLE, "a.pdf", Options())
        assert len(set(active_children()) - before) == 1
    assert set(active_children()) <= before
