"""Titles name kinds of sections, roles and documents; a broken phrase is named with its line."""

from __future__ import annotations

from typing import get_args

import pytest

from extractor.lexicon.loading import LexiconError, read_toml
from extractor.lexicon.sections import (
    SectionKindLiteral,
    document_kind,
    read_phrases,
    section_kind,
    section_role,
    title_key,
)
from extractor.records.report import SectionKind


def test_the_kinds_are_those_of_the_record() -> None:
    assert get_args(SectionKindLiteral) == get_args(SectionKind)


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        # self-evaluations, Hubei
        ("一、部门概况", ("overview",)),
        ("(二)部门整体支出预算绩效目标", ("goals",)),
        ("1.产出目标", ("goals",)),
        ("二、部门整体支出绩效分析", ("other",)),
        ("(一)部门整体支出情况", ("spending",)),
        ("1.支出规模和结构", ("spending",)),
        ("3.项目支出情况", ("spending",)),
        ("(二)部门整体支出预算绩效目标的完成情况", ("completion",)),
        ("部门整体支出绩效目标的完成情况", ("completion",)),
        ("三、自评结论", ("conclusion",)),
        ("(二)主要经验、存在的问题和改进措施", ("experience", "problems", "measures")),
        ("2019 年区直部门整体支出绩效目标申报表", ("form",)),
        ("长期绩效指标", ("indicators",)),
        ("绩效分析", ("completion",)),
        ("3.未完成的绩效目标", ("completion",)),
        ("1.执行率情况", ("spending",)),
        # Hunan
        ("一、部门（单位）基本情况", ("overview",)),
        ("二、一般公共预算支出情况", ("spending",)),
        ("四、国有资本经营预算支出情况", ("spending",)),
        ("六、部门整体支出绩效情况", ("completion",)),
        ("七、存在的问题及原因分析", ("problems",)),
        ("八、下一步改进措施", ("measures",)),
        ("九、部门整体支出绩效自评结果拟应用和公开情况", ("other",)),
        ("十、其他需要说明的情况", ("other",)),
        # Sichuan
        ("（一）机构组成", ("overview",)),
        ("（三）人员概况", ("overview",)),
        ("二、部门财政资金收支情况", ("spending",)),
        ("四、评价结论及建议", ("conclusion", "measures")),
        # Guangdong
        ("（二）年度总体工作和重点工作任务", ("goals",)),
        ("（三）部门整体支出绩效目标", ("goals",)),
        ("二、绩效自评情况", ("conclusion",)),
        ("（二）履职效能分析", ("completion",)),
        ("（五）存在问题及改进意见", ("problems", "measures")),
        # Yunnan and others
        ("（二）部门绩效目标的设立情况", ("goals",)),
        ("三、评价情况分析及综合评价结论", ("conclusion",)),
        ("四、存在的问题和整改情况", ("problems", "measures")),
        ("六、主要经验及做法", ("experience",)),
        ("五、偏离绩效目标的原因和下一步改进措施", ("problems", "measures")),
        ("一、预算收支增减变化情况说明", ("spending",)),
        ("(四)部门(单位)预算绩效管理开展情况。", ("other",)),
        ("主要工作任务完成情况", ("completion",)),
        ("问题与不足", ("problems",)),
        ("部门决算中部门整体绩效自评结果", ("conclusion",)),
        ("总体评价和自评得分", ("conclusion",)),
        ("部门整体支出绩效评价指标评分表", ("form",)),
        # budgets and accounts
        ("一、收入支出决算总表(公开01表)", ("statements",)),
        ("十、财政拨款“三公”经费、行政参公单位机关运行经费情况表", ("statements",)),
        ("十、机关运行经费支出说明", ("spending",)),
        ("十三、关于2023年度预算绩效情况的说明", ("other",)),
        ("一、关于某局2024年部门收支总表的说明", ("spending",)),
        ("（三）一般公共预算当年拨款具体使用情况", ("spending",)),
        ("三、重点工作概述", ("overview",)),
        ("四、部门绩效自评情况", ("conclusion",)),
        ("第一部分 某区财政局概况", ("overview",)),
        ("三、部门机构设置和所属单位情况", ("overview",)),
        ("第二部分 2024年度部门决算表", ("statements",)),
        ("十一、一般公共预算“三公”经费、会议费、培训费支出预算表", ("statements",)),
        ("十一、一般公共预算“三公”经费、会议费、培训费支出预算表情况说明", ("spending",)),
        ("第三部分 2024年度部门决算情况说明", ("narrative",)),
        ("四、部门预算编制说明", ("narrative",)),
        ("十一、其他重要事项的情况说明", ("narrative",)),
        ("（三）国有资产占有使用情况说明", ("other",)),
        ("二、2017 年度部门主要工作任务及目标。", ("goals",)),
        ("四、绩效目标设置情况", ("goals",)),
        ("第四部分 名词解释 ………… 12", ("definitions",)),
        ("目 录", ("toc",)),
        ("封面", ("cover",)),
    ],
)
def test_section_kind(title: str, kinds: tuple[str, ...]) -> None:
    assert section_kind(title) == kinds


