"""The tables of codes hold together, and names lead to the right code or to none."""

from __future__ import annotations

import pytest

from extractor.lexicon import economic as economic_module
from extractor.lexicon import functional as functional_module
from extractor.lexicon.codes import (
    economic,
    economic_name,
    functional,
    functional_name,
    is_economic_code,
    is_functional_code,
    printed_code,
)
from extractor.lexicon.economic import economic_table, read_names, read_synonyms
from extractor.lexicon.functional import functional_table, read_functional
from extractor.lexicon.loading import LexiconError, read_rows
from extractor.lexicon.naming import plain, stem


# ---------------------------------------------------------------- the tables themselves
def test_economic_codes_are_unique_in_every_year() -> None:
    official = [name for name in economic_table().names if not name.synonym]
    for year in range(2015, 2027):
        codes = [name.code for name in official if name.holds(year)]
        assert len(codes) == len(set(codes)), year


def test_every_economic_code_has_its_class() -> None:
    by_code = economic_table().by_code
    assert [code for code in by_code if len(code) == 5 and code[:3] not in by_code] == []


def test_functional_codes_are_unique_and_have_their_parents() -> None:
    codes = [name.code for name in functional_table().names if name.current]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if len(code) > 3 and code[:-2] not in codes] == []


def test_functional_names_are_unique_below_one_parent_and_year() -> None:
    for year in (2016, 2017, 2018, 2019, 2020, 2021, 2024):
        seen: dict[tuple[str, str], str] = {}
        for name in functional_table().names:
            if name.holds(year):
                other = seen.setdefault((name.code[:-2], stem(name.name)), name.code)
                assert other == name.code, (year, name)


def test_every_synonym_leads_to_its_code_and_none_repeats_an_official_name() -> None:
    table = economic_table()
    for name in table.names:
        if not name.synonym:
            continue
        year = name.last or max(name.first or 0, 2019)
        assert economic(name.name, year, name.only_under) == name.code, name
        same = (*table.by_plain.get(plain(name.name), ()), *table.by_stem.get(stem(name.name), ()))
        official = [other for other in same if not other.synonym and other.holds(year) and other.code == name.code]
        assert official == [], name


def test_every_official_name_leads_to_its_code_where_it_stands_in_its_list() -> None:
    for name in economic_table().names:
        if not name.synonym and len(name.code) == 5:
            assert economic(name.name, name.last or 2024, name.code[:3]) == name.code, name


