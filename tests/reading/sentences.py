"""Sentences made from a grammar of our own, each with what it says; and what the product binds in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st

from extractor.layout.normalise import normalise
from extractor.reading.clauses import ClauseReader
from extractor.reading.mentions import scan
from extractor.reading.subjects import Context
from extractor.reading.tokens import tokenise

YEAR = 2022
LABELS = {
    "本年支出合计": "spending.total",
    "部门整体支出": "spending.total",
    "基本支出": "spending.basic",
    "项目支出": "spending.project",
    "人员经费": "spending.personnel",
    "公用经费": "spending.operating",
    "日常公用经费": "spending.operating",
    "对个人和家庭的补助": "spending.household",
    "会议费": "spending.meetings",
    "培训费支出": "spending.training",
    "机关运行经费": "spending.running_cost",
    "“三公”经费": "spending.three_public.total",
    "因公出国（境）费": "spending.three_public.overseas",
    "公务用车购置及运行维护费": "spending.three_public.vehicles",
    "公务用车购置费": "spending.three_public.vehicle_purchase",
    "公务用车运行维护费": "spending.three_public.vehicle_running",
    "公务接待费": "spending.three_public.reception",
    "政府采购支出总额": "spending.procurement.total",
    "本年收入合计": "revenue.total",
    "财政拨款收入": "revenue.fiscal",
    "其他收入": "revenue.other",
}
MEASURES = {
    "": "actual",
    "为": "actual",
    "支出决算为": "actual",
    "决算数为": "actual",
    "年初预算为": "budget",
    "年初预算数": "budget",
    "全年预算数为": "adjusted_budget",
    "调整预算": "adjusted_budget",
}
#: words of comparison → field of amount, field of rate, attribute, its value
BASES = {
    "比上年": ("change", "change_rate", "prior_basis", "actual"),
    "较上年决算数": ("change", "change_rate", "prior_basis", "actual"),
    f"比{YEAR - 1}年度": ("change", "change_rate", "prior_basis", "actual"),
    f"比{YEAR - 1}年决算": ("change", "change_rate", "prior_basis", "actual"),
    "与上年相比": ("change", "change_rate", "prior_basis", "actual"),
    "同比": ("change", "change_rate", "prior_basis", "actual"),
    "比上年预算数": ("change", "change_rate", "prior_basis", "budget"),
    "比年初预算": ("variance", "variance_rate", "variance_of", "budget"),
    "较年初预算数": ("variance", "variance_rate", "variance_of", "budget"),
    "比全年预算数": ("variance", "variance_rate", "variance_of", "adjusted_budget"),
}
#: bases that do not say whether of the budget or of the accounts
UNSAID = ("比上年", f"比{YEAR - 1}年度", "与上年相比", "同比")
UP = (("增加", "增长"), ("增加", "上升"), ("增加", "增幅"), ("增长", "增长"))
DOWN = (("减少", "下降"), ("减少", "降低"), ("节约", "降幅"), ("压减", "下降"))
CAUSES = (
    "主要原因是人员变动",
    "主要原因是文物库房建设项目上年完工，减少支出150.00万元",
    "主要是调整了社会保险缴费基数",
    "主要是新增两辆执法车，增加购置费36.5万元、保险费2.1万元",
    "主要用于保障机构正常运转和完成日常工作任务",
    "主要用于购买设备12.3万元",
)
#: no words of the lexicon: they cut a figure off its label
NOISE = ("涉及房屋修缮改造", "覆盖城乡居民家庭", "带动社会投资", "帮扶困难群众", "撬动金融机构贷款")
#: words that make a label behind them the name of something else
OWNERS_NOT = ("智慧城区建设", "老旧管网改造", "乡村振兴示范", "人均", "下属学校")
ITEMS = {
    "基本工资": "30101", "津贴补贴": "30102", "奖金": "30103", "绩效工资": "30107", "住房公积金": "30113",
}  # fmt: skip
OFFICE = {"办公费": "30201", "印刷费": "30202", "水费": "30205", "电费": "30206", "差旅费": "30211", "劳务费": "30226"}


@dataclass(frozen=True, order=True)
class Says:
    """One statement: line (and item), field, value in 元 or percent, and on what basis."""

    path: str
    field: str
    value: Decimal
    item: str = ""
    basis: str = ""


@dataclass
class Sentence:
    text: str = ""
    says: list[Says] = field(default_factory=list)

    def add(self, text: str, *says: Says) -> None:
        self.text += text
        self.says.extend(says)


def bound(text: str, context: Context | None = None) -> list[Says]:
    """What the clause grammar binds in a text, in order."""
    reader = read(text, context)
    found = []
    for binding in reader.bindings:
        value = binding.mention.value if binding.mention and binding.mention.value is not None else Decimal(0)
        subject = binding.subject
        item = subject.items[-1].code or subject.items[-1].name if subject.items else ""
        basis = dict(binding.attributes).get("prior_basis", "") if binding.field != "prior" else ""
        basis = basis or next((v for k, v in binding.attributes if k in ("variance_of", "completion_of")), "")
        found.append(Says(subject.path, binding.field, value * binding.sign, item, basis))
    return sorted(found)


def counted(text: str) -> list[tuple[str, int]]:
    """The counts of the 三公 lines that the clause grammar binds, in order: field and number."""
    return [
        (count.path.rpartition(".")[2], int(count.mention.value or 0) if count.mention else 0)
        for count in read(text).counts
    ]


def read(text: str, context: Context | None = None) -> ClauseReader:
    clean, _ = normalise(text)
    reader = ClauseReader(clean)
    for start, end in _paragraphs(clean):
        reader.read(tokenise(clean, start, end, scan(clean)), context or Context(year=YEAR))
    return reader


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


# ---------------------------------------------------------------- the grammar

wan = st.integers(1, 9_999_999).map(lambda cents: Decimal(cents).scaleb(-2))
rate = st.integers(0, 99_999).map(lambda hundredths: Decimal(hundredths).scaleb(-2))


def money(value: Decimal) -> str:
    return f"{value}万元"


def in_yuan(value: Decimal) -> Decimal:
    return value * 10_000


@st.composite
def statements(draw: st.DrawFn, labels: tuple[str, ...] = tuple(LABELS)) -> Sentence:
    """label measure amount (，measure amount)* (，占 …)? (，完成 …)? (，比 … )? (，cause)?"""
    sentence = Sentence()
    label = draw(st.sampled_from(labels))
    path = LABELS[label]
    possible = [words for words in sorted(MEASURES) if not (path.startswith("revenue") and "支出" in words)]
    measures = draw(st.lists(st.sampled_from(possible), min_size=1, max_size=3, unique_by=MEASURES.__getitem__))
    if "" in measures or "为" in measures:  # a bare figure comes first: behind another it would have no measure
        measures.sort(key=lambda words: words not in ("", "为"))
    for index, words in enumerate(measures):
        amount = draw(wan)
        said = Says(path, MEASURES[words], in_yuan(amount))
        sentence.add(f"{'，' if index else label}{words}{money(amount)}", said)
    if draw(st.booleans()):
        share = draw(rate)
        whole = draw(st.sampled_from(["本年支出", "总支出的", "支出合计的", ""]))
        sentence.add(f"，占{whole}{share}%", Says(path, "share", share))
    if draw(st.booleans()):
        done = draw(rate)
        of, field_ = draw(
            st.sampled_from([("年初预算", "budget"), ("全年预算数", "adjusted_budget"), ("预算", "budget")])
        )
        sentence.add(f"，完成{of}的{done}%", Says(path, "completion", done, basis=field_))
    if draw(st.booleans()):
        compare(draw, sentence, path)
    if draw(st.booleans()):
        sentence.add(f"，{draw(st.sampled_from(CAUSES))}")
    return sentence


def compare(draw: st.DrawFn, sentence: Sentence, path: str) -> None:
    words = draw(st.sampled_from(sorted(BASES)))
    amount_field, rate_field, _, basis = BASES[words]
    stated = {says.field for says in sentence.says}
    if words in UNSAID and "actual" not in stated:  # a budget is compared with the budget before
        basis = "budget"
    if draw(st.integers(0, 4)) == 0 and words.startswith(("比上年", "较")) and "与" not in words:
        sentence.add(f"，与{words[1:]}持平", Says(path, amount_field, Decimal(0), basis=basis))
        return
    sign, pairs = draw(st.sampled_from([(1, UP), (-1, DOWN)]))
    more, by = draw(st.sampled_from(pairs))
    amount, percent = draw(wan), draw(rate)
    gap = "，" if words == "与上年相比" and draw(st.booleans()) else ""
    sentence.add(f"，{words}{gap}{more}{money(amount)}", Says(path, amount_field, sign * in_yuan(amount), basis=basis))
    if draw(st.booleans()):
        sentence.add(f"，{by}{percent}%", Says(path, rate_field, sign * percent, basis=basis))


@st.composite
def paragraphs(draw: st.DrawFn) -> Sentence:
    """Several statements one after the other."""
    whole = Sentence()
    for index, one in enumerate(draw(st.lists(statements(), min_size=1, max_size=4))):
        whole.add(("。" if index else f"{YEAR}年度") + one.text, *one.says)
    whole.add("。")
    return whole


@st.composite
def listed(draw: st.DrawFn) -> Sentence:
    """label amount（item amount，…） · label amount，其中：item amount，… · items分别为 …"""
    sentence = Sentence()
    label, names = draw(st.sampled_from([("人员经费", ITEMS), ("公用经费", OFFICE)]))
    path, total = LABELS[label], draw(wan)
    chosen = draw(st.lists(st.sampled_from(sorted(names)), min_size=1, max_size=5, unique=True))
    amounts = [draw(wan) for _ in chosen]
    says = [Says(path, "actual", in_yuan(a), item=names[n]) for n, a in zip(chosen, amounts, strict=True)]
    mark = draw(st.sampled_from(["，", "、", "；"]))
    pairs = mark.join(f"{n}{money(a)}" for n, a in zip(chosen, amounts, strict=True))
    shape = draw(st.sampled_from(["brackets", "whereof", "respectively"]))
    if shape == "respectively" and len(chosen) > 1:
        figures = "、".join(money(a) for a in amounts)
        pairs = f"{'、'.join(chosen[:-1])}、{chosen[-1]}分别为{figures}"
    opener, closer = ("（", "）") if shape == "brackets" else ("，其中：", "")
    sentence.add(f"{label}{money(total)}{opener}{pairs}{closer}。", Says(path, "actual", in_yuan(total)), *says)
    return sentence
