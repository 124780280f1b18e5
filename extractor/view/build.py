"""The folder of the review page: `index.html`, a page for each of several reports, and the images of their pages."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from extractor.emit.links import review_page
from extractor.errors import ExtractorError
from extractor.records.leaves import Evidence
from extractor.records.masking import masked
from extractor.records.report import Report
from extractor.view.archive_page import Failure, archive_page
from extractor.view.entries import Entry, entry
from extractor.view.pages import PageFile
from extractor.view.report_page import Pages, Years, report_page
from extractor.view.words import Words

#: Gives the places that must not be shown in the images of a file: (path, password) → boxes. Importable by a process.
Hide = Callable[[Path, str | None], list[Evidence]]
_CHUNK = 16  #: pages that one process draws in a go
_SECONDS_A_PAGE = 20.0

Drawn = list[tuple[int, tuple[float, float, float, float], str]]


class Waiting(NamedTuple):
    """A report whose pages are being drawn."""

    report: Report
    original: Original | None
    futures: list[Future[Drawn]]
    target: Path
    hide: Hide | None


@dataclass(frozen=True, slots=True)
class Original:
    """The file that a record was read from."""

    path: Path
    password: str | None = None


def build(
    reports: Iterable[tuple[Report, Original | None]],
    folder: Path,
    words: Words,
    *,
    alone: bool = False,
    failures: Sequence[Failure] = (),
    hide: Hide | None = None,
    workers: int = 0,
    years: Mapping[tuple[str, str, int], str] = MappingProxyType({}),
    advance: Callable[[], None] = lambda: None,
) -> Path:
    """Write the folder and return the path of its `index.html`, which is the report itself where it is `alone`.

    `years` gives the name of a department's report of a kind and a year, for the ways from year to year.
    `hide` says what the images must not show. OSError: something cannot be written.
    """
    from pebble import ProcessPool

    folder.mkdir(parents=True, exist_ok=True)
    entries: list[Entry] = []
    kept: set[str] = set()
    with ProcessPool(max_workers=workers or os.cpu_count() or 1, context=get_context("spawn")) as pool:
        try:
            for report, pages in _drawn(reports, folder, pool, hide, alone=alone):
                address = "index.html" if alone else review_page(report.source.name)
                shown = masked(report) if hide else report
                beside = Years() if alone else _beside(report, years)
                html = report_page(shown, pages, words, home=None if alone else "../index.html", years=beside)
                _write(folder / address, html)
                entries.append(entry(shown, address))
                kept |= {Path(address).name, pages.folder}
                advance()
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise
    index = folder / "index.html"
    if not alone:
        _write(index, archive_page(entries, failures, words))
    _tidy(folder, kept)
    return index


def _beside(report: Report, years: Mapping[tuple[str, str, int], str]) -> Years:
    """Where the reports of the years beside are, seen from this one's page."""
    if report.department is None or report.fiscal_year is None:
        return Years()

    def address(by: int) -> str | None:
        assert report.department is not None and report.fiscal_year is not None
        name = years.get((report.department.value, report.kind, report.fiscal_year.value + by))
        return None if name is None else Path(review_page(name)).name

    return Years(address(-1), address(1))


