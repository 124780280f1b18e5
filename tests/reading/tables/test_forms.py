"""Forms of any region: drawn as grids, read by their heads and labels."""

from __future__ import annotations

from decimal import Decimal

from extractor.records.facts import iter_facts
from extractor.records.report import Indicator
from tests.reading.tables.grids import Drawn, draw, read, table


def values(form: Drawn, begin: str) -> dict[str, object]:
    """The facts below a path, as plain values."""
    return {fact.path: fact.value for fact in iter_facts(form.report) if fact.path.startswith(begin)}


def named(form: Drawn) -> list[tuple[str | None, ...]]:
    """Project, period, objective, levels, name and target of each indicator."""

    def word(value: object) -> str | None:
        return getattr(value, "value", None) or getattr(value, "text", None)

    return [
        (word(i.project), i.period, i.objective and str(i.objective), word(i.level1), word(i.level2), word(i.level3),
         word(i.name), word(i.target))
        for i in form.report.goals.indicators
    ]  # fmt: skip


def only(form: Drawn) -> Indicator:
    (indicator,) = form.report.goals.indicators
    return indicator


def test_long_term_and_annual_indicators_side_by_side() -> None:
    form = read(
        draw(
            table("""
                | 部门名称 | < | 某局 | < | < | < | < | < |
                | 总体目标 | 长期目标（2023年-2025年） | < | < | 年度目标 | < | < | < |
                | ^ | 目标1：建成体系，完善机制。 | < | < | 目标1：完成两项工作。 | < | < | < |
                | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值 |
                | ^ | 产出指标 | 数量指标 | 培训场次 | ≥30场 | 数量指标 | 培训场次 | ≥10场 |
                | ^ | ^ | ^ | 参训人次 | ≥900人次 | ^ | 参训人次 | ≥300人次 |
            """),
            titles=("部门整体支出绩效目标申报表",),
        )
    )
    assert values(form, "goals.long_term") == {"goals.long_term[1].text": "建成体系，完善机制。"}
    assert values(form, "goals.annual") == {"goals.annual[1].text": "完成两项工作。"}
    assert named(form) == [
        (None, "annual" if k % 2 else "long_term", None, "产出指标", "数量指标", name, None, target)
        for k, (name, target) in enumerate(
            [("培训场次", "≥30场"), ("培训场次", "≥10场"), ("参训人次", "≥900人次"), ("参训人次", "≥300人次")]
        )
    ]


def test_sign_figure_and_unit_in_columns_of_their_own() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 绩效指标值 | 绩效度量单位 | 权重 |
                | 产出指标 | 数量指标 | 培训场次 | ≥ | 30 | 场 | 20 |
                | ^ | 质量指标 | 合格率 | ＝ | 100 | % | 30 |
                | ^ | 时效指标 | 完成时间 | 定性 | 12月底前 | 无 | 10 |
                | 满意度指标 | 服务对象满意度 | 满意度 | ≥ | 95 | % | 40 |
            """)
        )
    )
    targets = [i.target for i in form.report.goals.indicators]
    assert [(t.op, t.low, t.unit, t.text) for t in targets if t] == [
        (">=", 30, "场", "≥30场"),
        ("=", 100, "%", "=100%"),
        ("qualitative", None, None, "12月底前"),
        (">=", 95, "%", "≥95%"),
    ]
    assert targets[0] and [box.text for box in targets[0].evidence] == ["≥", "30", "场"]


def test_a_form_for_each_project() -> None:
    page = """
        | 项目名称 | {name} | < | < | < | < | < |
        | 项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分 |
        | ^ | 年度资金总额 | {budget} | 98.00 | 97.50 | 10 | 9.9 |
        | 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < |
        | ^ | 系统稳定运行。 | < | < | 已完成。 | < | < |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 系统数 | ≥3个 | 3个 | 50 | 50 |
        | 总分 | < | < | < | < | 100 | 99.9 |
    """
    pages = [table(page.format(name=name, budget=budget)) for name, budget in (("运维", "100.00"), ("普法", "20.50"))]
    form = read(draw(*pages, titles=("项目支出绩效自评表", "项目支出绩效自评表")))
    assert {name[0] for name in named(form)} == {"运维", "普法"}
    report = form.report
    budgets = [(item.name, item.budget and item.budget.value) for item in report.spending.project_items]
    assert budgets == [("运维", Decimal(1000000)), ("普法", Decimal(205000))]
    assert report.spending.total is None, "a project's money is not the department's"
    assert report.evaluation.score is None
    assert report.evaluation.parts == []
    assert report.completion.output is None


def test_heads_that_are_not_merged_and_labels_that_go_on() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 二级指标 | 指标名称 | 指标值 | < | < | 绩效标准 |
                |  |  |  | 近两年指标值 | < | 预期当年实现值 |  |
                |  |  |  | 2021年 | 2022年 |  |  |
                | 产出指标 | 数量 | 检查次数 | 10次 | 12次 | 15次 | 计划标准 |
                |  |  | 抽检批次 | 100批 | 120批 | 150批 | 计划标准 |
                |  | 质量 | 合格率 | — |  | 98% | 行业标准 |
                | 效益指标 |  | 知晓率 |  |  | 90% |  |
            """)
        )
    )
    assert [name[1:7] for name in named(form)] == [
        ("annual", None, "产出指标", "数量", None, "检查次数"),
        ("annual", None, "产出指标", "数量", None, "抽检批次"),
        ("annual", None, "产出指标", "质量", None, "合格率"),
        ("annual", None, "效益指标", None, None, "知晓率"),
    ]
    assert [[p.value for p in i.prior] for i in form.report.goals.indicators] == [
        ["10次", "12次"],
        ["100批", "120批"],
        [],
        [],
    ]


