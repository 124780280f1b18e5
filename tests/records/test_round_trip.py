from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.records.items import LineItem
from extractor.records.leaves import Amount, Evidence, Percent, Text
from extractor.records.report import Report, Section, Statement, StatementRow, Unclaimed
from tests import made

words = st.text(st.characters(codec="utf-8"), max_size=12)
points = st.floats(0, 2000, allow_nan=False, width=32)
boxes = st.lists(
    st.builds(Evidence, page=st.integers(1, 99), x0=points, top=points, x1=points, bottom=points, text=words)
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13)
amounts = st.builds(
    Amount, value=numbers, low=numbers, high=numbers, unit=st.sampled_from(["元", "万元"]), stated=words, evidence=boxes
)
rates = st.builds(Percent, value=numbers, low=numbers, high=numbers, stated=words, uncertain=st.booleans())
texts = st.builds(Text, value=words, evidence=boxes)
leaf_items = st.builds(LineItem, name=words, budget=st.none() | amounts, change_rate=st.none() | rates)
line_items = st.builds(
    LineItem, name=words, actual=amounts, share=st.none() | rates, items=st.lists(leaf_items, max_size=2)
)
rows = st.builds(StatementRow, code=st.none() | words, values=st.dictionaries(words, amounts | texts, max_size=2))
statements = st.builds(
    Statement, name=words, pages=st.tuples(st.integers(1, 9), st.integers(1, 9)), rows=st.lists(rows, max_size=2)
)
sections = st.builds(
    Section,
    kind=st.just("other"),
    title=words,
    level=st.integers(1, 6),
    pages=st.just((1, 2)),
    text=words,
    children=st.just([]),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    made_up = made.report(draw(words), statements=draw(st.lists(statements, max_size=2)))
    made_up.title = draw(st.none() | texts)
    made_up.spending.total = draw(st.none() | line_items)
    made_up.spending.functional = draw(st.lists(line_items, max_size=2))
    made_up.sections = draw(st.lists(sections, max_size=2))
    made_up.unclaimed = draw(st.lists(st.builds(Unclaimed, value=st.none() | numbers, stated=words), max_size=2))
    return made_up


@given(reports())
@settings(max_examples=60, deadline=None)
def test_json_and_back(report: Report) -> None:
    text = report.model_dump_json()
    again = Report.model_validate_json(text)
    assert again == report
    assert again.model_dump_json() == text


def test_decimals_are_strings_as_stated() -> None:
    report = made.report()
    report.spending.total = LineItem(actual=made.yuan("1E+4"), budget=made.yuan("3.10"))
    written = json.loads(report.model_dump_json())["spending"]["total"]
    assert (written["actual"]["value"], written["budget"]["value"]) == ("10000", "3.10")
    assert Report.model_validate_json(report.model_dump_json()).spending.total.actual.value == Decimal(10000)  # type: ignore[union-attr]


def test_the_full_record_and_back() -> None:
    report = made.full()
    assert Report.model_validate_json(report.model_dump_json(indent=2)) == report
