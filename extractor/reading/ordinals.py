"""Ordinals in front of headings and list items, as a numbering system."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.reading.numbers import chinese_integer

_CN = "〇零一二三四五六七八九十百"
#: style → pattern; the styles in the order in which documents usually nest them
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第([{_CN}]+|\d+)(?:部分|章|篇)[、：:]?")),
    ("cn", re.compile(rf"([{_CN}]+)(?:、|[.．，](?!\d))")),
    ("cn_paren", re.compile(rf"[（(]([{_CN}]+)[）)][、.．]?")),
    ("dotted", re.compile(r"(\d{1,2}(?:[.．]\d{1,2})+)[、.．]?(?=[^\d.%％万亿元])")),
    ("arabic", re.compile(r"(\d{1,2})[.．、](?!\d)|(\d{1,2})、(?=20\d\d年)")),
    ("arabic_paren", re.compile(r"[（(](\d{1,2})[）)][、.．]?")),
    ("half_paren", re.compile(r"(\d{1,2})[）)]")),
    ("circled", re.compile(r"([①-⑳])")),
)
#: by the character that they begin with; the others begin with a digit
_BY_FIRST = {
    first: tuple((style, pattern) for style, pattern in _STYLES if style in styles)
    for firsts, styles in (
        ("第", ("part",)), (_CN, ("cn",)), ("（(", ("cn_paren", "arabic_paren")),
        ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", ("circled",)),
    )
    for first in firsts
}  # fmt: skip
_OF_DIGITS = tuple((style, pattern) for style, pattern in _STYLES if style in ("dotted", "arabic", "half_paren"))
RANK = {style: rank for rank, (style, _) in enumerate(_STYLES)} | {"bare": 1}
_BARE = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Ordinal:
    """An ordinal at the head of a paragraph: style, number in the sequence, and characters taken."""

    style: str
    number: int
    text: str
    length: int


def ordinal_at(text: str, start: int, end: int) -> Ordinal | None:
    """The ordinal that `text[start:end]` begins with."""
    first = text[start : start + 1]
    styles = _BY_FIRST.get(first) or (_OF_DIGITS if first.isdigit() else ())
    for style, pattern in styles:
        match = pattern.match(text, start, end)
        if match is None:
            continue
        digits = match.group(1) or match.group(match.lastindex or 1)
        if style == "circled":
            number: int | None = ord(digits) - ord("①") + 1
        elif style == "dotted":
            number = int(re.split(r"[.．]", digits)[-1])
        else:
            number = int(digits[:6]) if digits.isdigit() else chinese_integer(digits)  # more digits count nothing
        if number is not None:
            nested = "dotted_deep" if style == "dotted" and len(re.findall(r"\d+", digits)) > 2 else style  # 1.1.1
            return Ordinal(nested, number, match.group().rstrip("、.．，：:") or match.group(), match.end() - start)
    return None


def bare_ordinal_at(text: str, start: int, end: int) -> Ordinal | None:
    """A number without a mark (1 部门概况): an ordinal only in front of a title that is known to be one."""
    match = _BARE.match(text, start, end)
    return Ordinal("bare", int(match[1]), match[1], match.end() - start) if match else None