def test_a_template_left_empty_states_nothing_and_is_said() -> None:
    document = draw(
        table("""
            | 整体绩效目标 | 长期目标 | < | 年度目标 | < |
            | ^ | 目标1： | < | 目标1： | < |
            | ^ | …… | < | …… | < |
            | 年度指标1： | < |  | < | < |
            | 一级指标 | 二级指标 | 指标名称 | 指标值 | 绩效标准 |
            | 产出指标 |  |  |  |  |
            | 效益指标 | 社会效益 | 指标1： |  |  |
            | ^ | ^ | …… |  |  |
        """),
        titles=("绩效目标申报表",),
    )
    form = read(document)
    assert values(form, "goals") == {}
    assert [(notice.code, notice.page) for notice in form.report.warnings] == [("template_left", 1)]


def test_a_merged_figure_is_the_groups_and_no_rows() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
                | 产出指标 | 数量指标 | 甲 | ≥3个 | 3个 | 50 | 50 |
                | ^ | ^ | 乙 | ≥4个 | 4个 | ^ | ^ |
                | ^ | ^ | 丙 | ≥5个 | 5个 | 8 | 7 |
            """)
        )
    )
    assert [(i.weight and i.weight.value, i.score and i.score.value) for i in form.report.goals.indicators] == [
        (None, None),
        (None, None),
        (8, 7),
    ]


def test_weights_inside_labels() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 二级指标 | 三级指标 | 指标值 |
                | 产出指标（50分） | 数量指标（20分） | 指标1：培训场次（8分） | ≥30场 |
            """)
        )
    )
    indicator = only(form)
    assert named(form)[0][3:7] == ("产出指标", "数量指标", "培训场次", None)
    assert indicator.weight and indicator.weight.value == 8
    assert indicator.level1 and [box.text for box in indicator.level1.evidence] == ["产出指标"]


def test_execution_rows_in_a_form() -> None:
    form = read(
        draw(
            table("""
                | 年度预算执行情况（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
                | ^ | 年度资金总额 | 2,480.00 | 2,602.30 | 2,571.47 | 10 | 98.82% | 9.88 |
                | ^ | 其中：一般公共预算 | 2,300.00 | 2,417.30 | 2,386.47 | — | 98.72% | — |
                | ^ | 其他资金 | 1.00 | 2.00 | 3.00 | — | — | — |
            """)
        )
    )
    spending = form.report.spending
    assert spending.total and spending.total.completion_of == "adjusted_budget"
    assert values(form, "spending.total") == {
        "spending.total.budget": 24800000,
        "spending.total.adjusted_budget": 26023000,
        "spending.total.actual": 25714700,
        "spending.total.completion": Decimal("98.82"),
    }
    assert values(form, "spending.general_public.total")["spending.general_public.total.actual"] == 23864700
    assert values(form, "revenue") == {}
    assert values(form, "evaluation") == {
        "evaluation.parts[年度资金总额].weight": 10,
        "evaluation.parts[年度资金总额].score": Decimal("9.88"),
    }


