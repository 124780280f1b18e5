"""Vehicles bought and groups sent abroad: how many, and what is no such count."""

from __future__ import annotations

import pytest

from tests.reading.sentences import counted

COUNTS = [
    ("公务用车购置支出0万元，购置（更新）车辆0辆。", [("vehicles_bought", 0)]),
    ("公务用车购置费18万元，新购置公务用车1辆。", [("vehicles_bought", 1)]),
    ("公务用车购置费18万元，购置应急保障用车1辆。", [("vehicles_bought", 1)]),
    ("公务用车购置费36万元，更新购置执法执勤用车2辆。", [("vehicles_bought", 2)]),
    ("因公出国（境）费支出20万元，52个团组、488人次。", [("overseas_groups", 52), ("overseas_people", 488)]),
    # no vehicles of the department's own, or not bought
    ("环卫项目新购置洒水车3辆。", []),
    ("购置垃圾清运车2辆。", []),
    ("公务用车购置费18万元，减少2辆。", []),
    ("公务用车购置费18万元，购置1辆，报废2辆。", []),
]


@pytest.mark.parametrize(("text", "counts"), COUNTS)
def test_counts(text: str, counts: list[tuple[str, int]]) -> None:
    assert counted(text) == counts