def _tidy(folder: Path, kept: set[str]) -> None:
    """Remove what an earlier run made and this one did not: it may show what must not be shown any more."""
    for path in [*folder.glob("reports/*.html"), *folder.glob("pages/*/")]:
        if path.name not in kept and re.fullmatch(r"[0-9a-f]{16}", path.stem):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _write(path: Path, html: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(html, encoding="utf-8", errors="replace", newline="")


def _drawn(
    reports: Iterable[tuple[Report, Original | None]],
    folder: Path,
    pool: object,
    hide: Hide | None,
    *,
    alone: bool,
) -> Iterator[tuple[Report, Pages]]:
    """Each report with its pages; the next ones are drawn meanwhile."""
    waiting: deque[Waiting] = deque()
    for report, original in reports:
        target = folder / "pages" / _image_folder(report, masked=hide is not None)
        futures = _schedule(report, original, target, pool, hide)
        waiting.append(Waiting(report, original, futures, target, hide))
        if len(waiting) > 2:
            yield _collect(waiting.popleft(), alone=alone)
    while waiting:
        yield _collect(waiting.popleft(), alone=alone)


def _image_folder(report: Report, *, masked: bool) -> str:
    """The same content has its images once; masked ones lie apart."""
    return hashlib.sha256(f"{report.source.sha256} {masked}".encode()).hexdigest()[:16]


def _schedule(
    report: Report, original: Original | None, target: Path, pool: object, hide: Hide | None
) -> list[Future[Drawn]]:
    if original is None or report.source.text_layer == "plain":
        return []
    numbers = range(1, report.source.pages + 1)
    chunks = [numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK)]
    schedule = pool.schedule  # type: ignore[attr-defined]
    return [
        schedule(draw, args=(original, list(chunk), target, hide), timeout=30 + _SECONDS_A_PAGE * len(chunk))
        for chunk in chunks
    ]


def _collect(waiting: Waiting, *, alone: bool) -> tuple[Report, Pages]:
    report, original, futures, target, hide = waiting
    if original is None:
        return report, Pages(reason="not_found")
    if report.source.text_layer == "plain":
        return report, Pages(text=_text(original.path, hide))
    root = f"{'' if alone else '../'}pages/{target.name}"
    images: list[PageFile] = []
    for future in futures:
        try:
            images += [PageFile(number, region, f"{root}/{name}") for number, region, name in future.result()]
        except (ExtractorError, TimeoutError):
            continue
        except OSError:  # nothing can be written; the errors above may be of this kind too
            raise
        except Exception:  # what cannot be drawn, or kills the process that draws it, costs its own images only
            continue
    return report, Pages(images=images, folder=target.name, reason="" if images else "not_drawn")


@lru_cache(maxsize=4)
def _hidden(hide: Hide, original: Original) -> tuple[Evidence, ...]:
    """Found once for all the chunks of a file that a process draws."""
    return tuple(hide(original.path, original.password))


def draw(original: Original, numbers: list[int], target: Path, hide: Hide | None) -> Drawn:
    """What a process does: the images of some pages of a file, each with the region that it shows and its name."""
    from extractor.view.raster import render

    hidden = _hidden(hide, original) if hide else ()
    content = original.path.read_bytes()
    target.mkdir(parents=True, exist_ok=True)
    drawn: Drawn = []
    for image in render(content, numbers, password=original.password, hidden=hidden):
        name = f"{image.number:04}.{image.suffix}"
        (target / name).write_bytes(image.content)
        drawn.append((image.number, image.region, name))
    return drawn


def _text(path: Path, hide: Hide | None) -> list[tuple[int, list[tuple[int, str]]]]:
    from extractor.textlayer import open_layer

    hidden = hide(path, None) if hide else []

    def masked(number: int, line: str) -> str:
        for box in hidden:
            if box.line == number:
                line = covered(line, box.text)
        return line

    pages = open_layer(path).pages
    return [(page.number, [(number, masked(number, line)) for number, line in page.lines]) for page in pages]


def covered(line: str, secret: str) -> str:
    """A printed line without some of its text, which was read with other widths and spaces; where in doubt nothing."""
    solid = [n for n, char in enumerate(line) if not char.isspace()]
    printed = [unicodedata.normalize("NFKC", line[n])[:1] for n in solid]
    wanted = "".join(unicodedata.normalize("NFKC", char)[:1] for char in secret if not char.isspace())
    start = "".join(printed).find(wanted)
    if start < 0:
        return "*" * len(line)
    hidden = set(solid[start : start + len(wanted)])
    return "".join("*" if n in hidden else char for n, char in enumerate(line))
