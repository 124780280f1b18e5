"""What the checks found: each with its words, its figures, and the arithmetic written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.records.leaves import Amount, Count, Percent
from extractor.records.report import Check
from extractor.view.figures import Values, first_page, interval, number, shown, stated
from extractor.view.markup import Html, el, join
from extractor.view.record import anchor
from extractor.view.words import Words

_SEVERITIES = ("error", "warning", "info")
_STATUSES = ("mismatch", "notice", "unverifiable", "rounded", "exact")
Interval = tuple[Decimal, Decimal]


class Addend(NamedTuple):
    """A figure of a calculation."""

    path: str
    label: str
    value: Decimal
    interval: Interval
    stated: str | None
    unit: str
    page: int | None


def findings(values: Values, words: Words) -> Html:
    """All checks: what was found, most severe first; what agrees, folded."""
    checks = list(enumerate(values.report.checks))
    checks.sort(key=lambda entry: (_STATUSES.index(entry[1].status), _SEVERITIES.index(entry[1].severity), entry[0]))
    told = _after_causes([(n, check) for n, check in checks if check.status in ("mismatch", "notice")])
    agreeing = [(n, check) for n, check in checks if check.status in ("exact", "rounded")]
    rest = [(n, check) for n, check in checks if check.status == "unverifiable"]
    if not checks:
        return el("p", words("no_checks"), class_="none")
    return join(
        [
            [_finding(values, n, check, words) for n, check in told] or el("p", words("all_agree"), class_="none"),
            _folded("unverifiable_checks", values, rest, words),
            _folded("agreeing", values, agreeing, words),
        ]
    )


def key(check: Check) -> str:
    """What names a check as the cause of others."""
    return f"{check.rule} {check.subject}"


def _after_causes(checks: Sequence[tuple[int, Check]]) -> list[tuple[int, Check]]:
    """The same checks, each that only follows from another behind that one."""
    causes = [entry for entry in checks if not entry[1].caused_by]
    known = {key(check) for _, check in causes}
    ordered = []
    for entry in causes:
        ordered += [entry, *(other for other in checks if other[1].caused_by == key(entry[1]))]
    return ordered + [entry for entry in checks if entry[1].caused_by and entry[1].caused_by not in known]


def _folded(title: str, values: Values, checks: Sequence[tuple[int, Check]], words: Words) -> Html:
    if not checks:
        return Html("")
    lines = [
        el(
            "button",
            el("b", words(check.status), class_=f"badge {check.status}"),
            el("span", check.message),
            type="button",
            class_="line",
            data_check=n,
        )
        for n, check in checks
    ]
    return el("details", el("summary", f"{words(title)} ({len(checks)})"), el("div", lines), class_="fold")


def _finding(values: Values, n: int, check: Check, words: Words) -> Html:
    badge = el("b", words(check.status), class_=f"badge {check.status} {check.severity}")
    head = el(
        "button",
        badge,
        el("span", check.message),
        type="button",
        class_="line",
        data_check=n,
        title=words("show_inputs"),
    )
    facts: list[Html] = []
    if check.diagnosis:
        facts.append(el("div", el("dt", words("diagnosis")), [el("dd", cause) for cause in check.diagnosis]))
    if check.advice:
        facts.append(el("div", el("dt", words("advice")), el("dd", check.advice)))
    if check.caused_by:
        facts.append(el("div", el("dt", words("caused_by")), el("dd", _cause(values, check.caused_by))))
    kind = f"finding {check.status} {check.severity}" + (" follows" if check.caused_by else "")
    rule = el("footer", el("code", check.rule), words(check.severity))
    return el("article", head, arithmetic(values, check, words), el("dl", facts) if facts else None, rule,
              class_=kind, id=f"check-{n}")  # fmt: skip


def _cause(values: Values, name: str) -> Html:
    """Where the cause is a check of this record, a way to it."""
    for n, check in enumerate(values.report.checks):
        if name == key(check):
            return el("button", check.message, type="button", class_="link", data_check=n)
    return el("span", name)


def arithmetic(values: Values, check: Check, words: Words) -> Html | None:
    """Every figure that the check used, with the interval that its stated digits denote."""
    inputs = [addend for path in check.inputs if (addend := _addend(values, path))]
    subject = _addend(values, check.subject)
    if not inputs and subject is None:
        return None
    sign, total = _formula(inputs, check.expected)
    rows = [_row(sign(position), addend) for position, addend in enumerate(inputs)]
    unit = subject.unit if subject else inputs[0].unit
    if check.expected is not None and inputs:
        # What a notice holds a figure against is a limit; nothing says that they are equal.
        equal = ("=", words("expected")) if check.status != "notice" else ("", words("reference"))
        rows.append(_result(*equal, check.expected, total, unit))
    if subject is not None:
        rows.append(_row("", subject, words("stated")))
    if check.difference is not None:
        rows.append(_result("Δ", words("difference"), check.difference, None, unit))
    head = el("tr", el("th"), el("th"), el("th"), el("th", words("interval")), el("th", words("page")))
    return el("div", el("table", el("thead", head), el("tbody", rows)), class_="sheet sum")


def _row(sign: str, addend: Addend, note: str = "") -> Html:
    name = el("a", addend.label, href=anchor(addend.path), data_goto=addend.path)
    return el(
        "tr",
        el("td", sign, class_="op"),
        el("td", el("em", note) if note else None, name),
        el("td", number(addend.value), el("i", addend.unit), class_="r"),
        el("td", _limits(addend.interval), class_="r iv"),
        el("td", addend.page, class_="r"),
        class_="stated" if note else None,
    )


def _result(sign: str, label: str, value: Decimal, limits: Interval | None, unit: str) -> Html:
    return el(
        "tr",
        el("td", sign, class_="op"),
        el("td", label),
        el("td", number(_short(value)), el("i", unit), class_="r"),
        el("td", _limits((_short(limits[0]), _short(limits[1]))) if limits else None, class_="r iv"),
        el("td"),
        class_="result",
    )


def _limits(limits: Interval) -> str:
    return number(limits[0]) if limits[0] == limits[1] else f"{number(limits[0])} … {number(limits[1])}"


def _short(value: Decimal) -> Decimal:
    """At most four decimals: computed rates have no end."""
    exponent = value.as_tuple().exponent
    return round(value, 4) if isinstance(exponent, int) and exponent < -4 else value


def _addend(values: Values, path: str) -> Addend | None:
    value = values.get(path)
    if not isinstance(value, Amount | Percent | Count):
        return None
    exact = Decimal(value.value)
    limits = interval(value) or (exact, exact)
    return Addend(path, values.label(path), exact, limits, stated(value), shown(value)[1], first_page(value))


def _formula(inputs: Sequence[Addend], expected: Decimal | None) -> tuple[Callable[[int], str], Interval | None]:
    """The signs before the figures, and what their intervals give, where one of the usual formulas gives `expected`."""
    unsaid = (lambda position: "", None)
    if expected is None or not inputs:
        return unsaid
    if len(inputs) == 1 and inputs[0].value == expected:
        return (lambda position: ""), inputs[0].interval
    if sum(addend.value for addend in inputs) == expected:
        low, high = sum(a.interval[0] for a in inputs), sum(a.interval[1] for a in inputs)
        return (lambda position: "+" if position else ""), (Decimal(low), Decimal(high))
    if len(inputs) != 2:
        return unsaid
    (a, b), ((a0, a1), (b0, b1)) = (x.value for x in inputs), (x.interval for x in inputs)
    if a - b == expected:
        return (lambda position: "−" if position else ""), (a0 - b1, a1 - b0)
    if b and _close(a / b * 100, expected) and b0 > 0 <= a0:
        return (lambda position: "÷" if position else ""), (a0 / b1 * 100, a1 / b0 * 100)
    if b and _close((a - b) / b * 100, expected) and b0 > 0 <= a0:
        return (lambda position: "÷" if position else ""), (a0 / b1 * 100 - 100, a1 / b0 * 100 - 100)
    return unsaid


def _close(value: Decimal, expected: Decimal) -> bool:
    return abs(value - expected) <= Decimal("0.005") + abs(expected) / 100000
