"""Texts of 100 kB that say the same thing over and over: they are read to the end, and soon."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from time import process_time

import pytest

from extractor.errors import NotAReport
from extractor.pipeline import read
from tests.conftest import REPOSITORY

SIZE, SECONDS = 100_000, 10
HEAD = "某县水务局2022年度部门整体支出绩效自评报告\n一、部门整体支出情况\n"
UNITS = (
    "基本支出", "基本支出100万元，", "其中：", "（基本支出1万元", "其中：基本支出1万元（其中：人员经费1万元，",
    "（", "）", "会议费、培训费、", "会议费、培训费分别为1万元、2万元，", "比上年增加", "与预算持平，", "占",
    "增长1%，", "100万元", "1,000", "1.", "零壹元", "万元", "主要原因是增加1万元，", "由基本支出和项目支出组成，",
    "A和", "（一）", "一、部门概况\n", "第一部分", "1．", "2019年", "截至2019年", "编制1人，", "自评得分99分",
    "本年支出合计", "公务接待", "一般公共服务支出（类）政协事务（款）行政运行（项）", "2010301", "目标1：", "……",
    "\t1\t2\t3\n", "科目编码\t科目名称\t金额\n", "联系人：", "。", "，", "\n",
)  # fmt: skip


def main(number: int) -> None:
    """Read one of the texts and print the seconds."""
    unit = UNITS[number]
    start = process_time()
    with suppress(NotAReport):
        read((HEAD + unit * (SIZE // len(unit.encode()))).encode(), name="x.txt")
    print(process_time() - start)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(UNITS)), ids=[ascii(unit) for unit in UNITS])
def test_a_text_of_a_hundred_kilobytes(number: int) -> None:
    """In a process of its own: a pattern at work cannot be interrupted."""
    command = [sys.executable, "-m", "tests.reading.test_hostile", str(number)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, timeout=12 * SECONDS, check=True)
    assert float(done.stdout) < SECONDS


if __name__ == "__main__":
    main(int(sys.argv[1]))