def test_years_over_columns() -> None:
    rows = """
        | 项目 | 2022年 | 2023年 | 增减额 | 增减幅度 |
        | 基本支出 | 100.00 | 110.00 | 10.00 | 10.00% |
        | 项目支出 | 50.00 | 40.00 | -10.00 | -20.00% |
        | 合计 | 150.00 | 150.00 | 0.00 | — |
    """
    form = read(draw(table(rows), titles=("支出情况表\n单位：万元",)), year=2023)
    assert values(form, "spending.project") == {
        "spending.project.actual": 400000,
        "spending.project.prior": 500000,
        "spending.project.change": -100000,
        "spending.project.change_rate": -20,
    }
    assert form.report.spending.project and form.report.spending.project.prior_basis == "actual"
    assert values(form, "spending.total")["spending.total.actual"] == 1500000


def test_years_that_are_not_the_reports_state_nothing() -> None:
    rows = """
        | 项目 | 2022年 | 2023年 | 增减额 | 增减幅度 |
        | 基本支出 | 100.00 | 110.00 | 10.00 | 10.00% |
        | 合计 | 150.00 | 150.00 | 0.00 | — |
    """
    form = read(draw(table(rows), titles=("支出情况表\n单位：万元",)), year=2019)
    assert values(form, "spending") == {}
    assert not any(mention.claimed for mention in form.mentions)


def test_the_total_row_is_the_score() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 二级指标 | 三级指标 | 权重 | 自评得分 |
                | 管理 | 编制 | 目标制定 | 60 | 55.5 |
                | ^ | ^ | 小计 | 60 | 55.5 |
                | 效益 | 履职 | 目标完成 | 40 | 40 |
                | 合计 | < | < | 100 | 95.5 |
            """)
        )
    )
    assert form.report.evaluation.score and form.report.evaluation.score.value == Decimal("95.5")
    assert form.report.evaluation.score.out_of == 100
    assert [part.name for part in form.report.evaluation.parts] == ["目标制定", "目标完成"]


def test_scored_groups_are_parts_and_no_indicators() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 二级指标 | 分值 | 自评得分 |
                | 投入 | 预算编制 | 60 | 55.5 |
                | ^ | 目标设定 | 40 | 40 |
            """)
        )
    )
    assert form.report.goals.indicators == []
    assert [part.name for part in form.report.evaluation.parts] == ["预算编制", "目标设定"]


def test_history_with_bases() -> None:
    form = read(
        draw(
            table("""
                | 部门资金情况（万元） | 资金 | < | 当年预算收支 | 占比 | 近两年收支情况 | < |
                | ^ | ^ | ^ | ^ | ^ | 2021年决算 | 2022年预算 |
                | ^ | 收入构成 | 财政拨款 | 100.5 | 90% | 80 | 90 |
                | ^ | ^ | 其他资金 | — |  | 1 |  |
                | ^ | ^ | 合计 | 100.5 |  | 81 | 90 |
                | ^ | 支出构成 | 基本支出 | 60 |  | 50 | 55 |
                | ^ | ^ | 合计 | 100.5 |  | 81 | 90 |
            """),
            titles=("2023年部门整体支出绩效目标申报表",),
        ),
        year=2024,
    )
    years = {h.year.value: h for h in form.report.spending.history if h.year}
    assert [(y, h.basis) for y, h in years.items()] == [(2023, "budget"), (2021, "actual"), (2022, "budget")]
    assert years[2023].other_revenue is None, "a dash is no zero"
    assert years[2021].expenditure_total and years[2021].expenditure_total.value == 810000
    assert years[2022].revenue_total and years[2022].revenue_total.value == 900000
    assert years[2023].year and [box.text for box in years[2023].year.evidence] == ["当年预算收支"]


def test_a_table_without_heads_of_a_form_is_left_alone() -> None:
    form = read(
        draw(
            table("""
                | 序号 | 设备 | 数量 | 金额 |
                | 1 | 服务器 | 2 | 10.50 |
                | 2 | 交换机 | 4 | 3.20 |
            """)
        )
    )
    assert not list(iter_facts(form.report))
    assert not any(mention.claimed for mention in form.mentions)


