"""One report, in this process or in one of its own."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import pipeline
from extractor.archive.isolated import isolation
from extractor.archive.options import TIMEOUT, Ocr, Options
from extractor.records.report import Report

if TYPE_CHECKING:
    from extractor.textlayer import Limits

AnyPath = str | PathLike[str]


def read(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    isolated: bool = False,
    timeout: float = TIMEOUT,
    max_memory: int = 2048,
    reader: str = "pdfium",
    show_contacts: bool = False,
    password: str | None = None,
    limits: Limits | None = None,
    lexicon: AnyPath | Iterable[AnyPath] = (),
    rules: AnyPath | Iterable[AnyPath] = (),
    ocr: Ocr = "auto",
) -> Report:
    """Read one report. ExtractorError: it cannot be read, or is no such report.

    `lexicon` names files of words beside ours. LexiconError (a ValueError): an entry of them cannot be used.
    `rules` names files of rules to check beside ours. RuleError (a ValueError): one of them cannot be used.

    `ocr` "auto" recognises pages without text from their images, where the extra [ocr] is installed; "off" never does.

    `isolated` reads it in a process of its own, in at most `timeout` seconds and `max_memory` megabytes: a file that
    hangs, crashes or takes all memory is an ExtractorError too. Without it the counts of `limits` alone bound the work,
    and PDFium's own, of which they know nothing, is not bounded: read files of strangers `isolated`.
    """
    place = source if isinstance(source, bytes) else Path(fspath(source))
    words, own = pipeline.own_words(lexicon), pipeline.own_rules(rules)
    if isolated:
        counts = {} if limits is None else _counts(limits)
        passwords = () if password is None else (password,)
        options = Options(
            reader, show_contacts, passwords, max_memory=max_memory, lexicon=words, rules=own, ocr=ocr, **counts
        )
        title = name or ("-" if isinstance(place, bytes) else place.name)
        with isolation(timeout) as worker:
            report = worker(place, title, options)
    else:
        report = pipeline.read(
            place,
            name=name,
            reader=reader,
            show_contacts=show_contacts,
            password=password,
            limits=limits,
            lexicon=words,
            rules=own,
            ocr=ocr,
        )
    return report if isinstance(place, bytes) else report.read_from(place)


def _counts(limits: Limits) -> dict[str, int]:
    """Limits as a worker takes them; the depth of forms is the same for all."""
    return {
        "max_pages": limits.max_pages,
        "max_bytes": limits.max_bytes,
        "max_characters": limits.max_chars_per_page,
        "max_objects": limits.max_objects_per_page,
    }
