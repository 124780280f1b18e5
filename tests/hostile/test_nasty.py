"""Each nasty file, by both readers, in a worker with bounds: a right record, or the code that says why it has none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractor.archive.isolated import Read, isolation
from extractor.archive.options import Options
from extractor.errors import ExtractorError
from extractor.records.report import Report
from tests.hostile.nasty import FILES, Nasty, Outcome

TIMEOUT = 30.0
MEMORY = 1024  #: megabytes
#: The reference reader takes the page's own box for what PDFium replaces: it places the text outside, and lists it.
OUTSIDE = "outside"


@pytest.fixture(scope="module")
def worker() -> Iterator[Read]:
    with isolation(TIMEOUT) as read:
        yield read


def parameters() -> list[object]:
    return [pytest.param(file, id=file.name, marks=[pytest.mark.slow] if file.outcome.slow else []) for file in FILES]


def read(worker: Read, file: Nasty, reader: str) -> Report | str:
    passwords = () if file.outcome.password is None else (file.outcome.password,)
    try:
        return worker(file.make(), file.name, Options(reader, passwords=passwords, ocr="off", max_memory=MEMORY))
    except ExtractorError as error:
        assert error.message and error.advice and error.message_in("en")
        return error.code


def is_right(found: Report | str, wanted: Outcome) -> None:
    if wanted.code:
        assert found == wanted.code
        return
    assert isinstance(found, Report), found
    total = found.spending.total
    assert total is not None and total.actual is not None
    assert total.actual.value == 19_821_500
    assert [box.text for box in total.actual.evidence] == ["1982.15万元"]
    assert {warning.code for warning in found.warnings} - {"paragraph_too_long"} == set(wanted.warnings)
    assert tuple(found.source.damaged_pages) == wanted.damaged
    assert tuple(entry.stated for entry in found.unclaimed) == wanted.unclaimed
    assert all(entry.evidence and entry.evidence[0].page == 1 for entry in found.unclaimed)
    assert found.source.pages == wanted.pages
    assert Report.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("file", parameters())
def test_the_default_reader(worker: Read, file: Nasty) -> None:
    is_right(read(worker, file, "pdfium"), file.outcome)


@pytest.mark.parametrize("file", parameters())
def test_the_reference_reader(worker: Read, file: Nasty) -> None:
    """Where both fail, they fail alike; what only one of them can read, is listed in `nasty`."""
    found = read(worker, file, "pdfplumber")
    if file.outcome.reference is None:
        is_right(found, file.outcome)
    elif file.outcome.reference == OUTSIDE:
        assert isinstance(found, Report)
        assert "text_outside_page" in {warning.code for warning in found.warnings}
        assert [entry.stated for entry in found.unclaimed] == ["1982.15万元", "842.15万元", "1140.00万元"]
    else:
        assert found == file.outcome.reference


def test_there_are_enough() -> None:
    assert len({file.name for file in FILES}) == len(FILES) >= 90