def test_blocks_of_a_form_are_sections_of_their_own() -> None:
    form = read(
        draw(
            table("""
                | 部门名称 | 某局 | < | < | < | < |
                | 总体目标 | 年度目标 | < | < | < | < |
                | ^ | 目标1：做好工作。 | < | < | < | < |
                | 年度指标2： |  | < | < | < | < |
                | 年度绩效指标 | 一级指标 | 二级指标 | 指标名称 | 指标值 | 绩效标准 |
                | ^ | 产出指标 | 数量 | 甲 | 3个 | 完成 |
            """)
        )
    )
    assert [(b.kind, b.number, b.title) for b in form.blocks] == [
        ("goals", None, "总体目标"),
        ("indicators", "2", "年度绩效指标"),
    ]
    text = form.document.text
    assert [text[b.start : b.end].split()[-1] for b in form.blocks] == ["目标1：做好工作。", "完成"]


def test_a_list_of_projects() -> None:
    form = read(
        draw(
            table("""
                | 项目名称 | 全年预算数 | 支付数 | 支付率 |
                | 1.草原补助 | 21,800.00 | 21,486.20 | 98.56% |
                | 2.农机补贴 | 3,600.00 | 3,412.80 | 94.80% |
                | 合计 | 25,400.00 | 24,899.00 | 98.03% |
            """),
            titles=("项目资金支付情况表\n单位：元",),
        )
    )
    assert values(form, "spending.project_items[草原补助]") == {
        "spending.project_items[草原补助].adjusted_budget": Decimal("21800.00"),
        "spending.project_items[草原补助].actual": Decimal("21486.20"),
        "spending.project_items[草原补助].completion": Decimal("98.56"),
    }
    assert form.report.spending.total is None, "the projects named need not be all"


