"""The seed, the samples and the other authored reports: what is found, and that nothing else is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import extractor
from extractor.records.report import Check, Report
from tests.conftest import shared_path
from tests.reading.records import AUTHORED, SAMPLES, place_of, record

SEED = ["report.pdf", "report.txt"]
HUBEI = next(path for path in SAMPLES if path.name.startswith("云岭区"))
CLEAN = [path for path in AUTHORED if path != HUBEI]


def errors(report: Report) -> list[Check]:
    return [check for check in report.checks if check.status == "mismatch"]


def one(report: Report, rule: str, subject: str) -> Check:
    (check,) = [check for check in report.checks if (check.rule, check.subject) == (rule, subject)]
    return check


def plausibilities(report: Report) -> dict[str, Check]:
    return {check.rule: check for check in report.checks if check.category == "plausibility"}


@pytest.fixture(params=SEED)
def seed(request: pytest.FixtureRequest) -> Report:
    return record(shared_path("seed", request.param))


def test_the_seed_has_one_arithmetic_error(seed: Report) -> None:
    (error,) = errors(seed)
    assert (error.rule, error.subject) == ("spending.personnel.items", "spending.personnel.actual")
    assert error.severity == "error"
    assert (error.stated, error.expected, error.difference) == (
        Decimal("18366832.44"),
        Decimal("18097321.51"),
        Decimal("269510.93"),
    )
    assert len(error.inputs) == 16
    assert error.message == "人员经费决算数18366832.44元，所列16项合计18097321.51元，明细比合计少269510.93元。"
    assert error.diagnosis == ["漏列一项，金额为269510.93元"]
    assert error.advice
    assert "18366832.44" in "".join(box.text for box in error.evidence)
    assert seed.reconciles is False


def test_the_growth_of_the_seed_agrees_within_rounding(seed: Report) -> None:
    growth = one(seed, "growth", "spending.three_public.total.change_rate")
    assert (growth.status, growth.severity) == ("rounded", "info")
    assert set(growth.inputs) == {"spending.three_public.total.change", "spending.three_public.total.actual"}


def test_overseas_agrees_across_units(seed: Report) -> None:
    equal = one(seed, "overseas.places", "spending.operating.items[30212].actual")
    assert equal.status in ("exact", "rounded")
    assert equal.inputs == ["spending.three_public.overseas.actual"]


@pytest.mark.parametrize("subject", ["spending.operating.actual", "spending.household.actual"])
def test_the_lists_that_add_up(seed: Report, subject: str) -> None:
    assert one(seed, "spending.items", subject).status in ("exact", "rounded")


def test_notices_of_the_seed(seed: Report) -> None:
    found = plausibilities(seed)
    assert set(found) == {"spending.project.itemised", "staffing.total", "staffing.administrative"}
    assert all(check.status == "notice" for check in found.values())
    rest = found["spending.project.itemised"]
    assert (rest.severity, rest.difference) == ("info", Decimal("5435816.00"))
    assert "5435816" in rest.message
    assert found["staffing.total"].severity == "warning"
    assert found["staffing.total"].message == "在职总数32人，大于编制总数30个，多2人。"


def test_only_what_the_readme_announces_in_the_hubei_sample() -> None:
    report = record(HUBEI)
    (error,) = errors(report)
    assert (error.subject, error.difference) == ("spending.personnel.actual", Decimal("269510.93"))
    assert one(report, "growth", "spending.three_public.total.change_rate").status == "rounded"
    assert set(plausibilities(report)) == {"spending.project.itemised", "staffing.total", "staffing.administrative"}


@pytest.mark.parametrize("path", CLEAN, ids=place_of)
def test_no_false_alarm_in_clean_reports(path: Path) -> None:
    report = record(path)
    assert [check.message for check in errors(report)] == []
    assert [check.message for check in report.checks if check.severity == "warning"] == []
    assert report.reconciles is True


@pytest.mark.parametrize("path", AUTHORED, ids=place_of)
def test_every_check_says_something_and_points_at_facts(path: Path) -> None:
    report = record(path)
    known = {check.rule + " " + check.subject for check in report.checks}
    for check in report.checks:
        assert check.message.endswith("。") and (check.category == "form" or check.message.count("。") == 1)
        assert check.caused_by is None or check.caused_by in known
        if check.status in ("mismatch", "notice"):
            assert check.evidence and check.advice
        assert check.subject


def test_checking_again_gives_the_same(seed: Report) -> None:
    assert extractor.check(seed) == seed.checks
