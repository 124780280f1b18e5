"""Who is counted: the department's own people, as they are; never another body's, nor those who came and went."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor

_REPORT = """青山县水务局2022年度部门整体支出绩效自评报告

一、部门概况

{}

二、部门整体支出情况

2022年支出合计900万元。
"""

#: a paragraph, and what it says of the staff: path below overview.staffing → number
_SAID: dict[str, dict[str, int]] = {
    "我局编制数38个，在编34人，下属医院3家、卫生院18家，系统总人数2,356人，其中在编1,520人，聘用836人。": {
        "authorised.total": 38, "in_post.total": 34,
    },
    "全系统核定编制268名，实有254人。": {"authorised.total": 268, "in_post.total": 254},
    "行政编制（含工勤）42名，实有41名；事业编制90名，实有89名。合计编制132名，实有130名。": {
        "authorised.total": 132, "authorised.administrative": 42, "authorised.institution": 90,
        "in_post.total": 130, "in_post.administrative": 41, "in_post.institution": 89,
    },
    "机关编制40名，实有39人；二级机构编制90名，实有89人。": {},
    "局机关核定编制38名，在职34人；局属水管站核定编制20名，在职18人。": {},
    "下属县人民医院编制500名，在职480人，退休120人。": {},
    "青山县国有林场。编制120人，在职115人。": {},
    "我局现有在职人员34人，退休人员12人，遗属2人。下属单位在职人员210人。": {"in_post.total": 34, "retired.tuixiu": 12},
    "本部门预算只包含办公厅本级和青山县水利俱乐部在职7名人员的经费。": {},
    "我局下设2个二级机构，核定编制45名，实有43名。": {"authorised.total": 45, "in_post.total": 43},
    "下属单位3个，分别是河道管理站、质监站、水库管理所。核定编制89名，其中行政31名、事业58名。": {
        "authorised.total": 89, "authorised.administrative": 31, "authorised.institution": 58,
    },
    "全县共有村医210人，在编教师2,300人，退休教师960人。": {},
    "年末在职人员128人，较年初减少4人，其中退休3人、调出1人。": {"in_post.total": 128},
    "2022年末实有在职人员128人，比上年减少4人，主要原因是退休4人。": {"in_post.total": 128},
    "2022年末实有在职人员128人，比上年减少4人，退休人员63人。": {"in_post.total": 128, "retired.tuixiu": 63},
    "年内退休5人，去世2人，年末退休人员98人。": {"retired.tuixiu": 98},
    "本年新招录事业人员3人，退休2人，调出1人。": {},
    "培训干部128人，在职村医210人，慰问退休干部30人。": {},
    "2021年末在职132人，2022年末在职128人。": {"in_post.total": 128},
    "人员编制：核定编制132名，2022年末实有130名，2021年末实有134名。": {"authorised.total": 132, "in_post.total": 130},
    "单位编制数130，在职人数128，退休人数63。": {"authorised.total": 130, "in_post.total": 128, "retired.tuixiu": 63},
    "现有在编人员128名，临时人员15名。": {"in_post.total": 128, "in_post.contract": 15},
    "编制合计120名，年末实有在职人员118名。": {"authorised.total": 120, "in_post.total": 118},
    "学校实有在编教师226人，退休教师96人。": {"in_post.total": 226, "retired.tuixiu": 96},
    "现有教职工238人，其中在编教师226人。": {"in_post.total": 226},
    "现有38个处室及机关党委，编制339名。实际在编在职人员274名，离退休人员150名。": {
        "authorised.total": 339, "in_post.total": 274, "retired.total": 150,
    },
    "现有10名科级干部，实有在职人员34人。": {"in_post.total": 34},
    "行政编制27名（含纪检监察编制1名），实有26名；事业编制20名，实有18名。": {
        "authorised.administrative": 27, "authorised.other[纪检监察].count": 1, "authorised.institution": 20,
        "in_post.administrative": 26, "in_post.institution": 18,
    },
    "行政编制25名，实有22名，工勤编制3名，实有3名，离退休20名。": {
        "authorised.administrative": 25, "authorised.worker": 3,
        "in_post.administrative": 22, "in_post.worker": 3, "retired.total": 20,
    },
    "定编45人，其中：公务员编制20人，事业编制25人；在编在岗42人。": {
        "authorised.total": 45, "authorised.other[公务员].count": 20, "authorised.institution": 25, "in_post.total": 42,
    },
    "截至2022年12月31日，我局实有在职职工128人（其中：行政编制40人，事业编制88人），离休1人，退休63人。": {
        "in_post.total": 128, "in_post.administrative": 40, "in_post.institution": 88,
        "retired.lixiu": 1, "retired.tuixiu": 63,
    },
    "下设农业中心、综合行政执法队2个事业单位。核定行政编制31名、事业编制26名，实有在职人员52人。": {
        "authorised.administrative": 31, "authorised.institution": 26, "in_post.total": 52,
    },
    "下属2个事业单位，事业编制14名。": {},
    "本院中央政法专项编制78名，工勤编制6名，事业编制12名。": {
        "authorised.other[中央政法专项].count": 78, "authorised.worker": 6, "authorised.institution": 12,
    },
    "2022年末实有人员编制156人，其中行政编制31人（含行政工勤编制3人），事业编制125人。": {
        "authorised.total": 156, "authorised.administrative": 31, "authorised.institution": 125,
    },
    "编制数480名，年末实有在职在编人员452名，编外聘用人员236名，离退休人员188名。": {
        "authorised.total": 480, "in_post.total": 452, "in_post.contract": 236, "retired.total": 188,
    },
    "在职在编43人，环卫工人386人，协管员75人。": {"in_post.total": 43},
}  # fmt: skip


def staffing(paragraph: str, folder: Path) -> dict[str, int]:
    path = folder / "report.txt"
    path.write_text(_REPORT.format(paragraph), encoding="utf-8")
    facts = extractor.read(path).facts()
    prefix = "overview.staffing."
    rows = facts[facts["path"].str.startswith(prefix)]
    return {row.path.removeprefix(prefix): int(row.value) for row in rows.itertuples()}


@pytest.mark.parametrize("paragraph", list(_SAID), ids=range(len(_SAID)))
def test_counts_of_people(paragraph: str, tmp_path: Path) -> None:
    assert staffing(paragraph, tmp_path) == _SAID[paragraph]
