"""Plain reports whose figures agree, in wordings that once raised a false alarm: nobody is accused."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor

SELF = (
    "青山县水务局2022年度部门整体支出绩效自评报告\n\n一、部门概况\n\n水务局是县政府工作部门。\n\n"
    "二、部门整体支出情况\n\n{}\n\n三、自评结论\n\n自评得分96分。\n"
)
FINAL = (
    "青山县水务局2022年度部门决算\n\n第一部分 部门概况\n\n一、主要职能\n\n水务局是县政府工作部门。\n\n"
    "第三部分 2022年度部门决算情况说明\n\n{}\n\n第四部分 名词解释\n\n一、基本支出：指为保障机构运转而发生的支出。\n"
)
BUDGET = (
    "青山县水务局2022年部门预算\n\n第一部分 部门概况\n\n一、主要职能\n\n水务局是县政府工作部门。\n\n"
    "第三部分 2022年部门预算情况说明\n\n{}\n\n第四部分 名词解释\n\n一、基本支出：指为保障机构运转而发生的支出。\n"
)

CLEAN = {
    "shares of the fund that the paragraph is about": (
        BUDGET,
        "支出预算情况。2022年支出预算3580.2万元，其中：基本支出1980万元，占55.3%；项目支出1600.2万元，占44.7%。\n"
        "2022年一般公共预算当年拨款3500万元，比2021年预算数增加200万元，主要原因是人员增加。"
        "农林水支出2900万元，占82.86%；社会保障和就业支出300万元，占8.57%；住房保障支出300万元，占8.57%。",
    ),
    "money carried in is spent too": (
        SELF,
        "2022年度本年收入合计3100万元，年初结转和结余50万元；本年支出合计3150万元。",
    ),
    "money carried in and on": (
        SELF,
        "收入总计3150万元，其中本年收入3100万元，上年结转50万元；支出总计3150万元，其中本年支出3120万元，年末结转30万元。",
    ),
    "nothing said of what is carried on": (SELF, "2022年度收入3218.46万元，支出3118.46万元。"),
    "one fund, stated with and without what was carried in": (
        BUDGET,
        "（一）收入预算2018.36万元，其中：一般公共预算拨款收入1998.36万元，占99.01%；上年结转20万元，占0.99%。\n"
        "（二）2022年财政拨款收支总预算2018.36万元。收入包括：一般公共预算拨款收入2018.36万元。",
    ),
    "money of no fund is spent too": (
        FINAL,
        "本年收入合计3150万元，其中：财政拨款收入3050万元，事业收入70万元，其他收入30万元。"
        "本年支出合计3150万元，其中：一般公共预算支出2900万元，政府性基金预算支出150万元，国有资本经营预算支出0万元。",
    ),
    "an open list": (
        FINAL,
        "人员经费1820万元，主要包括：基本工资520万元、津贴补贴380万元、奖金420万元等；"
        "日常公用经费230万元，主要包括：办公费35万元、差旅费20万元等。",
    ),
    "shares of a total that is not stated": (
        SELF,
        "从支出性质看，基本支出3210.5万元，占52.76%；项目支出2874.82万元，占47.24%。从经济分类看，"
        "工资福利支出2560.4万元，占42.08%；商品和服务支出1980.2万元，占32.54%；"
        "对个人和家庭的补助支出360.3万元，占5.92%；资本性支出1184.42万元，占19.46%。",
    ),
    "one source, and what was carried over": (
        BUDGET,
        "（一）收入预算总计3580.2万元。包括：\n1．本年收入合计3500万元。\n"
        "（1）一般公共预算拨款收入3500万元，与上年相比增加200万元，增长6.06%。\n"
        "2．上年结转结余为80.2万元。与上年相比减少19.8万元，减少19.8%。",
    ),
    "an item that no field takes": (
        BUDGET,
        "支出按功能分类：农林水支出2980.2万元（其中：行政运行1300万元、水利工程建设900万元、防汛200万元、"
        "水土保持580.2万元），社会保障和就业支出300万元，住房保障支出300万元。",
    ),
    "shares of the base that the sentence names": (
        SELF,
        "工资福利支出、商品和服务支出、对个人和家庭的补助分别为821.06万元、146.08万元、78.22万元，"
        "占基本支出的78.54%、13.97%、7.48%。",
    ),
    "the change of a part": (
        BUDGET,
        "收入总计3580.2万元，比上年增加180.2万元，其中：一般公共预算增加100万元，上年结转增加80.2万元。",
    ),
    "a budget and accounts, each against last year's": (
        SELF,
        "2022年，我局部门预算支出6120.45万元，比2021年的6230.11万元减少109.66万元，下降1.76%。"
        "决算支出6085.32万元，比2021年决算支出6190.4万元减少105.08万元，下降1.7%。",
    ),
    "two bases of comparison": (
        BUDGET,
        "2022年本部门一般公共预算机关运行经费预算支出919.34万元，比2021年增加550.31万元，增长149.12%。"
        "主要原因是统计口径不同。\n按与上年统计口径一致相比，本年比上年减少16.2万元，下降了4.39%，主要原因为在编人员减少。",
    ),
    "the larger items only": (
        FINAL,
        "人员经费1820万元，主要包括：基本工资520万元、津贴补贴380万元、奖金420万元；"
        "日常公用经费230万元，主要包括：办公费35万元、差旅费46万元。",
    ),
    "a grand total that holds what was carried in": (
        FINAL,
        "2022年度收入总计3254.18万元，支出总计3254.18万元。\n"
        "本年收入合计3100万元，其中：财政拨款收入3000万元，占96.77%；事业收入50万元，占1.61%；其他收入50万元，占1.61%。\n"
        "本年支出合计3150万元，其中：基本支出2100万元，占66.67%；项目支出1050万元，占33.33%。\n"
        "2022年度财政拨款收、支总决算3050万元。与2021年相比，财政拨款收、支总计各增加150万元，增长5.17%。\n"
        "2022年度一般公共预算财政拨款支出年初预算为2600万元，支出决算为3000万元，完成年初预算的115.38%。",
    ),
    "parts of the year's budget, called budget": (
        SELF,
        "2022年年初预算数2,895.36万元，年中追加506.78万元，调整后预算数3,402.14万元，实际支出3,352.14万元，"
        "预算执行率98.53%，结转下年50.00万元。其中：基本支出预算1,045.36万元，实际支出1,045.36万元，执行率100%；"
        "项目支出预算2,356.78万元，实际支出2,306.78万元，执行率97.88%。",
    ),
    "shares of a budget, stated before what was spent": (
        SELF,
        "2022年全年预算数3,402.14万元，其中财政拨款3,352.14万元，占98.53%；其他资金50.00万元，占1.47%。"
        "全年执行数3,352.14万元，其中财政拨款3,302.14万元，执行率98.51%；其他资金50.00万元，执行率100%。",
    ),
    "rooms are no people": (
        BUDGET,
        "我局现有18个处室及机关党委，编制339名，其中行政编制199名、事业编制140名。实际在编在职人员274名。",
    ),
    "projects may cost less than they were given": (
        FINAL,
        "本年支出合计975.93万元，其中：基本支出537.76万元，占55.10%；项目支出438.17万元，占44.90%。\n"
        "编报绩效目标的2022年度项目39个，涉及预算金额441.55万元。",
    ),
}


@pytest.mark.parametrize("name", CLEAN)
def test_nobody_is_accused(name: str, tmp_path: Path) -> None:
    frame, body = CLEAN[name]
    path = tmp_path / "report.txt"
    path.write_text(frame.format(body), "utf-8")
    found = [one for one in extractor.read(path).checks if one.status in ("mismatch", "notice")]
    assert [one.message for one in found if not one.message.endswith("未列明。")] == []


def test_two_totals_each_with_its_own_parts_accuse_nobody(tmp_path: Path) -> None:
    """One figure bears its shares out, the other its own: they are of two funds, whatever name they were read under."""
    path = tmp_path / "report.txt"
    body = (
        "一、一般公共预算当年拨款结构\n\n青山县水务局2022年一般公共预算当年拨款3500万元，比2021年预算数增加200万元。\n\n"
        "农林水支出2900万元，占82.86%；社会保障和就业支出300万元，占8.57%；住房保障支出300万元，占8.57%。\n\n"
        "二、支出预算\n\n2022年支出预算3580.2万元，其中：基本支出1980万元，占55.3%；项目支出1600.2万元，占44.7%。"
    )
    path.write_text(BUDGET.format(body), "utf-8")
    assert [one.message for one in extractor.read(path).checks if one.status == "mismatch"] == []


SLIPS = {
    "the change of the whole": (
        BUDGET,
        "收入总计3580.2万元，比上年增加180.2万元。收入总计比上年增加100.2万元。",
        "restated",
    ),
    "an item short of the list": (
        FINAL,
        "人员经费1320万元，包括：基本工资520万元、津贴补贴380万元、奖金400万元。",
        "spending.personnel.items",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_such_a_wording_is_found(name: str, tmp_path: Path) -> None:
    frame, body, rule = SLIPS[name]
    path = tmp_path / "report.txt"
    path.write_text(frame.format(body), "utf-8")
    assert [one.rule for one in extractor.read(path).checks if one.status == "mismatch"] == [rule]


def test_two_figures_under_one_name_are_told_with_both_places(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(BUDGET.format("2022年基本支出1045.36万元。\n2022年基本支出985.3万元。"), "utf-8")
    (told,) = (one for one in extractor.read(path).checks if one.rule == "restated")
    assert (told.status, told.severity, told.category) == ("notice", "info", "plausibility")
    assert "1045.36万元" in told.message and "985.3万元" in told.message and told.advice
    assert len({box.line for box in told.evidence}) == 2
    assert extractor.read(path).reconciles is not False
