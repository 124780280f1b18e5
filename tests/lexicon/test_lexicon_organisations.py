"""Names of departments, and titles split at them."""

from __future__ import annotations

import pytest

from extractor.lexicon.loading import LexiconError, read_toml
from extractor.lexicon.organisations import (
    department_labels,
    looks_like_department,
    read_organisations,
    strip_department,
)


@pytest.mark.parametrize(
    "name",
    [
        "硚口区科学技术和经济信息化局",
        "武汉市硚口区经济和信息化局",
        "财政局",
        "江苏省高级人民法院",
        "上海市普陀区人民政府万里街道办事处",
        "中国共产党江苏省委员会办公厅",
        "青禾市人大常委会",
        "中共青禾市委组织部",
        "政协青禾市委员会",
        "上海市普陀区社会福利院",
        "江苏省政协文史资料编辑部",
        "青禾市财政局（本级）",
        "青禾市 图书馆",
        "云岭区第一中学",
    ],
)
def test_names(name: str) -> None:
    assert looks_like_department(name)


@pytest.mark.parametrize(
    "text",
    [
        "XX局",
        "上海市 XX 局",
        "某某区财政局",
        "我局",
        "本单位",
        "办公室",
        "法院",
        "主管部门",
        "财政部门",
        "经济发展格局",
        "贯彻落实全局",
        "承办",
        "城乡",
        "负责联系区财政局",
        "2024年度部门决算",
        "包括区教育局",
        "局",
        "",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not looks_like_department(text)


@pytest.mark.parametrize(
    ("title", "name", "rest"),
    [
        ("青禾市云岭区财政局2024年度部门决算", "青禾市云岭区财政局", "2024年度部门决算"),
        ("2019年度云岭区教育局部门整体支出绩效自评报告", "云岭区教育局", "2019年度部门整体支出绩效自评报告"),
        ("省委办公厅2017年度部门预算情况说明", "省委办公厅", "2017年度部门预算情况说明"),
        ("江苏省人大常委会办公厅 2017 年度部门预算", "江苏省人大常委会办公厅", "2017年度部门预算"),
        ("第一部分 上海市普陀区财政局概况", "上海市普陀区财政局", "概况"),
        ("上海市普陀区人民政府办公室单位25年预算", "上海市普陀区人民政府办公室", "单位25年预算"),
        ("青禾市财政局预算编审中心2024年单位预算", "青禾市财政局预算编审中心", "2024年单位预算"),
        ("青禾市财政局（本级）2024年度单位决算", "青禾市财政局（本级）", "2024年度单位决算"),
        ("关于云岭区教育局2019年度部门整体支出绩效自评的报告", "云岭区教育局", "2019年度部门整体支出绩效自评的报告"),
        ("2024年度部门整体支出绩效自评报告（云岭区教育局）", "云岭区教育局", "2024年度部门整体支出绩效自评报告"),
        ("二〇二三年度青禾市民政局部门决算", "青禾市民政局", "二〇二三年度部门决算"),
        ("青禾市岭南镇2024年部门决算", "青禾市岭南镇", "2024年部门决算"),
        ("云岭区教育局", "云岭区教育局", ""),
    ],
)
def test_strip_department(title: str, name: str, rest: str) -> None:
    assert strip_department(title) == (name, rest)


@pytest.mark.parametrize(
    "title",
    [
        "整体支出绩效自评报告",
        "上海市普陀区2025年区级部门预算",
        "上海市 XX 局2024 年度部门决算",
        "2019 年区直部门整体支出绩效目标申报表",
        "主要职能",
        "附件2：部门决算模板",
        "",
    ],
)
def test_titles_without_a_name(title: str) -> None:
    assert strip_department(title) is None


def test_labels_are_longest_first_and_without_colon() -> None:
    labels = department_labels()
    for label in (
        "部门（单位）名称",
        "部门名称",
        "单位名称",
        "编制单位",
        "填报单位",
        "预算主管部门",
        "预算单位",
        "部门",
    ):
        assert label in labels
    assert [len(label) for label in labels] == sorted((len(label) for label in labels), reverse=True)
    assert not any("：" in label or ":" in label for label in labels)


def test_a_broken_file_is_named() -> None:
    with pytest.raises(LexiconError) as caught:
        read_organisations(read_toml("organisations.toml", 'endings = ["局"]\nsuffixes = ["厅"]\n'))
    assert caught.value.line == 2
    assert "endings" in caught.value.allowed
    with pytest.raises(LexiconError, match="no_names is empty"):
        read_organisations(read_toml("organisations.toml", 'endings = ["局"]\n'))
