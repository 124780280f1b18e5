"""The tables of an archive. Columns that repeat a model's fields are generated from the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from extractor.emit.cells import Cell, cell
from extractor.records.facts import Fact, iter_facts
from extractor.records.items import LineItem
from extractor.records.labels import column_label, field_label
from extractor.records.leaves import Leaf, Model
from extractor.records.paths import walk
from extractor.records.report import Check, Indicator, Report

ColumnType = Literal["string", "integer", "number", "boolean", "any"]


class Column(NamedTuple):
    name: str
    type: ColumnType
    title: str  #: Chinese


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, the columns that identify a row, and the rows that a record adds to it."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Report], Iterator[tuple[Cell, ...]]]


class ReportRow(NamedTuple):
    """A row of the table `reports`: a record at a glance, amounts in 元.

    The amounts are actual figures, in a budget document budgeted ones. `errors` counts the mismatches of severity
    error that follow from no other, `warnings` and `unclaimed` the entries of the lists of these names.
    """

    report: str
    kind: str
    department: str | None
    fiscal_year: int | None
    pages: int
    text_layer: str
    revenue_total: Decimal | None
    spending_total: Decimal | None
    basic: Decimal | None
    project: Decimal | None
    three_public: Decimal | None
    score: Decimal | None
    reconciles: bool | None
    errors: int
    warnings: int
    unclaimed: int


def headline(item: LineItem | None, kind: str) -> Decimal | None:
    """The figure of a line that a document of this kind is about, else the other one."""
    if item is None:
        return None
    budget = item.adjusted_budget or item.budget
    amount = (item.budget or budget or item.actual) if kind == "budget" else (item.actual or budget)
    return amount.value if amount else None


def report_row(report: Report) -> ReportRow:
    spending = report.spending
    return ReportRow(
        report=report.source.name,
        kind=report.kind,
        department=report.department.value if report.department else None,
        fiscal_year=report.fiscal_year.value if report.fiscal_year else None,
        pages=report.source.pages,
        text_layer=report.source.text_layer,
        revenue_total=headline(report.revenue.total, report.kind),
        spending_total=headline(spending.total, report.kind),
        basic=headline(spending.basic, report.kind),
        project=headline(spending.project, report.kind),
        three_public=headline(spending.three_public.total, report.kind),
        score=report.evaluation.score.value if report.evaluation.score else None,
        reconciles=report.reconciles,
        errors=sum(
            check.status == "mismatch" and check.severity == "error" and check.caused_by is None
            for check in report.checks
        ),
        warnings=len(report.warnings),
        unclaimed=len(report.unclaimed),
    )


LINE_ITEM_FIELDS = tuple(field for field in LineItem.model_fields if field != "items")  # items have their own rows
TARGET_FIELDS = ("op", "low", "high", "unit")


def line_item_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    for node in walk(report, statements=False):
        if isinstance(node.value, LineItem):
            yield (report.source.name, node.path, *(cell(getattr(node.value, field)) for field in LINE_ITEM_FIELDS))


def indicator_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    for node in walk(report, statements=False):
        if isinstance(node.value, Indicator):
            fields = (cell(getattr(node.value, field)) for field in Indicator.model_fields)
            target = (cell(getattr(node.value.target, field, None)) for field in TARGET_FIELDS)
            yield (report.source.name, node.path, *fields, *target)


def check_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    for check in report.checks:
        yield (report.source.name, *(cell(getattr(check, field)) for field in Check.model_fields))


def column_type(annotation: Any) -> ColumnType:
    """The type of the cells that hold a field annotated so."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return column_type(get_args(annotation)[0])
    if origin in (Union, UnionType):
        kinds = {column_type(part) for part in get_args(annotation) if part is not NoneType}
        return kinds.pop() if len(kinds) == 1 else "any"
    if isinstance(annotation, type):
        if issubclass(annotation, Leaf):
            return column_type(annotation.model_fields["value"].annotation)
        for plain, name in _PLAIN:
            if issubclass(annotation, plain):
                return name
    return "string"


_PLAIN: tuple[tuple[type, ColumnType], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "number"),
    (Decimal, "number"),
)


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "string", column_label(name)) for name in names)


def _row_columns(row: type[Any]) -> tuple[Column, ...]:
    hints = get_type_hints(row)
    return tuple(Column(name, column_type(hints[name]), column_label(name)) for name in row._fields)


def _model_columns(model: type[Model], fields: tuple[str, ...]) -> tuple[Column, ...]:
    infos = model.model_fields
    return tuple(Column(name, column_type(infos[name].annotation), field_label(model, name)) for name in fields)


_TARGET_COLUMNS = tuple(
    Column(f"target_{name}", "number" if name in ("low", "high") else "string", column_label(f"target_{name}"))
    for name in TARGET_FIELDS
)

TABLES: tuple[Table, ...] = (
    Table("reports", _row_columns(ReportRow), ("report",), lambda report: iter([report_row(report)])),
    Table("facts", _row_columns(Fact), ("report", "path"), iter_facts),
    Table(
        "line_items",
        _columns("report", "path") + _model_columns(LineItem, LINE_ITEM_FIELDS),
        ("report", "path"),
        line_item_rows,
    ),
    Table(
        "indicators",
        _columns("report", "path") + _model_columns(Indicator, tuple(Indicator.model_fields)) + _TARGET_COLUMNS,
        ("report", "path"),
        indicator_rows,
    ),
    Table("checks", _columns("report") + _model_columns(Check, tuple(Check.model_fields)), (), check_rows),
    Table("failures", _columns("path", "code", "message"), ("path",), lambda _report: iter(())),
)
BY_NAME = {table.name: table for table in TABLES}
