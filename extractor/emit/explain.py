"""Where a value came from, in words: for `extractor explain`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.records.facts import Fact, find, get_fact
from extractor.records.leaves import Evidence
from extractor.records.report import Check, Report

#: Heading → (Chinese, English).
HEADINGS = {
    "path": ("路径", "path"),
    "label": ("含义", "label"),
    "value": ("数值", "value"),
    "interval": ("区间", "interval"),
    "stated": ("原文", "stated"),
    "place": ("位置", "place"),
    "uncertain": ("注意", "note"),
    "also": ("另见", "also"),
    "check": ("校验", "check"),
}
STATUSES = {
    "exact": ("相符", "exact"),
    "rounded": ("四舍五入内相符", "rounded"),
    "mismatch": ("不符", "mismatch"),
    "unverifiable": ("无法核对", "unverifiable"),
    "notice": ("提示", "notice"),
}


def explain(report: Report, path: str, lang: str = "zh") -> Iterator[str]:
    """Lines about the value at a path. UnknownPathError: there is none."""
    english = lang == "en"
    fact, leaf = get_fact(report, path), find(report, path).value
    yield _line("path", path, english)
    yield _line("label", fact.label, english)
    yield _line("value", _value(fact, english), english)
    if fact.low is not None and fact.high is not None and fact.low != fact.high:
        yield _line("interval", f"{_number(fact.low)} … {_number(fact.high)} {fact.unit or ''}".rstrip(), english)
    if fact.stated is not None:
        yield _line("stated", fact.stated, english)
    for box in getattr(leaf, "evidence", []):
        yield _line("place", _place(box, english), english)
    if getattr(leaf, "uncertain", False):
        yield _line("uncertain", "read from uncertain characters" if english else "所据文字识别不确定", english)
    for position, other in enumerate(getattr(leaf, "also", []), start=1):
        where = ", ".join(dict.fromkeys(_page(box, english) for box in other.evidence))
        yield _line("also", f"{path}.also[{position}]  {getattr(other, 'stated', '')}  {where}".rstrip(), english)
    for check in report.checks:
        if path == check.subject or path in check.inputs:
            yield _line("check", _check(check, english), english)


def _line(heading: str, words: str, english: bool) -> str:
    head = HEADINGS[heading][english]
    return f"{head}{' ' * (10 - len(head) if english else 6 - 2 * len(head))}{words}"


def _value(fact: Fact, english: bool) -> str:
    if fact.value is None:
        return "the unit is not stated" if english else "未写明单位"
    if fact.unit is None or isinstance(fact.value, str):
        return str(fact.value)
    return f"{_number(fact.value)} {fact.unit}"


def _number(value: Decimal | int) -> str:
    """Digits in groups of three, as many decimals as the value has."""
    return f"{Decimal(value):,f}"


def _page(box: Evidence, english: bool) -> str:
    return f"page {box.page}" if english else f"第{box.page}页"


def _place(box: Evidence, english: bool) -> str:
    words = _page(box, english)
    if box.x0 is not None:
        words += f" ({box.x0:g}, {box.top:g}, {box.x1:g}, {box.bottom:g})"
    elif box.line is not None:
        words += f" line {box.line}" if english else f" 第{box.line}行"
    return f"{words} {box.text}" if english else f"{words} “{box.text}”"


def _check(check: Check, english: bool) -> str:
    return f"{check.rule}  {STATUSES[check.status][english]}  {check.message}"
