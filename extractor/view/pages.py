"""The pages at the left: an image each, and over it a box for every value that stands there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

from extractor.records.leaves import Evidence
from extractor.view.figures import Values, boxes
from extractor.view.markup import Html, el
from extractor.view.words import Words


class PageFile(NamedTuple):
    """An image in the folder. `region`: x0, top, width, height of what it shows, in the coordinates of evidence."""

    number: int
    region: tuple[float, float, float, float]
    address: str  #: relative to the page that shows it


def places(values: Values) -> dict[int, list[tuple[str, str, Evidence]]]:
    """Page → (path, class, box) of every value; facts lie over the cells of tables, what nobody claims on top."""
    found: dict[int, list[tuple[str, str, Evidence]]] = defaultdict(list)

    def order(path: str) -> int:
        return 0 if path.startswith("statements[") else 2 if path.startswith("unclaimed[") else 1

    for path in sorted(values.by_path, key=order):
        kind = ("c", "f", "u")[order(path)]
        state = values.state.get(path)
        for box in boxes(values.by_path[path].value):
            found[box.page].append((path, f"{kind} bad" if state == "mismatch" else kind, box))
    return found


def figures(images: Iterable[PageFile], values: Values, words: Words) -> Iterator[Html]:
    """A figure a page."""
    by_page = places(values)
    checks: dict[int, list[tuple[int, Evidence]]] = defaultdict(list)
    for n, check in enumerate(values.report.checks):
        for box in check.evidence:
            checks[box.page].append((n, box))
    rates: dict[int, list[tuple[int, Evidence]]] = defaultdict(list)
    for n, rate in enumerate(values.rates):
        for box in rate.evidence:
            rates[box.page].append((n, box))
    for image in images:
        x0, top, width, height = image.region
        picture = el(
            "img",
            src=image.address,
            alt=words("page_n", n=image.number),
            width=round(width),
            height=round(height),
            loading="lazy",
            decoding="async",
            data_page=image.number,
        )
        shapes = [_box(box, class_=kind, data_box_for=path) for path, kind, box in by_page[image.number]]
        shapes += [_box(box, class_="k", data_of_check=n) for n, box in checks[image.number]]
        shapes += [_box(box, class_="w", data_rate=n) for n, box in rates[image.number]]
        cover = el("svg", shapes, viewBox=f"{x0:g} {top:g} {width:g} {height:g}", preserveAspectRatio="none")
        number = el("figcaption", image.number)
        yield el("figure", picture, cover, number, id=f"page-{image.number}", class_="page")


def _box(box: Evidence, **attributes: str | int) -> Html | None:
    if box.x0 is None or box.top is None or box.x1 is None or box.bottom is None:
        return None
    return el(
        "rect",
        x=f"{box.x0:g}",
        y=f"{box.top:g}",
        width=f"{max(box.x1 - box.x0, 0.5):g}",
        height=f"{max(box.bottom - box.top, 0.5):g}",
        **attributes,
    )


def lines(text: Sequence[tuple[int, Sequence[tuple[int, str]]]], values: Values) -> Iterator[Html]:
    """A plain text instead of images: page by page its numbered lines, the values' words marked."""
    by_line: dict[tuple[int, int | None], list[tuple[str, str, Evidence]]] = defaultdict(list)
    for page, entries in places(values).items():
        for entry in entries:
            by_line[page, entry[2].line].append(entry)
    for page, printed in text:
        rows = [el("li", _marked(words, by_line[page, n]), value=n) for n, words in printed]
        yield el("figure", el("ol", rows), class_="page plain", id=f"page-{page}", data_page=page)


def _marked(words: str, entries: list[tuple[str, str, Evidence]]) -> Html:
    """A line whose values are marked where their words stand; those that overlap another mark the line's begin."""
    folded, origin = _folded(words)
    parts: list[Html | str] = []
    spans: list[tuple[int, int, str, str]] = []
    for path, kind, box in entries:
        wanted, _ = _folded(box.text)
        start = folded.find(wanted) if wanted else -1
        while start >= 0:
            begin, end = origin[start], origin[start + len(wanted) - 1] + 1
            if not any(begin < other[1] and other[0] < end for other in spans):
                break
            start = folded.find(wanted, start + 1)
        if start < 0:
            parts.append(el("mark", class_=kind, data_box_for=path))
        else:
            spans.append((begin, end, path, kind))
    done = 0
    for begin, end, path, kind in sorted(spans):
        parts += [words[done:begin], el("mark", words[begin:end], class_=kind, data_box_for=path)]
        done = end
    return el("span", parts, words[done:])


def _folded(words: str) -> tuple[str, list[int]]:
    """The words without spaces, all forms of a character alike as in evidence; and where each character came from."""
    characters = [(normalize("NFKC", character), n) for n, character in enumerate(words) if not character.isspace()]
    return "".join(text[:1] for text, _ in characters), [n for text, n in characters if text]