def test_every_functional_path_leads_to_its_code() -> None:
    for name in functional_table().names:
        if name.current:
            path = [
                f"{functional_name(name.code[:size])}（{mark}）" for size, mark in ((3, "类"), (5, "款"), (7, "项"))
            ]
            assert functional(path[: len(name.code) // 2], (), 2024) == name.code, name
            if len(name.code) > 3:  # a name alone may be that of 类, 款 and 项 at once (其他支出)
                plain_path = [part[:-3] for part in path[: len(name.code) // 2]]
                assert functional(plain_path, (), 2024) == name.code, name


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("code,name,first,last,only_under,source\n# note\n3010,基本工资,,,,observed\n", 3),
        ("code,name,first,last,only_under,source\n30101,基本工资,,,,guessed\n", 2),
        ("code,name,first,last,only_under,source\n30101,基本工资,18,,,observed\n", 2),
        ("code,name,first,last,only_under,source\n30101,基本工资,2018,2017,,observed\n", 2),
        ("code,name,first,last,only_under,source\n30101,（）,,,,observed\n", 2),
        ("code,name,first,last,only_under,source\n30101,基本工资,,\n", 2),
        ("code,name\n30101,基本工资\n", 1),
    ],
)
def test_a_broken_row_is_named(text: str, line: int) -> None:
    with pytest.raises(LexiconError) as caught:
        read_names("economic.csv", text)
    assert (caught.value.file, caught.value.line) == ("economic.csv", line)
    assert f"economic.csv:{line}" in str(caught.value)


def test_a_synonym_of_an_unknown_code_is_named() -> None:
    text = "name,code,under,first,last,note\n津补贴,30102,,,,\n误,39998,,,,\n"
    with pytest.raises(LexiconError) as caught:
        read_synonyms(frozenset({"30102"}), text)
    assert caught.value.line == 3
    assert caught.value.allowed == ("a code of economic.csv",)


def test_a_broken_functional_row_is_named() -> None:
    with pytest.raises(LexiconError) as caught:
        read_functional("functional.csv", "code,name,first,last,source\n2010,人大事务,,,standard\n")
    assert caught.value.line == 2
    assert "3 digits" in str(caught.value)


def test_rows_keep_their_line_numbers() -> None:
    rows = list(read_rows("x.csv", ("a", "b"), '# head\n\na,b\n1,"x,y"\n# between\n2,z\n'))
    assert [(row.line, row["a"], row["b"]) for row in rows] == [(4, "1", "x,y"), (6, "2", "z")]


# ---------------------------------------------------------------- economic
@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("工资福利支出", 2019, "301"),
        ("商品和服务支出", 2019, "302"),
        ("商品服务支出", 2019, "302"),
        ("对个人和家庭补助", 2019, "303"),
        ("对个人和家庭的补助支出", 2019, "303"),
        ("资本性支出", 2019, "310"),
        ("其他资本性支出", 2017, "310"),
        ("其他资本性支出", 2019, "31099"),
        ("基本工资", None, "30101"),
        ("津补贴", 2019, "30102"),
        ("津贴、补贴", 2019, "30102"),
        ("伙食补助费", 2019, "30106"),
        ("机关事业单位基本养老保险费", 2019, "30108"),
        ("机关事业单位基本养老保险缴费支出", 2019, "30108"),
        ("职业年金", 2019, "30109"),
        ("职工基本医疗保险缴费", 2019, "30110"),
        ("城镇职工基本医疗保险缴费", 2019, "30110"),
        ("公务员医疗补助", 2019, "30111"),
        ("其他社会保障缴费", 2019, "30112"),
        ("其他社会保障缴费", 2017, "30104"),
        ("社会保障缴费", 2017, "30104"),
        ("住房公积金", 2019, "30113"),
        ("住房公积金", 2017, "30311"),
        ("医疗费", 2019, "30114"),
        ("医疗费", 2017, "30307"),
        ("医疗费补助", 2019, "30307"),
        ("其他工资福利", 2019, "30199"),
        ("水费", 2019, "30205"),
        ("维护费", 2019, "30213"),
        ("维修费", 2019, "30213"),
        ("维修(护)费", 2019, "30213"),
        ("维修（护）费", 2019, "30213"),
        ("因公出国", 2019, "30212"),
        ("因公出国（境）费", 2019, "30212"),
        ("因公出国(境)费用", 2019, "30212"),
        ("公务接待费", 2019, "30217"),
        ("工会经费", 2019, "30228"),
        ("公务用车运行费", 2019, "30231"),
        ("公务用车运行（维护）费", 2019, "30231"),
        ("公务用车运行维护费", 2019, "30231"),
        ("其他交通费", 2019, "30239"),
        ("税金及附加", 2019, "30240"),
        ("其他商品服务支出", 2019, "30299"),
        ("离休费", 2019, "30301"),
        ("退职(役)费", 2019, "30303"),
        ("退职费", 2019, "30303"),
        ("奖励金", 2019, "30309"),
        ("提租补贴", 2017, "30312"),
        ("代缴社会保险费", 2021, "30311"),
        ("其他对个人和家庭补助支出", 2019, "30399"),
        ("办公设备购置", 2019, "31002"),
        ("办公设备购置费", 2019, "31002"),
        ("信息网络及软件购置", 2019, "31007"),
        # cut by a cell's edge
        ("机关事业单位基本养老保", 2019, "30108"),
        ("其他对个人和家庭", 2019, "30399"),
        ("信息网络及软件购置更", 2019, "31007"),
        ("公务员医疗补助缴", 2019, "30111"),
        # with a code or an ordinal before it
        ("30101 基本工资", 2019, "30101"),
        ("（一）办公费", 2019, "30201"),
        ("其中：离休费", 2019, "30301"),
    ],
)
def test_economic(name: str, year: int | None, code: str) -> None:
    assert economic(name, year) == code


@pytest.mark.parametrize(
    ("name", "year", "under"),
    [
        ("房屋建筑物购建", 2019, None),  # 30901 or 31001
        ("大型修缮", 2019, None),
        ("资本金注入", 2019, None),  # 31101 or 31201
        ("住房公积金", None, None),  # 30113 or 30311
        ("其他社会保障缴费", None, None),
        ("其他支出", 2019, None),  # a class, an item, and not in this classification alone
        ("提租补贴", 2019, None),  # abolished
        ("公务员医疗补助缴费", 2017, None),  # not yet
        ("交通费", 2019, None),
        ("水", 2019, None),
        ("其他", 2019, None),
        ("其", 2019, None),
        ("合计", 2019, None),
        ("", 2019, None),
        ("（）", 2019, None),
        ("事业单位离退休人员福利费", 2024, None),  # a unit's own line
        ("车辆运行费", 2024, None),
        ("人员经费", 2019, None),
        ("其他对", 2019, None),  # cut too short
        ("社会保障缴费", 2019, "301"),  # 50102, of the government's classification
    ],
)
def test_economic_is_none_where_unsure(name: str, year: int | None, under: str | None) -> None:
    assert economic(name, year, under) is None


