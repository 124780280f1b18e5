"""Several reports as DataFrames, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike

from extractor import pipeline
from extractor.archive.discover import discover
from extractor.archive.fetch import fetch
from extractor.archive.options import Ocr, Options
from extractor.archive.process import failed, read_file
from extractor.emit.frames import Tables, tables
from extractor.errors import ExtractorError
from extractor.records.report import Report

AnyPath = str | PathLike[str]


def read_many(
    paths: AnyPath | Iterable[AnyPath],
    *,
    reader: str = "pdfium",
    show_contacts: bool = False,
    lexicon: AnyPath | Iterable[AnyPath] = (),
    rules: AnyPath | Iterable[AnyPath] = (),
    ocr: Ocr = "auto",
) -> Tables:
    """Read files, folders (every *.pdf below them), patterns, zip archives and URLs into DataFrames.

    What cannot be read is a row of `failures`. SameNameError: two files would have the same name. RemoteExtraError: a
    URL needs a package that is not installed. LexiconError, RuleError (both a ValueError): an entry of the files
    `lexicon` or `rules` cannot be used.
    """
    given = [paths] if isinstance(paths, str | PathLike) else paths
    inputs = discover(given)
    words, own = pipeline.own_words(lexicon), pipeline.own_rules(rules)
    options = Options(reader=reader, show_contacts=show_contacts, lexicon=words, rules=own, ocr=ocr)

    def outcomes() -> Iterator[Report | tuple[str, str, str]]:
        for entry in inputs:
            try:
                yield read_file(fetch(entry, options.limits().max_bytes), entry.name, options)
            except ExtractorError as error:
                failure = failed(entry.name, error)
                yield failure.name, failure.code, failure.message

    return tables(outcomes())
