"""The list of reports: searched, sorted and filtered in the page; and what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.view.charts import charts
from extractor.view.entries import Entry
from extractor.view.figures import number
from extractor.view.frame import document, state_badge
from extractor.view.markup import Html, el
from extractor.view.words import Words

Failure = tuple[str, str, str]  #: path, code, message
_STATES = {True: "true", False: "false", None: "null"}


def archive_page(entries: Sequence[Entry], failures: Sequence[Failure], words: Words) -> str:
    """The whole page as HTML."""
    body = [
        el(
            "header",
            el("h1", words("archive")),
            el("input", type="search", id="search", placeholder=words("search_reports"),
               aria_label=words("search_reports"), autocomplete="off"),
            el("button", "◐", type="button", id="theme", title=words("theme"), aria_label=words("theme")),
            class_="bar",
        ),
        el(
            "div",
            _tiles(entries, failures, words),
            el("details", el("summary", words("charts")), charts(entries, words), open=len(entries) > 1, id="charts"),
            el("h2", words("all_reports"), " ", el("small", words("yuan_note"))),
            _filters(entries, words),
            _list(entries, words),
            el("p", words("nothing_found"), class_="none", id="nothing", hidden=True),
            el("button", words("more", n=0), type="button", id="more", hidden=True, data_words=words("more", n="{n}")),
            _failures(failures, words),
            class_="page-body",
        ),
    ]  # fmt: skip
    return document(words("archive"), words, "archive", body)


def _tiles(entries: Sequence[Entry], failures: Sequence[Failure], words: Words) -> Html:
    found, claimed = sum(entry.found for entry in entries), sum(entry.claimed for entry in entries)
    tiles = [
        (str(len(entries)), words("of_reports")),
        *((str(sum(e.row.reconciles is state for e in entries)), words(f"reconciles_{name}"))
          for state, name in _STATES.items()),
        (str(sum(entry.row.errors for entry in entries)), words("errors")),
        (str(sum(entry.row.unclaimed for entry in entries)), words("unclaimed")),
        (f"{100 * claimed / found:.1f} %" if found else "–", words("coverage_amounts")),
        *([(str(len(failures)), words("failures"))] if failures else []),
    ]  # fmt: skip
    return el("div", [el("div", el("b", value), el("span", label)) for value, label in tiles], class_="tiles")


def _filters(entries: Sequence[Entry], words: Words) -> Html:
    kinds = sorted({entry.row.kind for entry in entries})
    years = sorted({entry.row.fiscal_year for entry in entries if entry.row.fiscal_year}, reverse=True)
    states = [name for state, name in _STATES.items() if any(entry.row.reconciles is state for entry in entries)]
    return el(
        "div",
        _choice("kind", words("any_kind"), [(kind, words(kind)) for kind in kinds]),
        _choice("year", words("any_year"), [(str(year), str(year)) for year in years]),
        _choice("state", words("any_state"), [(name, words(f"reconciles_{name}")) for name in states]),
        el("label", el("input", type="checkbox", id="only-unclaimed"), words("with_unclaimed")),
        el("output", id="count"),
        class_="filters",
    )


def _choice(name: str, every: str, options: Sequence[tuple[str, str]]) -> Html:
    inner = [el("option", every, value=""), *(el("option", label, value=value) for value, label in options)]
    return el("select", inner, id=f"filter-{name}", data_filter=name, aria_label=every)


_COLUMNS = (
    "department", "kind", "fiscal_year", "state", "errors", "notices", "revenue_total", "spending_total", "basic",
    "project", "three_public", "score", "unclaimed", "page_count",
)  # fmt: skip


def _list(entries: Sequence[Entry], words: Words) -> Html:
    head = [
        el("th", el("button", words(name), type="button", data_sort=n), scope="col", class_="r" if n > 3 else None)
        for n, name in enumerate(_COLUMNS)
    ]
    rows = [_row(entry, words) for entry in entries]
    table = el("table", el("thead", el("tr", head)), el("tbody", rows, id="rows"))
    return el("div", table, class_="list")


def _row(entry: Entry, words: Words) -> Html:
    row = entry.row
    labels = dict(zip(_COLUMNS, map(words, _COLUMNS), strict=True))

    def figure(name: str, value: Decimal | int | None, kind: str = "r") -> Html:
        shown = None if value is None else number(value)
        return el("td", shown, class_=kind, data_v=None if value is None else str(value), data_label=labels[name])

    name = el("a", row.department or row.report, href=entry.address)
    cells = [
        el("td", name, el("small", row.report), class_="name", data_v=row.department or row.report),
        el("td", words(row.kind), data_v=row.kind, data_label=labels["kind"]),
        el("td", row.fiscal_year, data_v=row.fiscal_year, data_label=labels["fiscal_year"]),
        el("td", state_badge(row.reconciles, words), data_v={False: 0, None: 1, True: 2}[row.reconciles],
           data_label=labels["state"]),
        figure("errors", row.errors, "r bad" if row.errors else "r"),
        figure("notices", entry.notices, "r warn" if entry.notices else "r"),
        *(figure(column, getattr(row, column)) for column in
          ("revenue_total", "spending_total", "basic", "project", "three_public", "score")),
        figure("unclaimed", row.unclaimed, "r warn" if row.unclaimed else "r"),
        figure("page_count", row.pages),
    ]  # fmt: skip
    return el("tr", cells, data_report=row.report, data_kind=row.kind, data_year=row.fiscal_year,
              data_state=_STATES[row.reconciles], data_unclaimed=row.unclaimed)  # fmt: skip


def _failures(failures: Sequence[Failure], words: Words) -> Html | None:
    if not failures:
        return None
    head = el("tr", el("th", words("file")), el("th", words("code")), el("th", words("reason")))
    rows = [el("tr", el("td", path), el("td", el("code", code)), el("td", why)) for path, code, why in failures]
    table = el("div", el("table", el("thead", head), el("tbody", rows)), class_="sheet")
    return el("section", el("h2", words("failures")), table, id="failures")
