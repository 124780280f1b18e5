"""Rules about nothing: a rate of a budget of zero, and cells left blank for what the text states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.figures import Figure, figure_of
from extractor.checks.index import FUNDS, Index, Line, budgets
from extractor.checks.intervals import ZERO, Interval
from extractor.checks.passages import Passages
from extractor.checks.rule import Rule
from extractor.checks.verdicts import Relation
from extractor.records.leaves import Amount
from extractor.records.report import Statement

_MINUS_INFINITY = Decimal("-Infinity")
_FEWEST = 3  #: figures of a group that a table shows, from which on it is the group's table


def of_nothing(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """A completion of a budget of nothing, or a growth from nothing, of which a rate is printed all the same."""
    for line in index.comparing:
        for measure in ("completion", "variance_rate", "change_rate"):
            rate = line.figure(measure)
            if rate is None:
                continue
            stated = [one for name in _bases(line, measure) if (one := line.figure(name)) is not None]
            if len(stated) == 1 and stated[0].value == ZERO:
                yield Relation(rule, rate, (stated[0],), _none)


def _bases(line: Line, rate: str) -> tuple[str, ...]:
    """The measures that a rate of a line may be of."""
    if rate == "change_rate":
        return ("prior",)
    return budgets(line.item.completion_of if rate == "completion" else line.item.variance_of)


def _none(_values: Sequence[Interval]) -> Interval:
    return Interval(_MINUS_INFINITY, ZERO)


def blank(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """A figure of the text whose cell is blank in the table that shows the others of its group, or of its code."""
    for statement in index.report.statements:
        for figure in (*_of_group(rule, index, statement), *_of_rows(index, statement)):
            yield Relation(rule, figure, (), _none, names={"statement": statement.name})


def _of_group(rule: Rule, index: Index, statement: Statement) -> Iterator[Figure]:
    """Lines of a group (三公) that the group's table leaves blank, measure by measure."""
    if not any(word in statement.name for word in rule.words):
        return
    cells = {
        figure_of("", "", cell).key: cell
        for row in statement.rows
        for cell in row.values.values()
        if type(cell) is Amount
    }
    lines = [line for name in rule.lines for line in index.matching(name)]
    for measure in ("budget", "actual"):
        stated = [one for line in lines if (one := line.figure(measure)) is not None]
        shown = [one for one in stated if any(key in cells for key in _keys(one))]
        if len(shown) < _FEWEST:
            continue
        values = {cell.value for cell in cells.values()}
        for one in stated:
            if one.value and one not in shown and not any(one.interval.holds(value) for value in values):
                yield one


def _of_rows(index: Index, statement: Statement) -> Iterator[Figure]:
    """Functions of the text whose row in a table holds no figure at all."""
    bare = {
        code
        for row in statement.rows
        if (code := row.code) is not None and not any(type(cell) is Amount for cell in row.values.values())
    }
    if not bare or len(bare) == len(statement.rows) or "收入" in statement.name:
        return
    lists = ["spending.functional", *(f"spending.{fund}.functional" for fund in FUNDS)]
    for line in (line for name in lists for line in index.entries.get(name, [])):
        figure = _current(line)
        if line.code in bare and figure is not None and figure.value:
            yield figure


def _current(line: Line) -> Figure | None:
    return line.figure("actual") or line.figure("budget")


def _keys(figure: Figure) -> Iterator[object]:
    """The places of a figure and of its further statements."""
    return (one.key for one in figure.statements())
