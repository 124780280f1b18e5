"""Numbers as stated: their exact value, and the interval that their digits denote."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

#: a unit's power of ten in 元
UNITS: dict[str, int] = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
#: Digits of a figure: no sum of money has so many, and arithmetic with them is exact to the last one (28 places hold
#: them in any unit). What is longer is a figure that nobody can have meant.
LONGEST = 18
_LONGEST_WORDS = 40  #: characters in which a number is spelled
_CENT = -2
_ONE = Decimal(1)
_DIGITS = (
    {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    | {c: i for i, c in enumerate("〇一二三四五六七八九")}
    | {"两": 2}
)
_PLACES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_BLOCKS = {"万": 10_000, "亿": 100_000_000}


def decimal_of(digits: str) -> Decimal:
    """The decimal that plain digits with thousands separators spell."""
    return Decimal(digits.replace(",", "").replace("，", ""))


def unwieldy(digits: str) -> bool:
    """Whether there are more digits than a figure can have."""
    return len(digits) > LONGEST and sum(map(str.isdigit, digits)) > LONGEST


@cache
def _step(place: int) -> Decimal:
    """One unit of the decimal place 10 ** `place`."""
    return _ONE.scaleb(place)


@cache
def _half(place: int) -> Decimal:
    """Half of it."""
    return _step(place) / 2


def _scaled(digits: str, power: int, last: int) -> Decimal:
    """`digits` times 10 ** `power`, whose last digit is then at 10 ** `last`."""
    plain = digits.replace(",", "").replace("，", "")
    if power and last >= 0:
        return Decimal(plain.replace(".", "") + "0" * last)  # 2554.05 万元 is 25540500, not 2.55405E+7
    return Decimal(f"{plain}E{power}" if power else plain)


def places(digits: str) -> int:
    """Digits after the decimal point."""
    return len(digits) - digits.rfind(".") - 1 if "." in digits else 0


def interval(digits: str, power: int = 0, *, approximate: bool = False) -> tuple[Decimal, Decimal, Decimal]:
    """value, low, high of money, in 元, stated in a unit of 10 ** `power` 元.

    Half of the last digit's place either way; money stated to the cent (or finer) is exact, since half a cent
    cannot be paid. Approximations (约, 余, 多) widen the interval to ±1 of the last digit stated.
    """
    last = power - places(digits)
    value = _scaled(digits, power, last)
    if last <= _CENT and not approximate:
        return value, value, value
    half = _step(last) if approximate else _half(last)
    return value, value - half, value + half


def percent_interval(digits: str) -> tuple[Decimal, Decimal, Decimal]:
    """value, low, high of a percentage: half of its last printed digit either way."""
    value = decimal_of(digits)
    half = _half(-places(digits))
    return value, value - half, value + half


def chinese_integer(text: str) -> int | None:
    """十六 → 16, 壹佰玖拾贰万柒仟零贰拾壹 → 1927021; None where the characters spell no number, or an endless one."""
    if len(text) > _LONGEST_WORDS:
        return None
    if text and all(c in _DIGITS for c in text) and len(text) > 1:
        return int("".join(str(_DIGITS[c]) for c in text))
    total = block = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _PLACES:
            block += (digit or 1) * _PLACES[character]
            digit = 0
        elif character in _BLOCKS:
            below = block + digit
            total = (total + below) * _BLOCKS["亿"] if character == "亿" else total + below * _BLOCKS["万"]
            block = digit = 0
        else:
            return None
    return total + block + digit if text else None


def capital_amount(text: str) -> Decimal | None:
    """壹佰玖拾贰万柒仟零贰拾壹元玖角伍分 → 1927021.95 (元)."""
    whole, _, rest = text.partition("元" if "元" in text else "圆")
    value = chinese_integer(whole)
    if value is None:
        return None
    fen = 0
    digit = 0
    for character in rest:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in "角分":
            fen += digit * (10 if character == "角" else 1)
            digit = 0
    return Decimal(value) + Decimal(fen) / 100
