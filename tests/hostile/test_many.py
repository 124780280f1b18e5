"""Very many of something: the work grows with the input, not with its square, and what is cut off is listed."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

import extractor
from tests.hostile.texts import report

FEW, MANY = 1500, 9000  #: six times as many; squared that would be 36
MOST = 14.0


def seconds(data: bytes) -> float:
    started = process_time()
    extractor.read(data, name="x.txt")
    return process_time() - started


@pytest.mark.parametrize(
    "made",
    [
        lambda n: "人员经费700万元（" + "、".join(f"甲乙{i}费1元" for i in range(n)) + "）。",
        lambda n: "\n\n".join(f"人员经费700万元，其中：甲乙{i}费1元。" for i in range(n)),
        lambda n: "\n\n".join(f"{i}、第{i}项支出" for i in range(n)),
        lambda n: "\n\n".join("一、部门概况" for _ in range(n)),
        lambda n: "基本支出1万元，" * n,
        lambda n: "增长1.1%，" * n,
        lambda n: "、".join(["人员经费"] * n) + "分别为" + "、".join(["1万元"] * n) + "。",
        lambda n: "（" * n,
        lambda n: "公务接待2批次3人次，" * n,
    ],
    ids=["items", "items-apart", "headings", "same-heading", "money", "rates", "respectively", "brackets", "counts"],
)
def test_time_grows_with_the_input(made: Callable[[int], str]) -> None:
    seconds(report(made(10)))  # imports and tables
    for _ in range(2):  # a busy machine may spoil one measurement
        few, many = seconds(report(made(FEW))), seconds(report(made(MANY)))
        if many < MOST * few:
            break
    assert many < MOST * max(few, 0.1), f"{FEW}: {few:.2f} s, {MANY}: {many:.2f} s"


def test_an_endless_paragraph_loses_nothing() -> None:
    found = extractor.read(
        report("人员经费700万元，其中：" + "、".join(f"甲乙{i}费1元" for i in range(3000))), name="x.txt"
    )
    assert found.coverage.amounts_found == 3001
    assert found.coverage.amounts_claimed + len(found.unclaimed) == 3001
    assert "paragraph_too_long" in [warning.code for warning in found.warnings]


def test_items_of_one_code_or_one_name_are_one() -> None:
    found = extractor.read(
        report("项目支出30万元，其中：河道治理20万元，水库维护10万元。\n项目支出30万元，其中：河道治理20万元。"),
        name="x.txt",
    )
    names = [item.name for item in (found.spending.project.items if found.spending.project else [])]
    names += [item.name for item in found.spending.project_items]
    assert sorted(filter(None, names)) == ["水库维护", "河道治理"]
