"""What a check says: one Chinese sentence with the figures as stated, in their own units."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from extractor.checks.figures import WORTH, Figure, decimals
from extractor.checks.rule import Rule
from extractor.checks.verdicts import Relation, Verdict
from extractor.records.leaves import Count, Score

SUMS = (
    "sum", "sets", "balance", "sources", "funds", "scored", "weights", "classes", "functions", "items", "itemised",
    "columns", "levels", "lists", "sides",
)  # fmt: skip
_CHANGES = ("增减率", "增减额")  #: how the labels of changes end
_SHORT = 4  #: characters of a word for nothing (未发生, 持平); more of them are a clause
_FEW = 4  #: parts that a message names one by one


def message(relation: Relation, verdict: Verdict) -> str:
    """The whole sentence, full stop included."""
    if verdict.status == "unverifiable":
        return f"{_claim(relation, verdict)}，{_why_not(relation, verdict)}。"
    if verdict.status == "mismatch":
        return f"{_claim(relation, verdict)}，{_difference(relation, verdict)}。"
    agrees = "相符" if verdict.status == "exact" else "在四舍五入范围内相符"
    return f"{_claim(relation, verdict)}，{agrees}。"


def shortfall(relation: Relation, verdict: Verdict) -> str:
    """The sentence of a notice: parts that leave some of the whole unsaid."""
    assert verdict.expected is not None
    rest = money(relation.subject.value - verdict.expected, relation.subject)
    return f"{_said(relation.subject)}，{_parts(relation, verdict)}，其余{rest}未列明。"


def conflict(relation: Relation, verdict: Verdict) -> str:
    """The sentence of a notice: two figures under one name that are no slip of each other."""
    return f"{_claim(relation, verdict)}，{_difference(relation, verdict)}，未能判定是笔误还是两件事项。"


def remark(relation: Relation) -> str:
    """The sentence of a notice of plausibility."""
    match relation.rule.kind:
        case "of_nothing":
            return f"{_said(relation.subject)}，而{_said(relation.inputs[0])}，基数为零，比率无意义。"
        case "blank":
            return f"{_said(relation.subject)}，《{relation.names['statement']}》中此项为空。"
        case _:
            return excess(relation)


def excess(relation: Relation) -> str:
    """The sentence of a notice: a figure above the one that limits it."""
    limit = relation.inputs[0]
    beyond = plain(relation.subject.value - limit.value) + relation.subject.unit
    if relation.subject.is_money:
        beyond = money(relation.subject.value - limit.value, relation.subject)
    return f"{_said(relation.subject)}，大于{_said(limit)}，多{beyond}。"


def tallied(rule: Rule, statement: str, exact: int, within: int) -> str:
    """The sentence about all the sums of one table."""
    nearly = f"，其中{within}处在四舍五入范围内" if within else ""
    return f"《{statement}》{rule.title.removeprefix('表内').partition('：')[2]}，共{exact + within}处相符{nearly}。"


def _said(figure: Figure) -> str:
    """A label and what is printed for it: 人员经费决算数18366832.44元, 支出合计比上年减少5.00万元."""
    if not figure.said:
        figure.said = _in_words(figure)
    return figure.said


def _in_words(figure: Figure) -> str:
    label, words = figure.label, printed(figure)
    bare = decimals(words) is None
    if label.endswith(_CHANGES):
        way = _way(figure, figure.value)
        if way or bare:  # 比上年增加5万元, 比上年持平
            return f"{label[: -len(_CHANGES[0])]}{way}{words}"
    if bare and not figure.value and len(words) > _SHORT:
        return f"{label}为零（“{words}”）"
    gap = "" if label.endswith(("数", "率", "额")) or type(figure.leaf) is Count else "为"
    return f"{label}{gap}{words}"


def printed(figure: Figure) -> str:
    """What is printed, with the unit that stands above its table where it has none of its own."""
    words = figure.stated.replace(" ", "")
    bare = words[-1:].isdigit() and (figure.is_money or type(figure.leaf) is Score)
    return f"{words}{figure.unit}" if bare else words


def _way(figure: Figure, value: Decimal) -> str:
    """The direction of a change, which the printed digits leave out; "" for what is no change, or nothing."""
    if not figure.label.endswith(_CHANGES) or not value or not any(sign.isdigit() for sign in figure.stated):
        return ""
    up, down = ("增长", "下降") if figure.is_rate else ("增加", "减少")
    return down if value < 0 else up


def _claim(relation: Relation, verdict: Verdict) -> str:
    """What is stated, and what follows from the other figures."""
    subject, inputs, kind = relation.subject, relation.inputs, relation.rule.kind
    if kind in ("sides", "both_totals"):
        return f"{_said(subject)}，{_said(inputs[0])}"
    if kind in SUMS:
        return f"{_said(subject)}，{_parts(relation, verdict)}"
    if kind in ("restated", "twins", "twin_lists", "equal", "grand_total", "joint_total"):
        return f"{_said(subject)}，{_place(inputs[0])}{_said(inputs[0])}"
    if kind == "direction":
        return f"{_said(subject)}，{_said(inputs[0])}，原文称“{relation.names['words']}”"
    if kind == "bound":
        return f"{_said(subject)}，上限为{_said(inputs[0])}"
    names = "和".join(_said(figure) for figure in inputs)
    result = f"应为{_expected(relation, verdict)}" if verdict.expected is not None else "无从推算"
    return f"{_said(subject)}，按{names}计算{result}"


def _parts(relation: Relation, verdict: Verdict) -> str:
    inputs = relation.inputs
    added = "" if verdict.expected is None else _expected(relation, verdict)
    if len(inputs) == 1:
        return _said(inputs[0])
    if len(inputs) <= _FEW:
        return f"{'＋'.join(_said(figure) for figure in inputs)}合计{added}"
    return f"所列{len(inputs)}项合计{added}"


def _place(figure: Figure) -> str:
    page = figure.evidence[0].page if figure.evidence else None
    return "另一处" if page is None else f"第{page}页另一处"


def _why_not(relation: Relation, verdict: Verdict) -> str:
    if not relation.joined:
        return "资金口径不同，无法核对"
    if verdict.expected is None and relation.rule.kind in ("growth", "completion", "share", "variance"):
        return "基数为零，比率无意义"
    return "无法据此核对"


def _difference(relation: Relation, verdict: Verdict) -> str:
    assert verdict.expected is not None
    gap = relation.subject.value - verdict.expected
    if relation.rule.kind == "direction":
        return "与数字不符"
    if relation.rule.kind in SUMS and relation.rule.kind != "sides" and len(relation.inputs) > 1:
        short = "少" if gap > 0 else "多"
        return f"明细比合计{short}{amount(abs(gap), relation.subject)}"
    if relation.rule.kind == "bound":
        return f"超出{amount(gap, relation.subject)}"
    if relation.subject.is_rate:
        shown = rounded(verdict.expected, _places(verdict.expected, relation.subject))  # so that the two subtract
        return f"相差{plain(abs(relation.subject.value - Decimal(shown)))}个百分点"
    return f"相差{amount(abs(gap), relation.subject)}"


def _expected(relation: Relation, verdict: Verdict) -> str:
    """The computed value in the subject's unit and, for rates, with one decimal more than printed where that helps."""
    assert verdict.expected is not None
    way = _way(relation.subject, verdict.expected)
    return way + amount(abs(verdict.expected) if way else verdict.expected, relation.subject)


def amount(value: Decimal, like: Figure) -> str:
    """A number in the unit in which `like` is stated."""
    if like.is_rate:
        return f"{rounded(value, _places(value, like))}%"
    return money(value, like) if like.is_money else f"{plain(value)}{like.unit}"


def _places(value: Decimal, like: Figure) -> int:
    """The decimals of a computed rate: those that are printed, one more where it is small."""
    places = (decimals(like.stated) or 0) + (1 if abs(value) < 10 else 0)
    return max(places, 1 if value % 1 else 0)


def money(value: Decimal, like: Figure) -> str:
    """An amount in the unit of another, with all its digits, and written like it: 31,214,205.80元."""
    words = plain(value / WORTH[like.unit])
    whole, _, places = words.partition(".")
    lacking = (decimals(like.stated) or 0) - len(places)
    if lacking > 0:
        places += "0" * lacking
    if "," in like.stated:
        whole = format(Decimal(whole), ",f")
    return f"{whole}.{places}{like.unit}" if places else f"{whole}{like.unit}"


def rounded(value: Decimal, places: int) -> str:
    return format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")


def plain(value: Decimal) -> str:
    """Positional, without trailing zeros behind the point."""
    words = format(value, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words
