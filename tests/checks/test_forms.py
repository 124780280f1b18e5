"""Rules of form: what they find stands there, and a report that follows them has none."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor
from extractor.checks import check, reconciles
from extractor.records.leaves import Year
from extractor.records.report import Check, Notice, Report, Section, Statement, StatementRow
from tests import made
from tests.checks.records import money
from tests.conftest import shared_files, shared_path
from tests.reading.records import AUTHORED, place_of, record

LONG = "建设企业直通车平台，完善企业直通车运行机制，对汉江湾区域推广宣传重塑西部发展格局"


def section(text: str, title: str = "基本支出情况", kind: str = "spending", page: int = 3) -> Section:
    return Section(kind=kind, title=title, level=1, pages=(page, page), text=text)  # type: ignore[arg-type]


def report(*sections: Section) -> Report:
    return made.report(sections=list(sections), fiscal_year=Year(value=2023, stated="2023年"))


def forms(record: Report) -> list[Check]:
    return [one for one in check(record) if one.category == "form"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("支出决算增加（减少）的主要原因是节约。", "form.placeholder"),
        ("上海市XX局部门决算包括：本级决算。", "form.placeholder"),
        ("本年收入合计XXX万元。", "form.placeholder"),
        ("目标2：……", "form.placeholder"),
        ("主要原因是未发生公务接待。\n。", "form.doubled"),
        ("包括三类预算财政拨款。。二、事业收入", "form.doubled"),
    ],
)
def test_what_is_left_in_a_text(text: str, rule: str) -> None:
    (found,) = forms(report(section(text)))
    assert (found.rule, found.status) == (rule, "notice")
    assert found.evidence[0].page == 3 and found.advice
    assert reconciles([found]) is None


def test_a_paragraph_that_stands_twice() -> None:
    (found,) = forms(report(section(LONG, "产出目标"), section(LONG, "产出目标", page=5)))
    assert found.rule == "form.repeated"
    assert [box.page for box in found.evidence] == [3, 5]
    assert forms(report(section(f"{LONG}，支出5万元"), section(f"{LONG}，支出5万元", "别处"))) == []
    assert forms(report(section(LONG, kind="toc"), section(LONG, "别处"))) == []


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("某局2022年度部门决算情况说明", True),
        ("某局2023年度部门决算情况说明", False),
        ("2024年重点工作安排", False),
        ("2023年部门预算与2022年部门预算比较", False),
    ],
)
def test_a_heading_of_another_year(title: str, wrong: bool) -> None:
    found = forms(report(section("", title, "narrative")))
    assert [one.rule for one in found] == (["form.other_year"] if wrong else [])


def test_an_empty_table_without_a_note() -> None:
    rows = [StatementRow(name="合计", values={"金额": money("1.00万元")})]
    record = report()
    record.statements = [
        Statement(name="支出决算表", pages=(4, 4), rows=rows),
        Statement(name="政府性基金支出决算表", pages=(5, 5), note="注：无此项支出，故本表为空表"),
        Statement(name="国有资本经营支出决算表", pages=(6, 6)),
    ]
    (found,) = forms(record)
    assert (found.rule, found.subject) == ("form.empty_table", "statements[国有资本经营支出决算表]")
    record.statements = record.statements[1:]  # a form that nobody filled in is no published table
    assert forms(record) == []


@pytest.mark.parametrize(
    ("said", "excused"),
    [
        ("2023年政府性基金预算支出0万元。", True),
        ("本部门没有使用政府性基金预算拨款安排的支出。", True),
        ("本单位无政府性基金预算。", True),
        ("政府性基金预算支出0.50万元。", False),
        ("政府性基金预算支出10万元。", False),
        ("国有资本经营预算支出0万元。", False),
    ],
)
def test_an_empty_table_of_a_fund_that_the_text_has_none_of(said: str, excused: bool) -> None:
    rows = [StatementRow(name="合计", values={"金额": money("1.00万元")})]
    record = report(section(said))
    record.statements = [
        Statement(name="支出预算表", pages=(4, 4), rows=rows),
        Statement(name="政府性基金支出预算表", pages=(5, 5)),
    ]
    assert [one.rule for one in forms(record)] == ([] if excused else ["form.empty_table"])


def test_a_table_that_only_the_contents_have() -> None:
    rows = [StatementRow(name="合计", values={"金额": money("1.00万元")})]
    contents = "一、收入支出决算总表\n二、收入决算表…………5\n三、支出决算表\n四、“三公”经费支出决算表\n五、情况说明"
    record = report(section(contents, "目录", "toc"))
    names = ["收入支出决算总表", "2023年度部门收入决算表", "“三公”经费支出决算表"]
    record.statements = [Statement(name=name, pages=(4, 4), rows=rows) for name in names]
    (found,) = forms(record)
    assert (found.rule, found.subject) == ("form.missing_table", "statements[支出决算表]")
    record.statements = record.statements[:1]  # most are missing: they have not been read
    assert forms(record) == []


def test_the_last_day_of_another_year() -> None:
    record = report(section("截至2022年12月31日，共有车辆2辆。截至2023年12月31日，共有3辆。"))
    assert forms(record) == []
    record.kind = "final_accounts"
    (found,) = forms(record)
    assert (found.rule, "2022" in found.message) == ("form.other_date", True)


def test_another_department_in_the_form() -> None:
    record = report()
    other = Notice(code="other_department", message="部门名称不同", page=6)
    record.warnings = [other, Notice(code="unit", message="x")]
    (found,) = forms(record)
    assert (found.rule, found.severity, found.evidence[0].page) == ("form.other_department", "warning", 6)


def test_the_seed_has_only_what_stands_there() -> None:
    found = {one.rule: one for one in forms(record(shared_path("seed", "report.pdf")))}
    assert set(found) == {"form.placeholder", "form.doubled", "form.repeated", "form.other_department"}
    assert "增加（减少）" in found["form.placeholder"].message
    assert "产出目标" in found["form.repeated"].message


def test_a_notice_points_at_the_words_that_it_is_about() -> None:
    """The words in the seed, each with its box; on a second check they keep their places."""
    seed = record(shared_path("seed", "report.pdf"))
    boxes = {one.rule: one.evidence for one in forms(seed)}
    words = {rule: "".join(box.text for box in found) for rule, found in boxes.items()}
    assert words["form.placeholder"] == "增加（减少）" and words["form.doubled"] == "。。"
    assert words["form.other_department"] == "武汉市硚口区经济和信息化局"
    assert [box.page for box in boxes["form.repeated"]] == [3, 5]  # the second section begins on page 4
    assert all(box.x0 is not None for found in boxes.values() for box in found)
    assert {one.rule: one.evidence for one in extractor.check(seed) if one.category == "form"} == boxes


def test_a_notice_on_a_text_points_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "青山县水务局2022年度部门整体支出绩效自评报告\n\n一、部门概况\n\n水务局是县政府工作部门。\n\n"
        "二、部门整体支出情况\n\n2022年支出合计300万元。\n\n公务接待费支出增加（减少）2万元，主要原因是调整。\n",
        "utf-8",
    )
    (found,) = (one for one in extractor.read(path).checks if one.rule == "form.placeholder")
    assert [(box.line, box.text) for box in found.evidence] == [(11, "增加（减少）")]


@pytest.mark.parametrize("path", [path for path in AUTHORED if not path.name.startswith("云岭区")], ids=place_of)
def test_none_in_reports_that_follow_the_rules(path: Path) -> None:
    assert [one.message for one in forms(record(path))] == []


@pytest.mark.parametrize("path", shared_files("corpus/published/*.pdf"))
def test_published_documents_have_few(path: Path) -> None:
    """Each looked at on its page: empty tables without a note, the altered copy, the blank template, and these two."""
    own = {
        "sh_archive": {"form.placeholder"},  # 主要原因是。其中
        "sh_上海市普陀区规划": {"form.other_name"},  # 上海市规划和自然资源局, the district left out
    }
    known = next((rules for name, rules in own.items() if path.name.startswith(name)), set())
    if "模板" in path.name or "测试问题" in path.name:
        assert any(one.rule == "form.placeholder" for one in forms(record(path)))
    else:
        assert {one.rule for one in forms(record(path))} - {"form.empty_table"} == known


# ---------------------------------------------------------------- reasons, years, names, contents


def test_a_change_without_its_reason_where_all_others_have_one() -> None:
    with_reason = "支出比上年增加{}.00万元，主要原因是人员增加。"
    told = [section(with_reason.format(number), f"情况{number}") for number in range(1, 6)]
    (found,) = forms(report(*told, section("公务接待费比上年减少9.00万元。", "公务接待费")))
    assert (found.rule, found.subject) == ("form.reason", "sections[公务接待费]")
    assert forms(report(*told[:4], section("公务接待费比上年减少9.00万元。"))) == []  # not the report's habit
    assert forms(report(*told, section("收入比上年减少9.00万元。\n支出比上年减少9.00万元。\n减少的原因是压缩。"))) == []
    assert forms(report(*told, section("公务接待费比上年减少0.00万元。"))) != []  # that is for another rule
    assert forms(report(*told, section("公务接待费与上年持平，均为9.00万元。"))) == []


def test_a_reason_that_was_announced_and_not_given() -> None:
    (found,) = forms(report(section("与上年持平，主要原因是。其中：购置费0万元。")))
    assert found.rule == "form.placeholder"
    assert forms(report(section("与上年持平，主要原因是：\n未发生。"))) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("支出比2022年度增加5.00万元。", False),
        ("支出比2023年度增加5.00万元。", True),
        ("支出与2024年度相比，增加5.00万元。", True),
        ("支出比2023年预算增加5.00万元。", False),  # the budget of the report's own year
        ("2024年目标比2023年增长5%。", False),
        ("支出比2019年增加5.00万元。", False),
    ],
)
def test_the_year_compared_with(text: str, wrong: bool) -> None:
    assert [one.rule for one in forms(report(section(text)))] == (["form.base_year"] if wrong else [])


def test_one_comparison_with_another_year_than_all_the_rest() -> None:
    usual = [section(f"支出比2022年度增加{number}.00万元，主要原因是调资。") for number in range(1, 5)]
    odd = section("收入比2021年度增加5.00万元，主要原因是调资。", "收入")
    assert [one.subject for one in forms(report(*usual, odd))] == ["sections[收入]"]
    assert forms(report(*usual[:3], odd)) == []


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("上海市普陀区规划局2023年度部门决算表", False),
        ("上海市规划局2023年度部门决算表", True),
        ("普陀区规划局2023年度部门决算表", False),
        ("上海市普陀区教育局2023年度部门决算表", True),
        ("上海市XX局2023年度部门决算表", False),  # a placeholder, named as such
        ("区规划局2023年度部门决算表", False),
        ("关于区财政局2023年度预算编制的通知", False),
        ("我局2023年度部门整体支出情况", False),
    ],
)
def test_the_name_of_another_department_in_a_heading(title: str, wrong: bool) -> None:
    record = report(section("", title))
    record.department = made.text("上海市普陀区规划局")
    found = [one.rule for one in forms(record) if one.rule != "form.placeholder"]
    assert found == (["form.other_name"] if wrong else [])


def test_a_direction_beside_nothing() -> None:
    (found,) = forms(report(section("比上年增加0.00万元，主要原因是没有安排。")))
    assert (found.rule, found.severity) == ("form.idle_change", "info")
    assert forms(report(section("比上年增加0.05万元，增加50万元，主要原因是调资。"))) == []


def test_a_heading_that_only_the_contents_have() -> None:
    contents = "第一部分概况\n一、主要职能……3\n二、收入决算情况说明\n三、支出决算情况说明\n第四部分名词解释"
    titles = ["概况", "主要职能", "收入决算情况说明", "名词解释"]
    record = report(section(contents, "目录", "toc"), *(section("", title) for title in titles))
    assert forms(record) == []  # 支出决算情况说明 is alike enough to 收入决算情况说明 to be a heading worded otherwise
    contents = contents.replace("支出决算情况说明", "预算绩效管理工作")
    record = report(section(contents, "目录", "toc"), *(section("", title) for title in titles))
    assert [one.subject for one in forms(record)] == ["sections[预算绩效管理工作]"]
    record.sections.append(section("预算绩效管理工作稳步推进。", "其他"))
    assert forms(record) == []
    assert forms(report(section(contents, "目录", "toc"), section("", "概况"))) == []  # the headings were not read


FINAL = [
    "收入支出决算总表", "收入决算表", "支出决算表", "财政拨款收入支出决算总表", "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算明细表", "“三公”经费支出决算表", "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款支出决算表",
]  # fmt: skip


def test_the_tables_that_a_kind_of_document_publishes() -> None:
    rows = [StatementRow(name="合计", values={"金额": money("1.00万元")})]

    def lacking(*missing: str, year: int = 2023) -> list[str]:
        record = report()
        record.kind, record.fiscal_year = "final_accounts", Year(value=year, stated=f"{year}年")
        record.statements = [
            Statement(name=f"{year}年度部门{name}", pages=(4, 4), rows=rows) for name in FINAL if name not in missing
        ]
        return [one.subject for one in forms(record)]

    assert lacking() == []
    assert lacking(FINAL[2]) == ["statements[支出决算表]"]
    assert lacking(FINAL[8], year=2018) == []  # not asked for then
    assert lacking(*FINAL[2:6]) == []  # not read, or a document of another sort
