"""Each kind of rule on small records: what agrees, what does not, what cannot be checked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.checks import check, reconciles
from extractor.checks.rule_entries import parse
from extractor.records.items import HistoryYear, LineItem
from extractor.records.leaves import Amount, Year
from extractor.records.leaves import Score as ScoreLeaf
from extractor.records.report import Part, Report, Section, Statement, StatementRow, Unclaimed
from tests import made
from tests.checks.records import found, line, money, only, people, place, rate, report


def spending(**lines: LineItem) -> Report:
    made_report = report()
    for name, item in lines.items():
        setattr(made_report.spending, name, item)
    return made_report


def three_public(**lines: LineItem) -> Report:
    made_report = report()
    for name, item in lines.items():
        setattr(made_report.spending.three_public, name, item)
    return made_report


def items(*amounts: str, codes: str = "30201 30202 30205 30206 30299") -> list[LineItem]:
    return [
        line(code=code, name=f"费{code}", actual=amount) for code, amount in zip(codes.split(), amounts, strict=False)
    ]


# ---------------------------------------------------------------- sums


@pytest.mark.parametrize(
    ("total", "status", "severity"),
    [
        ("300.00元", "exact", "info"),
        ("0.03万元", "exact", "info"),
        ("0.030万元", "exact", "info"),
        ("299.99元", "mismatch", "info"),  # the last digit cut
        ("300.01元", "mismatch", "info"),  # that of a part cut
        ("300.02元", "mismatch", "error"),
        ("310.00元", "mismatch", "error"),
    ],
)
def test_a_total_and_its_parts(total: str, status: str, severity: str) -> None:
    record = spending(total=line(actual=total), basic=line(actual="100.00元"), project=line(actual="200.00元"))
    checked = only(record, "spending.parts")
    assert (checked.status, checked.severity) == (status, severity)


def test_a_sum_within_the_rounding_of_its_parts() -> None:
    record = spending(total=line(actual="3.01万元"), basic=line(actual="1.00万元"), project=line(actual="2.00万元"))
    assert only(record, "spending.parts").status == "rounded"


def test_parts_that_need_not_be_counted_in() -> None:
    lines = {"basic": line(actual="1.00元"), "project": line(actual="2.00元"), "carried_over": line(actual="4.00元")}
    assert only(spending(total=line(actual="3.00元"), **lines), "spending.parts").status == "exact"
    assert only(spending(total=line(actual="7.00元"), **lines), "spending.parts").status == "exact"
    assert only(spending(total=line(actual="8.00元"), **lines), "spending.parts").status == "mismatch"


def test_facts_of_different_funds_are_not_joined() -> None:
    record = spending(
        total=line(actual="9.00元"),
        basic=line(actual="1.00元", fund="fiscal"),
        project=line(actual="2.00元", fund="fiscal"),
    )
    checked = only(record, "spending.parts")
    assert checked.status == "unverifiable" and "资金口径不同" in checked.message
    assert reconciles([checked]) is None


def test_lines_of_one_fund_are_joined_wherever_they_stand() -> None:
    record = spending(
        personnel=line(actual="1.00元", fund="general_public"), operating=line(actual="2.00元", fund="general_public")
    )
    record.spending.general_public = made.full().spending.__class__.__mro__[1](
        basic=line(actual="4.00元", fund="general_public")
    )
    checked = only(record, "spending.basic.parts")
    assert (checked.status, checked.subject) == ("mismatch", "spending.general_public.basic.actual")


def test_a_group_may_name_its_fund_once() -> None:
    record = three_public(
        total=line(actual="3.00元", fund="fiscal"),
        overseas=line(actual="1.00元"),
        vehicles=line(actual="1.00元"),
        reception=line(actual="2.00元", fund="fiscal"),
    )
    assert only(record, "three_public.parts").status == "mismatch"
    assert record.spending.three_public.reception is not None
    record.spending.three_public.reception.fund = "general_public"
    assert only(record, "three_public.parts").status == "unverifiable"


def test_years_are_not_mixed() -> None:
    record = report()
    record.spending.history = [
        HistoryYear(year=Year(value=2018, stated="2018年"), basic=money("1.00元"), project=money("2.00元")),
        HistoryYear(year=Year(value=2019, stated="2019年"), expenditure_total=money("9.00元")),
        HistoryYear(
            year=Year(value=2020, stated="2020年"),
            basic=money("1.00元"),
            project=money("2.00元"),
            expenditure_total=money("4.00元"),
        ),
    ]
    assert [one.subject for one in found(record)] == ["spending.history[2020].expenditure_total"]


# ---------------------------------------------------------------- lists of items


def text(words: str) -> list[Section]:
    return [Section(kind="spending", title="支出", level=1, pages=(1, 1), text=words)]


def listed(words: str, *amounts: str, total: str = "100元", codes: str = "30201 30202 30205") -> Report:
    record = spending(operating=line(actual=total, items=items(*amounts, codes=codes)))
    record.sections = text(words)
    return record


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("公用经费100元（办公费20元，印刷费30元，水费40元）。", "mismatch"),
        ("公用经费100元，包括办公费20元、印刷费30元、水费40元。", "mismatch"),
        ("公用经费100元，其中：办公费20元、印刷费30元、水费40元。", "notice"),
        ("公用经费100元，主要是办公费20元、印刷费30元、水费40元。", "notice"),
        ("公用经费100元（办公费20元，印刷费30元，水费40元等）。", "notice"),
        ("办公费20元，印刷费30元，水费40元。", "notice"),
    ],
)
def test_a_list_claims_to_be_the_whole_by_its_words(words: str, status: str) -> None:
    (checked,) = found(listed(words, "20元", "30元", "40元"))
    assert (checked.rule, checked.status) == ("spending.items", status)
    if status == "notice":
        assert checked.category == "plausibility" and checked.severity == "info" and "10元未列明" in checked.message


def test_a_list_that_ends_with_the_rest_is_the_whole() -> None:
    record = listed(
        "其中：办公费20元、水费30元、其他商品和服务支出40元。", "20元", "30元", "40元", codes="30201 30205 30299"
    )
    (checked,) = found(record)
    assert checked.status == "mismatch"


def test_items_above_their_total_are_a_mismatch_whatever_the_words() -> None:
    (checked,) = found(listed("公用经费100元，其中：办公费70元、印刷费60元。", "70元", "60元"))
    assert (checked.status, checked.difference) == ("mismatch", Decimal(-30))


def test_an_amount_that_no_field_took_may_be_the_missing_item() -> None:
    record = listed("公用经费100元（办公费20元，印刷费30元，水费40元）。", "20元", "30元", "40元")
    record.unclaimed = [Unclaimed(value=Decimal(10), stated="10元")]
    assert found(record) == []


def test_household_beside_personnel_or_within_it() -> None:
    own = items("10.00元", "20.00元", codes="30101 30102")
    beside = line(actual="5.00元")
    for total, status in (("35.00元", "exact"), ("30.00元", "exact"), ("33.00元", "mismatch")):
        record = spending(personnel=line(actual=total, items=own), household=beside)
        record.sections = text(f"人员经费{total}（费10.00元，费20.00元）。")
        assert only(record, "spending.personnel.items").status == status


# ---------------------------------------------------------------- rates


def test_growth_by_change_and_by_prior() -> None:
    by_change = spending(total=line(actual="110.00元", change="10.00元", change_rate="10.0%", prior_basis="actual"))
    assert only(by_change, "growth").status == "exact"
    by_prior = spending(total=line(actual="110.00元", prior="100.00元", change_rate="11.0%", prior_basis="actual"))
    checked = only(by_prior, "growth")
    assert (checked.status, checked.severity, checked.expected) == ("mismatch", "error", Decimal("10.000"))


@pytest.mark.parametrize(
    ("stated", "status", "severity"),
    [("99.87%", "rounded", "info"), ("99.86%", "mismatch", "info"), ("99.85%", "mismatch", "error")],
)
def test_a_percentage_off_by_its_last_digit_is_information(stated: str, status: str, severity: str) -> None:
    record = spending(total=line(actual="9759.38元"), basic=line(actual="9746.50元", share=stated))
    checked = only(record, "share.of_total")
    assert (checked.status, checked.severity) == (status, severity)


@pytest.mark.parametrize("base", ["0.00元", "0元", "无"])
def test_completion_of_nothing_is_unverifiable(base: str) -> None:
    record = three_public(overseas=line(actual="5.00元", budget=base, completion="0.0%", completion_of="budget"))
    checked = only(record, "completion")
    assert (checked.status, checked.severity) == ("unverifiable", "info")
    assert "基数为零" in checked.message


def test_growth_from_nothing_is_unverifiable() -> None:
    record = three_public(overseas=line(actual="5.00元", change="5.00元", change_rate="100%", prior_basis="actual"))
    assert only(record, "growth").status == "unverifiable"


def test_a_sign_that_contradicts_the_change() -> None:
    change = money("10.00元", sign=-1)
    item = LineItem(actual=money("90.00元"), change=change, change_rate=rate("10.00%"), prior_basis="actual")
    (checked,) = found(spending(total=item))
    assert (checked.rule, checked.expected) == ("growth", Decimal("-10.0000"))
    assert any("方向写反" in words for words in checked.diagnosis)


def test_a_share_of_a_line_or_of_the_total() -> None:
    lines = {"total": line(actual="200.00元"), "basic": line(actual="100.00元"), "project": line(actual="100.00元")}
    for stated, status in (("40.00%", "exact"), ("20.00%", "exact"), ("30.00%", "mismatch")):
        record = spending(personnel=line(actual="40.00元", share=stated), **lines)
        assert only(record, "share.of_basic").status == status


def test_change_and_variance() -> None:
    item = line(
        actual="9.00元", budget="12.00元", prior="4.00元", change="6.00元", variance="3.00元", prior_basis="actual",
        variance_of="budget",
    )  # fmt: skip
    assert [one.rule for one in found(spending(total=item))] == ["change", "variance"]


def test_nearly_the_same_claims_nothing() -> None:
    item = line(actual="9.00元", budget="12.00元", variance_of="budget")
    item.variance = money("基本持平")
    assert only(spending(total=item), "variance").status == "unverifiable"


# ---------------------------------------------------------------- one fact at several places


def test_statements_of_one_fact() -> None:
    agrees = spending(total=LineItem(actual=money("17192.35万元", "17192.4万元", "1.72亿元")))
    assert only(agrees, "restated").status == "rounded"
    slip = spending(total=LineItem(actual=money("17192.00万元", "17129.00万元")))
    (checked,) = found(slip)
    assert (checked.rule, checked.inputs) == ("restated", ["spending.total.actual.also[1]"])
    assert any("两位数字颠倒" in words for words in checked.diagnosis)


def test_a_coarser_statement_hides_no_conflict_between_finer_ones() -> None:
    record = spending(total=LineItem(actual=money("17192.00万元", "1.7亿元", "17129.00万元")))
    (checked,) = found(record)
    assert "17192.00万元" in checked.message and "17129.00万元" in checked.message


def test_two_values_that_are_no_slip_of_each_other_may_be_two_facts() -> None:
    record = spending(total=LineItem(actual=money("17192.00万元", "523.47万元")))
    (told,) = found(record, "restated")
    assert (told.status, told.category, told.severity) == ("notice", "plausibility", "info")
    assert "17192.00万元" in told.message and "523.47万元" in told.message and told.advice


def test_two_figures_each_of_which_agrees_with_its_own_are_two_facts() -> None:
    """3580.20 is the sum of its parts and the base of their shares, 3500.00 that of the functions and of theirs."""
    record = spending(
        total=LineItem(budget=money("3580.20万元", "3500.00万元")),
        basic=line(budget="1980.00万元", share="55.30%"),
        project=line(budget="1600.20万元", share="44.70%"),
    )
    record.spending.functional = [
        line(code="213", name="农林水支出", budget="2900.00万元", share="82.86%"),
        line(code="221", name="住房保障支出", budget="600.00万元", share="17.14%"),
    ]
    assert [(one.rule, one.status) for one in found(record)] == [("restated", "notice")]
    record.spending.basic = record.spending.project = LineItem()
    assert {one.status for one in found(record)} == {"mismatch"}  # nothing else bears 3580.20 out


def test_which_statement_agrees_with_the_other_figures() -> None:
    record = spending(
        total=LineItem(actual=money("311.47元", "300.00元")),
        basic=line(actual="100.00元"),
        project=line(actual="200.00元"),
    )
    checks = found(record)
    assert [one.rule for one in checks] == ["spending.parts", "restated"]
    assert all("应以" in one.diagnosis[0] for one in checks)
    assert sum(one.caused_by is None for one in checks) == 1


# ---------------------------------------------------------------- bounds, scores, words


def test_more_staff_than_posts_is_a_notice() -> None:
    record = report()
    record.overview.staffing.authorised.total, record.overview.staffing.in_post.total = people(10, "个"), people(12)
    (checked,) = found(record)
    assert (checked.category, checked.status, checked.severity) == ("plausibility", "notice", "warning")
    assert reconciles([checked]) is None
    record.overview.staffing.in_post.total = people(10)
    assert found(record) == []


def test_members_of_staff_add_up() -> None:
    record = report()
    retired = record.overview.staffing.retired
    retired.total, retired.lixiu, retired.tuixiu = people(204), people(6), people(199)
    (checked,) = found(record)
    assert (checked.rule, checked.difference) == ("staffing.retired.parts", Decimal(-1))


def test_a_group_of_staff_that_the_record_does_not_name() -> None:
    record = report()
    group = record.overview.staffing.authorised
    group.total, group.administrative, group.institution = people(63), people(15), people(46)
    record.sections = text("核定编制63人，其中行政编制15人，事业编制46人，控制数2人。")
    assert found(record) == []
    record.sections = text("核定编制63人，其中行政编制15人，事业编制46人。")
    assert [one.rule for one in found(record)] == ["staffing.authorised.parts"]


def test_scores_add_up() -> None:
    def score(value: str) -> ScoreLeaf:
        return ScoreLeaf(value=Decimal(value), stated=f"{value}分", evidence=place(value))

    record = report()
    record.evaluation.score = score("98.5")
    record.evaluation.parts = [Part(name="一", score=score("50.2")), Part(name="二", score=score("48.8"))]
    (checked,) = found(record)
    assert (checked.rule, checked.difference) == ("evaluation.scores", Decimal("-0.5"))


def test_rows_of_points_that_are_all_there_are() -> None:
    def score(value: str) -> ScoreLeaf:
        return ScoreLeaf(value=Decimal(value), stated=f"{value}分", evidence=place(value))

    record = report()
    record.evaluation.score = score("95")
    rows = [("一", "60", "58"), ("二", "40", "38")]
    record.evaluation.parts = [Part(name=name, weight=score(full), score=score(points)) for name, full, points in rows]
    (checked,) = found(record)
    assert (checked.rule, checked.difference) == ("evaluation.scored_rows", Decimal(-1))
    record.evaluation.parts[0].weight = score("50")  # then there may be other rows, and 58 of 50 is too much
    assert [one.rule for one in found(record)] == ["evaluation.parts.within_weight"]


@pytest.mark.parametrize(
    ("words", "wrong"), [("小于", False), ("大于", True), ("等于", True), ("高于年初", True), ("低于年初", False)]
)
def test_words_about_two_figures(words: str, wrong: bool) -> None:
    record = spending(total=line(actual="80.38万元", budget="80.81万元"))
    record.sections = text(f"年初预算为80.81万元，支出决算为80.38万元。决算数{words}预算数的主要原因是厉行节约。")
    (checked,) = [one for one in check(record) if one.rule.startswith("words.")]
    assert checked.status == ("mismatch" if wrong else "exact")
    assert not wrong or words in checked.message


def test_words_that_follow_other_figures_are_about_those() -> None:
    record = spending(total=line(actual="80.38万元", budget="80.81万元"))
    record.sections = text("年初预算为80.81万元，支出决算为80.38万元，其中项目3.00万元，决算数大于预算数。")
    assert [one for one in check(record) if one.rule.startswith("words.")] == []


def test_rules_of_the_user() -> None:
    rules = parse(
        "own", '[[rule]]\nid="own"\nkind="equal"\nleft="spending.total"\nright="revenue.total"\nadvice="看"\n'
    )
    record = spending(total=line(actual="80.00元"))
    record.revenue.total = line(actual="81.00元")
    (checked,) = check(record, rules)
    assert (checked.rule, checked.status, checked.advice) == ("own", "mismatch", "看")


def test_a_record_without_figures() -> None:
    assert check(report()) == [] and reconciles([]) is None


# ---------------------------------------------------------------- whose figure it is


def test_a_comparison_behind_a_list_is_one_of_the_whole_list() -> None:
    last = line(actual="10.00万元", budget="16.00万元", variance_of="budget")
    last.variance = money("1.50万元", sign=-1)
    record = three_public(total=line(actual="14.50万元"), vehicle_running=last, reception=line(actual="4.50万元"))
    assert only(record, "variance").status == "unverifiable"
    last.variance = money("1.40万元", sign=-1)
    assert only(record, "variance").status == "mismatch"


def test_an_amount_left_over_far_away_explains_nothing() -> None:
    record = report(sections=text("采购217.00万元，其中货物17.00万元、服务100.00万元。\n单价100万元以上设备0台。"))
    record.unclaimed = [Unclaimed(value=Decimal(1000000), stated="100万元", evidence=place("100万元"))]
    group = record.spending.procurement
    group.total, group.goods, group.services = (line(budget=f"{n}.00万元") for n in (217, 17, 100))
    assert only(record, "procurement.parts").status == "mismatch"
    record.sections = text("采购217.00万元，其中货物17.00万元、服务100.00万元，工程类100万元。")
    assert only(record, "procurement.parts").status == "unverifiable"


def test_a_contested_limit_bounds_nothing() -> None:
    record = report()
    authorised, in_post = record.overview.staffing.authorised, record.overview.staffing.in_post
    authorised.institution, in_post.institution = people(40), people(53)
    assert [one.rule for one in found(record)] == ["staffing.institution"]
    authorised.institution.also = [people(15)]
    assert [(one.rule, one.status) for one in found(record)] == [("restated", "notice")]


def test_amounts_that_are_one_changed_alike() -> None:
    record = spending(total=line(actual="3121.42万元", change="107.62万元", prior_basis="actual"))
    record.revenue.fiscal = line(actual="3121.42万元", change="187.62万元", prior_basis="actual")
    (checked,) = found(record)
    assert (checked.rule, checked.subject) == ("twins", "revenue.fiscal.change")
    record.revenue.fiscal.change = money("55.40万元")  # no slip of the other
    assert only(record, "twins").status == "unverifiable"
    record.revenue.fiscal.actual = money("3121.43万元")
    assert found(record, "twins") == []


def test_a_slip_beside_a_digit_that_was_cut() -> None:
    record = spending(total=LineItem(budget=money("782164.00元", "28.21万元")))
    (checked,) = found(record)
    assert (checked.rule, checked.severity) == ("restated", "error")
    assert "应为78.21万元" in checked.diagnosis[0]
    record = spending(total=LineItem(budget=money("782164.00元", "78.21万元")))
    assert only(record, "restated").severity == "info"


def test_functions_of_the_level_that_states_the_measure() -> None:
    record = spending(total=line(actual="30.00元", budget="50.00元"))
    record.spending.functional = [
        line(code="201", name="一", actual="30.00元"),
        line(code="2010101", name="甲", actual="10.00元", budget="22.35元"),
        line(code="2010102", name="乙", actual="20.00元", budget="27.56元"),
    ]
    (checked,) = found(record)
    assert (checked.rule, checked.subject) == ("spending.functions", "spending.total.budget")


def test_full_marks_add_up_to_a_hundred_where_all_rows_are_there() -> None:
    def score(value: str) -> ScoreLeaf:
        return ScoreLeaf(value=Decimal(value), stated=f"{value}分", evidence=place(value))

    record = report()
    record.evaluation.score = score("96")
    rows = [("一", "64", "58"), ("二", "20", "20"), ("三", "20", "18")]
    record.evaluation.parts = [Part(name=name, weight=score(full), score=score(points)) for name, full, points in rows]
    (checked,) = found(record)
    assert (checked.rule, checked.difference) == ("evaluation.weights", Decimal(-4))
    assert any("应为60分" in words for words in checked.diagnosis)
    record.evaluation.score = score("99")  # a row may be missing: nothing follows for the marks
    assert found(record, "evaluation.weights") == []


def test_messages_say_which_way() -> None:
    change = money("10.00元", sign=-1)
    item = LineItem(actual=money("90.00元"), change=change, change_rate=rate("11.00%", -1), prior_basis="actual")
    (checked,) = found(spending(total=item))
    assert checked.message == (
        "支出合计比上年下降11.00%，按支出合计比上年减少10.00元和支出合计决算数90.00元计算应为下降10.00%，相差1个百分点。"
    )


def test_two_lists_of_one_amount_that_differ_in_one_entry() -> None:
    def entries(last: str) -> list[LineItem]:
        return items("10.00万元", "20.00万元", "30.00万元", last)

    record = spending(operating=line(budget="97.60万元"))
    record.spending.general_public = made.full().spending.__class__.__mro__[1](
        operating=line(budget="97.60万元", fund="general_public")
    )
    assert record.spending.operating is not None and record.spending.general_public.operating is not None

    def lists(one: str, other: str) -> list[str]:
        for owner, last in (
            (record.spending.operating, one),
            (record.spending.general_public.operating if record.spending.general_public else None, other),
        ):
            assert owner is not None
            owner.items = [item.model_copy(update={"budget": item.actual, "actual": None}) for item in entries(last)]
        return [one.subject for one in found(record, "twin_lists") if one.status == "mismatch"]

    assert lists("37.60万元", "37.60万元") == []
    assert lists("33.60万元", "37.60万元") == ["spending.operating.items[30206].budget"]
    assert lists("12.34万元", "37.60万元") == []  # no slip


def test_the_total_of_both_sides_that_no_line_took() -> None:
    record = spending(total=line(budget="13649.07万元"))
    record.revenue.total = line(budget="13649.07万元")
    record.sections = text("收入、支出预算总计13669.07万元。")
    said = Unclaimed(value=Decimal("136690700"), stated="13669.07万元", label="支出预算总计", evidence=place("1"))
    record.unclaimed = [said]
    (checked,) = found(record)
    assert (checked.rule, checked.subject) == ("totals.text", "unclaimed[1]")
    assert "应为13649.07万元" in checked.diagnosis[0]
    record.sections = text("收入、支出预算总计15000.00万元。")  # with money carried over
    said.value, said.stated = Decimal(150000000), "15000.00万元"
    assert found(record) == []


@pytest.mark.parametrize(
    ("carried", "words", "status"),
    [
        ("50.00万元", "年末结转下年50.00万元。", "mismatch"),
        ("56.00万元", "年末结转下年56.00万元。", "exact"),
        ("50.00万元", "上年结转6.00万元，年末结转下年50.00万元。", "unverifiable"),
        (None, "", "unverifiable"),
    ],
)
def test_revenue_and_spending_with_what_is_carried_on(carried: str | None, words: str, status: str) -> None:
    record = spending(total=line(actual="3912.46万元"))
    record.revenue.total = line(actual="3968.46万元")
    if carried:
        record.spending.carried_over = line(actual=carried)
    record.sections = text(words)
    assert only(record, "balance").status == status


def unclaimed(*stated: str) -> list[Unclaimed]:
    return [
        Unclaimed(value=money(words).value, stated=words, label="收、支总计", evidence=place(words)) for words in stated
    ]


def test_totals_of_both_sides_in_one_sentence_are_equal() -> None:
    record = report(sections=text("收入总计9120.50万元，支出总计9120.50万元。"))
    record.unclaimed = unclaimed("9120.50万元", "9120.50万元")
    assert only(record, "totals.both").status == "exact"
    record.sections = text("收入总计9120.50万元，支出总计9120.60万元。")
    record.unclaimed = unclaimed("9120.50万元", "9120.60万元")
    assert only(record, "totals.both").status == "mismatch"
    record.sections = text("收入总计9120.50万元。\n支出总计9120.60万元。")
    assert found(record) == []


@pytest.mark.parametrize(("way", "rate_", "status"), [("增加", "3.64", "rounded"), ("增加", "3.44", "mismatch")])
def test_how_both_sides_grew_together(way: str, rate_: str, status: str) -> None:
    record = report()
    words = f"收、支总计9120.50万元。与2022年度相比，收、支总计各{way}320.50万元，增长{rate_}%。"
    record.sections = text(words)
    record.unclaimed = unclaimed("9120.50万元", "320.50万元")
    checked = only(record, "totals.growth")
    assert checked.status == status
    assert checked.message.startswith(f"收、支总计比上年增长{rate_}%，按收、支总计比上年增加320.50万元和")


def test_projects_right_behind_their_total_never_exceed_it() -> None:
    def of(last: str, words: str = "其中道路300.00万元、水毁150.00万元、") -> list[str]:
        record = spending(project=line(actual="840.00万元"))
        names = ("道路", "300.00万元"), ("水毁", "150.00万元"), ("村级", last)
        record.spending.project_items = [line(name=name, actual=amount) for name, amount in names]
        record.sections = text(f"项目支出840.00万元，{words}村级{last}。")
        return [one.status for one in found(record, "spending.project.itemised")]

    assert of("390.00万元") == ["exact"]
    assert of("720.00万元") == ["mismatch"]
    assert of("120.00万元") == ["notice"]  # 其中 may leave some unsaid
    assert of("720.00万元", "支出较多。\n") == ["unverifiable"]


def test_a_slip_beside_another_fact_of_the_same_name() -> None:
    record = spending(
        total=line(actual="9000.00万元"),
        basic=line(actual="3000.00万元", share="33.33%"),
        project=LineItem(actual=money("6000.00万元", "1100.00万元")),
    )
    assert [(one.rule, one.status) for one in found(record)] == [("restated", "notice")]
    record.spending.basic = line(actual="3800.00万元", share="33.33%")
    accused = [one for one in found(record) if one.status == "mismatch" and one.caused_by is None]
    assert [one.rule for one in accused] == ["spending.parts"]


def test_the_funds_of_the_money_from_the_treasury() -> None:
    record = report()
    record.revenue.fiscal = line(budget="9066.39万元")
    record.revenue.items = [line(name="一般公共预算", budget="9066.79万元"), line(name="事业收入", budget="3.00万元")]
    (checked,) = found(record, "revenue.funds")
    assert (checked.status, checked.subject) == ("mismatch", "revenue.fiscal.budget")
    record.revenue.fiscal = line(budget="9066.79万元")
    assert only(record, "revenue.funds").status == "exact"


def test_a_statement_that_several_other_figures_bear_out() -> None:
    record = three_public(
        overseas=LineItem(budget=money("96万元", "76万元"), share=rate("11.24%")),
        vehicles=line(budget="156.60万元", share="23.16%"),
        reception=line(budget="443.50万元", share="65.60%"),
    )
    lead = [one for one in found(record) if one.caused_by is None and one.status == "mismatch"]
    assert len(lead) == 1 and "应为76万元" in lead[0].diagnosis[0]


# ---------------------------------------------------------------- nothing


def test_a_rate_of_nothing_is_worth_a_notice() -> None:
    item = line(actual="5.00元", budget="0.00元", completion="100.00%", completion_of="budget")
    notices = found(three_public(overseas=item))
    assert [(one.rule, one.status, one.severity) for one in notices] == [("words.rate_of_nothing", "notice", "info")]
    item.completion = rate("0.00%")
    assert found(three_public(overseas=item)) == []
    item.completion, item.change_rate, item.prior = None, rate("100.00%"), money("0.00元")
    assert [one.subject.rpartition(".")[2] for one in found(three_public(overseas=item))] == ["change_rate"]


def test_a_cell_left_blank_for_what_the_text_states() -> None:
    def of(reception: str, *columns: str) -> Report:
        lines = {
            name: line(actual=words)
            for name, words in (("total", "9.00万元"), ("vehicles", "6.00万元"), ("vehicle_running", "6.00万元"))
        }
        record = three_public(**lines, reception=line(actual=reception))
        cells = {f"{name}/决算数": line_.actual for name, line_ in lines.items() if line_.actual is not None}
        cells |= {column: money("3.00万元") for column in columns}
        rows = [StatementRow(name="#1", values=dict(cells))]
        record.statements = [Statement(name="“三公”经费支出决算表", pages=(1, 1), rows=rows)]
        return record

    def blanks(record: Report) -> list[str]:
        return [one.message for one in found(record) if one.rule == "words.blank_cell"]

    (message,) = blanks(of("3.00万元"))
    assert message == "“三公”经费公务接待费决算数3.00万元，《“三公”经费支出决算表》中此项为空。"
    assert blanks(of("0.00万元")) == []
    assert blanks(of("3.00万元", "公务接待费")) == []  # there, under a head that was not recognised


def test_a_row_left_blank_for_what_the_text_states() -> None:
    record = spending()
    record.spending.functional = [line(code="2010101", name="行政运行", actual="3.00万元")]
    filled = StatementRow(code="2010102", name="乙", values={"合计": money("1.00万元")})
    rows = [StatementRow(code="2010101", name="行政运行", values={}), filled]
    record.statements = [Statement(name="支出决算表", pages=(1, 1), rows=rows)]
    assert [one.rule for one in found(record)] == ["words.blank_cell"]
    rows[0].values["合计"] = money("3.00万元")
    assert found(record) == []


# ---------------------------------------------------------------- published tables


def table(*rows: tuple[str, dict[str, str]], name: str = "收入支出决算总表") -> Report:
    entries = [
        StatementRow(name=row, values={column: money(words) for column, words in cells.items()}) for row, cells in rows
    ]
    return report(statements=[Statement(name=name, pages=(1, 1), unit="万元", rows=entries)])


def test_both_sides_of_a_table_have_one_total() -> None:
    def of(revenue: str, spent: str) -> Report:
        return table(("总计", {"收入/决算数": revenue, "支出/决算数": spent, "支出/其他": "1.00万元"}))

    assert only(of("30.00万元", "30.00万元"), "statement.sides").status == "exact"
    checked = only(of("30.00万元", "30.10万元"), "statement.sides")
    assert (checked.status, checked.severity) == ("mismatch", "error")
    assert not any("漏列" in words for words in checked.diagnosis)
    apart = table(("收入总计", {"本年收入/预算数": "30.00万元"}), ("支出总计", {"本年支出/预算数": "31.00万元"}))
    assert only(apart, "statement.sides").status == "mismatch"


def test_money_carried_over_by_fund_within_a_list() -> None:
    rows = [("本年收入合计", "20.00万元"), ("年初财政拨款结转和结余", "5.00万元")]
    rows += [
        ("一、一般公共预算财政拨款", "4.00万元"),
        ("二、政府性基金预算财政拨款", "1.00万元"),
        ("总计", "25.00万元"),
    ]
    assert found(table(*((name, {"收入": words}) for name, words in rows))) == []
    rows[2] = ("一、一般公共预算财政拨款", "4.50万元")
    (checked,) = found(table(*((name, {"收入": words}) for name, words in rows)))
    assert checked.subject.endswith("rows[年初财政拨款结转和结余].values[收入]")


# ---------------------------------------------------------------- what never changes a verdict

cents = st.integers(min_value=1, max_value=10**8).map(lambda number: f"{Decimal(number) / 100:.2f}元")


def verdicts(record: Report) -> set[tuple[str, str, str, Decimal | None]]:
    return {(one.rule, one.status, one.severity, one.difference) for one in check(record)}


@given(st.lists(cents, min_size=2, max_size=6), cents, st.randoms())
def test_the_order_of_items_never_changes_a_verdict(amounts: list[str], total: str, random: object) -> None:
    def of(entries: list[LineItem]) -> Report:
        record = spending(operating=line(actual=total, items=entries))
        record.sections = text(f"公用经费{total}（" + "，".join(f"费{a}" for a in amounts) + "）。")
        return record

    entries = [line(name=f"项{n}", actual=amount) for n, amount in enumerate(amounts)]
    mixed = list(entries)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    plain, shuffled = verdicts(of(entries)), verdicts(of(mixed))
    assert {verdict[3] for verdict in plain} == {verdict[3] for verdict in shuffled}
    if not any(status == "notice" for _, status, _, _ in plain | shuffled):  # the claim is read off the printed order
        assert plain == shuffled


@given(st.lists(st.sampled_from(["5.9万元", "59000.00元", "5.90万元", "6万元", "5.8万元"]), max_size=4), st.randoms())
def test_further_statements_in_any_order_and_number_change_no_verdict(also: list[str], random: object) -> None:
    def of(statements: list[str]) -> set[str]:
        record = three_public(overseas=LineItem(actual=money("5.9万元", *statements), prior=money("1.87万元")))
        return {one.status for one in check(record) if one.rule != "restated" or one.status != "rounded"} | {
            "conflict" for one in check(record) if one.rule == "restated" and one.status not in ("exact", "rounded")
        }

    mixed = [*also, *also]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert ("conflict" in of(also)) == ("conflict" in of(mixed))


# ---------------------------------------------------------------- how it reads


def test_a_message_reads_as_an_accountant_writes() -> None:
    """Units also for figures of tables, names of items in quotes, computed amounts written like the stated one."""
    wanted = money("31,214,205.80元").model_copy(update={"stated": "31,214,205.80"})
    items_ = [line(name="办公费", code="30201", actual="20,000,000.00元")]
    items_ += [line(name="其他支出", code="30299", actual="11,214,205.00元")]
    (told,) = found(spending(operating=LineItem(actual=wanted, items=items_)))
    assert told.message == (
        "公用经费决算数31,214,205.80元，公用经费“办公费”决算数20,000,000.00元＋公用经费“其他支出”决算数"
        "11,214,205.00元合计31,214,205.00元，明细比合计少0.80元。"
    )
    share = spending(total=line(actual="100.00万元"), basic=line(actual="30.00万元", share="31.00%"))
    assert only(share, "share.of_total").message.endswith("计算应为30.00%，相差1个百分点。")


def test_a_message_about_people_and_about_nothing() -> None:
    staffed = report()
    staffed.overview.staffing.in_post.administrative = people(19)
    staffed.overview.staffing.authorised.administrative = people(17)
    assert only(staffed, "staffing.administrative").message == "在职（行政）19人，大于编制（行政）17人，多2人。"
    still = Amount(value=Decimal(0), low=Decimal(0), high=Decimal(0), unit="元", stated="持平", evidence=place("持平"))
    same = line(actual="5.00万元", prior="6.00万元")
    same.change = still
    assert only(spending(total=same), "change").message.startswith("支出合计比上年持平，按")
