"""The form of the report that the project began with: a table over five pages, its cells wrapped at eight characters.

What each cell says is compared with the text dump of the original, another rendering of the same words.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from extractor.records.leaves import Text
from extractor.records.report import Indicator, Report
from tests.conftest import shared_path
from tests.reading.keys import squeezed
from tests.reading.records import facts, record

WAN = Decimal(10000)
#: from the README of the seed, in 万元
HISTORY = {
    2019: ("budget", "2554.05", "1851.88", "702.17", "2554.05"),
    2017: (None, "2655.76", "2535.76", "120", "2655.76"),
    2018: (None, "2185.77", "1487.77", "698", "2185.77"),
}
TITLES = ["全区工商贸经济建设", "全区互联网+信息化建设", "全区企业服务建设"]
#: the row of 服务对象满意度 in each table, as printed: name, target, op and bound
SATISFIED = [
    ("企业问题按时办理回复率，服务企业满意率", "回复率100%，满意率95%以上", "qualitative", None),
    ("客户满意度", "超过98%", ">", 98),
    ("企业满意度", "96%以上", ">=", 96),
]


@pytest.fixture
def report() -> Report:
    return record(shared_path("seed", "report.pdf"))


@cache
def dump() -> str:
    """The dump without line ends and spaces; pages carry nothing else."""
    text = shared_path("seed", "report.txt").read_text(encoding="utf-8")
    return squeezed(text).replace("，", ",").replace("（", "(").replace("）", ")")


def words(value: Text | None) -> str:
    assert value is not None
    return value.value


def of(report: Report, period: str, objective: int) -> list[Indicator]:
    return [i for i in report.goals.indicators if (i.period, i.objective) == (period, objective)]


def test_history(report: Report) -> None:
    found = report.spending.history
    assert [entry.year.value for entry in found if entry.year] == list(HISTORY)
    for entry in found:
        assert entry.year
        basis, fiscal, basic, project, total = HISTORY[entry.year.value]
        assert entry.basis == basis
        assert entry.other_revenue is None, "a blank cell is no zero"
        for amount, value in (
            (entry.fiscal, fiscal), (entry.basic, basic), (entry.project, project),
            (entry.revenue_total, total), (entry.expenditure_total, total),
        ):  # fmt: skip
            assert amount and (amount.value, amount.unit, amount.stated) == (Decimal(value) * WAN, "万元", value)


def test_goals(report: Report) -> None:
    goals = report.goals
    assert [words(goal.title) for goal in goals.long_term] == TITLES
    assert [goal.number for goal in goals.annual] == ["1", "2", "3"]
    ends = ("加强企业党组织建设。", "加快实现网上办为常态。", "服务业发展片区和商务功能区。")
    assert all(words(goal.text).endswith(end) for goal, end in zip(goals.annual, ends, strict=True))


@pytest.mark.parametrize("period", ["long_term", "annual"])
@pytest.mark.parametrize("objective", [1, 2, 3])
def test_each_objective_has_its_two_indicators(report: Report, period: str, objective: int) -> None:
    rows = of(report, period, objective)
    assert [words(row.level1) for row in rows] == ["效益指标", "效益指标"]
    assert [words(row.level2) for row in rows] == ["社会效益", "服务对象满意度"]
    name, target, op, bound = SATISFIED[objective - 1]
    satisfied = rows[1]
    assert words(satisfied.name) == name
    assert satisfied.target and (satisfied.target.text, satisfied.target.op, satisfied.target.low) == (
        target,
        op,
        bound,
    )
    assert [text.value for text in satisfied.prior] == ([target] * 2 if period == "annual" else [])
    first = rows[0]
    assert first.target and first.target.op == "qualitative"
    assert len(first.prior) == (2 if period == "annual" else 0)
    assert words(first.standard) == ("考核合格" if (period, objective) == ("annual", 2) else "完成")


def test_nothing_else_is_an_indicator(report: Report) -> None:
    """The six rows of 产出指标 are left blank."""
    assert len(report.goals.indicators) == 12
    assert not [i for i in report.goals.indicators if i.weight or i.score or i.actual or i.deviation or i.project]


def test_every_cell_says_what_the_dump_says(report: Report) -> None:
    """No character lost or doubled where cells wrap or run over pages."""
    for path, node in facts(report).items():
        if path.startswith(("goals.indicators[", "goals.long_term", "goals.annual")):
            said = getattr(node.value, "text", None) or words(node.value)  # type: ignore[arg-type]
            plain = squeezed(str(said)).replace("，", ",").replace("（", "(").replace("）", ")")
            assert plain in dump(), path


def test_every_cell_has_its_place(report: Report) -> None:
    """The evidence holds exactly the cell's words; cells over a page break have boxes on both pages."""
    over = 0
    for path, node in facts(report).items():
        if not path.startswith(("goals.indicators[", "goals.annual", "goals.long_term", "spending.history")):
            continue
        boxes = node.value.evidence  # type: ignore[attr-defined]
        said = getattr(node.value, "text", None) or getattr(node.value, "stated", None) or words(node.value)  # type: ignore[arg-type]
        assert squeezed("".join(box.text for box in boxes)) == squeezed(str(said)), path
        assert all(6 <= box.page <= 10 and box.x0 is not None for box in boxes), path
        over += len({box.page for box in boxes}) > 1
    assert over >= 3


def test_the_dump_lists_the_forms_figures_without_value() -> None:
    lost = [u for u in record(shared_path("seed", "report.txt")).unclaimed if u.value is None]
    assert [u.stated for u in lost] == [
        *("2554.05", "2655.76", "2185.77") * 2,
        *("1851.88", "2535.76", "1487.77", "702.17", "120", "698"),
        *("2554.05", "2655.76", "2185.77"),
    ]
    assert [u.label for u in lost][::3] == ["财政拨款", "合计", "基本支出", "项目支出", "合计"]
    assert all(u.evidence[0].line for u in lost)
