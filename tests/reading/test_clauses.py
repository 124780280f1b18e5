"""The clause grammar on sentences of a grammar of our own: it binds what they say, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.sentences import (
    CAUSES,
    LABELS,
    NOISE,
    OWNERS_NOT,
    YEAR,
    Says,
    Sentence,
    bound,
    counted,
    in_yuan,
    listed,
    money,
    paragraphs,
    read,
    statements,
    wan,
)

labels = st.sampled_from(sorted(LABELS))
W = Decimal(10_000)


@settings(max_examples=250, deadline=None)
@given(statements())
def test_a_statement(sentence: Sentence) -> None:
    assert bound(sentence.text + "。") == sorted(sentence.says)


@settings(max_examples=120, deadline=None)
@given(paragraphs())
def test_statements_one_after_the_other(sentence: Sentence) -> None:
    assert bound(sentence.text) == sorted(sentence.says)


@settings(max_examples=120, deadline=None)
@given(listed())
def test_lists_of_items(sentence: Sentence) -> None:
    assert bound(sentence.text) == sorted(sentence.says)


@settings(max_examples=120, deadline=None)
@given(labels, st.sampled_from(NOISE), wan)
def test_words_between_label_and_figure_part_them(label: str, noise: str, amount: Decimal) -> None:
    assert bound(f"{label}{noise}{money(amount)}。") == []


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(OWNERS_NOT), labels, wan)
def test_words_before_a_label_make_it_something_else(owner: str, label: str, amount: Decimal) -> None:
    assert [says for says in bound(f"{owner}{label}{money(amount)}。") if says.path == LABELS[label]] == []


@settings(max_examples=100, deadline=None)
@given(statements(), st.sampled_from(CAUSES), wan)
def test_figures_in_reasons_state_nothing(sentence: Sentence, cause: str, amount: Decimal) -> None:
    """A list of reasons with amounts, labels and all, to the end of the sentence."""
    text = f"{sentence.text}，{cause}，其他交通费用增加{money(amount)}。"
    assert bound(text) == sorted(sentence.says)


def one_thing(names: list[str]) -> bool:
    """公务用车购置费、公务用车运行维护费 in one breath are also how the line of both is called."""
    return not {"公务用车购置费", "公务用车运行维护费"} <= set(names)


several = st.lists(labels, min_size=2, max_size=4, unique_by=LABELS.__getitem__).filter(one_thing)


@settings(max_examples=100, deadline=None)
@given(several, st.data())
def test_respectively(names: list[str], data: st.DataObject) -> None:
    amounts = [data.draw(wan) for _ in names]
    text = f"{'、'.join(names)}分别为{'、'.join(money(a) for a in amounts)}。"
    expected = [Says(LABELS[n], "actual", in_yuan(a)) for n, a in zip(names, amounts, strict=True)]
    assert bound(text) == sorted(expected)


@settings(max_examples=100, deadline=None)
@given(several, wan)
def test_each(names: list[str], amount: Decimal) -> None:
    text = f"{'、'.join(names)}均为{money(amount)}。"
    assert bound(text) == sorted(Says(LABELS[n], "actual", in_yuan(amount)) for n in names)


@pytest.mark.parametrize("label", sorted(label for label in LABELS if LABELS[label].startswith("spending.")))
@pytest.mark.parametrize("words", ["{0}未发生", "无{0}", "本年无{0}", "{0}支出决算为零", "未发生{0}"])
def test_zero_in_words(label: str, words: str) -> None:
    assert bound(words.format(label) + "。") == [Says(LABELS[label], "actual", Decimal(0))]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (  # a share, change or completion goes to the item that the sentence names
            "本年支出合计100万元，其中：基本支出60万元，占60%；项目支出40万元，占40%。",
            [
                Says("spending.total", "actual", 100 * W),
                Says("spending.basic", "actual", 60 * W),
                Says("spending.basic", "share", Decimal(60)),
                Says("spending.project", "actual", 40 * W),
                Says("spending.project", "share", Decimal(40)),
            ],
        ),
        (
            "公务接待费支出决算为2.52万元，完成预算6.00万元的42.00%。",
            [
                Says("spending.three_public.reception", "actual", Decimal("25200")),
                Says("spending.three_public.reception", "budget", Decimal("60000")),
                Says("spending.three_public.reception", "completion", Decimal("42.00"), basis="budget"),
            ],
        ),
        (  # actual against budget is a variance, not a change
            "会议费支出决算与全年预算数持平。",
            [Says("spending.meetings", "variance", Decimal(0), basis="adjusted_budget")],
        ),
        (
            f"项目支出比{YEAR - 1}年的128.64万元减少28.64万元。",
            [
                Says("spending.project", "prior", Decimal("1286400")),
                Says("spending.project", "change", Decimal("-286400"), basis="actual"),
            ],
        ),
        (f"{YEAR - 3}年度基本支出100万元。", []),  # another year's figure
        (f"{YEAR - 1}年度基本支出100万元。", [Says("spending.basic", "prior", 100 * W)]),
        ("基本支出人均2.73万元。", []),
        ("固定资产原值2.36亿元。", []),
        ("个百分点：项目支出占比提高3个百分点。", []),
        ("基本支出300元/人。", []),
    ],
)
def test_sentences(text: str, says: list[Says]) -> None:
    assert bound(text) == sorted(says)


HARDER = [
    (  # the measure inside the words of a fund
        "“三公”经费财政拨款支出预算为14万元，支出决算为11.16万元，完成预算的79.71%。",
        [
            Says("spending.three_public.total", "budget", 14 * W),
            Says("spending.three_public.total", "actual", Decimal("111600")),
            Says("spending.three_public.total", "completion", Decimal("79.71"), basis="budget"),
        ],
    ),
    (
        "基本支出财政拨款支出预算为100万元。",
        [Says("spending.basic", "budget", 100 * W)],
    ),
    (  # a total of the budget is no actual, in whatever document
        "收入预算总计2480万元，支出预算总计2480万元。",
        [Says("revenue.total", "budget", 2480 * W), Says("spending.total", "budget", 2480 * W)],
    ),
    (  # behind the parts the sentence goes on about the whole
        "“三公”经费预算14万元，其中公务用车购置及运行费7万元、公务接待费7万元；实际支出11.16万元。",
        [
            Says("spending.three_public.total", "budget", 14 * W),
            Says("spending.three_public.vehicles", "budget", 7 * W),
            Says("spending.three_public.reception", "budget", 7 * W),
            Says("spending.three_public.total", "actual", Decimal("111600")),
        ],
    ),
    (  # differences given respectively
        "会议费、培训费支出分别为3.20万元和5.15万元，较上年分别减少0.5万元、0.8万元。",
        [
            Says("spending.meetings", "actual", Decimal("32000")),
            Says("spending.training", "actual", Decimal("51500")),
            Says("spending.meetings", "change", Decimal(-5000), basis="actual"),
            Says("spending.training", "change", Decimal(-8000), basis="actual"),
        ],
    ),
    ("人员经费和公用经费合计1412.36万元。", []),  # the sum of two lines is neither
    (
        "公务用车购置费、公务用车运行维护费分别为1万元、6万元。",
        [
            Says("spending.three_public.vehicle_purchase", "actual", 1 * W),
            Says("spending.three_public.vehicle_running", "actual", 6 * W),
        ],
    ),
    (  # the ordinal is no part of the name
        "项目支出974.11万元。其中：（1）文化专项312.00万元；（2）体育专项268.45万元。",
        [
            Says("spending.project", "actual", Decimal("9741100")),
            Says("spending.project_items", "actual", 312 * W, item="文化专项"),
            Says("spending.project_items", "actual", Decimal("2684500"), item="体育专项"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "says"), HARDER)
def test_harder_sentences(text: str, says: list[Says]) -> None:
    assert bound(text) == sorted(says)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "公务接待费支出2.52万元，全年国内公务接待31批次，246人次（不包括陪同人员）。",
            {"reception_batches": 31, "reception_people": 246},
        ),
        ("公务接待费4.86万元，共接待58批次、465人次。", {"reception_batches": 58, "reception_people": 465}),
        ("因公出国（境）团组1个，6人次，实际发生支出5.9万元。", {"overseas_groups": 1, "overseas_people": 6}),
        ("全年安排因公出国（境）团组0个，累计0人次。", {"overseas_groups": 0}),
        ("公务用车购置及运行费为0万元，年末保有量为零。", {"vehicles_held": 0}),
        ("公务用车运行维护费6.30万元，公务用车保有量为6辆。", {"vehicles_held": 6}),
        ("公务用车购置费20万元，更新购置公务用车1辆。", {"vehicles_bought": 1}),
        ("组织培训30人次，召开会议5次、200人次。", {}),
        ("走访企业58批次，服务群众465人次。", {}),
    ],
)
def test_counts(text: str, counts: dict[str, int]) -> None:
    found = counted(text)
    assert dict(found).items() >= counts.items()
    assert len(found) == len(dict(found))
    assert all(counts.get(name, 0) == number for name, number in found)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (  # a part of the guests is not all of them
            "公务接待费支出0.39万元，主要用于接待上级部门单位调研学习，列明公务接待2批次、26人次，其中：接待外宾0批次、0人次。",
            [("reception_batches", 2), ("reception_people", 26)],
        ),
        ("预算安排购置单价100万元（含）以上设备（不含车辆）0台（套）。", []),
        ("主要用于与芬兰有关机构洽谈技术合作，团组1个、6人次。", [("overseas_groups", 1), ("overseas_people", 6)]),
    ],
)
def test_harder_counts(text: str, counts: list[tuple[str, int]]) -> None:
    assert counted(text) == counts


def test_template_words_in_reasons() -> None:
    text = "公务接待费支出5万元，主要原因是公务用车购置及运行费支出决算增加(减少)，本年没有购置车辆。"
    assert len(read(text).templates) == 1
