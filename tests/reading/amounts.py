"""Amounts written in every way that reports write them, with what they denote worked out from the contract alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

FACTORS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_PLACES = ("", "拾", "佰", "仟")
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True)
class Written:
    """A figure as printed, and what it denotes in 元 (or percent)."""

    text: str
    value: Decimal
    low: Decimal
    high: Decimal


def denoted(number: Decimal, decimals: int, unit: str, approximate: bool) -> tuple[Decimal, Decimal, Decimal]:
    """Value and interval: half of the last digit either way, the cent exact, approximations one whole last digit."""
    factor = FACTORS[unit]
    last = Decimal(factor) / 10**decimals
    exact = unit == "元" and decimals >= 2
    half = last if approximate else Decimal(0) if exact else last / 2
    value = number * factor
    return value, value - half, value + half


def grouped(digits: str, comma: str) -> str:
    whole, point, rest = digits.partition(".")
    groups = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return comma.join([whole, *groups]) + point + rest


@st.composite
def amounts(draw: st.DrawFn, approximate: bool = True) -> Written:
    """Any amount: unit × decimals × separators × width × spaces × 约, 余 …"""
    unit = draw(st.sampled_from(sorted(FACTORS)))
    decimals = draw(st.integers(0, 4 if unit != "元" else 2))
    number = Decimal(draw(st.integers(0, 10 ** draw(st.integers(1, 12))))).scaleb(-decimals)
    digits = format(number, "f")
    separator = draw(st.sampled_from(["", ",", "，"]))
    digits = grouped(digits, separator) if separator else digits
    if draw(st.booleans()):
        digits = digits.translate(FULL_WIDTH)
    gap = draw(st.sampled_from(["", " ", "  "]))
    before, after = "", ""
    if approximate:
        before, after = draw(st.sampled_from([("", ""), ("", ""), ("约", ""), ("近", ""), ("", "余"), ("", "多")]))
    spelled = gap.join(unit) if draw(st.booleans()) else unit
    inner = f"{after}{spelled}"
    value, low, high = denoted(number, decimals, unit, bool(before or after))
    return Written(f"{before}{gap}{digits}{gap}{inner}", value, low, high)


@st.composite
def percents(draw: st.DrawFn) -> Written:
    decimals = draw(st.integers(0, 3))
    number = Decimal(draw(st.integers(0, 99_999))).scaleb(-decimals)
    digits = format(number, "f")
    if draw(st.booleans()):
        digits = digits.translate(FULL_WIDTH)
    half = Decimal(1).scaleb(-decimals) / 2
    sign = draw(st.sampled_from(["%", "％", "倍"]))
    scale = 100 if sign == "倍" else 1
    gap = draw(st.sampled_from(["", " "]))
    return Written(f"{digits}{gap}{sign}", number * scale, (number - half) * scale, (number + half) * scale)


def capital(fen: int) -> str:
    """An amount in capitals, as on a cheque: 192702195 → 壹佰玖拾贰万柒仟零贰拾壹元玖角伍分."""
    whole, cents = divmod(fen, 100)
    words = _integer(whole) + "元"
    jiao, rest = divmod(cents, 10)
    if not cents:
        return words + "整"
    if jiao:
        words += f"{_CAPITALS[jiao]}角"
    elif whole:
        words += "零"
    return words + (f"{_CAPITALS[rest]}分" if rest else "")


def _integer(number: int) -> str:
    """零 once for a run of zeros inside, never at the end of a block of four."""
    blocks = []
    while number:
        number, block = divmod(number, 10_000)
        blocks.append(block)
    words = ""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block:
            padded = f"{block:04d}" if words else str(block)
            words += _block(padded) + ("", "万", "亿")[index]
        elif words and not words.endswith("零") and any(blocks[:index]):
            words += "零"
    return words or "零"


def _block(digits: str) -> str:
    words = ""
    for position, digit in enumerate(digits):
        if digit == "0":
            if not words.endswith("零") and digits[position:].strip("0"):
                words += "零"
        else:
            words += _CAPITALS[int(digit)] + _PLACES[len(digits) - 1 - position]
    return words
