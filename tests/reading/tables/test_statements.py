"""Published tables drawn as grids: heads, sides, codes, units and notes, and the lines they state."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.layout.model import Document
from extractor.layout.sheets import join_sheets
from extractor.reading.cells import cell_mentions
from extractor.reading.draft import Draft
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention, scan
from extractor.reading.subjects import Context
from extractor.reading.tables.lines import LineReader
from extractor.reading.tables.notices import table_notices
from extractor.reading.tables.reading import is_row_name, read_tables
from extractor.reading.tables.statements import read_statements
from extractor.records.items import Revenue, Spending
from extractor.records.leaves import Amount
from extractor.records.report import Notice, Statement
from tests.reading.tables.grids import Rows, draw, table


@dataclass
class Read:
    """What came out of a drawn document."""

    statements: list[Statement]
    revenue: Revenue
    spending: Spending
    mentions: list[Mention]
    warnings: list[Notice]

    @property
    def only(self) -> Statement:
        (statement,) = self.statements
        return statement


def read(*pages: Rows, titles: tuple[str, ...], kind: str = "final_accounts", year: int = 2023) -> Read:
    """Tables read as those of a final account (or a budget) of that year."""
    return _read(draw(*pages, titles=titles), kind, year)


def _read(document: Document, kind: str, year: int) -> Read:
    quoter = Quoter(document)
    tables = read_tables(document, quoter, join_sheets(document, is_row_name), kind)
    mentions = cell_mentions(document, tables, {m.start: m for m in scan(document.text) if m.kind != "year"})
    draft = Draft(quoter)
    LineReader(draft, quoter, Context(measure="budget" if kind == "budget" else "actual", year=year)).read(tables)
    found = Read(read_statements(tables, quoter), Revenue(), Spending(), mentions, table_notices(tables))
    draft.fill(found.revenue, found.spending)
    return found


def cells(statement: Statement, row: str) -> dict[str, str]:
    """The row of that code or name: column path → as stated."""
    (found,) = [r for r in statement.rows if (r.code or r.name or "") == row]
    return {path: leaf.stated if isinstance(leaf, Amount) else leaf.value for path, leaf in found.values.items()}


def value(leaf: Amount | None) -> Decimal | None:
    return leaf.value if leaf is not None else None


def test_merged_heads_become_paths_and_a_table_without_names_is_one_row() -> None:
    rows = table("""
        合计 | < | 公务用车购置及运行费 | < | < | < | 公务接待费 | <
        ^ | < | 小计 | < | 公务用车运行费 | < | ^ | <
        预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数
        3.50 | 2.18 | 3.00 | 2.00 | 3.00 | 2.00 | 0.50 | 0.18
    """)
    found = read(rows, titles=("财政拨款“三公”经费支出决算表\n单位：万元",))
    assert found.only.rows[0].name is None
    assert cells(found.only, "")["公务用车购置及运行费/小计/预算数"] == "3.00"
    three_public = found.spending.three_public
    assert three_public.vehicles is not None and three_public.total is not None
    assert (value(three_public.total.budget), value(three_public.total.actual)) == (35000, 21800)
    assert (value(three_public.vehicles.budget), three_public.vehicles.fund) == (30000, "fiscal")


def test_level_heads_in_the_row_of_the_total() -> None:
    """类 | 款 | 项 stand in the row of 合计; codes are joined, a lost zero in 款 comes back."""
    rows = table("""
        项目 | < | < | < | 本年支出合计 | 基本支出 | 项目支出
        科目编码 | < | < | 科目名称 | ^ | ^ | ^
        类 | 款 | 项 | 合计 | 30.00 | 20.00 | 10.00
        208 | | | 社会保障和就业支出 | 30.00 | 20.00 | 10.00
        208 | 5 | | 行政事业单位养老支出 | 30.00 | 20.00 | 10.00
        208 | 05 | 01 | 行政单位离退休 | 30.00 | 20.00 | 10.00
    """)
    found = read(rows, titles=("支出决算表\n单位：万元",))
    assert [row.code or row.name for row in found.only.rows] == ["合计", "208", "20805", "2080501"]
    assert cells(found.only, "合计") == {"本年支出合计": "30.00", "基本支出": "20.00", "项目支出": "10.00"}
    spending = found.spending
    assert spending.basic is not None and value(spending.basic.actual) == 200000
    assert [(item.code, value(item.actual)) for item in spending.functional] == [
        ("208", 300000), ("20805", 300000), ("2080501", 300000),
    ]  # fmt: skip


TWO_SIDED = table("""
    收入 | < | 支出 | <
    项目 | 决算数 | 项目 | 决算数
    一、一般公共预算财政拨款收入 | 90.00 | 一、一般公共服务支出 | 70.00
    二、其他收入 | 10.00 | 二、住房保障支出 | 25.00
    本年收入合计 | 100.00 | 本年支出合计 | 95.00
    年初结转和结余 | 5.00 | 年末结转和结余 | 10.00
    总计 | 105.00 | 总计 | 105.00
