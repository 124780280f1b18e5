"""Mutants: authored reports with one slip made in their source, and what must follow from what.

Which figures belong together is taken from the sources' own declarations and marks, never from the rules that are
tested. A slip that leaves all of these relations within rounding breaks nothing and is not counted.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import extractor
from extractor.records.report import Check, Report
from tests.conftest import REPOSITORY

BUILD = REPOSITORY / "samples" / "build"
SOURCES = [*sorted((BUILD / "reports").glob("*.txt")), *sorted((REPOSITORY / "tests" / "families").glob("*.txt"))]
UNITS = {"亿元": 100_000_000, "百万元": 1_000_000, "万元": 10_000, "千元": 1_000, "万": 10_000, "元": 1}
_MARK = re.compile(r"\{([^{}@]*)@([^{}@]*)(?:@([^{}]*))?\}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LISTED = r"(?P<sep>[，、（；：])(?P<label>[^，、（）；：。{}]{2,20})"
PROSE = ("h1", "h2", "h3", "p", "sign", "title", "cover")

Span = tuple[Decimal, Decimal]


@dataclass(frozen=True)
class Mutant:
    """A source with one slip. `path` is the fact's, `before` and `after` what is printed for it."""

    source: Path
    kind: str
    path: str
    before: str
    after: str
    text: str  #: the source, marks and all


@cache
def markup() -> object:
    sys.path.insert(0, str(BUILD))
    try:
        import markup
    finally:
        sys.path.remove(str(BUILD))
    return markup


def plain_text(text: str) -> str:
    """A source's prose as a text dump; tables are left out, their grid would be lost."""
    lines: list[str] = []
    in_table = False
    for line in text.partition("\n---\n")[2].splitlines():
        style, _, rest = line.partition(" ")
        in_table = (in_table and style != "end") or style == "table"
        rest = rest.replace("**", "")  # run-in headings are bold
        if not in_table and style not in ("gap", "end", "sum", "ratio", "table", "pagebreak", "|") and rest:
            lines += _MARK.sub(lambda mark: mark[1], rest).replace("\\n", "\n").split("\n")
    return "\n".join(lines) + "\n"


def read(text: str, name: str) -> Report:
    return extractor.read(plain_text(text).encode(), name=name)


# ---------------------------------------------------------------- the oracle


def span(words: str, path: str) -> Span | None:
    """The interval that printed words denote; None where they hold no number and are no word for zero."""
    found = _NUMBER.search(words)
    if found is None:
        zero = any(word in words for word in ("零", "无", "未发生", "持平", "一致", "相同", "没有"))
        return (Decimal(0), Decimal(0)) if zero else None
    digits = found[0].replace(",", "")
    rest = words[found.end() :].strip()
    worth = next((Decimal(worth) for unit, worth in UNITS.items() if rest.startswith(unit)), None)
    places = len(digits.partition(".")[2])
    value = Decimal(digits) * (worth or 1)
    is_count = worth is None and not path.endswith(("share", "completion", "rate"))
    exact = is_count or (worth == 1 and places > 1)
    half = Decimal(0) if exact else Decimal(5).scaleb(-places - 1) * (worth or 1)
    return value - half, value + half


def stated(text: str) -> dict[str, list[Span]]:
    """All statements of each fact in prose, by path; negative where the mark says so."""
    found: dict[str, list[Span]] = {}
    in_table = False
    for line in text.partition("\n---\n")[2].splitlines():
        style = line.partition(" ")[0]
        in_table = (in_table and style != "end") or style == "table"
        for mark in () if in_table else _MARK.finditer(line):
            for spec in mark[2].split(";"):
                path = spec.strip().lstrip("-")
                if "=" in re.sub(r"\[[^\]]*\]", "", path) or path.startswith(("#", "!")) or path.endswith("~"):
                    continue
                interval = span(mark[1].replace("\\n", ""), path)
                if interval is not None:
                    negative = spec.strip().startswith("-")
                    found.setdefault(path, []).append((-interval[1], -interval[0]) if negative else interval)
    return found


