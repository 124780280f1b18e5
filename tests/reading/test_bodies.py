"""Divisions of the department and units under it: which of them a list names."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor

REPORT = """青山县水务局2022年度部门整体支出绩效自评报告

一、部门概况
{}
二、部门整体支出情况
2022年本年支出合计500.00万元，其中：基本支出300.00万元，项目支出200.00万元。
"""

LISTS = [
    # what is said, divisions, units
    (
        "我局下设河道管理站、水利工程质量监督站2个全额拨款事业单位。",
        [],
        ["河道管理站", "水利工程质量监督站"],
    ),
    ("下辖东河水管站、西河水管所、水利技术中心3个二级机构。", [], ["东河水管站", "西河水管所", "水利技术中心"]),
    (
        "我局下设河道管理站、水利工程质量监督站、水利技术中心等5个二级预算单位。",
        [],
        ["河道管理站", "水利工程质量监督站", "水利技术中心"],
    ),
    ("我局下设办公室、财务股、水资源股3个内设机构。", ["办公室", "财务股", "水资源股"], []),
    ("局机关设有办公室、财务科等6个科室。", ["办公室", "财务科"], []),
    (
        "我局下设办公室、财务股等6个内设机构和河道管理站1个事业单位。",
        ["办公室", "财务股"],
        ["河道管理站"],
    ),
    (
        "我局下设办公室、财务股2个股室，河道管理站、水利技术中心2个下属事业单位。",
        ["办公室", "财务股"],
        ["河道管理站", "水利技术中心"],
    ),
    (
        "我局内设办公室、财务股，下设河道管理站、水利技术中心2个事业单位。",
        ["办公室", "财务股"],
        ["河道管理站", "水利技术中心"],
    ),
    (
        "二级预算单位包括：\n1.青山县水务局本级\n2.青山县河道管理站\n3.青山县水利技术中心",
        [],
        ["青山县水务局本级", "青山县河道管理站", "青山县水利技术中心"],
    ),
    (
        "纳入部门预算的二级预算单位包括：1.青山县水务局本级；2.青山县河道管理站；3.青山县水利技术中心。",
        [],
        ["青山县水务局本级", "青山县河道管理站", "青山县水利技术中心"],
    ),
    ("我局无下属事业单位。", [], []),
    ("我局下设3个二级预算单位，主要负责河道管理、水利工程质量监督。", [], []),
]


@pytest.mark.parametrize(("said", "divisions", "units"), LISTS)
def test_divisions_and_units(tmp_path: Path, said: str, divisions: list[str], units: list[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(said), encoding="utf-8")
    overview = extractor.read(path).overview
    assert [text.value for text in overview.divisions] == divisions
    assert [text.value for text in overview.units] == units
