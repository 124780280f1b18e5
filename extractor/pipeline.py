"""The whole way of a file, from its bytes to its record."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from os import PathLike
from pathlib import Path

from extractor.checks import check, reconciles
from extractor.checks.rulebook import texts, with_own
from extractor.errors import NotAReport, typed
from extractor.layout import build_document
from extractor.lexicon.active import using
from extractor.lexicon.own import lexicon_of, load
from extractor.reading import read_report
from extractor.reading.contacts import masked_places
from extractor.reading.mentions import TIMEOUT
from extractor.reading.places import find_places
from extractor.reading.tracing import Trace, trace
from extractor.records.facts import says_nothing
from extractor.records.leaves import Evidence
from extractor.records.report import Report
from extractor.textlayer import Limits, Ocr, open_layer

__all__ = ["Trace", "contact_places", "own_rules", "own_words", "read", "trace_figure", "with_words"]

_RUBBISH = 500  #: readings after which what little they leave is looked for
_readings = count(1)


def read(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    reader: str = "pdfium",
    show_contacts: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    lexicon: tuple[tuple[str, str], ...] = (),
    rules: tuple[tuple[str, str], ...] = (),
    ocr: Ocr = "auto",
) -> Report:
    """Read one report, with the words of `own_words` and the rules of `own_rules` beside ours.

    ExtractorError: it cannot be read, or is no such report; worker_died is a fault of ours, with its cause.
    """
    place = source if isinstance(source, bytes) else Path(source)
    called = name or (None if isinstance(place, bytes) else str(place))
    with with_words(lexicon), typed(called, TIMEOUT), _uncollected():
        layer = open_layer(place, name=name, reader=reader, limits=limits or Limits(), password=password, ocr=ocr)
        document = build_document(layer)  # lines, paragraphs and tables: one text, every character with its place
        report = read_report(document, layer, show_contacts=show_contacts)  # sections, mentions, and who claims them
        if says_nothing(report):
            raise NotAReport(path=layer.name)
        report.checks = check(report, with_own(rules))  # figures against figures, and the words about them
        find_places(report.checks, document)
        del document, layer  # all of it goes before anybody looks for rubbish
    report.reconciles = reconciles(report.checks)
    return report


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for rubbish: a reading makes many objects and keeps nearly all, so that the search is in vain.

    Nor is it made up for at once afterwards: what is new counts as old, but for one reading in many. Where the program
    keeps frozen objects of its own, which would thaw, all is left to the collector.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            if next(_readings) % _RUBBISH == 0:
                gc.collect()
            elif not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def own_words(files: str | PathLike[str] | Iterable[str | PathLike[str]]) -> tuple[tuple[str, str], ...]:
    """The name and text of each lexicon file of a user's.

    LexiconError (a ValueError): an entry cannot be used; it says where and what is allowed. OSError: no such file.
    """
    return load(files).sources


def own_rules(files: str | PathLike[str] | Iterable[str | PathLike[str]]) -> tuple[tuple[str, str], ...]:
    """The name and text of each file of rules of a user's.

    RuleError (a ValueError): a rule cannot be used; it says where and what is allowed. OSError: no such file.
    """
    found = texts(files)
    with_own(found)
    return found


def with_words(lexicon: tuple[tuple[str, str], ...]) -> AbstractContextManager[None]:
    """The words of `own_words` beside ours, for a while: also for checks of records that were read before."""
    return using(lexicon_of(lexicon))


def trace_figure(
    source: str | PathLike[str] | bytes,
    path: str,
    *,
    name: str | None = None,
    reader: str = "pdfium",
    password: str | None = None,
    limits: Limits | None = None,
    lexicon: tuple[tuple[str, str], ...] = (),
    ocr: Ocr = "auto",
) -> Trace | None:
    """Why the figure at a path is read as it is, or not claimed; None for what is no figure of one place.

    ExtractorError: the file cannot be read. UnknownPathError: its record has no such path.
    """
    place = source if isinstance(source, bytes) else Path(source)
    layer = open_layer(place, name=name, reader=reader, limits=limits or Limits(), password=password, ocr=ocr)
    with with_words(lexicon):
        return trace(build_document(layer), layer, path, check)


def contact_places(source: Path | bytes, password: str | None = None) -> list[Evidence]:
    """Where the characters of names and phone numbers stand that a record masks. ExtractorError: it cannot be read."""
    with typed(None if isinstance(source, bytes) else str(source), TIMEOUT):
        return masked_places(build_document(open_layer(source, password=password)))
