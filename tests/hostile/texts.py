"""A small report as plain text, into which tests put what no report would say."""

from __future__ import annotations

REPORT = """青石县水务局
2021年度部门整体支出绩效自评报告

一、部门概况
水务局是县政府工作部门。

二、部门整体支出情况
{body}

三、自评结论
自评得分96分。
"""


def report(body: str) -> bytes:
    """The report with `body` where its spending stands."""
    return REPORT.format(body=body).encode()
