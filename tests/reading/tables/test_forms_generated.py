"""Indicator tables of any shape, over any page break, read back row by row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.records.report import Indicator
from tests.reading.tables.grids import Rows, draw, read

HANZI = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
WIDTHS = [5, 6, 7, 8, 8, 4, 4, 8]
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]

words = st.text(HANZI, min_size=2, max_size=20)
actuals = st.sampled_from(["", "—", "12场", "完成"])
targets = st.sampled_from(["≥12场", "95%以上", "=100%", "4-5次", "合规", "不超过3.5万元", ""])


@dataclass(frozen=True)
class Row:
    """A row as the form's author means it."""

    level1: str
    level2: str
    name: str
    target: str
    actual: str
    weight: str
    score: str
    deviation: str

    @property
    def blank(self) -> bool:
        return not self.name


@st.composite
def forms(draw_: st.DrawFn) -> list[Row]:
    rows: list[Row] = []
    for level1 in draw_(st.lists(words, min_size=1, max_size=3, unique=True)):
        for level2 in draw_(st.lists(words, min_size=1, max_size=2, unique=True)):
            for name in draw_(st.lists(st.one_of(words, st.just("")), min_size=1, max_size=3)):
                if not name:
                    rows.append(Row(level1, level2, "", "", "", "", "", ""))
                    continue
                weight = draw_(st.integers(1, 50))
                score = draw_(st.sampled_from(["", "0", str(weight), f"{weight - 1}.5"]))
                rest = draw_(
                    st.tuples(targets, st.sampled_from(["", "—", "12场", "完成"]), st.one_of(st.just(""), words))
                )
                rows.append(Row(level1, level2, name, rest[0], rest[1], str(weight), score, rest[2]))
    return rows


def laid(rows: list[Row], start: int, stop: int, head: bool) -> Rows:
    """A page: labels are merged down; a label begun on the page before is not said again."""
    page: Rows = [HEAD] if head else []
    for k in range(start, stop):
        row, above = rows[k], rows[k - 1] if k else None
        same1 = above is not None and above.level1 == row.level1
        same2 = same1 and above is not None and above.level2 == row.level2
        first = k == start
        blank = "" if first else "^"
        page.append([
            blank if same1 else row.level1, blank if same2 else row.level2,
            row.name, row.target, row.actual, row.weight, row.score, row.deviation,
        ])  # fmt: skip
    return page


def said(indicator: Indicator) -> tuple[object, ...]:
    i = indicator
    return (
        i.level1 and i.level1.value, i.level2 and i.level2.value, i.level3 and i.level3.value,
        i.target and i.target.text, i.actual and i.actual.value,
        i.weight and i.weight.value, i.score and i.score.value, i.deviation and i.deviation.value,
    )  # fmt: skip


def meant(row: Row) -> tuple[object, ...]:
    actual = None if row.actual in ("", "—") else row.actual
    score = Decimal(row.score) if row.score else None
    return (
        row.level1, row.level2, row.name, row.target or None,
        actual, Decimal(row.weight), score, row.deviation or None,
    )  # fmt: skip


def pages_of(indicator: Indicator) -> set[int]:
    leaves = (indicator.level3, indicator.target, indicator.weight)
    return {box.page for leaf in leaves if leaf is not None for box in leaf.evidence}


@settings(max_examples=40, deadline=None)
@given(forms(), st.data())
def test_rows_come_back(rows: list[Row], data: st.DataObject) -> None:
    form = read(draw(laid(rows, 0, len(rows), head=True), widths=WIDTHS))
    assert [said(i) for i in form.report.goals.indicators] == [meant(row) for row in rows if not row.blank]
    assert all(i.period == "annual" for i in form.report.goals.indicators)


@settings(max_examples=40, deadline=None)
@given(forms(), st.data(), st.booleans())
def test_a_page_break_changes_nothing(rows: list[Row], data: st.DataObject, repeated: bool) -> None:
    # A page that begins with nothing but labels may as well go on with those of the page before.
    cuts = [k for k in range(1, len(rows)) if not rows[k].blank] + [len(rows)]
    cut = data.draw(st.sampled_from(cuts), label="first row of the second page")
    pages = [laid(rows, 0, cut, head=True)]
    if cut < len(rows):
        pages.append(laid(rows, cut, len(rows), head=repeated))
    form = read(draw(*pages, widths=WIDTHS))
    assert [said(i) for i in form.report.goals.indicators] == [meant(row) for row in rows if not row.blank]
    expected = [{1} if k < cut else {2} for k, row in enumerate(rows) if not row.blank]
    assert [pages_of(i) for i in form.report.goals.indicators] == expected
