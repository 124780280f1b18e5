"""The page of one report: its pages at the left, its record at the right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.records.labels import field_label
from extractor.records.notices import meanings
from extractor.records.report import Notice, Report, Section
from extractor.view.figures import Values, first_page
from extractor.view.findings import findings
from extractor.view.frame import document, state_badge
from extractor.view.markup import Html, data, el, join
from extractor.view.pages import PageFile, figures, lines
from extractor.view.record import groups, value_row
from extractor.view.related import related
from extractor.view.statements import statements
from extractor.view.words import Words


@dataclass(frozen=True, slots=True)
class Pages:
    """What there is to show of a file: images, or a text's lines page by page, or a reason for neither."""

    images: Sequence[PageFile] = ()
    text: Sequence[tuple[int, Sequence[tuple[int, str]]]] = ()
    reason: str = ""  #: a key of the words
    folder: str = ""  #: the name of the one that holds the images


@dataclass(frozen=True, slots=True)
class Years:
    """The addresses of the same department's reports of the same kind of the years before and after."""

    before: str | None = None
    after: str | None = None


def report_page(report: Report, pages: Pages, words: Words, *, home: str | None = None, years: Years = Years()) -> str:
    """The whole page as HTML. `home` is the address of the list of reports, None where this is the only one."""
    values = Values(report)
    body = [
        el("a", words("skip"), href="#record", class_="skip"),
        _header(report, words, home, years),
        el("main", _pages(report, pages, values, words), _record(values, words)),
        _help(words),
        data("data", _script_data(values, words)),
    ]
    return document(report.source.name, words, "report", body)


def _header(report: Report, words: Words, home: str | None, years: Years) -> Html:
    department = report.department.value if report.department else None
    title = " · ".join(str(part) for part in (department, report.fiscal_year and report.fiscal_year.value) if part)
    name = report.source.name
    # The only report is its own list: the row and the link that an archive's list would have.
    heading = el("a", title or name, href="index.html") if home is None else el("span", title or name)
    return el(
        "header",
        el("a", "←", href=home, class_="button", title=words("all_reports")) if home else None,
        el("h1", heading, el("small", words(report.kind), " · ", name), data_report=name if home is None else None),
        _year(report, -1, years.before, words("report_before")),
        _year(report, 1, years.after, words("report_after")),
        state_badge(report.reconciles, words),
        el("input", type="search", id="search", placeholder=words("search_values"), aria_label=words("search_values"),
           autocomplete="off"),
        el("button", "?", type="button", id="help-button", title=words("help"), aria_label=words("help")),
        el("button", "◐", type="button", id="theme", title=words("theme"), aria_label=words("theme")),
        class_="bar",
    )  # fmt: skip


def _year(report: Report, by: int, address: str | None, title: str) -> Html | None:
    """The way to the report of a year beside; a value that is chosen stays chosen there."""
    if address is None or report.fiscal_year is None:
        return None
    year = report.fiscal_year.value + by
    return el("a", f"‹ {year}" if by < 0 else f"{year} ›", href=address, class_="button", title=title, data_year=by)


def _pages(report: Report, pages: Pages, values: Values, words: Words) -> Html:
    if pages.images:
        shown = list(figures(pages.images, values, words))
    elif pages.text:
        shown = list(lines(pages.text, values))
    else:
        shown = [el("p", words("no_images", reason=words(pages.reason or "not_drawn")), class_="none")]
    tools = el(
        "div",
        el("details", el("summary", words("outline")), _outline(report.sections, words), class_="outline"),
        el("label", el("input", type="number", id="page-number", min=1, max=report.source.pages, value=1,
                       aria_label=words("page")), f"/ {report.source.pages}"),
        el("button", "−", type="button", id="zoom-out", title=words("narrower"), aria_label=words("narrower")),
        el("button", "+", type="button", id="zoom-in", title=words("wider"), aria_label=words("wider")),
        el("label", el("input", type="checkbox", id="all-boxes"), words("show_boxes")),
        el("output", id="hint"),
        class_="tools",
    )  # fmt: skip
    return el("section", tools, el("div", el("div", shown, id="sheets"), id="pages", tabindex=0), class_="left",
              aria_label=words("pages"))  # fmt: skip


def _outline(sections: Sequence[Section], words: Words) -> Html | None:
    if not sections:
        return None
    return el(
        "ul",
        [
            el(
                "li",
                el("button", f"{section.number or ''} {section.title}".strip() or "…", el("small", section.pages[0]),
                   type="button", data_go_page=section.pages[0]),
                _outline(section.children, words),
            )
            for section in sections
        ],
    )  # fmt: skip


