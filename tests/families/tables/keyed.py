"""Marks for the cells of a table, from what its source says of its columns: the keys of whole tables in two lines.

Inside a table of a source (see samples/build/markup.py) stand, before the rows that they are about,

* `statement NAME` or `indicators [PROJECT/][PERIOD/][OBJECTIVE]`: what the rows are; `plain` ends it,
* `{2@words}`, in a statement: the cell holds words, although they are a figure,
* `paths | … | … |`: what each column holds: for a statement `code`, `name` (`name2` … in lists side by side), nothing,
  a path of heads (金额, 支出/合计), `text:` before it where the cell is words; for indicators `level1` … `name`,
  `target`, `sign`, `unit` or another field.

Every filled cell then is a fact `statements[NAME].rows[code or name].values[path]` or
`goals.indicators[…].field`; what a cell states of other fields is marked in it as usual.
"""

from __future__ import annotations

import re

_LEVELS = ("level2", "level3", "name")
_SILENT = frozenset({"", "level1", "sign", "unit", *_LEVELS})
_BLANK = frozenset({"", "—", "/"})
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?")
_MARKED = re.compile(r"\{([^{}@]*)@([^{}@]*)((?:@[^{}]*)?)\}")
_INNER_WEIGHT = re.compile(r"（([\d.]+)分?%?）$")
_COUNTED = re.compile(r"（(?:个|人|辆|台，套)）$")


def with_marks(text: str) -> str:
    """The source with a mark in every cell of its keyed tables. Raises ValueError on a row of another width."""
    lines: list[str] = []
    table = _Keyed()
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word in ("statement", "indicators"):
            table = _Keyed(word, rest)
        elif word in ("plain", "table", "end"):
            table = _Keyed()
            lines += [] if word == "plain" else [line]
        elif word == "paths":
            table.paths = _cells(rest)
        elif word == "|" and table.kind and table.paths:
            lines.append("| " + " | ".join(table.row(_cells(line))) + " |")
        else:
            lines.append(line)
    return "\n".join(lines)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _words(cell: str) -> str:
    return _MARKED.sub(r"\1", cell).replace("\\n", "")


class _Keyed:
    """The rows of one table; `above` are the words that merged cells carry down."""

    def __init__(self, kind: str = "", name: str = "") -> None:
        self.kind, self.name = kind, name
        self.paths: list[str] = []
        self.above: dict[int, str] = {}

    def row(self, cells: list[str]) -> list[str]:
        if len(cells) != len(self.paths):
            raise ValueError(f"{len(cells)} cells for {len(self.paths)} paths: {cells}")
        words: list[str] = []
        for at, cell in enumerate(cells):
            if cell not in ("<", "^"):
                self.above[at] = _words(cell)
            words.append(words[-1] if cell == "<" else self.above.get(at, ""))
        return self._statement(cells, words) if self.kind == "statement" else self._indicator(cells, words)

    def _statement(self, cells: list[str], words: list[str]) -> list[str]:
        keys: dict[str, tuple[str, list[str]]] = {}
        for path, cell, word in zip(self.paths, cells, words, strict=True):
            match = re.fullmatch(r"(code|name)(\d?)", path)
            if match is not None:
                code, names = keys.get(match[2], ("", []))
                if match[1] == "code" and cell != "<" and word.isdigit():
                    code += word
                elif word and word not in names and not word.isdigit():
                    names = [*names, word]
                keys[match[2]] = (code, names)
        side, marked = "", list(cells)
        for at, (path, cell, word) in enumerate(zip(self.paths, cells, words, strict=True)):
            match = re.fullmatch(r"(?:code|name)(\d?)", path)
            if match is not None:
                side = match[1]
            elif path and cell not in ("<", "^") and word not in _BLANK:
                code, names = keys.get(side, ("", []))
                row = code or "/".join(names) or "#1"
                plain = path.startswith("text:") or cell.endswith("@words}") or _COUNTED.search(row) is not None
                figure = _FIGURE.fullmatch(word) is not None and not plain
                sign = "-" if figure and word.startswith("-") else ""
                value = "" if figure else "=$"
                fact = f"{sign}statements[{self.name}].rows[{row}].values[{path.removeprefix('text:')}]{value}"
                marked[at] = _mark(cell, fact)
        return marked

    def _indicator(self, cells: list[str], words: list[str]) -> list[str]:
        by_role = dict(zip(self.paths, words, strict=True))
        levels = [role for role in _LEVELS if by_role.get(role)]
        key = "/".join([*filter(None, [self.name]), *(_INNER_WEIGHT.sub("", by_role[role]) for role in levels)])
        scored = {"weight", "score"} <= set(self.paths) and not {"target", "actual"} & set(self.paths)
        marked = list(cells)
        for at, (path, cell, word) in enumerate(zip(self.paths, cells, words, strict=True)):
            if path in _SILENT or cell in ("<", "^") or word in _BLANK or "{" in cell:
                continue
            value = "" if path in ("weight", "score") else "=$"
            if path == "target" and re.fullmatch(r"[≥≤<>=]?[\d.,]+", word):
                value = f"={by_role.get('sign', '')}{word}{by_role.get('unit', '')}"
            fact = f"goals.indicators[{key}].{path}{value}"
            part = f";evaluation.parts[{by_role[levels[-1]]}].{path}" if scored and not value else ""
            marked[at] = _mark(cell, fact + part)
        last = self.paths.index(levels[-1]) if levels else -1
        inner = _INNER_WEIGHT.search(cells[last]) if levels and "weight" not in self.paths else None
        if inner is not None:
            start, end = inner.span(1)
            weight = _mark(inner[1], f"goals.indicators[{key}].weight")
            marked[last] = cells[last][:start] + weight + cells[last][end:]
        return marked


def _mark(cell: str, fact: str) -> str:
    """The cell with a fact, beside those that it is marked with."""
    match = _MARKED.fullmatch(cell.replace("@words}", "@}")) if cell.endswith("@words}") else _MARKED.fullmatch(cell)
    if match is not None and not match[2]:
        return f"{{{match[1]}@{fact}}}"
    return f"{{{cell}@{fact}}}" if match is None else f"{{{match[1]}@{fact};{match[2]}{match[3]}}}"
