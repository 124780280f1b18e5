"""The words of a target → what they ask: 96%以上 → at least 96 %, 4-5次 → 4 to 5 次, 合规 → qualitative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Op = Literal[">=", ">", "<=", "<", "=", "range", "qualitative"]

#: spelled before the figure, the longest first
_BEFORE: dict[str, Op] = {
    **dict.fromkeys(
        ("大于或等于", "大于等于", "不低于", "不少于", "不小于", "至少", "达到", "≥", "⩾", "≧", ">="), ">="
    ),
    **dict.fromkeys(("大于", "超过", "高于", "多于", "超", "＞", ">"), ">"),
    **dict.fromkeys(
        ("小于或等于", "小于等于", "不超过", "不高于", "不大于", "不多于", "控制在", "至多", "≤", "⩽", "≦", "<="), "<="
    ),
    **dict.fromkeys(("小于", "低于", "少于", "＜", "<"), "<"),
    **dict.fromkeys(("等于", "＝", "="), "="),
}
#: spelled behind it
_AFTER: dict[str, Op] = {
    **dict.fromkeys(("及其以上", "及以上", "（含）以上", "以上"), ">="),
    **dict.fromkeys(("及其以下", "及以下", "（含）以下", "以下", "以内", "之内", "及以内"), "<="),
}
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
#: a measure word: no figure, no separator; brackets around it fall off
_UNIT = r"[^\d\s，。；、：,;:（）()＋+~～–—≥≤<>=/-]{1,8}?(?:/[^\d\s，。；、：（）()/]{1,4}?)?"
_ASKED = re.compile(
    rf"(?P<before>{'|'.join(map(re.escape, sorted(_BEFORE, key=len, reverse=True)))})?"
    rf"(?P<low>{_NUMBER})(?:(?P<unit0>{_UNIT})?(?:[-~～–—－]|至|到)(?P<high>{_NUMBER}))?"
    rf"(?:(?P<unit>{_UNIT})|[（(](?P<bracketed>{_UNIT})[）)])??"
    rf"(?P<after>{'|'.join(map(re.escape, sorted(_AFTER, key=len, reverse=True)))})?"
)
#: what follows a figure and makes it a date, a deadline or a comparison instead of a quantity
_NO_UNIT = re.compile(
    r"(?:[月日].*|号|时|点|年[底末前初内]?|.*[前后底]|.*(?:完成|左右|优|良|合格|达标|提高|增长|下降|降低|增加|减少|的).*)$"
)
_SPACE = re.compile(r"\s+")
_WIDE = str.maketrans("０１２３４５６７８９％．，－", "0123456789%.,-")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a target asks. `low` and `high` bound it: one of them for an inequality, both the same for "="."""

    op: Op
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None


QUALITATIVE = Asked("qualitative")


def parse_target(text: str) -> Asked:
    """One condition on one figure; anything else (words, several conditions, dates) is qualitative."""
    text = _SPACE.sub("", text).rstrip("。；;.").translate(_WIDE)
    if len(text) > 40:
        return QUALITATIVE
    match = _ASKED.fullmatch(text)
    if match is None:
        return QUALITATIVE
    unit = match["unit"] or match["bracketed"]
    low = _decimal(match["low"])
    if unit and not _counts(unit, match["low"]):
        return QUALITATIVE
    before, after = _BEFORE.get(match["before"] or ""), _AFTER.get(match["after"] or "")
    if match["high"] is not None:
        high = _decimal(match["high"])
        same = match["unit0"] in (None, unit)
        return Asked("range", low, high, unit) if same and not before and not after and low <= high else QUALITATIVE
    op = before or after or "="
    if before and after and before[0] != after[0]:
        return QUALITATIVE
    return Asked(op, low if op in (">=", ">", "=") else None, low if op in ("<=", "<", "=") else None, unit)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _counts(unit: str, digits: str) -> bool:
    """Whether a word behind a figure is a measure word. 3年 is a span of time, 2020年 is not."""
    if unit == "年":
        return len(digits) < 4
    return _NO_UNIT.match(unit) is None