@pytest.mark.parametrize(
    "title",
    [
        "",
        "一、一般公共服务支出",
        "二十一、国有资本经营预算支出",
        "七、基本支出：指单位为保障机构正常运转、完成日常工作任务而发生的各项支出",
        "（三）统筹全区科技创新体系建设，指导区域创新发展",
        "2.徐州铁路运输检察院",
        "（十六）办理区委、区政府交办的其他事项。",
    ],
)
def test_what_is_no_title_has_no_kind(title: str) -> None:
    assert section_kind(title) == ()


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("一、主要职能", "duties"),
        ("（二）机构职能", "duties"),
        ("职能简介", "duties"),
        ("（一）部门主要职责", "duties"),
        ("二、机构设置", "divisions"),
        ("（一）机构组成", "divisions"),
        ("（一）机关内设机构", "divisions"),
        ("二、部门决算单位构成", "units"),
        ("（二）下属事业单位", "units"),
        ("（三）人员概况", "staffing"),
        ("人员编制情况", "staffing"),
        ("（二）机构设置及人员情况", "staffing"),
        ("1.产出目标", "goals_output"),
        ("产出指标(50分)", "goals_output"),
        ("2.效果目标", "goals_effect"),
        ("效益指标", "goals_effect"),
        ("（二）年度总体工作和重点工作任务", "work_tasks"),
        ("年度工作任务", "work_tasks"),
        ("三、自评结论", None),
        ("基本支出情况", None),
    ],
)
def test_section_role(title: str, role: str | None) -> None:
    assert section_role(title) == role


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("整体支出绩效自评报告", "self_evaluation"),
        ("2019年度云岭区教育局部门整体支出绩效自评报告", "self_evaluation"),
        ("2023年度部门预算绩效评价报告", "self_evaluation"),
        ("部门整体支出绩效自评表", "self_evaluation"),
        ("青禾市财政局2024年度部门决算", "final_accounts"),
        ("2022年单位决算公开", "final_accounts"),
        ("收入支出决算总表", "final_accounts"),
        ("省委办公厅2017年度部门预算情况说明", "budget"),
        ("上海市普陀区2025年区级部门预算", "budget"),
        ("2024年单位预算", "budget"),
        ("收支预算总表", "budget"),
        ("2019年区直部门整体支出绩效目标申报表", "budget"),
        ("附件5", None),
        ("云岭区教育局", None),
    ],
)
def test_document_kind(title: str, kind: str | None) -> None:
    assert document_kind(title) == kind


def test_title_key_drops_what_does_not_count() -> None:
    assert title_key("第二部分  2019年度 “三公”经费的情况") == "三公经费情况"
    assert title_key("（二）主要职责 …… 3") == "主要职责"


@pytest.mark.parametrize(
    ("text", "line", "allowed"),
    [
        ('[section.overview]\ncontains = ["概况"]\n[section.summary]\ncontains = ["摘要"]\n', 3, "overview"),
        ('[section.overview]\ncontains = ["部门概况"]\nbegins = ["概况"]\n', 3, "exact, ends, contains"),
        ('[section.goals]\ncontains = [\n  "目标情况",\n  "目标…"\n]\n', 4, "pieces of two characters"),
        ('[section.goals]\nends = ["目标…情况"]\n', 2, "gaps in contains only"),
        ('[section.goals]\ncontains = ["目标情况"]\n[section.completion]\ncontains = ["[目标]情况"]\n', 4, None),
        ('[section.goals]\ncontains = "目标"\n', 2, "a list of words"),
    ],
)
def test_a_broken_entry_is_named(text: str, line: int, allowed: str | None) -> None:
    with pytest.raises(LexiconError) as caught:
        read_phrases(read_toml("sections.toml", text), "section")
    assert caught.value.line == line
    if allowed:
        assert allowed in str(caught.value)
