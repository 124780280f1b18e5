"""The samples say what their keys say: every keyed fact is extracted, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.records.items import LineItem
from extractor.records.leaves import Leaf
from extractor.records.paths import walk
from extractor.records.report import Report
from tests.reading.keys import ATTRIBUTES, Key, read_keys, read_unclaimed, squeezed
from tests.reading.records import AUTHORED, facts, in_table, place_of, record, statements_of

reports = pytest.mark.parametrize("path", AUTHORED, ids=place_of)
_LISTS = ("overview.duties", "overview.divisions", "overview.units")
_ENTRY = re.compile(r"\[\d+\]$")
#: what names an entry of a list: keyed by the path of the entry itself
_NAMES = re.compile(r"goals\.indicators\[.*\]\.(?:project|level1|level2|level3|name)$|spending\.history\[\d+\]\.year$")
#: what is known to be missed or misread: (report, path, further statement?) and why
GAPS = {
    ("云岭区", "spending.three_public.overseas_groups", True): "a count inside a purpose (主要用于…团组1个)",
    ("云岭区", "spending.three_public.overseas_people", True): "a count inside a purpose",
}


def is_gap(report: Path, key: Key) -> bool:
    return any(report.stem.startswith(name) and key.path == path and key.also == also for name, path, also in GAPS)


def place(leaf: Leaf) -> tuple[str, int | None]:
    """What a statement says, in short, and its page."""
    return str(words(leaf))[:40], leaf.evidence[0].page if leaf.evidence else None


def words(leaf: Leaf) -> object:
    """The value of a statement; a target's is its words."""
    return getattr(leaf, "value", getattr(leaf, "text", ""))


def bears_out(report: Report, key: Key) -> str | None:
    """None where the record has the keyed fact, else what it has."""
    found = facts(report)
    if key.count:
        entries = [node.value for path, node in found.items() if path.startswith(f"{key.path}[")]
        first = entries[0].evidence[0].page if entries else None
        return None if (len(entries), first) == (int(key.value), key.page) else f"{len(entries)} from page {first}"
    if key.path not in found:
        return "absent"
    stated = statements_of(found[key.path].value)
    # Of several statements the one with the narrowest interval is the value, wherever it stands.
    for leaf in stated if len(stated) > key.also else []:
        if key.fits(words(leaf)) and leaf.evidence[0].page == key.page:
            return None
    return str([place(leaf) for leaf in stated])


def wrong(report: Report, keys: list[Key]) -> list[str]:
    """Keys that the record does not bear out."""
    found = [(key, bears_out(report, key)) for key in keys]
    return [f"{key.path}: {seen}, keyed {key.value} on page {key.page} ({key.note})" for key, seen in found if seen]


def emitted_only(report: Report, keys: list[Key]) -> list[str]:
    """What the record says and no key does."""
    known = {key.path for key in keys}
    extra: list[str] = []
    for path, node in facts(report).items():
        listed = _ENTRY.sub("", path)
        if path.startswith("unclaimed[") or (listed in _LISTS and listed in known) or _NAMES.match(path):
            continue
        allowed = [key for key in keys if key.path == path]
        for leaf in statements_of(node.value):
            fit = next((k for k in allowed if k.fits(words(leaf)) and k.page == place(leaf)[1]), None)
            if fit is None:
                extra.append(f"{path} states {place(leaf)}")
            else:
                allowed.remove(fit)
    return extra


def line_items(report: Report) -> dict[str, LineItem]:
    return {node.path: node.value for node in walk(report) if isinstance(node.value, LineItem)}


def attributes(keys: list[Key]) -> dict[tuple[str, str], set[str]]:
    """(line, attribute) → what the keys say it is."""
    named: dict[tuple[str, str], set[str]] = {}
    for key in keys:
        for name, value in key.attributes.items():
            named.setdefault((key.path.rpartition(".")[0], name), set()).add(value)
    return named


def fund_above(line: str, named: dict[tuple[str, str], set[str]]) -> set[str]:
    """The fund keyed for a line, or for the line that it is a part of; for spending.fiscal.… the one in its path."""
    parts = line.split(".")
    if len(parts) > 2 and parts[1] in ("fiscal", "general_public", "government_funds", "state_capital"):
        return {parts[1]}
    whole = line[: line.rindex(".items[")] if ".items[" in line else f"{line.rpartition('.')[0]}.total"
    return named.get((line, "fund")) or named.get((whole, "fund"), set())


@reports
def test_every_keyed_fact_is_extracted(path: Path) -> None:
    assert wrong(record(path), [key for key in read_keys(path) if not is_gap(path, key)]) == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        pytest.param(path, key, id=f"{path.stem[:3]}-{key.path}", marks=pytest.mark.xfail(strict=True, reason="a gap"))
        for path in AUTHORED
        for key in read_keys(path)
        if is_gap(path, key)
    ],
)
def test_gaps(path: Path, key: Key) -> None:
    assert wrong(record(path), [key]) == []


@reports
def test_nothing_else_is_emitted(path: Path) -> None:
    assert emitted_only(record(path), [*read_keys(path), *read_keys(path, "tables")]) == []


@reports
def test_bases_of_comparison(path: Path) -> None:
    """prior_basis, variance_of and completion_of are those keyed, and stand nowhere else."""
    named = attributes([*read_keys(path), *read_keys(path, "tables")])
    prose = attributes(read_keys(path))
    lines = line_items(record(path))
    for (line, name), values in prose.items():
        assert name == "fund" or {getattr(lines[line], name)} == values, (line, name)
    for line, item in lines.items():
        for name in ATTRIBUTES:
            value = getattr(item, name)
            assert name == "fund" or value is None or value in named.get((line, name), ()), (line, name, value)


@reports
def test_funds(path: Path) -> None:
    """A line's fund is the one that its sentence, heading or table names, the same for its parts; nothing else's."""
    named = attributes([*read_keys(path), *read_keys(path, "tables")])
    for line, item in line_items(record(path)).items():
        expected = fund_above(line, named)
        if item.fund is not None:
            assert item.fund in expected, (line, item.fund)
        else:
            assert not named.get((line, "fund")), (line, expected)


@reports
def test_money_that_no_field_takes_is_listed(path: Path) -> None:
    unclaimed = record(path).unclaimed
    prose = [(squeezed(u.stated), u.evidence[0].page) for u in unclaimed if not in_table(path, u.evidence)]
    assert sorted(prose) == sorted(read_unclaimed(path))


@reports
def test_all_money_found_is_claimed_or_listed(path: Path) -> None:
    coverage = record(path).coverage
    assert coverage.amounts_found == coverage.amounts_claimed + len(record(path).unclaimed)
    assert coverage.percents_claimed <= coverage.percents_found
