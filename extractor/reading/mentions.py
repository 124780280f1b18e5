"""Mentions: every amount, percentage, count, score and year of a text, found once. Fields claim them later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from extractor.reading.numbers import (
    UNITS,
    capital_amount,
    chinese_integer,
    decimal_of,
    interval,
    percent_interval,
    unwieldy,
)

#: seconds; no text of a real report comes near it
TIMEOUT = 5.0

_NUMBER = r"(?>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_FIGURES, _SPELLED = "一二两三四五六七八九十", "零壹贰叁肆伍陆柒捌玖拾佰仟"
_CAPITALS = _SPELLED + "万亿"
_COUNT_UNITS = "人次|批次|团组|辆次|人|名|个|辆|台|套|批|项|家|户|次|件|场|位"
_RANGE, _PER = frozenset("-~～—–至"), ("/", "每")
#: digits that belong to a longer token (codes, document numbers, dates) are no figure of their own, nor are those after
#: a character that nobody could read: it may have been a digit
_START = r"(?<![\d.,A-Za-z\ufffd\ue000-\uefff])"
_MENTION: Any = regex.compile(  # type: ignore[no-untyped-call]
    rf"""
    (?P<capital>(?<![{_CAPITALS}])[{_SPELLED}][{_CAPITALS}]*[元圆](?:零?[零壹贰叁肆伍陆柒捌玖][角分]|整)*)
  | {_START}(?P<year>(?:19|20)\d\d)(?:年(?![期限龄均初末底中])度?|(?=年[初末底中]))
  | (?P<approx>(?<![节大制条合签])约|(?<![附最临靠])近|大约|将近)?
    (?P<sign>(?<![\d.,A-Za-z%）元\u4e00-\u9fff])-)?{_START}(?P<digits>{_NUMBER})(?:
        (?P<more>[余多])?
          (?P<unit>亿元|百万元|千元|万元|元(?!旦|月|器|素|宵|件)|[万亿](?=[余多]?元))
          (?P<more2>[余多]元|[余多](?=[，。；、）]|$)|左右)?
      | (?P<lost>[万亿])(?=[，。；、,;（）)]|$|\n)
      | (?P<percent>%)
      | (?P<times>倍)
      | (?P<point>个百分点)
      | 分(?P<score>)(?!之|钟|类|别|局|部|公|管|解|配|级|为|布|行|批|期|项|析|支|工|散|红|店|院|校|会)
      | (?P<count>{_COUNT_UNITS})(?!民币|均)
      | (?P<bare>)(?=[，。；])
    )
  | (?P<words>[一二两三四五六七八九十]{{1,3}})(?P<words_unit>人次|批次|名|辆|台)
    """,
    regex.VERBOSE,
)
#: what must stand right before a rate whose sign is not printed
_CHANGES = ("增长", "下降", "上升", "降低", "减少", "增加")


#: where a mention may begin: `_MENTION` is tried there and nowhere else. What must not stand before a character is
#: asked behind it, so that the search skips to characters that begin one.
_OPENING = re.compile(
    rf"""[-\d约近大将{_FIGURES}{_SPELLED}](?:
    (?<=\d)(?<![\d.,A-Za-z\ufffd\ue000-\uefff].)(?=[\d,]*(?:\.\d+)?[余多亿百千万元%倍个分{_COUNT_UNITS}年，。；])
  | (?<!\d)(?:
        (?<=-)(?=\d)
      | (?<=[约近大将])(?=[约近]?-?\d)
      | (?<=[{_FIGURES}])(?=[{_FIGURES}]{{0,2}}[{_COUNT_UNITS}])
      | (?<=[{_SPELLED}])(?<![{_CAPITALS}].)(?=[{_CAPITALS}]*[元圆])
    ))""",
    re.VERBOSE,
)


@dataclass(slots=True)
class Mention:
    """A figure in the text. `value`, `low`, `high` are 元 for amounts, percent for percents, plain otherwise."""

    kind: str  #: amount | percent | count | score | year | unwieldy (money of more digits than there is)
    start: int
    end: int
    value: Decimal | None
    low: Decimal
    high: Decimal
    unit: str
    stated: str
    claimed: bool = False
    lost: bool = False  #: the sign is not printed (下降9.52，): a rate only where a comparison makes it one
    loose: bool = False  #: the upper end of "4-5", or a rate ("300元/人"): a figure, but of no line
    table: bool = False  #: stands in a cell of a ruled table
    label: str | None = None  #: what it is, where the words right before it do not say so


def scan(text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """All mentions of `text[start:end]`, in order, none overlapping. Raises TimeoutError on a hostile text."""
    found: list[Mention] = []
    until, last = len(text) if end is None else end, start
    for opening in _OPENING.finditer(text, start, until):
        place = opening.start()
        if place < last or (match := _MENTION.match(text, place, until, timeout=TIMEOUT)) is None:
            continue
        if match["bare"] is not None and not _is_rate(text, match):
            continue
        last = match.end()
        mention = _mention(text, match)
        if mention is not None:
            found.append(mention)
    return found


def _is_rate(text: str, match: Any) -> bool:
    """Whether a number without anything behind it is a rate: 下降9.52，."""
    digits = match.group()
    return "." in digits and "," not in digits and digits[0].isdigit() and text.endswith(_CHANGES, 0, match.start())


def _mention(text: str, match: Any) -> Mention | None:
    start, end = match.span()
    stated = match.group()
    (
        capital, year, approx, sign, digits, more, unit, more2, lost, percent, times, point, _, count, bare, words, who,
    ) = match.groups()  # fmt: skip
    if capital:
        value = capital_amount(stated)
        if value is None or unwieldy(f"{value:f}"):
            return _unwieldy(start, end, "元", stated)
        return Mention("amount", start, end, value, value, value, "元", stated)
    if year:
        value = Decimal(year)
        return Mention("year", start, end, value, value, value, "年", stated)
    if words:
        number = chinese_integer(words)
        if number is None:
            return None
        value = Decimal(number)
        return Mention("count", start, end, value, value, value, who, stated)
    unit = unit or lost
    if unit and not unit.endswith("元"):
        unit += "元"
    if unwieldy(digits):
        return _unwieldy(start, end, unit, stated) if unit else None
    first = match.start("digits")
    loose = (sign is None and text[max(0, first - 1) : first] in _RANGE) or text[end : end + 1] in _PER
    if unit:
        rough = bool(approx or more or (more2 or "").strip("元"))
        value, low, high = interval(digits, UNITS[unit], approximate=rough)
        if sign:
            value, low, high = -value, -high, -low
        return Mention("amount", start, end, value, low, high, unit, stated, loose=loose)
    if percent or times:
        value, low, high = percent_interval(digits)
        if times:
            value, low, high = value * 100, low * 100, high * 100
        if sign:
            value, low, high = -value, -high, -low
        return Mention("percent", start, end, value, low, high, "%", stated, loose=loose)
    if bare is not None:
        value, low, high = percent_interval(digits)
        return Mention("percent", start, end, value, low, high, "%", stated, lost=True)
    value = decimal_of(digits)
    if point:
        return Mention("points", start, end, value, value, value, "个百分点", stated)
    if count:
        kind = "count" if value == value.to_integral_value() else "other"
        return Mention(kind, start, end, value, value, value, count, stated, loose=loose)
    return Mention("score", start, end, value, value, value, "分", stated, loose=loose)


def _unwieldy(start: int, end: int, unit: str, stated: str) -> Mention:
    """Money that no field can hold: it is listed without a value."""
    zero = Decimal(0)
    return Mention("unwieldy", start, end, None, zero, zero, unit, stated)