""")


def test_two_sides_give_a_row_a_name() -> None:
    statement = read(TWO_SIDED, titles=("收入支出决算总表\n单位：万元",)).only
    assert cells(statement, "二、其他收入") == {"收入/决算数": "10.00"}
    assert cells(statement, "二、住房保障支出") == {"支出/决算数": "25.00"}
    assert cells(statement, "总计") == {"收入/决算数": "105.00", "支出/决算数": "105.00"}


def test_the_total_of_the_year_is_the_line_not_the_one_with_what_was_carried_over() -> None:
    found = read(TWO_SIDED, titles=("收入支出决算总表\n单位：万元",))
    revenue, spending = found.revenue, found.spending
    assert revenue.total is not None and spending.total is not None and revenue.other is not None
    assert (value(revenue.total.actual), value(spending.total.actual)) == (1000000, 950000)
    assert revenue.total.actual is not None and revenue.total.actual.also == []
    assert value(revenue.other.actual) == 100000
    assert [item.name for item in revenue.items] == ["一般公共预算财政拨款收入", "年初结转和结余"]
    assert spending.carried_over is not None and value(spending.carried_over.actual) == 100000
    assert [item.code for item in spending.functional] == ["201", "221"]


def test_three_lists_side_by_side() -> None:
    rows = table("""
        收入 | < | 支出 | < | < | <
        项目名称 | 金额 | 功能分类 | < | 支出用途 | <
        ^ | ^ | 功能科目名称 | 金额 | 项目名称 | 金额
        一、财政拨款 | 80.00 | 一、一般公共服务支出 | 80.00 | 一、基本支出 | 60.00
        当年收入小计 | 80.00 | 当年支出小计 | < | < | 80.00
    """)
    found = read(rows, titles=("收支预算总表\n单位：万元",), kind="budget")
    assert cells(found.only, "一、基本支出") == {"支出/支出用途/金额": "60.00"}
    assert cells(found.only, "当年支出小计") == {"支出/支出用途/金额": "80.00"}
    assert found.spending.total is not None and value(found.spending.total.budget) == 800000
    assert [item.code for item in found.spending.functional] == ["201"]


def test_economic_codes_go_by_name_and_capital_rows_by_their_column() -> None:
    """A unit's own 30203 水费 is 30205; 310 stands under 公用经费."""
    rows = table("""
        | 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
        | 301 | 工资福利支出 | 50.00 | 50.00 | |
        | 302 | 商品和服务支出 | 7.00 | | 7.00 |
        | 30203 | 水费 | 7.00 | | 7.00 |
        | 303 | 对个人和家庭的补助 | 3.00 | 3.00 | |
        | 310 | 资本性支出 | 2.00 | | 2.00 |
        | 合计 | < | 62.00 | 53.00 | 9.00 |
    """)
    found = read(rows, titles=("一般公共预算财政拨款基本支出决算表\n单位：万元",))
    assert "30203" in [row.code for row in found.only.rows]
    spending = found.spending
    assert spending.personnel is not None and spending.operating is not None and spending.household is not None
    assert value(spending.personnel.actual) == 530000
    assert [item.code for item in spending.operating.items] == ["302", "30205", "310"]
    assert value(spending.household.actual) == 30000
    assert spending.basic is not None and (value(spending.basic.actual), spending.basic.fund) == (
        620000,
        "general_public",
    )


