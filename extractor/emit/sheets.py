"""The sheets of the workbook: their columns, and the rows that a record adds to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.emit.cells import Cell, cell
from extractor.emit.links import fact, review_page
from extractor.emit.tables import ReportRow, report_row
from extractor.records.facts import iter_facts
from extractor.records.labels import column_label, field_label
from extractor.records.paths import walk
from extractor.records.report import Check, Indicator, Report, Target, Unclaimed

Look = Literal["text", "money", "percent", "count", "number"]

KINDS = {"self_evaluation": "绩效自评", "final_accounts": "部门决算", "budget": "部门预算", "unknown": "种类不明"}
STATUSES = {"exact": "相符", "rounded": "舍入内相符", "mismatch": "不符", "unverifiable": "无法核对", "notice": "提示"}
SEVERITIES = {"error": "错误", "warning": "注意", "info": "参考"}
RECONCILES = {True: "相符", False: "不符", None: "未能核对"}
PERIODS = {"annual": "年度", "long_term": "长期", None: None}
NOT_STATED = "未写明单位"


class Head(NamedTuple):
    """A column: its title, its width in characters, how its cells look."""

    title: str
    width: int
    look: Look = "text"


class Value(NamedTuple):
    """A cell that looks otherwise than its column, or leads to a value in the review page."""

    value: Cell
    look: Look | None = None
    link: str | None = None  #: address within the folder of the review page


class Sheet(NamedTuple):
    name: str
    heads: tuple[Head, ...]
    rows: Callable[[Report], Iterator[tuple[Cell | Value, ...]]]
    colours: dict[str, str] = {}  #: word → good, bad or note  # noqa: RUF012 (never changed)


def _title(name: str) -> str:
    return column_label(name)


_LOOKS: dict[str | None, Look] = {"元": "money", "%": "percent", "分": "number", None: "text"}
_REPORT = Head(_title("report"), 34)
_DEPARTMENT = Head(_title("department"), 24)
_YEAR = Head(_title("fiscal_year"), 7)


def _summary_rows(report: Report) -> Iterator[tuple[Cell | Value, ...]]:
    row = report_row(report)
    changed: dict[str, Cell | Value] = {
        "report": Value(row.report, link=review_page(row.report)),
        "kind": KINDS[row.kind],
        "reconciles": RECONCILES[row.reconciles],
    }
    yield tuple(changed.get(name, getattr(row, name)) for name in ReportRow._fields if name != "text_layer")


def _summary_head(name: str) -> Head:
    if name in ("revenue_total", "spending_total", "basic", "project", "three_public"):
        return Head(_title(name), 18, "money")
    widths = {"report": 44, "department": 26, "kind": 11, "reconciles": 10, "fiscal_year": 7}
    return Head(_title(name), widths.get(name, 9), "number")


def _detail_rows(report: Report) -> Iterator[tuple[Cell | Value, ...]]:
    page = review_page(report.source.name)
    for row in iter_facts(report):
        look: Look = _LOOKS.get(row.unit, "count") if isinstance(row.value, Decimal | int) else "text"
        value = Value(row.value, look, page + fact(row.path))
        yield (row.report, row.department, row.fiscal_year, row.label, value, row.unit, row.stated,
               Value(row.low, look), Value(row.high, look), row.page, row.quote, row.path)  # fmt: skip


def _indicator_rows(report: Report) -> Iterator[tuple[Cell | Value, ...]]:
    page = review_page(report.source.name)
    for node in walk(report, statements=False):
        entry = node.value
        if isinstance(entry, Indicator):
            shown: dict[str, Cell | Value] = {name: cell(getattr(entry, name)) for name in Indicator.model_fields}
            shown["period"] = PERIODS[entry.period]
            if isinstance(entry.target, Target):
                shown["target"] = Value(entry.target.text, link=f"{page}{fact(node.path)}.target")
            yield (report.source.name, report_row(report).department, *shown.values())


def _check_rows(report: Report) -> Iterator[tuple[Cell | Value, ...]]:
    page = review_page(report.source.name)
    units = {row.path: row.unit for row in iter_facts(report)}
    for n, check in enumerate(report.checks):
        look = _LOOKS.get(units.get(check.subject, "元"), "count")
        yield (
            report.source.name,
            report_row(report).department,
            Value(STATUSES[check.status], link=f"{page}#check-{n}"),
            SEVERITIES[check.severity],
            check.message,
            Value(check.stated, look),
            Value(check.expected, look),
            Value(check.difference, look),
            check.advice,
            "；".join(check.diagnosis) or None,
            check.evidence[0].page if check.evidence else None,
            check.rule,
            check.subject,
            check.caused_by,
        )


def _unclaimed_rows(report: Report) -> Iterator[tuple[Cell | Value, ...]]:
    page = review_page(report.source.name)
    for node in walk(report, statements=False):
        entry = node.value
        if isinstance(entry, Unclaimed):
            value = NOT_STATED if entry.value is None else entry.value
            look: Look = "text" if entry.value is None else "money"
            yield (report.source.name, report_row(report).department, entry.label, entry.stated,
                   Value(value, look, page + fact(node.path)), entry.section,
                   entry.evidence[0].page if entry.evidence else None)  # fmt: skip


_VERDICTS = {"不符": "bad", "提示": "note", "相符": "good", "舍入内相符": "good"}
_FIELD = {name: field_label(Check, name) for name in Check.model_fields}

SUMMARY = Sheet(
    "汇总",
    tuple(_summary_head(name) for name in ReportRow._fields if name != "text_layer"),
    _summary_rows,
    {"不符": "bad", "相符": "good"},
)
DETAIL = Sheet(
    "明细",
    (_REPORT, _DEPARTMENT, _YEAR, Head(_title("label"), 34), Head(_title("value"), 20, "money"),
     Head(_title("unit"), 6), Head(_title("stated"), 18), Head(_title("low"), 18, "money"),
     Head(_title("high"), 18, "money"), Head(_title("page"), 5, "number"), Head(_title("quote"), 40),
     Head(_title("path"), 40)),
    _detail_rows,
)  # fmt: skip
INDICATORS = Sheet(
    "指标",
    (_REPORT, _DEPARTMENT, *(Head(field_label(Indicator, name), 16) for name in Indicator.model_fields)),
    _indicator_rows,
)
CHECKS = Sheet(
    "核对",
    (_REPORT, _DEPARTMENT, Head(_FIELD["status"], 11), Head(_FIELD["severity"], 9), Head(_FIELD["message"], 70),
     Head(_FIELD["stated"], 18, "money"), Head(_FIELD["expected"], 18, "money"),
     Head(_FIELD["difference"], 16, "money"), Head(_FIELD["advice"], 40), Head(_FIELD["diagnosis"], 40),
     Head(_title("page"), 5, "number"), Head(_FIELD["rule"], 22), Head(_FIELD["subject"], 36),
     Head(_FIELD["caused_by"], 30)),
    _check_rows,
    _VERDICTS,
)  # fmt: skip
UNCLAIMED = Sheet(
    "未识别",
    (_REPORT, _DEPARTMENT, Head(_title("label"), 24), Head(_title("stated"), 18), Head(_title("value"), 18, "money"),
     Head("所在章节", 30), Head(_title("page"), 5, "number")),
    _unclaimed_rows,
)  # fmt: skip
FAILURES = Sheet("失败", (_REPORT, Head(_title("code"), 16), Head(_title("message"), 60)), lambda _report: iter(()))

SHEETS = (SUMMARY, DETAIL, INDICATORS, CHECKS, UNCLAIMED, FAILURES)