def relations(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What follows from what: (kind, paths) of sums, ratios and statements of one fact, all stated in prose."""
    source = markup().parse(text)  # type: ignore[attr-defined]
    values = stated(text)
    declared: list[tuple[str, tuple[str, ...]]] = [("sum", (total, *parts)) for total, parts in source.sums]
    declared += [("ratio", ratio) for ratio in source.ratios]
    for path in values:
        stem, _, leaf = path.rpartition(".")
        if leaf == "change_rate":
            if f"{stem}.prior" in values and f"{stem}.change" in values:
                declared.append(("ratio", (path, f"{stem}.change", f"{stem}.prior")))
            elif f"{stem}.change" in values and f"{stem}.actual" in values:
                declared.append(("growth", (path, f"{stem}.change", f"{stem}.actual")))
        if leaf == "completion" and f"{stem}.actual" in values:
            budgets = [f"{stem}.{name}" for name in ("budget", "adjusted_budget") if f"{stem}.{name}" in values]
            if len(budgets) == 1:
                declared.append(("ratio", (path, f"{stem}.actual", budgets[0])))
        if leaf == "change" and f"{stem}.prior" in values and f"{stem}.actual" in values:
            declared.append(("difference", (path, f"{stem}.actual", f"{stem}.prior")))
        if len(values[path]) > 1:
            declared.append(("same", (path,)))
    for kind, paths in dict.fromkeys(declared):
        if all(path in values for path in paths):
            yield kind, paths


def holds(kind: str, paths: tuple[str, ...], values: dict[str, list[Span]]) -> bool:
    """Whether the intervals allow the relation, with the first statement of each fact."""
    if kind == "same":
        spans = values[paths[0]]
        return max(low for low, _ in spans) <= min(high for _, high in spans)
    whole, *rest = (values[path][0] for path in paths)
    if kind == "sum":
        return sum(low for low, _ in rest) <= whole[1] and whole[0] <= sum(high for _, high in rest)
    (a_low, a_high), (b_low, b_high) = rest
    if kind == "difference":
        return a_low - b_high <= whole[1] and whole[0] <= a_high - b_low
    corners = []
    for a in (a_low, a_high):
        for b in (b_low, b_high):
            base = b - a if kind == "growth" else b
            if not base:
                return True
            corners.append(100 * a / base)
    return min(corners) <= whole[1] and whole[0] <= max(corners)


def broken(mutant: Mutant) -> list[tuple[str, tuple[str, ...]]]:
    """The relations that hold in the source and no longer in the mutant."""
    before, after = stated(mutant.source.read_text(encoding="utf-8")), stated(mutant.text)
    found = []
    for kind, paths in relations(mutant.source.read_text(encoding="utf-8")):
        if mutant.path not in paths or not holds(kind, paths, before):
            continue
        if mutant.kind in ("drop", "double"):
            if mutant.kind == "drop" and not _claims_to_be_whole(mutant):
                continue
            found += [(kind, paths)] if kind == "sum" and paths[0] != mutant.path else []
        elif all(path in after for path in paths) and not holds(kind, paths, after):
            found.append((kind, paths))
    return found


def _claims_to_be_whole(mutant: Mutant) -> bool:
    """Whether the list that the item stands in is told as the whole: behind 其中 or 主要 it need not be."""
    text = mutant.source.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if f"@{mutant.path}" in line)
    before = line[: line.index(f"@{mutant.path}")]
    opening = max(before.rfind("（"), before.rfind("："), before.rfind("。"), 0)
    told = before[max(0, opening - 6) :]
    return not re.search("其中|主要|等", told) or "其他商品和服务支出" in line[len(before) :]


# ---------------------------------------------------------------- slips


def mutants(source: Path) -> Iterator[Mutant]:
    """Every slip that is tried on a source, in the order of its text."""
    text = source.read_text(encoding="utf-8")
    related = {path for _, paths in relations(text) for path in paths}
    head, _, body = text.partition("\n---\n")
    offset = len(head) + len("\n---\n")
    in_table = False
    for line in re.finditer(r".*\n?", body):
        style = line[0].partition(" ")[0]
        in_table = (in_table and style != "end") or style == "table"
        for mark in () if in_table else _MARK.finditer(line[0]):
            path = mark[2].split(";")[0].strip().lstrip("-")
            if path not in related:
                continue
            start = offset + line.start() + mark.start() + 1
            for kind, after in slips(mark[1]):
                changed = text[:start] + after + text[start + len(mark[1]) :]
                yield Mutant(source, kind, path, mark[1], after, changed)
        if not in_table:
            yield from _listed(source, text, offset + line.start(), line[0], related)


def slips(words: str) -> Iterator[tuple[str, str]]:
    """One digit wrong, two swapped, one too many or too few, the unit shifted."""
    found = _NUMBER.search(words)
    if found is None:
        return
    digits = found[0]
    places = [place for place, character in enumerate(digits) if character.isdigit()]

    def with_number(number: str) -> str:
        return words[: found.start()] + number + words[found.end() :]

    for place in places[:: max(1, len(places) // 3)]:
        other = str((int(digits[place]) + 4) % 10)
        if place == 0 and other == "0" and len(places) > 1:
            other = "7"
        yield "digit", with_number(digits[:place] + other + digits[place + 1 :])
    for one, two in pairwise(places):
        if digits[one] != digits[two] and not (one == 0 and digits[two] == "0"):
            swapped = list(digits)
            swapped[one], swapped[two] = swapped[two], swapped[one]
            yield "swap", with_number("".join(swapped))
            break
    whole = digits.partition(".")[0].replace(",", "")
    if len(whole) > 2 and "," not in digits:
        yield "lacking", with_number(digits[1:] if digits[1] != "0" else digits[0] + digits[2:])
        yield "extra", with_number(digits[0] + digits)
    for unit, other in (("万元", "元"), ("亿元", "万元")):
        if words.endswith(unit) and "." in digits:
            yield "unit", words.removesuffix(unit) + other
            break


def _listed(source: Path, text: str, start: int, line: str, related: set[str]) -> Iterator[Mutant]:
    """An item of a list left out, or listed twice."""
    pattern = re.compile(_LISTED + _MARK.pattern)
    for mark in pattern.finditer(line):
        path = mark[4].split(";")[0].strip()
        if ".items[" not in path or path not in related or not path.endswith("actual") or ";" in mark[4]:
            continue
        entry = mark[0][len(mark["sep"]) :]
        at = start + mark.start() + len(mark["sep"])
        after = text[at + len(entry) :]
        if mark["sep"] in "，、；" and "分别" not in mark["label"]:
            yield Mutant(source, "drop", path, mark[3], "", text[: at - 1] + after)
            twice = text[:at] + entry + mark["sep"] + entry + after
            yield Mutant(source, "double", path, mark[3], mark[3], twice)


# ---------------------------------------------------------------- the outcome


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    broken: bool
    flagged: bool
    ranked: bool  #: the first cause named is the true one
    checks: tuple[Check, ...]


def outcome(mutant: Mutant, known: set[tuple[str, str]]) -> Outcome:
    """Reads and checks a mutant. `known` are the findings of the source itself."""
    breaks = broken(mutant)
    if not breaks:
        return Outcome(mutant, False, False, False, ())
    report = read(mutant.text, mutant.source.name)
    new = tuple(
        check for check in report.checks if check.status == "mismatch" and (check.rule, check.subject) not in known
    )
    first = [check.diagnosis[0] for check in new if check.caused_by is None and check.diagnosis]
    return Outcome(mutant, True, bool(new), any(_names(words, mutant) for words in first), new)


def _names(words: str, mutant: Mutant) -> bool:
    """Whether a cause is the slip that was made."""
    number = _NUMBER.search(mutant.before)
    digits = number[0].replace(",", "") if number else ""
    match mutant.kind:
        case "drop":
            return (
                "漏列" in words
                and re.search(rf"(?<!\d){re.escape(digits.rstrip('0').rstrip('.'))}0*(?!\d)", words.replace(",", ""))
                is not None
            )
        case "double":
            return "重复列入" in words
        case "unit":
            return f"（{mutant.after}）" in words and "单位" in words
        case _:
            words, after = words.replace("％", "%").replace(",", ""), mutant.after.replace("％", "%").replace(",", "")
            return f"（{after}）" in words and (f"应为{digits}" in words or "应以" in words)


def known(source: Path) -> set[tuple[str, str]]:
    report = read(source.read_text(encoding="utf-8"), source.name)
    return {(check.rule, check.subject) for check in report.checks if check.status == "mismatch"}