def test_title_and_unit_inside_the_grid() -> None:
    rows = table("""
        支出预算总表 | < | <
        部门： | 某某局 | 单位：万元
        合计 | 基本支出 | 项目支出
        30.00 | 20.00 | 10.00
    """)
    found = read(rows, titles=("",), kind="budget")
    assert (found.only.name, found.only.unit) == ("支出预算总表", "万元")
    assert cells(found.only, "") == {"合计": "30.00", "基本支出": "20.00", "项目支出": "10.00"}


def test_a_unit_in_the_head_and_a_unit_that_the_edge_cut() -> None:
    rows = table("""
        科目名称 | 金额（元）
        合计 | 1,234.50
    """)
    found = read(rows, titles=("支出决算表",))
    assert found.only.rows[0].values["金额（元）"].value == Decimal("1234.50")  # type: ignore[union-attr]
    cut = table("""
        科目名称 | 金额
        合计 | 12.30
    """)
    assert read(cut, titles=("支出决算表\n单位：万",)).only.unit == "万元"


def test_without_a_unit_figures_stay_words_and_a_warning_says_so() -> None:
    rows = table("""
        科目名称 | 金额
        合计 | 12.30
    """)
    found = read(rows, titles=("支出决算表",))
    assert [w.code for w in found.warnings] == ["unit_missing"]
    assert cells(found.only, "合计") == {"金额": "12.30"}
    assert found.spending.total is None
    assert [m.claimed for m in found.mentions] == [False]


def test_an_empty_table_has_no_rows_and_its_note_states_a_zero_of_the_fund_it_names() -> None:
    rows = table("""
        | 科目编码 | 科目名称 | 合计 | 基本支出 |
        | 合计 | < | | |
        | 注：本部门没有政府性基金预算支出，故本表为空表。 | < | < | < |
    """)
    statement = read(rows, titles=("政府性基金预算支出决算表\n单位：万元",)).only
    assert statement.rows == []
    assert statement.note == "注：本部门没有政府性基金预算支出，故本表为空表。"


def test_blank_and_dashed_cells_are_no_values_and_zero_is_one() -> None:
    rows = table("""
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
        201 | 一般公共服务支出 | 5.00 | — | 0.00
        20101 | 人大事务 | 5.00 | | 0.00
    """)
    found = read(rows, titles=("支出决算表\n单位：万元",))
    assert cells(found.only, "201") == {"合计": "5.00", "项目支出": "0.00"}
    assert cells(found.only, "20101") == {"合计": "5.00", "项目支出": "0.00"}


def test_last_years_column_is_the_prior_figure() -> None:
    rows = table("""
        科目编码 | 科目名称 | 2022年预算数 | 2023年预算数 | 2023年比2022年增减 | <
        ^ | ^ | ^ | ^ | 增减额 | 增减%
        201 | 一般公共服务支出 | 40.00 | 50.00 | 10.00 | 25.00
    """)
    found = read(rows, titles=("一般公共预算支出表\n单位：万元",), kind="budget")
    (item,) = found.spending.functional
    assert (value(item.budget), value(item.prior), value(item.change)) == (500000, 400000, 100000)
    assert (item.prior_basis, item.fund) == ("budget", "general_public")
    assert item.change_rate is not None and item.change_rate.value == 25


def test_parts_of_a_function_are_not_what_the_function_costs() -> None:
    """A table of 项目支出 alone, by function, states no functional line."""
    rows = table("""
        科目编码 | 科目名称 | 合计
        201 | 一般公共服务支出 | 5.00
        合计 | < | 5.00
    """)
    found = read(rows, titles=("一般公共预算项目支出决算表\n单位：万元",))
    assert found.spending.functional == []
    assert found.spending.project is not None and value(found.spending.project.actual) == 50000


