"""The record beside the pages: its values in groups, a block an item."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records.items import LineItem
from extractor.records.leaves import Text
from extractor.records.paths import Node, is_fact
from extractor.records.report import Indicator, Unclaimed
from extractor.view.figures import Values, also, first_page, interval, is_number, number, shown, stated
from extractor.view.markup import Html, el, join
from extractor.view.words import Words

#: Group → how the paths of its values begin; the first that fits takes a value.
_GROUPS = (
    ("identity", ("title", "department", "fiscal_year", "report_date")),
    ("overview", ("overview.",)),
    ("three_public", ("spending.three_public.",)),
    ("revenue", ("revenue.",)),
    ("spending", ("spending.",)),
    ("indicators", ("goals.indicators[",)),
    ("goals", ("goals.", "completion.")),
    ("evaluation", ("evaluation.",)),
    ("contact", ("contact.",)),
)
_ORDER = ("identity", "overview", "revenue", "spending", "three_public", "goals", "indicators", "evaluation", "contact")
_INDICATOR = ("period", "level1", "level2", "level3", "name", "target", "actual", "weight", "score")
_LONG = 60  #: characters above which a text gets a line of its own

Block = tuple[Node | None, list[Node]]


def groups(values: Values, words: Words) -> Iterator[tuple[str, Html]]:
    """Identifier and section of every group that has values."""
    for name, blocks in _grouped(values).items():
        rows = (
            _indicators(values, blocks) if name == "indicators" else [_block(values, *block, words) for block in blocks]
        )
        head = el("h3", words(f"group_{name}"))
        yield name, el("section", head, rows, class_="group", id=f"group-{name}", data_group=name)


def _grouped(values: Values) -> dict[str, list[Block]]:
    found: dict[str, list[Block]] = {name: [] for name in _ORDER}
    for node in values.nodes:
        if not is_fact(node.value) or isinstance(node.value, Unclaimed) or node.path.startswith("statements["):
            continue
        name = next((name for name, starts in _GROUPS if node.path.startswith(starts)), "identity")
        parent = _parent(values, node.path)
        blocks = found[name]
        if not blocks or blocks[-1][0] != parent:
            blocks.append((parent, []))
        blocks[-1][1].append(node)
    return {name: blocks for name, blocks in found.items() if blocks}


def _parent(values: Values, path: str) -> Node | None:
    """The nearest model above a value that has a label of its own."""
    while path:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
        node = values.parents.get(path)
        if node is not None and node.label:
            return node
    return None


def _block(values: Values, parent: Node | None, rows: list[Node], words: Words) -> Html:
    label = parent.label if parent else ""
    head = None
    if parent is not None:
        marks = []
        if isinstance(parent.value, LineItem):
            marks = [
                el("small", words)
                for words in (parent.value.code, parent.value.fund and _FUNDS[parent.value.fund])
                if words
            ]
        head = el("h4", label, marks)
    body = [value_row(values, node, words, label) for node in rows]
    return el("div", head, el("div", body, class_="rows"), class_="block" if head else "block bare")


_FUNDS = {
    "all": "全部资金",
    "fiscal": "财政拨款",
    "general_public": "一般公共预算",
    "government_funds": "政府性基金",
    "state_capital": "国有资本经营",
}


def value_row(values: Values, node: Node, words: Words, above: str = "") -> Html:
    """A value with its label (without what the block's head says), and below it its other statements."""
    label = node.label.removeprefix(above).lstrip("·") or node.label
    others = (_value(values, other, f"↳ {words('also')}", words) for other in also(node))
    return join([_value(values, node, label, words), *others])


def _value(values: Values, node: Node, label: str, words: Words) -> Html:
    value = node.value
    text, unit = shown(value)
    printed = stated(value)
    notes = []
    if printed and is_number(value) and printed.replace(" ", "") not in _printed(text, unit):
        notes.append(printed)
    if isinstance(value, Unclaimed) and value.value is None:
        notes.append(words("no_unit"))
    limits = interval(value)
    if limits and limits[0] != limits[1]:
        notes.append(f"{number(limits[0])} … {number(limits[1])}")
    if getattr(value, "uncertain", False):
        notes.append("？")
    page = first_page(value)
    state = values.state.get(node.path)
    kind = "v"
    if not is_number(value):
        kind += " long" if len(text) > _LONG else " words"
    return el(
        "a",
        el("span", label, class_="k"),
        el("span", text, el("i", unit) if unit else None, class_="n"),
        el("span", " · ".join(notes), class_="s") if notes else None,
        el("span", page, class_="p") if page else None,
        class_=f"{kind} {state}" if state else kind,
        href=anchor(node.path),
        data_path=node.path,
    )


def _printed(text: str, unit: str) -> tuple[str, ...]:
    """What a value may be printed as that is shown already."""
    bare = text.replace(",", "")
    return text, bare, text + unit, bare + unit


def anchor(path: str) -> str:
    """The address of a value within its page."""
    return "#" + path.replace("%", "%25")


def _indicators(values: Values, blocks: list[Block]) -> Html:
    """Indicators side by side: a row each, a column a field that any of them has."""
    from extractor.records.labels import field_label

    rows: list[tuple[Node, dict[str, Node]]] = []
    for parent, nodes in blocks:
        assert parent is not None
        rows.append((parent, {node.path.removeprefix(f"{parent.path}."): node for node in nodes}))
    fields = [name for name in Indicator.model_fields if any(_cells(cells, name) for _, cells in rows)]
    fields.sort(key=lambda name: _INDICATOR.index(name) if name in _INDICATOR else len(_INDICATOR))
    head = el("tr", [el("th", field_label(Indicator, name), scope="col") for name in fields])
    body = [el("tr", [_indicator_cell(_cells(cells, name)) for name in fields]) for _, cells in rows]
    table = el("table", el("thead", head), el("tbody", body))
    return el("div", table, class_="sheet")


def _cells(cells: dict[str, Node], name: str) -> list[Node]:
    return [node for key, node in cells.items() if key == name or key.startswith(f"{name}[")]


def _indicator_cell(nodes: list[Node]) -> Html:
    inner = [el("span", "".join(shown(node.value)), data_path=node.path, class_="c") for node in nodes]
    right = any(is_number(node.value) and not isinstance(node.value, Text) for node in nodes)
    return el("td", inner, class_="r" if right else None)
