"""Rules about published tables: columns that add up, levels of codes, totals of lists, both sides equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from extractor.checks import grids
from extractor.checks.figures import Figure, figure_of
from extractor.checks.grids import Row, Sum
from extractor.checks.intervals import ZERO, total
from extractor.checks.rule import Rule
from extractor.checks.verdicts import Relation
from extractor.records.leaves import Amount
from extractor.records.paths import entries, tidy
from extractor.records.report import Report, Statement, StatementRow

#: fields of an amount and of a row, past the long way in which a model looks them up
_NUMBERS = itemgetter("value", "low", "high")
_ROW = itemgetter("code", "name", "values")

Place = tuple[int, int]  #: row, column


@dataclass(slots=True)
class Tally:
    """What a rule finds in one statement: how many sums agree and how, and those that do not."""

    rule: Rule
    statement: Statement
    exact: int = 0
    rounded: int = 0
    sums: list[tuple[Place, list[Place]]] = field(default_factory=list)
    failing: bool = False


class Grid:
    """A statement's amounts by row and column."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.rows = [Row(*_ROW(row.__dict__)) for row in statement.rows]
        values = [row.values for row in self.rows]
        self.columns = tuple(
            dict.fromkeys(column for row in values for column, cell in row.items() if type(cell) is Amount)
        )
        self.cells: list[list[Amount | None]] = [
            [cell if type(cell := row.get(column)) is Amount else None for column in self.columns] for row in values
        ]

    def sums(self, rule: Rule) -> Iterator[tuple[Place, list[Place]]]:
        match rule.kind:
            case "columns":
                for whole, parts, carried in grids.column_sums(self.columns, rule.words):
                    for row, cells in enumerate(self.cells):
                        if not carried or not any(
                            cell is not None and cell.value for cell in (cells[c] for c in carried)
                        ):
                            yield from self._stated((row, whole), [(row, part) for part in parts])
            case "levels":
                for one in (*grids.code_sums(self.rows), *grids.total_of_codes(self.rows)):
                    for column in range(len(self.columns)):
                        yield from self._in_column(one, column)
            case "lists":
                rows = grids.list_rows(self.rows)
                for column in range(len(self.columns) if rows else 0):
                    for one in grids.list_sums([row for row in rows if self.cells[row[0]][column] is not None]):
                        yield from self._in_column(one, column)
            case "sides":
                for revenue, spending in grids.side_totals(self.rows, self.columns, rule.words):
                    yield from self._stated(revenue, [spending])

    def _in_column(self, one: Sum, column: int) -> Iterator[tuple[Place, list[Place]]]:
        yield from self._stated((one.whole, column), [(part, column) for part in one.parts])

    def _stated(self, whole: Place, parts: list[Place]) -> Iterator[tuple[Place, list[Place]]]:
        """The sum without its blank cells; none where the whole or all parts are blank."""
        found = [part for part in parts if self.cells[part[0]][part[1]] is not None]
        if found and self.cells[whole[0]][whole[1]] is not None:
            yield whole, found

    def at(self, place: Place) -> Amount:
        cell = self.cells[place[0]][place[1]]
        assert cell is not None
        return cell


def tally(rule: Rule, grid: Grid) -> Tally:
    """All sums that a rule sees in a table."""
    result = Tally(rule, grid.statement)
    for whole, parts in grid.sums(rule):
        stated, least, most = _NUMBERS(grid.at(whole).__dict__)
        numbers = [_NUMBERS(grid.at(place).__dict__) for place in parts]
        if sum([value for value, _, _ in numbers], ZERO) == stated:  # as nearly always; then the bounds agree too
            result.exact += 1
        elif sum([low for _, low, _ in numbers], ZERO) > most or sum([high for _, _, high in numbers], ZERO) < least:
            result.failing = True
        else:
            result.rounded += 1
        result.sums.append((whole, parts))
    return result


def relations(tallies: list[Tally], grid: Grid, report: Report) -> Iterator[Relation]:
    """The sums of a table as relations of its cells, for the tables in which one fails."""
    paths = cell_paths(report, grid.statement)

    def cell(place: Place) -> Figure:
        row, column = grid.statement.rows[place[0]], grid.columns[place[1]]
        label = f"《{grid.statement.name}》{row.name or row.code or ''}{_said(column)}"
        return figure_of(paths[id(grid.at(place))], label, grid.at(place))

    for one in tallies:
        for whole, parts in one.sums:
            yield Relation(one.rule, cell(whole), tuple(cell(part) for part in parts), total)


def cell_paths(report: Report, statement: Statement) -> dict[int, str]:
    """The path of each cell of a statement, by the cell's identity."""
    key = next(key for key, _, entry in entries(report.statements) if entry is statement)
    return {
        id(cell): f"statements[{key}].rows[{row_key}].values[{tidy(column)}]"
        for row_key, _, row in entries(statement.rows)
        if isinstance(row, StatementRow)
        for column, cell in row.values.items()
    }


def _said(column: str) -> str:
    """A column's head in a sentence: its last parts, joined."""
    return f"“{column.replace('/', '·')}”"