def test_purchases_of_a_kind_state_no_line_of_that_name() -> None:
    """会议费 in a table of purchases is not what meetings cost."""
    rows = table("""
        | 采购品目大类 | 专项名称 | 经济科目 | 采购物品名称 | 总计 |
        | 合计 | | | | 9.00 |
        | 一、货物A | | | | 4.00 |
        | 三、服务C | | | | 5.00 |
        | | 全委会 | 会议费 | | 5.00 |
        | | | 会议费 | | 5.00 |
        | | | | 会议服务 | 5.00 |
    """)
    found = read(rows, titles=("政府采购预算表\n单位：万元",), kind="budget")
    assert found.spending.meetings is None
    total = found.spending.procurement.total
    assert total is not None and total.budget is not None and (total.budget.value, total.budget.also) == (90000, [])
    assert [row.name for row in found.only.rows][-3:] == ["全委会", "会议费", "会议服务"]


def test_counts_go_by_their_measure_word() -> None:
    rows = table("""
        项目 | 预算数 | 决算数
        （一）支出合计 | 4.00 | 3.00
        1.因公出国（境）费 | 1.00 | 0.00
        2.公务用车购置及运行维护费 | 3.00 | 3.00
        （二）公务用车保有量（辆） | | 6
        （三）国内公务接待批次（个） | | 12
    """)
    found = read(rows, titles=("财政拨款“三公”经费支出决算表\n单位：万元",))
    three_public = found.spending.three_public
    assert three_public.vehicles_held is not None and three_public.vehicles_held.value == 6
    assert three_public.reception_batches is not None and three_public.reception_batches.value == 12
    assert three_public.total is not None and value(three_public.total.actual) == 30000
    assert [m.kind for m in found.mentions].count("amount") == 6


def test_a_table_goes_on_over_the_page_with_its_head_repeated() -> None:
    head = ["科目编码", "科目名称", "合计"]
    first = [head, ["201", "一般公共服务支出", "5.00"]]
    second = [head, ["208", "社会保障和就业支出", "6.00"], ["合计", "<", "11.00"]]
    found = read(first, second, titles=("支出决算表\n单位：万元", ""))
    assert found.only.pages == (1, 2)
    assert [row.code or row.name for row in found.only.rows] == ["201", "208", "合计"]
    assert [leaf.evidence[0].page for row in found.only.rows for leaf in row.values.values()] == [1, 2, 2]
    assert found.warnings == []


def test_two_tables_drawn_without_a_gap_are_two() -> None:
    rows = table("""
        科目编码 | 科目名称 | 金额
        30312 | 提租补贴 | 1.00
        政府性基金支出预算表 | < | <
        部门： | 某某局 | 单位：元
        科目编码 | 科目名称 | 金额
        229 | 其他支出 | 7.00
    """)
    found = read(rows, titles=("财政拨款基本支出预算表\n单位：万元",), kind="budget")
    assert [(s.name, s.unit, len(s.rows)) for s in found.statements] == [
        ("财政拨款基本支出预算表", "万元", 1), ("政府性基金支出预算表", "元", 1),
    ]  # fmt: skip


def test_lists_of_units_and_forms_are_no_statements() -> None:
    units = table("""
        序号 | 单位名称 | 备注
        1 | 某某局 | 本级
    """)
    form = table("""
        一级指标 | 二级指标 | 指标值 | 得分
        产出指标 | 数量指标 | 12.00 | 8
    """)
    assert read(units, form, titles=("预算单位情况表", "部门整体支出绩效自评表")).statements == []


def test_figures_that_no_line_takes_are_listed_by_row_and_column() -> None:
    rows = table("""
        项目 | 预算数 | 决算数
        房租收入上缴 | 4.00 | 3.00
    """)
    found = read(rows, titles=("其他款项\n单位：万元",))
    assert [(m.label, m.claimed) for m in found.mentions] == [
        ("房租收入上缴·预算数", False),
        ("房租收入上缴·决算数", False),
    ]
