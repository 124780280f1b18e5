"""The report that the project began with: every figure of its prose comes out, of the text dump and of the PDF."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractor.records.leaves import Amount, Leaf
from extractor.records.report import Report
from tests.conftest import shared_path
from tests.reading.keys import ATTRIBUTES, Key, read_keys
from tests.reading.records import facts, leaves, record, statements_of

FILES = ("report.txt", "report.pdf")
KEYS = read_keys(Path("seed"))
#: a few lines of the table in seed/README.md once more, as values of their own type
TABLE = {
    "overview.staffing.retired.lixiu": 6,
    "spending.total.actual": Decimal("45110404.74"),
    "spending.basic.share": Decimal("43.69"),
    "spending.project.share": Decimal("56.31"),
    "spending.three_public.total.change": Decimal(40300),
    "spending.three_public.total.change_rate": Decimal("214.7"),
    "spending.three_public.overseas_groups": 1,
    "spending.three_public.overseas_people": 6,
    "spending.three_public.vehicles_held": 0,
    "spending.three_public.reception.actual": 0,
    "evaluation.score": 99,
}
#: the words as printed: how the goals and what became of them begin and end
TEXTS = {
    "goals.output": ("社会消费品零售总额增长、", ""),
    "goals.effect": ("实现企业问题按时办理回复率，", "满意率95%以上."),
    "completion.output": ("社会消费品零售总额增长、", ""),
    "completion.effect": ("建设企业直通车平台，", "满意率95%以上."),
    "evaluation.conclusion": ("本部门自评得分99分。", ""),
}


@pytest.fixture(params=FILES)
def report(request: pytest.FixtureRequest) -> Report:
    return record(shared_path("seed", request.param))


def has(report: Report, key: Key) -> bool:
    """Whether the record has a keyed value, as the fact itself or, for a second statement, under `also`."""
    found = facts(report).get(key.path)
    if key.count:
        return sum(path.startswith(f"{key.path}[") for path in facts(report)) == int(key.value)
    if found is None:
        return False
    stated = statements_of(found.value)
    return any(key.fits(getattr(leaf, "value", None)) for leaf in (stated[1:] if key.also else stated[:1]))


def in_purpose(key: Key) -> bool:
    """Counts said again as a purpose (主要用于…团组1个、6人次): not read."""
    return key.also and key.path.endswith(("overseas_groups", "overseas_people"))


def test_keys_are_there() -> None:
    assert len(KEYS) > 90
    assert TABLE.keys() <= {key.path for key in KEYS}


def test_every_keyed_value_comes_out(report: Report) -> None:
    missing = [f"{key.path} = {key.value} ({key.note})" for key in KEYS if not has(report, key) and not in_purpose(key)]
    assert missing == []


def test_pages_of_the_pdf() -> None:
    found = facts(record(shared_path("seed", "report.pdf")))
    wrong = [
        (key.path, key.page, [leaf.evidence[0].page for leaf in statements_of(found[key.path].value)])
        for key in KEYS
        if key.path in found
        and key.page not in [leaf.evidence[0].page for leaf in statements_of(found[key.path].value)]
    ]
    assert wrong == []


def test_attributes(report: Report) -> None:
    lines = {path.rpartition(".")[0]: path for path in facts(report)}
    for key in KEYS:
        line = key.path.rpartition(".")[0]
        if key.attributes and line in lines:
            item = report
            for part in line.split("."):
                item = getattr(item, part)
            for name in ATTRIBUTES:
                if name in key.attributes:
                    assert getattr(item, name) == key.attributes[name], (key.path, name)


@pytest.mark.parametrize(("path", "value"), TABLE.items())
def test_values_of_the_table(report: Report, path: str, value: object) -> None:
    assert getattr(facts(report)[path].value, "value", None) == value


@pytest.mark.parametrize("path", TEXTS)
def test_goals_and_what_became_of_them(report: Report, path: str) -> None:
    value = str(getattr(facts(report)[path].value, "value", ""))
    begin, end = TEXTS[path]
    assert value.startswith(begin)
    assert value.endswith(end)


def test_lists(report: Report) -> None:
    spending = report.spending
    assert len(report.overview.duties) == 16
    assert report.overview.duties[15].value == "完成上级交办的其他工作任务。"
    assert spending.personnel and spending.operating and spending.household
    assert [len(line.items) for line in (spending.personnel, spending.operating, spending.household)] == [16, 16, 6]
    assert [len(item.items) for item in spending.project_items] == [10]


def test_the_lists_that_add_up_do(report: Report) -> None:
    """Operating, household and project items sum exactly; the personnel items fall short by the report's own slip."""
    spending = report.spending
    short = {
        "personnel": (spending.personnel, Decimal("269510.93")),
        "operating": (spending.operating, Decimal(0)),
        "household": (spending.household, Decimal(0)),
        "project": (spending.project_items[0], Decimal(0)),
    }
    for name, (line, gap) in short.items():
        assert line is not None
        assert line.actual is not None
        assert line.actual.value - sum(item.actual.value for item in line.items if item.actual) == gap, name


def test_another_department_in_the_form_is_a_warning_and_no_merge(report: Report) -> None:
    assert report.department and report.department.value == "硚口区科学技术和经济信息化局"
    notices = [notice for notice in report.warnings if notice.code == "other_department"]
    assert len(notices) == 1
    assert "武汉市硚口区经济和信息化局" in notices[0].message


def test_the_lost_grid_is_said_and_nothing_read_from_it() -> None:
    dump = record(shared_path("seed", "report.txt"))
    assert "grid_lost" in {notice.code for notice in dump.warnings}
    assert dump.spending.history == []
    assert dump.goals.indicators == []


def test_contact_is_masked(report: Report) -> None:
    assert report.contact.person and set(report.contact.person.value[1:]) == {"*"}
    assert report.contact.phone and "****" in report.contact.phone.value


def test_every_value_has_evidence(report: Report) -> None:
    plain = report.source.text_layer == "plain"
    for path, leaf in leaves(report):
        if not isinstance(leaf, Leaf):
            continue
        assert leaf.evidence, path
        for box in leaf.evidence:
            assert box.text, path
            assert (box.line is not None) == plain, path
            assert (box.x0 is None) == plain, path


def test_money_is_claimed_or_listed(report: Report) -> None:
    coverage = report.coverage
    assert coverage.amounts_found == coverage.amounts_claimed + len(report.unclaimed)
    prose = [entry.stated for entry in report.unclaimed if "万元" in entry.stated]
    assert prose == ["0.3万元", "5.6万元"]


def test_intervals_of_the_stated_digits(report: Report) -> None:
    total = report.spending.three_public.total
    assert total and isinstance(total.actual, Amount)
    assert (total.actual.low, total.actual.high) == (58500, 59500)
    assert report.spending.total and report.spending.total.actual
    assert report.spending.total.actual.low == report.spending.total.actual.high
