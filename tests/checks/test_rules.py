"""Rules as data: every path exists in the model; a broken rule fails with its file, its line and what is allowed."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from extractor.checks import check, patterns
from extractor.checks.model_paths import PathError, kind_of
from extractor.checks.rule import KEYS, RuleError
from extractor.checks.rule_entries import parse
from extractor.checks.rulebook import built_in, load
from extractor.checks.run import FINDERS
from extractor.errors import RuleTimedOut
from extractor.records.items import LineItem
from extractor.records.leaves import Amount, Count, Score
from extractor.records.report import Indicator, Part, Section
from tests import made
from tests.checks.records import line

PATH_KEYS = ("whole", "left", "right", "parts", "optional", "either", "bases", "lines")


def paths() -> list[tuple[str, str]]:
    found = []
    for rule in built_in():
        for key in PATH_KEYS:
            given = getattr(rule, key)
            for words in (given,) if isinstance(given, str) else given:
                found += [(rule.id, path) for path in words.partition("@")[0].split("+") if "." in path]
    return found


@pytest.mark.parametrize(("rule", "path"), paths())
def test_every_path_of_every_rule_exists_in_the_model(rule: str, path: str) -> None:
    assert issubclass(kind_of(path), LineItem | Amount | Count | Score | Part | Indicator)


def test_there_are_rules_and_each_says_what_it_asks() -> None:
    rules = built_in()
    assert len(paths()) > 50
    assert all(rule.title for rule in rules)
    assert all(rule.advice for rule in rules if rule.accuse != "never")
    assert [rule.order for rule in rules] == list(range(len(rules)))
    assert {rule.kind for rule in rules} <= set(KEYS)
    assert set(FINDERS) <= set(KEYS)


@pytest.mark.parametrize(
    ("text", "line", "problem", "allowed"),
    [
        ('[[rule]]\nid = "a"\nkind = "summ"\n', 3, "kind is 'summ'", "sum"),
        ('[[rule]]\nid = "a"\nkind = "sum"\n', 2, "needs 'whole'", "whole"),
        (
            '[[rule]]\nid = "a"\nkind = "sum"\nwhole = "spending.totl"\n',
            4,
            "the record has no 'spending.totl'",
            "total",
        ),
        (
            '[[rule]]\nid = "a"\nkind = "share"\nlines = ["spending.basic"]\nbases = ["spending.basic", "x"]\n',
            5,
            "'x'",
            "",
        ),
        ('[[rule]]\nid = "a"\nkind = "growth"\nwhole = "spending.total"\n', 4, "has no 'whole'", "advice"),
        ('[[rule]]\nid = "A b"\nkind = "growth"\n', 2, "id is 'A b'", "small letters, digits, _ and ."),
        ('[[rule]]\nid = "a"\nkind = "sum"\nwhole = "spending.total"\nmeasures = ["spent"]\n', 5, "'spent'", "budget"),
        ('[[rule]]\nid = "a"\nkind = "growth"\nseverity = "fatal"\n', 4, "'fatal'", "error"),
        ('[[rule]]\nid = "a"\nkind = "doubled"\nwords = ["("]\n', 4, "no pattern", ""),
        (
            '[[rule]]\nid = "a"\nkind = "funds"\nwhole = "revenue.fiscal"\nparts = ["revenue.other"]\n'
            'words = ["a", "b"]\n',
            6,
            "words of a rule of kind funds are 1",
            "",
        ),
        (
            '[[rule]]\nid = "a"\nkind = "expected_table"\nkinds = ["budget"]\nsets = [["收入表"]]\n',
            5,
            "sets holds '收入表'",
            "",
        ),
        ("[[rules]]\n", 1, "unknown table 'rules'", "[[rule]]"),
        ("[[rule]\n", None, "", ""),
    ],
)
def test_a_broken_rule_says_where_and_what_is_allowed(text: str, line: int | None, problem: str, allowed: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse("own.toml", text)
    error = caught.value
    assert (error.file, error.line) == ("own.toml", line)
    assert problem in error.problem
    assert not allowed or allowed in error.allowed


def test_rules_of_the_user_come_after_those_of_the_package(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[rule]]\nid = "own"\nkind = "equal"\nleft = "spending.total"\nright = "revenue.total"\n', "utf-8")
    assert [rule.id for rule in load(own)][-1] == "own"
    own.write_text('[[rule]]\nid = "growth"\nkind = "growth"\n', "utf-8")
    with pytest.raises(RuleError, match="two rules"):
        load(own)


@pytest.mark.parametrize(
    "path", ["spending.basics", "spending.history.basic", "spending.basic[*]", "spending..basic", ""]
)
def test_no_path_of_the_model(path: str) -> None:
    with pytest.raises(PathError):
        kind_of(path)


@pytest.mark.parametrize(
    "rule",
    [
        'id = "slow"\nkind = "balance"\nwhole = "revenue.total"\nparts = ["spending.total"]\n'
        'either = ["spending.carried_over"]\n',
        'id = "slow"\nkind = "doubled"\n',
    ],
)
def test_a_pattern_without_end_names_its_rule(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "TIMEOUT", 0.05)
    own = tmp_path / "own.toml"
    own.write_text(f'[[rule]]\n{rule}words = ["(?:(?:(a|a)+)+)+b"]\n', "utf-8")
    record = made.report(sections=[Section(kind="other", title="说明", level=1, pages=(1, 1), text="a" * 64)])
    record.revenue.total = record.spending.total = record.spending.carried_over = line(actual="3.00元")
    with pytest.raises(RuleTimedOut, match="slow") as caught:
        check(record, own)
    assert caught.value.code == "timed_out" and "slow" in caught.value.message_in("en")
    again = pickle.loads(pickle.dumps(caught.value)).named("a.pdf")
    assert again.text() == f"a.pdf：{caught.value.message}"
