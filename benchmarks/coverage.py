"""How many of the amounts that stand in reports some field takes, by file: in prose, in published tables, in forms.

    python benchmarks/coverage.py [--unclaimed] [--claims N [--prose]] [--open N] [--seed S] FOLDER|FILE…

`--unclaimed` lists every amount without a field, with the words around it. `--claims N` and `--open N` print N random
facts with the sentence or row that they come from, and N random amounts of prose without a field, to be judged by eye.
`--prose`: facts of prose alone. The same seed gives the same choice.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from extractor.layout import build_document
from extractor.layout.model import Document, Table
from extractor.reading import read_report, report
from extractor.reading.mentions import Mention
from extractor.reading.sections import Node
from extractor.reading.tables.reading import TableReading
from extractor.records.leaves import Amount, Count, Percent
from extractor.records.paths import is_fact, walk
from extractor.records.report import Report
from extractor.textlayer import open_layer

PLACES = ("prose", "statements", "forms")
_MONEY = ("amount", "unwieldy")
_AROUND = 110


@dataclass
class Reading:
    """A record, and what the readers had in their hands when they were done."""

    name: str
    record: Report
    document: Document
    root: Node
    mentions: list[Mention]
    tables: list[TableReading]

    def place_of(self, mention: Mention) -> str:
        """prose, statements or forms."""
        for table in self.tables:
            if any(known is mention for known in table.mentions.values()):
                return "statements" if table.kind == "statement" else "forms"
        inside = any(
            isinstance(block, Table) and block.start <= mention.start < block.end for block in self.document.blocks
        )
        return "forms" if inside or mention.table else "prose"

    def money(self) -> Iterator[tuple[str, Mention]]:
        for mention in self.mentions:
            if mention.kind in _MONEY and not (mention.lost and not mention.claimed):
                yield self.place_of(mention), mention

    def around(self, start: int, end: int) -> str:
        text = self.document.text
        before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND // 2]
        return f"…{before}【{text[start:end]}】{after}…".replace("\n", "⏎").replace("\t", "|")

    def facts(self) -> Iterator[tuple[str, str, Mention]]:
        """Figures of the record: path, value, and the mention."""
        places: dict[tuple[object, ...], Mention] = {}
        for mention in self.mentions:
            for box in self.document.evidence(mention.start, mention.end)[:1]:
                places.setdefault((box.page, box.x0, box.top, box.line, box.text), mention)
        for node in walk(self.record, statements=False):
            leaf = node.value
            if not is_fact(leaf) or not isinstance(leaf, Amount | Percent | Count) or not leaf.evidence:
                continue
            first = leaf.evidence[0]
            found = places.get((first.page, first.x0, first.top, first.line, first.text))
            if found is not None:
                yield node.path, f"{leaf.value} ({leaf.stated})", found


def read(file: Path) -> Reading:
    """Read a file and keep what `read_ledger` was given. ExtractorError: it cannot be read."""
    kept: dict[str, Any] = {}
    ledger, statements = vars(report)["read_ledger"], vars(report)["read_statements"]

    def keep_ledger(document: Document, root: Node, mentions: list[Mention], *rest: Any) -> Any:
        kept.update(root=root, mentions=mentions)
        return ledger(document, root, mentions, *rest)

    def keep_tables(tables: list[TableReading], *rest: Any) -> Any:
        kept["tables"] = tables
        return statements(tables, *rest)

    layer = open_layer(file)
    document = build_document(layer)
    with patch.object(report, "read_ledger", keep_ledger), patch.object(report, "read_statements", keep_tables):
        record = read_report(document, layer)
    return Reading(file.stem, record, document, kept["root"], kept["mentions"], kept["tables"])


def share(claimed: int, found: int) -> str:
    return f"{claimed:5d} /{found:5d} {100 * claimed / found:6.1f}%" if found else f"{'–':>20}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--unclaimed", action="store_true", help="list the amounts that no field took")
    parser.add_argument("--claims", type=int, default=0, metavar="N", help="N random facts, in their words")
    parser.add_argument("--prose", action="store_true", help="of facts that stand in sentences")
    parser.add_argument("--open", type=int, default=0, metavar="N", help="N random amounts of prose without a field")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files = [f for path in options.paths for f in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    total: Counter[tuple[str, bool]] = Counter()
    claims: list[str] = []
    opened: list[str] = []
    print(f"{'':32}" + "".join(f"{place:>21}" for place in PLACES))
    for file in files:
        reading = read(file)
        here: Counter[tuple[str, bool]] = Counter()
        for place, mention in reading.money():
            here[place, mention.claimed] += 1
            if mention.claimed:
                continue
            line = f"{reading.name[:24]} p{reading.document.page_at(mention.start)} {place}: "
            line += reading.around(mention.start, mention.end)
            if options.unclaimed:
                print("   ", line)
            if place == "prose":
                opened.append(line)
        claims += [
            f"{reading.name[:24]} p{reading.document.page_at(found.start)} {path} = {value}\n"
            f"    {reading.around(found.start, found.end)}"
            for path, value, found in reading.facts()
            if not options.prose or reading.place_of(found) == "prose"
        ]
        total += here
        row = (share(here[place, True], here[place, True] + here[place, False]) for place in PLACES)
        print(f"{reading.name[:28]:28}" + " ".join(row))
    row = (share(total[place, True], total[place, True] + total[place, False]) for place in PLACES)
    print(f"{'all':31}" + " ".join(row))
    chosen = random.Random(options.seed)
    for title, lines, wanted in (("claims", claims, options.claims), ("open", opened, options.open)):
        for number, line in enumerate(chosen.sample(lines, min(wanted, len(lines))), 1):
            print(f"{title} {number}. {line}")


if __name__ == "__main__":
    main()