def _record(values: Values, words: Words) -> Html:
    report = values.report
    parts: list[tuple[str, str, Html]] = [
        ("summary", words("summary"), _summary(report, words)),
        ("findings", words("findings"), findings(values, words)),
    ]
    parts.append(("values", words("values"), el("div", [section for _, section in groups(values, words)])))
    parts.append(
        ("unclaimed", f"{words('unclaimed')} {len(report.unclaimed) + len(values.rates)}", _unclaimed(values, words))
    )
    tables = list(statements(values, words))
    if tables:
        parts.append(("statements", f"{words('statements')} {len(tables)}", el("div", tables)))
    tabs = el("nav", [el("a", title, href=f"#part-{name}") for name, title, _ in parts])
    body = [el("section", el("h2", title), part, id=f"part-{name}", class_="part") for name, title, part in parts]
    nothing = el("p", words("nothing_found"), class_="none", id="nothing", hidden=True)
    return el("section", tabs, el("div", nothing, body, id="record", tabindex=0), class_="right",
              aria_label=words("record"))  # fmt: skip


def _summary(report: Report, words: Words) -> Html:
    source, coverage = report.source, report.coverage
    rows = [
        (words("file"), source.name),
        (words("kind"), words(report.kind)),
        (words("page_count"), str(source.pages)),
        (words("text_layer"), words(f"layer_{source.text_layer}")),
        (words("damaged_pages"), ", ".join(map(str, source.damaged_pages))),
    ]
    meters = [
        el("div", el("dt", words(name)), el("dd", el("meter", value=claimed, max=found), f" {claimed} / {found}"))
        for name, claimed, found in (
            ("coverage_amounts", coverage.amounts_claimed, coverage.amounts_found),
            ("coverage_percents", coverage.percents_claimed, coverage.percents_found),
        )
        if found
    ]
    facts = [el("div", el("dt", label), el("dd", value)) for label, value in rows if value]
    notes = [_notice(note, words) for note in report.warnings]
    warnings = el("details", el("summary", f"{words('warnings')} ({len(notes)})"), el("ul", notes), class_="fold")
    return el("div", el("dl", facts, meters, class_="facts"), warnings if notes else None)


def _notice(note: Notice, words: Words) -> Html:
    """A warning, the way to its page, and what to do about it."""
    number, meaning = note.page, meanings().get(note.code)
    page = words("page_n", n=number)
    way = el("button", page, type="button", class_="link", data_go_page=number) if number else None
    return el(
        "li", el("code", note.code), note.message, way, el("small", meaning.advice(words.lang)) if meaning else None
    )


def _unclaimed(values: Values, words: Words) -> Html:
    rows = [node for node in values.nodes if node.path.startswith("unclaimed[")]
    body = [value_row(values, node, words, field_label(Report, "unclaimed")) for node in rows]
    amounts = el("div", el("div", body, class_="rows"), class_="block bare unclaimed")
    return join([amounts if rows else el("p", words("no_unclaimed"), class_="none"), _rates(values, words)])


def _rates(values: Values, words: Words) -> Html | None:
    """Percentages that no field took: each a way to its place."""
    if not values.rates:
        return None
    lines = [
        el("button", el("b", rate.stated), el("span", rate.section or ""), el("small", first_page(rate)), type="button",
           class_="line", data_rate=n)
        for n, rate in enumerate(values.rates)
    ]  # fmt: skip
    title = f"{words('rates')} ({len(lines)})"
    return el("details", el("summary", title), el("div", lines), class_="fold rates")


def _help(words: Words) -> Html:
    keys = (
        ("/", "key_search"), ("j k", "key_value"), ("n p", "key_finding"), ("u", "key_unclaimed"),
        ("[ ]", "key_page"), ("b", "key_boxes"), ("+ −", "key_zoom"), ("Esc", "key_escape"), ("?", "key_help"),
    )  # fmt: skip
    rows = [el("div", el("dt", [el("kbd", key) for key in pair.split()]), el("dd", words(name))) for pair, name in keys]
    close = el("button", words("close"), type="button", id="help-close")
    return el("dialog", el("h2", words("help")), el("dl", rows), close, id="help")


def _named(values: Values, path: str, words: Words) -> str:
    """A value's label and page."""
    page = first_page(values.get(path))
    return f"{values.label(path)} ({words('page_n', n=page)})" if page else values.label(path)


def _script_data(values: Values, words: Words) -> str:
    places = {
        path: [[place, _named(values, place, words), words(why)] for place, why in found]
        for path, found in related(values).items()
    }
    checks = [[check.subject, check.inputs, check.status, check.message] for check in values.report.checks]
    told = {key: words(key) for key in ("copy", "places", "elsewhere", "page_n", "exact", "rounded", "mismatch",
                                        "unverifiable", "notice")}  # fmt: skip
    return json.dumps({"checks": checks, "places": places, "words": told}, ensure_ascii=False)
