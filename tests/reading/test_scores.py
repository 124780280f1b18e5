"""The department's score, its grade and the parts of the score, in the ways in which conclusions say them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import extractor
from extractor.records.report import Evaluation

REPORT = """云岭县水利局2022年度部门整体支出绩效自评报告

一、部门概况
（一）主要职责。负责全县水利工作。
二、部门整体支出情况
2022年本年支出合计500.00万元，其中：基本支出300.00万元，项目支出200.00万元。
三、自评结论
{}
"""

CONCLUSIONS = [
    # sentence, score, grade
    ("自评得分96分，等级优秀。", "96", "优秀"),
    ("自评得分94.2分，等级为优。", "94.2", "优"),
    ("综合得分98分，评价结果“优”。", "98", "优"),
    ("综合评分97分，等级优。", "97", "优"),
    ("自评92分，等次良好。", "92", "良好"),
    ("自评得分91分，评价等级：“优”。", "91", "优"),
    ("部门整体支出绩效自评结果为优秀，自评得分95.6分。", "95.6", "优秀"),
    ("我局自评98.5分。", "98.5", None),
    ("综合自评94.5分。", "94.5", None),
    ("经自评，2022年度得分为96分，等级为优。", "96", "优"),
    ("满分100分，自评95分，扣5分。", "95", None),
    ("自评满分100分，扣5分，得95分。", "95", None),
    ("总分100分，自评得96.4分。", "96.4", None),
    ("2021年自评得分95分，2022年自评得分96.8分。", "96.8", None),
    ("2022年自评得分96.8分，2021年自评得分97分。", "96.8", None),
    ("“防汛经费”项目自评得分95分；部门整体支出自评得分96.8分。", "96.8", None),
    ("本次评价总分110分（含加分10分），自评得分102分。", "102", None),
    ("根据评价标准（90分以上为优，80至90分为良），自评得分93分，等级优。", "93", "优"),
    # what is no score or grade of the department
    ("“防汛经费”项目自评得分95分，等级优秀。", None, None),
    ("自评扣5分。", None, None),
    ("评价指标体系满分100分。", None, None),
    ("水质等级优于上年。", None, None),
    ("评价等级优、良、中、差分别对应90分以上、80分以上、60分以上和60分以下。", None, None),
    ("等级优良率达到90%。", None, None),
    ("各项目自评98分以上。", None, None),
    ("自评90分以上的项目等级为优。", None, None),
    ("部分项目自评结果优秀。", None, None),
    ("2022年度得分为96分的单位有3家。", None, None),
]

PARTS = [
    (
        "评价得分92.6分（决策13分、过程27.6分、产出30分、效益22分）。",
        [("决策", None, "13"), ("过程", None, "27.6"), ("产出", None, "30"), ("效益", None, "22")],
    ),
    ("评价得分92.6分（决策13分、过程27.6分、产出30分、效益20分）。", []),  # they do not make up the score
    (
        "自评得分94分，其中投入类得分18分，产出类得分50分，效果类得分26分。",
        [("投入类", None, "18"), ("产出类", None, "50"), ("效果类", None, "26")],
    ),
    ("总分100分，自评得96.4分。", []),
    ("满分100分，自评95分，扣5分。", []),
    (
        "自评得分96分，其中：投入满分20分，自评得19分；产出满分80分，自评得77分。",
        [("投入", "20", "19"), ("产出", "80", "77")],
    ),
]


def read(path: Path, sentence: str) -> Evaluation:
    file = path / "report.txt"
    file.write_text(REPORT.format(sentence), encoding="utf-8")
    return extractor.read(file).evaluation


@pytest.mark.parametrize(("sentence", "score", "grade"), CONCLUSIONS)
def test_score_and_grade(tmp_path: Path, sentence: str, score: str | None, grade: str | None) -> None:
    found = read(tmp_path, sentence)
    assert (found.score.value if found.score else None) == (Decimal(score) if score else None)
    assert (found.grade.value if found.grade else None) == grade


@pytest.mark.parametrize(("sentence", "parts"), PARTS)
def test_parts(tmp_path: Path, sentence: str, parts: list[tuple[str, str | None, str]]) -> None:
    found = [
        (part.name, part.weight.value if part.weight else None, part.score.value if part.score else None)
        for part in read(tmp_path, sentence).parts
    ]
    assert found == [(name, Decimal(weight) if weight else None, Decimal(score)) for name, weight, score in parts]


def test_a_score_over_a_hundred_has_its_full_mark(tmp_path: Path) -> None:
    score = read(tmp_path, "本次评价总分110分（含加分10分），自评得分102分。").score
    assert score is not None and score.out_of == Decimal(110)
