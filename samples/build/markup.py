"""The sources' markup: one block a line, facts marked where they stand.

A source begins with `key: value` lines up to `---`. Then each line is `style text`; a table is `table key=value …`,
rows `| cell | cell |`, `end`. `<` merges a cell into its left neighbour, `^` into the one above, `\\n` breaks its line.

`{words@spec}` or `{words@spec@note}` marks a fact: the report says `words` there. `spec` is a `;`-separated list of

* `path`: the value is read off the words (`5.9万元` → 59000), `-path`: the same, negative;
* `path=value`: the value in words of our own; `path~`: a text that begins so;
* `#name`: keeps the words as `$name` for later specs;
* `!`: a money mention that the record has no field for.

`sum total = part + part` and `ratio percentage = part / whole` (paths) declare what must follow from what.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

UNITS = {"亿元": 100_000_000, "百万元": 1_000_000, "万元": 10_000, "千元": 1_000, "万": 10_000, "元": 1}
ZEROS = ("零", "无", "未发生", "持平", "一致", "没有", "相同", "相等")
UNSCALED = ("score", "weight", "share", "completion", "change_rate", "variance_rate")
_MARK = re.compile(r"\{([^{}@]*)@([^{}@]*)(?:@([^{}]*))?\}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Fact:
    """A marked place: `path` is empty for a money mention without a field."""

    path: str
    value: str
    note: str
    in_table: bool
    anchor: str  #: name of the bookmark that tells the page


@dataclass(frozen=True)
class Piece:
    """A run of words; `anchor` is set where a fact begins."""

    text: str
    anchor: str | None = None


@dataclass
class Block:
    style: str
    pieces: list[Piece] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    rows: list[list[list[Piece] | str]] = field(default_factory=list)  #: cells; "<" and "^" stay strings


@dataclass
class Source:
    options: dict[str, str]
    blocks: list[Block]
    facts: list[Fact]
    sums: list[tuple[str, list[str]]]  #: declared sums: total, parts
    ratios: list[tuple[str, str, str]]  #: declared percentages: path, numerator, denominator


def value_of(words: str, path: str, unit: str | None) -> str:
    """The value that `words` state, in 元, percent or units, as plain digits. Raises ValueError if there is none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).replace("，", ",")
    match = _NUMBER.search(plain)
    if match is None:
        if any(zero in plain for zero in ZEROS):
            return "0"
        raise ValueError(f"no number in {words!r}")
    number, rest = Decimal(match[0].replace(",", "")), plain[match.end() :]
    scale = next((factor for name, factor in UNITS.items() if rest.startswith(name)), None)
    if scale is None and unit and not rest and not path.endswith(UNSCALED):
        scale = UNITS[unit]
    if scale is None:
        return format(number, "f")
    text = format(number * scale, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Reader:
    """Reads one source; facts get anchors f1, f2 … in the order of the text."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.names: dict[str, str] = {}
        self.anchors = 0

    def pieces(self, text: str, unit: str | None = None, *, in_table: bool = False) -> list[Piece]:
        out, last = [], 0
        for mark in _MARK.finditer(text):
            if mark.start() > last:
                out.append(Piece(text[last : mark.start()]))
            self.anchors += 1
            anchor = f"f{self.anchors}"
            out.append(Piece(mark[1], anchor))
            for spec in mark[2].split(";"):
                self._fact(spec.strip(), mark[1], mark[3] or "", unit, anchor, in_table)
            last = mark.end()
        if last < len(text):
            out.append(Piece(text[last:]))
        return out

    def _fact(self, spec: str, words: str, note: str, unit: str | None, anchor: str, in_table: bool) -> None:
        plain = words.replace("\\n", "")
        if spec.startswith("#"):
            self.names[spec[1:]] = plain
            return
        # Longest names first, so that $n1 never eats the head of $n10.
        for name in sorted(self.names, key=len, reverse=True):
            spec = spec.replace(f"${name}", self.names[name])
        sign = "-" if spec.startswith("-") else ""
        spec = spec.removeprefix("-")
        path, _, given = _split(spec)
        if spec.endswith("~"):
            path, value, note = spec[:-1], plain, "; ".join(filter(None, ("begins", note)))
        elif spec == "!":
            path, value = "", plain
        elif given:
            value = plain if given == "$" else given
        else:
            value = sign + value_of(words, path, unit)
        self.facts.append(Fact(path, value, note, in_table, anchor))


def _split(spec: str) -> tuple[str, str, str]:
    """`path=value` at the first = outside brackets."""
    depth = 0
    for at, char in enumerate(spec):
        depth += (char == "[") - (char == "]")
        if char == "=" and depth == 0:
            return spec[:at], "=", spec[at + 1 :]
    return spec, "", ""


def parse(text: str) -> Source:
    """Reads a source. Raises ValueError naming the line that cannot be read."""
    head, _, body = text.partition("\n---\n")
    options = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    reader, blocks, table, sums, ratios = Reader(), [], None, [], []
    for number, line in enumerate(body.splitlines(), head.count("\n") + 3):
        try:
            if not line.strip() or line.startswith("//"):
                continue
            style, _, rest = line.partition(" ")
            if table is not None and style == "|":
                cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
                unit = table.options.get("unit")
                table.rows.append([c if c in "<^" and c else reader.pieces(c, unit, in_table=True) for c in cells])
            elif style == "end":
                table = None
            elif style == "table":
                table = Block("table", options=dict(pair.split("=", 1) for pair in rest.split()))
                blocks.append(table)
            elif style == "sum":
                total, _, parts = rest.partition(" = ")
                sums.append((total, parts.split(" + ")))
            elif style == "ratio":
                path, above, below = re.split(" = | / ", rest)
                ratios.append((path, above, below))
            else:
                blocks.append(Block(style, reader.pieces(rest)))
        except (ValueError, KeyError) as error:
            raise ValueError(f"line {number}: {error}") from error
    return Source(options, blocks, reader.facts, sums, ratios)