@pytest.mark.parametrize(
    ("name", "under", "code"),
    [
        ("房屋建筑物购建", "310", "31001"),
        ("房屋建筑物购建", "309", "30901"),
        ("办公设备购置", "309", "30902"),
        ("办公设备购置", "302", "31002"),  # capital rows stand in the column of the running costs
        ("医疗费", "303", "30307"),
        ("医疗费", "301", "30114"),
        ("离休费", "301", "30301"),  # a list of personnel holds both
        ("其他支出", "399", "39999"),
        ("社会保障缴费", "501", "50102"),
        ("办公经费", "502", "50201"),
    ],
)
def test_the_list_decides(name: str, under: str, code: str) -> None:
    assert economic(name, 2019, under) == code


def test_economic_name_follows_the_year() -> None:
    assert economic_name("30307", 2017) == "医疗费"
    assert economic_name("30307", 2019) == "医疗费补助"
    assert economic_name("30307") == "医疗费补助"
    assert economic_name("30111", 2017) is None
    assert economic_name("99999") is None


def test_is_economic_code() -> None:
    assert is_economic_code("30101")
    assert is_economic_code("301")
    assert not is_economic_code("30100")
    assert not is_economic_code("2010601")


# ---------------------------------------------------------------- functional
@pytest.mark.parametrize(
    ("names", "year", "code"),
    [
        (("一般公共服务支出",), None, "201"),
        (("一般公共服务",), None, "201"),
        (("一般公共服务支出", "财政事务"), None, "20106"),
        (("一般公共服务支出", "财政事务", "行政运行"), None, "2010601"),
        (("一般公共服务支出（类）", "财政事务（款）", "行政运行（项）"), None, "2010601"),
        (("一般公共服务支出（类）财政事务（款）行政运行（项）",), None, "2010601"),
        (("“社会保障和就业支出（类）行政事业单位养老支出（款）事业单位离退休（项）”",), None, "2080502"),
        (("财政事务", "行政运行"), None, "2010601"),
        (("公安", "行政运行"), None, "2040201"),
        (("行政单位医疗(项)",), None, "2101101"),
        (("住房公积金",), None, "2210201"),
        (("住房保障支出", "购房补贴"), None, "2210203"),
        (("医疗卫生与计划生育支出", "行政事业单位医疗", "事业单位医疗"), 2024, "2101102"),
        (("文化体育与传媒支出",), 2017, "207"),
        (("社会保障和就业支出", "行政事业单位离退休", "归口管理的行政单位离退休"), 2017, "2080501"),
        (("社会保障和就", "行政事业单位", "行政单位离退"), None, "2080501"),
        (("教育支出", "其他教育支出"), None, "20599"),
        (("教育支出", "其他教育支出", "其他教育支出"), None, "2059999"),
        (("其他社会保障和就业支出", "其他社会保障和就业支出"), 2019, "2089901"),
        (("其他社会保障和就业支出", "其他社会保障和就业支出"), 2021, "2089999"),
    ],
)
def test_functional(names: tuple[str, ...], year: int | None, code: str) -> None:
    assert functional(names, (), year) == code


@pytest.mark.parametrize(
    "names",
    [
        ("行政运行",),
        ("信息化建设",),
        ("一般行政管理事务",),
        ("其他教育支出",),  # 20599 or 2059999
        ("其他支出",),
        ("财政事务", "没有这一项"),
        ("教育支出", "财政事务", "行政运行"),  # no such path
        ("合计",),
        (),
        ("",),
    ],
)
def test_functional_is_none_where_unsure(names: tuple[str, ...]) -> None:
    assert functional(names) is None


def test_functional_by_printed_codes() -> None:
    assert functional((), ("204类", "06款", "05项")) == "2040605"
    assert functional(("基层司法业务",), ("204", "06", "04")) == "2040604"
    assert functional(("行政事业单位",), ("20805",)) == "20805"
    assert functional(("某项新增支出",), ("2019912",)) == "2019912"  # not in the table: as printed
    assert functional(("水费",), ("20805",)) is None  # the table knows it as something else
    assert functional((), ("20", "06")) is None
    assert functional((), ("9990101",)) is None
    assert printed_code(("208", "05", "02")) == "2080502"


def test_functional_name() -> None:
    assert functional_name("207") == "文化旅游体育与传媒支出"
    assert functional_name("2089901") == "其他社会保障和就业支出"
    assert functional_name("2999999") is None
    assert is_functional_code("2010601")
    assert not is_functional_code("30101")


def test_lookups_are_remembered() -> None:
    economic_module._economic.cache_clear()
    functional_module._functional.cache_clear()
    for _ in range(3):
        economic("其他对个人和家庭", 2019)
        functional(("财政事务", "行政运行"))
    assert economic_module._economic.cache_info().hits == 2
    assert functional_module._functional.cache_info().hits == 2
