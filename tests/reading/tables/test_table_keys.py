"""The tables and forms of all reports say what their keys say: every keyed fact comes out, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractor.records.leaves import Leaf
from extractor.records.paths import walk
from extractor.records.report import Report, Target
from tests.reading.keys import ATTRIBUTES, Key, read_keys
from tests.reading.records import AUTHORED, facts, in_table, place_of, record, statements_of

KEYED = [path for path in AUTHORED if read_keys(path, "tables")]
reports = pytest.mark.parametrize("path", KEYED, ids=place_of)
#: what names an entry: keyed by the path of the entry itself
_NAMES = re.compile(r"goals\.indicators\[.*\]\.(?:project|level1|level2|level3|name)$|spending\.history\[\d+\]\.year$")


def words(value: object) -> object:
    return value.text if isinstance(value, Target) else getattr(value, "value", None)


def everything(report: Report) -> dict[str, object]:
    """All values by path, the cells of statements too."""
    return {node.path: node.value for node in walk(report) if isinstance(node.value, Leaf | Target)}


def stated(value: object) -> list[Leaf]:
    return statements_of(value)  # type: ignore[arg-type]


def misses(report: Report, keys: list[Key]) -> list[str]:
    """Keyed facts that no statement bears out."""
    found = everything(report)
    missed: list[str] = []
    for key in keys:
        leaves = stated(found[key.path]) if key.path in found else []
        if not any(key.fits(words(leaf)) and leaf.evidence and leaf.evidence[0].page == key.page for leaf in leaves):
            missed.append(f"{key.path}: {[(words(leaf), leaf.evidence[0].page) for leaf in leaves]}, keyed {key.value}")
    return missed


@reports
def test_every_keyed_fact_comes_out(path: Path) -> None:
    keys = [key for key in read_keys(path, "tables") if "no merge" not in key.note]
    assert misses(record(path), keys) == []


@reports
def test_nothing_else_is_read_from_tables(path: Path) -> None:
    keys = [*read_keys(path), *read_keys(path, "tables")]
    known = {key.path for key in keys}
    extra = [
        (name, words(leaf))
        for name, node in facts(record(path)).items()
        for leaf in stated(node.value)
        if name not in known and not name.startswith("unclaimed[") and not _NAMES.match(name)
        if in_table(path, leaf.evidence)
    ]
    assert extra == []


@reports
def test_what_figures_are_compared_with(path: Path) -> None:
    report = record(path)
    wrong = []
    for key in read_keys(path, "tables"):
        item: object = None
        for node in walk(report, statements=False):
            if node.path == key.path.rpartition(".")[0]:
                item = node.value
        for name, value in key.attributes.items():
            if name in ATTRIBUTES and item is not None and getattr(item, name) != value:
                wrong.append((key.path, name, getattr(item, name), value))
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        pytest.param(path, key, id=path.stem[:3])
        for path in KEYED
        for key in read_keys(path, "tables")
        if "no merge" in key.note
    ],
)
def test_a_form_of_another_department_is_a_warning(path: Path, key: Key) -> None:
    report = record(path)
    assert report.department is not None
    assert not key.fits(report.department.value)
    assert [notice.page for notice in report.warnings if notice.code == "other_department"] == [key.page]