def test_a_weight_behind_each_level() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评分标准 | 自评得分 | 评价组评分 |
                | 投入 | 30 | 目标设定 | 10 | 合理性 | 6 | 合理得满分 | 6 | 5 |
                | ^ | ^ | ^ | ^ | 明确性 | 4 | 明确得满分 | 3.5 | 3 |
                | ^ | ^ | 预算配置 | 20 | 控制率 | 20 | 不超编 | 20 | 20 |
                | 产出小计 | < | < | < | < | 30 |  | 29.5 | 28 |
                | 总分 | 30 |  |  |  | 30 |  | 29.5 | 28 |
            """)
        )
    )
    assert [(i.weight and i.weight.value, i.score and i.score.value) for i in form.report.goals.indicators] == [
        (6, 6),
        (4, Decimal("3.5")),
        (20, 20),
    ]
    assert form.report.evaluation.score and form.report.evaluation.score.value == Decimal("29.5")


def test_what_explains_an_indicator_is_not_its_name() -> None:
    form = read(
        draw(
            table("""
                | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标属性 | 指标内容 |
                | 产出指标 | 数量指标 | 培训场次 | >= | 12 | 场 | 定量指标 | 全年举办培训的次数 |
            """)
        )
    )
    indicator = only(form)
    assert (indicator.name, indicator.level3 and indicator.level3.value) == (None, "培训场次")
    assert indicator.target and (indicator.target.op, indicator.target.low, indicator.target.unit) == (">=", 12, "场")


def test_annual_objectives_with_their_weights() -> None:
    form = read(
        draw(
            table("""
                | 年度目标1（40分）： | 完成三项工程，质量达标 | < | < | < | < |
                | 年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） |
                | ^ | 产出指标 | 数量指标 | 工程数 | 3项 | 3项 |
                | 年度目标2（60分）： | 办好民生实事 | < | < | < | < |
                | 年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） |
                | ^ | 产出指标 | 数量指标 | 实事数 | 10件 | 9件 |
            """)
        )
    )
    assert values(form, "goals.annual") == {
        "goals.annual[1].text": "完成三项工程，质量达标",
        "goals.annual[2].text": "办好民生实事",
    }
    assert [name[1:3] for name in named(form)] == [("annual", "1"), ("annual", "2")]


def test_lines_over_columns() -> None:
    form = read(
        draw(
            table("""
                | 年度 | 合计 | 因公出国（境）费 | 公务用车购置费 | 公务用车运行费 | 公务接待费 |
                | 2022年决算数 | 10.00 | 0.00 | — | 6.00 | 4.00 |
                | 2023年预算数 | 9.00 | 0.00 | — | 5.50 | 3.50 |
                | 2023年决算数 | 8.00 | 0.00 |  | 5.00 | 3.00 |
            """),
            titles=("“三公”经费情况表\n单位：万元",),
        )
    )
    found = values(form, "spending.three_public")
    assert found["spending.three_public.total.prior"] == 100000
    assert found["spending.three_public.reception.budget"] == 35000
    assert found["spending.three_public.vehicle_running.actual"] == 50000
    assert "spending.three_public.vehicle_purchase.actual" not in found, "a dash is no zero"
    assert len(found) == 12


def test_parts_of_basic_spending_and_line_numbers() -> None:
    form = read(
        draw(
            table("""
                | 项目 | 行次 | 年初预算数 | 决算数 | 完成年初预算的比例 |
                | 一、基本支出 | 1 | 60.00 | 66.00 | 110.00% |
                | 其中：人员经费 | 2 | 40.00 | 44.00 | 110.00% |
                | 公用经费 | 3 | 20.00 | 22.00 | 110.00% |
                | 二、项目支出 | 4 | 40.00 | 30.00 | 75.00% |
                | 部门整体支出总额 | 5 | 100.00 | 96.00 | 96.00% |
            """),
            titles=("一般公共预算支出情况表\n单位：万元",),
        )
    )
    spending = form.report.spending
    assert spending.personnel and spending.personnel.actual and spending.personnel.actual.value == 440000
    assert spending.total and (spending.total.fund, spending.total.completion_of) == ("general_public", "budget")
    assert values(form, "spending.total.actual") == {"spending.total.actual": 960000}


def staff(rows: str, *titles: str) -> tuple[int | None, int | None]:
    staffing = read(draw(table(rows), titles=titles)).report.overview.staffing
    counts = (staffing.authorised.total, staffing.in_post.total)
    first, second = (count.value if count is not None else None for count in counts)
    return first, second


def test_people_in_a_row_for_each_unit() -> None:
    rows = """
    | 单位名称 | 编制数 | 2023年末实有人数 |
    | 局机关 | 22 | 21 |
    | 质监站 | 18 | 16 |
    | 合计 | 40 | 37 |
    """
    assert staff(rows) == (40, 37)
    assert staff(rows.replace("2023年末", "2022年末")) == (None, None)
    assert staff(rows.replace("局机关", "河道站"), "下属单位人员情况") == (None, None)
    assert staff(rows.replace("| 18 |", "| 18.50 |")) == (None, None)


def test_people_beside_their_labels_head_no_column() -> None:
    rows = """
    | 编制数 | 40 | 实有人数 | 37 |
    | 项目 | 预算数 | 决算数 | 备注 |
    | 基本支出 | 500 | 480 |  |
    | 合计 | 900 | 880 |  |
    """
    assert staff(rows) == (None, None)
    assert staff(rows.replace("| 40 |", "| 人 |").replace("| 37 |", "| 人 |")) == (None, None)


def test_lines_in_a_row_for_each_unit() -> None:
    rows = """
    | 单位名称 | 基本支出 | 项目支出 | 支出合计 |
    | 局机关 | 412.60 | 980.30 | 1,392.90 |
    | 军休所 | 120.40 | 64.10 | 184.50 |
    | 合计 | 533.00 | 1,044.40 | 1,577.40 |
    """
    facts = values(read(draw(table(rows), titles=("单位：万元",))), "spending.")
    assert facts == {
        "spending.total.actual": Decimal("15774000.00"),
        "spending.basic.actual": Decimal("5330000.00"),
        "spending.project.actual": Decimal("10444000.00"),
    }
    budget = values(read(draw(table(rows), titles=("各单位预算安排（单位：万元）",))), "spending.")
    assert "spending.total.budget" in budget and "spending.total.actual" not in budget
    below = rows.replace("局机关", "质监站")
    assert values(read(draw(table(below), titles=("下属单位支出（单位：万元）",))), "spending.") == {}
    assert values(read(draw(table(rows), titles=("2021年支出（单位：万元）",))), "spending.") == {}
