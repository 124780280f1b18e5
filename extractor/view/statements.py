"""Published tables as tables: a cell a value with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.records.paths import Node
from extractor.records.report import Statement, StatementRow
from extractor.view.figures import Values, is_number, shown
from extractor.view.markup import Html, el
from extractor.view.words import Words

Row = tuple[StatementRow, list[Node]]  #: a row and its cells, in the order of its columns


def statements(values: Values, words: Words) -> Iterator[Html]:
    """A folded table for each statement."""
    found: list[tuple[Statement, list[Row]]] = []
    for node in values.nodes:  # a statement, then its rows, each before its cells
        if isinstance(node.value, Statement):
            found.append((node.value, []))
        elif isinstance(node.value, StatementRow):
            found[-1][1].append((node.value, []))
        elif node.path.startswith("statements["):
            found[-1][1][-1][1].append(node)
    for statement, rows in found:
        yield _statement(values, statement, rows, words)


def _statement(values: Values, statement: Statement, rows: Sequence[Row], words: Words) -> Html:
    columns = list(dict.fromkeys(column for row in statement.rows for column in row.values))
    names = [el("th", column, scope="col") for column in columns]
    head = el("tr", el("th", words("code")), el("th", words("name")), names)
    body = [_row(values, row, cells, columns) for row, cells in rows]
    first, last = statement.pages
    place = words("page_n", n=first if first == last else f"{first}–{last}")
    about = " · ".join(part for part in (statement.unit, place, words("rows", n=len(rows))) if part)
    title = el("summary", el("span", statement.name), el("small", about))
    note = el("p", statement.note, class_="none") if statement.note else None
    table = el("div", el("table", el("thead", head), el("tbody", body)), class_="sheet") if rows else None
    return el("details", title, note, table, class_="fold statement")


def _row(values: Values, row: StatementRow, cells: list[Node], columns: list[str]) -> Html:
    by_column = dict(zip(row.values, cells, strict=True))
    return el("tr", el("td", row.code), el("td", row.name), [_cell(values, by_column.get(name)) for name in columns])


def _cell(values: Values, node: Node | None) -> Html:
    if node is None:
        return el("td")
    kind = " ".join(filter(None, ("r" if is_number(node.value) else None, values.state.get(node.path))))
    return el("td", shown(node.value)[0], class_=kind or None, data_path=node.path)
