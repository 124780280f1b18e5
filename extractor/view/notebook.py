"""Records as a notebook shows them: HTML for people, DataFrames for calculations."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from extractor.emit import frames
from extractor.emit.tables import BY_NAME
from extractor.records.items import LineItem
from extractor.records.labels import field_label
from extractor.records.leaves import Leaf
from extractor.records.report import Check, Report, Section, Statement
from extractor.view.figures import Values, number, shown
from extractor.view.findings import arithmetic
from extractor.view.markup import Child, Html, el
from extractor.view.words import Words

if TYPE_CHECKING:
    import pandas as pd

_COLOURS = {
    "mismatch": "#b3261e",
    "notice": "#8a5a00",
    "exact": "#1b7a43",
    "rounded": "#1b7a43",
    "unverifiable": "#777",
}
_SOFT = "color:#777;font-size:90%"
_LINES = (
    "total", "basic", "personnel", "operating", "household", "project", "business", "meetings", "training",
)  # fmt: skip
_MEASURES = tuple(name for name, field in LineItem.model_fields.items() if name not in (
    "name", "code", "fund", "items", "prior_basis", "variance_of", "completion_of"))  # fmt: skip
_FEW = 8


def frame(report: Report, table: str, *, floats: bool = False) -> pd.DataFrame:
    """A table of one record (line_items, indicators, checks, facts) without the column that names the report."""
    made = frames.frame(BY_NAME[table], report).drop(columns="report")
    return with_floats(made) if floats else made


def with_floats(table: pd.DataFrame) -> pd.DataFrame:
    """The same table with a float for every decimal, for plots and statistics; sums of money should stay exact."""
    made = table.copy()
    for name in made.columns:
        column = made[name]
        if any(isinstance(value, Decimal) for value in column):
            plain = [float(value) if isinstance(value, Decimal | int) else value for value in column]
            numeric = all(value is None or isinstance(value, float) for value in plain)
            made[name] = made[name].__class__(plain, index=made.index, dtype="float64" if numeric else object)
    return made


@singledispatch
def html(entry: Any) -> str:
    """What a notebook shows of a part of a record."""
    raise TypeError(type(entry).__name__)


@html.register
def _report(report: Report) -> str:
    words = Words()
    values = Values(report)
    department = report.department.value if report.department else report.source.name
    year = report.fiscal_year.value if report.fiscal_year else ""
    state = {True: "exact", False: "mismatch", None: "unverifiable"}[report.reconciles]
    name = {True: "reconciles_true", False: "reconciles_false", None: "reconciles_null"}[report.reconciles]
    coverage = report.coverage
    about = [
        words(report.kind),
        report.source.name,
        f"{report.source.pages} {words('page')}",
        f"{words('coverage_amounts')} {coverage.amounts_claimed}/{coverage.amounts_found}",
    ]
    found = [check for check in report.checks if check.status in ("mismatch", "notice")]
    more = el("div", f"… +{len(found) - _FEW}", style=_SOFT) if len(found) > _FEW else None
    return el(
        "div",
        el("h4", f"{department} {year} ", _state(words(name), state), style="margin:.2em 0"),
        el("div", " · ".join(about), style=_SOFT),
        _lines(report),
        el("ul", [el("li", _finding(check, words)) for check in found[:_FEW]]) if found else None,
        more,
        el(
            "div",
            f"{len(values.by_path)} values · {len(report.checks)} checks · {len(report.unclaimed)} unclaimed",
            style=_SOFT,
        ),
    )


def _lines(report: Report) -> Html | None:
    """The lines that every report is about, with the measures that any of them has."""
    spending = report.spending
    named: list[tuple[str, LineItem | None]] = [(field_label(type(report.revenue), "total"), report.revenue.total)]
    named += [(field_label(type(spending), name), getattr(spending, name)) for name in _LINES]
    named.append((field_label(type(spending), "three_public"), spending.three_public.total))
    rows = [(label, item) for label, item in named if item is not None]
    measures = [name for name in _MEASURES if any(getattr(item, name) is not None for _, item in rows)]
    if not measures:
        return None
    head = ["", *(field_label(LineItem, name) for name in measures)]
    return _table(head, [[label, *(_leaf(getattr(item, name)) for name in measures)] for label, item in rows])


def _leaf(value: Leaf | None) -> str:
    return "".join(shown(value)) if value is not None else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[Child]]) -> Html:
    def row(kind: str, cells: Sequence[Child]) -> Html:
        return el(
            "tr", [el(kind, cell, style=f"text-align:{'right' if n else 'left'}") for n, cell in enumerate(cells)]
        )

    return el("table", el("thead", row("th", head)), el("tbody", [row("td", cells) for cells in rows]))


def _state(words: str, status: str) -> Html:
    return el("b", words, style=f"color:{_COLOURS[status]};font-size:85%")


def _finding(check: Check, words: Words) -> Html:
    return el("span", _state(words(check.status), check.status), " ", check.message)


@html.register
def _check(check: Check) -> str:
    words = Words()
    rows = [(field_label(Check, name), getattr(check, name)) for name in ("stated", "expected", "difference")]
    figures = [(label, number(value)) for label, value in rows if value is not None]
    lines = [*figures, *((words("diagnosis"), cause) for cause in check.diagnosis)]
    if check.advice:
        lines.append((words("advice"), check.advice))
    detail = [el("div", f"{label}：{text}") for label, text in lines]
    place = f"{check.rule} · {check.subject}"
    return el("div", _finding(check, words), el("div", detail, style="margin-left:1em"), el("div", place, style=_SOFT))


@html.register
def _section(section: Section) -> str:
    first, last = section.pages
    pages = f"p. {first}" if first == last else f"p. {first}–{last}"
    text = section.text if len(section.text) <= 400 else f"{section.text[:400]}…"
    children = [el("li", f"{child.number or ''}{child.title}") for child in section.children]
    return el(
        "div",
        el("h4", f"{section.number or ''}{section.title} ", el("span", f"{section.kind} · {pages}", style=_SOFT)),
        el("div", text, style="white-space:pre-line"),
        el("ul", children) if children else None,
    )


@html.register
def _statement(statement: Statement) -> str:
    words = Words()
    columns = list(dict.fromkeys(column for row in statement.rows for column in row.values))
    head = [words("name"), words("code"), *columns]
    rows = [[row.name, row.code, *(_leaf(row.values.get(column)) for column in columns)] for row in statement.rows]
    about = f"{statement.unit or ''} · p. {statement.pages[0]}–{statement.pages[1]} · {words('rows', n=len(rows))}"
    note = el("div", statement.note, style=_SOFT) if statement.note else None
    return el("div", el("h4", statement.name, " ", el("span", about, style=_SOFT)), note, _table(head, rows))


def written_out(report: Report, check: Check) -> Html:
    """The arithmetic of a check, addend by addend, as a notebook shows it."""
    return Html(arithmetic(Values(report), check, Words()) or "")


def archive_html(reports: pd.DataFrame, failures: int) -> str:
    """What a notebook shows of an archive: how many reports are in which state, and the first of them."""
    words = Words()
    counts = [
        (words(f"reconciles_{name}"), int((reports["reconciles"] == value).sum()))
        for name, value in (("true", True), ("false", False))
    ]
    told = [f"{len(reports)} {words('of_reports')}", *(f"{label} {count}" for label, count in counts)]
    if failures:
        told.append(f"{words('failures')} {failures}")
    columns = ("department", "fiscal_year", "kind", "spending_total", "three_public", "errors", "unclaimed")
    rows = [[_plain(row[name]) for name in columns] for _, row in reports.head(20).iterrows()]
    more = el("div", f"… +{len(reports) - 20}", style=_SOFT) if len(reports) > 20 else None
    head = [words(name) if name != "kind" else words("kind") for name in columns]
    return el("div", el("div", el("b", " · ".join(told))), _table(head, rows), more)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return number(value)
    return "" if value is None or value != value else str(value)  # noqa: PLR0124 (NaN and NA differ from themselves)
