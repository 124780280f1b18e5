"""The words of forms: each means one thing, and a broken entry says where and why."""

from __future__ import annotations

import pytest

from extractor.lexicon.forms import (
    COLUMNS,
    FILE,
    FUNDS,
    GOALS,
    HISTORY_ROWS,
    LABELS,
    MEASURES,
    form_words,
    read_forms_words,
)
from extractor.lexicon.loading import LexiconError, read_toml
from extractor.reading.tables.view import squeeze
from extractor.records.items import LineItem
from extractor.records.report import Indicator


def test_every_meaning_has_words() -> None:
    words = form_words()
    assert {column.role for column in words.columns.values()} == set(COLUMNS)
    assert set(words.goals.values()) == set(GOALS)
    assert set(words.labels.values()) == set(LABELS)
    assert set(words.history.values()) == {"current", *HISTORY_ROWS}
    assert {measure.field for measure in words.measures.values()} == set(MEASURES)
    assert {fund for fund in words.rows.values() if fund} == set(FUNDS)
    assert None in words.rows.values()


def test_meanings_are_fields_of_the_record() -> None:
    assert set(COLUMNS) - {"sign", "unit", "explanation"} <= set(Indicator.model_fields)
    assert set(MEASURES) - {"weight", "score"} <= set(LineItem.model_fields)


def test_words_are_labels_as_the_reader_compares_them() -> None:
    """A word that a cell's label can never equal is of no use."""
    words = form_words()
    tables = (words.columns, words.goals, words.labels, words.history, words.measures, words.rows, words.blocks)
    every = {word for table in tables for word in table} | words.totals | words.subtotals
    assert {word for word in every if squeeze(word) != word} == set()


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("一级指标", "level1"), ("三级指标", "level3"), ("指标名称", "name"), ("年度指标值", "target"),
        ("指标值（A）", "target"), ("预期当年实现值", "target"), ("近两年指标值", "prior"),
        ("实际完成值（B）", "actual"), ("权重（%）", "weight"), ("自评得分", "score"),
        ("绩效标准", "standard"), ("偏差原因分析及改进措施", "deviation"), ("度量单位", "unit"), ("指标性质", "sign"),
    ],
)  # fmt: skip
def test_heads(label: str, role: str) -> None:
    assert form_words().columns[squeeze(label)].role == role


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("年初预算数", "budget"), ("全年预算数（A）", "adjusted_budget"), ("全年执行数", "actual"),
        ("执行率（B/A）", "completion"),
        ("上年决算数", "prior"), ("增减额", "change"), ("增减幅度（%）", "change_rate"), ("完成预算", "completion"),
    ],
)  # fmt: skip
def test_measures(label: str, field: str) -> None:
    assert form_words().measures[squeeze(label)].field == field


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[column]]\nrole = "levl1"\nwords = ["一级指标"]', "levl1"),
        ('[[column]]\nrole = "level1"\nwords = "一级指标"', "not a list"),
        ('[[colum]]\nrole = "level1"\nwords = []', "colum"),
        ('[[goal]]\nside = "annual"\nwords = ["目标"]\n[[goal]]\nside = "expected"\nwords = ["目标"]', "two meanings"),
        ('[[measure]]\nfield = "actual"\nyear = 1\nwords = []', "year"),
        ("[[column]", ""),
    ],
)
def test_a_broken_entry_says_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(LexiconError) as caught:
        read_forms_words(read_toml(FILE, text))
    assert FILE in str(caught.value)
    assert problem in str(caught.value)
