"""Where else a value is said: other statements, the cell of a table, a figure that must be equal, the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.records.leaves import Amount, Leaf
from extractor.view.figures import Values, also, boxes

#: A place: its path, and why it is one (a key of the words).
Place = tuple[str, str]
_MOST = 8
#: line of the record → the field of a year in `spending.history`, by basis
_HISTORY = {
    "spending.total": "expenditure_total",
    "spending.basic": "basic",
    "spending.project": "project",
    "revenue.total": "revenue_total",
    "revenue.fiscal": "fiscal",
}


def related(values: Values) -> dict[str, list[Place]]:
    """Path → the other places of what stands there, those in the report's own words first."""
    found: dict[str, list[Place]] = defaultdict(list)

    def join(one: str, other: str, why: str, back: str = "") -> None:
        for here, there, reason in ((one, other, why), (other, one, back or why)):
            if here != there and there not in [place for place, _ in found[here]] and len(found[here]) < _MOST:
                found[here].append((there, reason))

    for node in list(values.nodes):
        for place in also(node):
            join(node.path, place.path, "also", "main")
    for path, cell in _cells(values):
        join(path, cell, "in_table", "in_record")
    for one, other in _equals(values):
        join(one, other, "equal")
    for path, earlier in _years(values):
        join(path, earlier, "last_year", "next_year")
    return {path: places for path, places in found.items() if places}


def _cells(values: Values) -> Iterator[tuple[str, str]]:
    """Facts and the cells of statements that they were read from."""
    cells: dict[tuple[object, ...], str] = {}
    for path, node in values.by_path.items():
        if path.startswith("statements[") and (key := _key(node.value)):
            cells.setdefault(key, path)
    for path, node in values.by_path.items():
        if not path.startswith(("statements[", "unclaimed[")) and (key := _key(node.value)) and key in cells:
            yield path, cells[key]


def _key(value: object) -> tuple[object, ...] | None:
    found = boxes(value) if isinstance(value, Leaf) else []
    first = found[0] if found else None
    if first is None or first.x0 is None:
        return None
    return first.page, first.x0, first.top, first.x1, first.bottom


def _equals(values: Values) -> Iterator[tuple[str, str]]:
    """What a check holds to be the same figure."""
    for check in values.report.checks:
        if check.status in ("exact", "rounded", "mismatch") and len(check.inputs) == 1:
            (other,) = check.inputs
            one, two = values.get(check.subject), values.get(other)
            if not (isinstance(one, Amount) and isinstance(two, Amount)) or check.expected != two.value:
                continue
            if check.status == "mismatch" or (one.low <= two.high and two.low <= one.high):  # else it is but a limit
                yield check.subject, other


def _years(values: Values) -> Iterator[tuple[str, str]]:
    """A figure and that of the year before: `prior`, and the years of the history."""
    year = values.report.fiscal_year.value if values.report.fiscal_year else None
    for path in list(values.by_path):
        line, _, field = path.rpartition(".")
        if field == "prior":
            basis = getattr(values.parents[line].value, "prior_basis", None) if line in values.parents else None
            now = next(
                (f"{line}.{f}" for f in (basis or "actual", "actual", "budget") if f"{line}.{f}" in values.by_path), ""
            )
            if now:
                yield now, path
        if field in ("actual", "budget") and line in _HISTORY and year is not None:
            earlier = f"spending.history[{year - 1}].{_HISTORY[line]}"
            if earlier in values.by_path:
                yield path, earlier
