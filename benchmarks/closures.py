"""How many of the sums that published tables promise hold on the extracted statements.

    python benchmarks/closures.py [--all] FOLDER|FILE…

For every statement: 收入总计 = 支出总计 · 合计 = 基本支出 + 项目支出 (+ 预留 …) · 合计 = 人员经费 + 公用经费 ·
Σ类 = 合计 · Σ款 = 类 · Σ项 = 款 · Σ lines = 合计 in 总表 · the parts of 三公. Prints a row a rule: exactly, within the
rounding of the stated digits, not; then each sum that does not hold (`--all`: also those within rounding), with its
page, for a look at whether the report slipped or we.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractor.layout import build_document
from extractor.lexicon.statements import line_of, plain_head
from extractor.reading import read_report
from extractor.records.leaves import Amount
from extractor.records.report import Statement, StatementRow
from extractor.textlayer import open_layer

_SPLITS = {
    "合计 = 基本 + 项目 …": (
        frozenset({"项目支出"}),
        frozenset(
            {
                "基本支出",
                "项目支出",
                "基本支出/人员经费",
                "基本支出/公用经费",
                "单位预留机动经费",
                "结转下年资金",
                "上缴上级支出",
                "经营支出",
                "对附属单位补助支出",
            }
        ),
    ),
    "合计 = 人员 + 公用": (frozenset({"人员经费"}), frozenset({"人员经费", "公用经费"})),
    "三公: 合计 = 出国 + 用车 + 接待": (
        frozenset({"公务接待费"}),
        frozenset({"因公出国（境）费", "公务接待费", "公务用车购置及运行费/小计", "公务用车购置及运行维护费/小计"}),
    ),
    "三公: 小计 = 购置 + 运行": (
        frozenset({"公务用车购置费", "购置费"}),
        frozenset({"公务用车购置费", "公务用车运行费", "公务用车运行维护费", "购置费", "运行费"}),
    ),
}
_WHOLE = frozenset({"合计", "小计", "本年支出合计"})
_PARTED = (
    "一般",
    "政府",
    "国有",
    "人员",
    "公用",
    "项目",
    "财政拨款",
    "其他资金",
)  #: columns that hold a part of a side
_MEASURES = ("预算数", "决算数")


@dataclass(frozen=True)
class Sum:
    """A sum as stated and as added up. `place`: statement, row and column."""

    rule: str
    place: str
    page: int
    total: Amount
    parts: tuple[Amount, ...]

    @property
    def added(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def status(self) -> str:
        if self.added == self.total.value:
            return "exact"
        low = sum((part.low for part in self.parts), Decimal(0))
        high = sum((part.high for part in self.parts), Decimal(0))
        return "rounded" if low <= self.total.high and self.total.low <= high else "not"


def sums(statement: Statement) -> Iterator[Sum]:
    """All sums that a statement promises."""
    yield from _balance(statement)
    for row in statement.rows:
        yield from _across(statement, row)
    columns = list(dict.fromkeys(path for row in statement.rows for path in row.values))
    for column in columns:
        coded = [(row, leaf) for row in statement.rows if isinstance(leaf := row.values.get(column), Amount)]
        yield from _levels(statement, column, coded)
        yield from _lines(statement, column, coded)


def _sum(rule: str, statement: Statement, place: str, total: Amount, parts: Iterable[Amount]) -> Sum:
    page = total.evidence[0].page if total.evidence else statement.pages[0]
    return Sum(rule, f"{statement.name} · {place}", page, total, tuple(parts))


def _balance(statement: Statement) -> Iterator[Sum]:
    """The last total of either side."""
    ends: dict[str, Amount] = {}
    for row in statement.rows:
        line, name = line_of(row.name or ""), plain_head(row.name or "")
        for path, leaf in row.values.items():
            side = path[:2] if path[:2] in ("收入", "支出") else path[2:4]
            if not isinstance(leaf, Amount) or path.split("/")[-1].startswith(_PARTED):
                continue
            if name == "总计" or (line is not None and line.path in ("revenue.total", "spending.total")):
                ends[side] = leaf
    if set(ends) >= {"收入", "支出"}:
        yield _sum("收入总计 = 支出总计", statement, "总计", ends["收入"], [ends["支出"]])


def _across(statement: Statement, row: StatementRow) -> Iterator[Sum]:
    for rule, (needed, known) in _SPLITS.items():
        groups: dict[tuple[str, str], tuple[list[Amount], list[Amount]]] = {}
        for path, leaf in row.values.items():
            if not isinstance(leaf, Amount):
                continue
            heads = path.split("/")
            measure = heads.pop() if heads[-1] in _MEASURES else ""
            for depth in range(1, min(2, len(heads)) + 1):
                last, above = "/".join(heads[-depth:]), "/".join(heads[:-depth])
                wholes, parts = groups.setdefault((above, measure), ([], []))
                if last in known:
                    parts.append(leaf)
                elif last in _WHOLE and depth == 1:
                    wholes.append(leaf)
        ends = {head for path in _paths(statement) for head in path.split("/")[-2:]}
        if needed & ends:
            for (above, measure), (wholes, parts) in groups.items():
                if len(wholes) == 1 and parts:
                    place = f"{row.code or row.name or '#'} · {above} {measure}"
                    yield _sum(rule, statement, place, wholes[0], parts)


def _paths(statement: Statement) -> set[str]:
    return {path for row in statement.rows for path in row.values}


def _levels(statement: Statement, column: str, rows: list[tuple[StatementRow, Amount]]) -> Iterator[Sum]:
    coded = {row.code: leaf for row, leaf in rows if row.code and len(row.code) in (3, 5, 7)}
    classes = [leaf for code, leaf in coded.items() if len(code) == 3]
    totals = [leaf for row, leaf in rows if not row.code and plain_head(row.name or "").endswith("合计")]
    if classes and len(totals) == 1:
        yield _sum("Σ类 = 合计", statement, column, totals[0], classes)
    elif classes and len(totals) > 1:
        merged = sum((leaf.value for leaf in totals), Decimal(0))
        low, high = sum(leaf.low for leaf in totals), sum(leaf.high for leaf in totals)
        total = totals[0].model_copy(update={"value": merged, "low": low, "high": high})
        yield _sum("Σ类 = 合计", statement, f"{column} (人员 + 公用)", total, classes)
    for rule, length in (("Σ款 = 类", 5), ("Σ项 = 款", 7)):
        for code, leaf in coded.items():
            parts = [part for below, part in coded.items() if len(below) == length and below[:-2] == code]
            if parts:
                yield _sum(rule, statement, f"{column} · {code}", leaf, parts)


def _lines(statement: Statement, column: str, rows: list[tuple[StatementRow, Amount]]) -> Iterator[Sum]:
    """一、… 二、… above the first total of a 总表."""
    parts: list[Amount] = []
    for row, leaf in rows:
        name = row.name or ""
        if row.code:
            return
        line = line_of(name) if not name.startswith("（") else None
        if parts and line is not None and line.path in ("revenue.total", "spending.total", "whole"):
            yield _sum("Σ lines = 合计", statement, column, leaf, parts)
            return
        if name[:1] in "一二三四五六七八九十" and "、" in name[:4]:
            parts.append(leaf)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true", help="list the sums within rounding too")
    options = parser.parse_args()
    files = [f for path in options.paths for f in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    counts: Counter[tuple[str, str]] = Counter()
    listed: list[str] = []
    for file in files:
        layer = open_layer(file)
        report = read_report(build_document(layer), layer)
        for statement in report.statements:
            for found in sums(statement):
                counts[found.rule, found.status] += 1
                if found.status == "not" or (options.all and found.status == "rounded"):
                    listed.append(
                        f"{found.status}: {file.stem[:24]} p{found.page} {found.rule} · {found.place}: "
                        f"{found.total.value} stated, {found.added} added up, {found.added - found.total.value:+}"
                    )
    print(f"{'rule':<40} exact  rounded  not")
    for rule in dict.fromkeys(rule for rule, _ in counts):
        print(f"{rule:<40} {counts[rule, 'exact']:>5}  {counts[rule, 'rounded']:>7}  {counts[rule, 'not']:>3}")
    print("\n".join(listed))


if __name__ == "__main__":
    main()
