"""Makes two spellings of one name equal: brackets, spaces, quotation marks, link words and endings do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: What may be missing in a name without making it another one.
_IGNORED = str.maketrans("", "", " \t\r\n\u3000\u00a0()〔〕[]【】<>《》\"'“”‘’「」、,.。:;·…-—_*和与及的")
#: A code, an ordinal or 其中 before the name: 30101 基本工资, 一、一般公共服务支出, （三）住房保障支出, 2.办公费.
_BEFORE = re.compile(
    r"^(?:\d{3,7}(?=\D)|[(（]?[一二三四五六七八九十]{1,3}(?:[)）]|、)|[(（]?\d{1,2}[)）.、．]|其中[:：])\s*"
)
#: 类, 款, 项 after a functional name; and an ending in brackets of one character that many leave out: 因公出国（境）费.
_LEVEL = re.compile(r"[(（\[【]\s*[类款项]\s*[)）\]】]")
_OPTIONAL = re.compile(r"[(（〔]\s*.\s*[)）〕]")
#: Longest first: of 养老保险缴费 the whole 缴费 goes, not 费.
_ENDINGS = ("费用支出", "缴费支出", "费支出", "经费", "费用", "缴费", "支出", "费")
_HOLLOW = frozenset({"其他", "其它", ""})


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """The name without what does not count. Two names with the same plain form are the same name."""
    text = unicodedata.normalize("NFKC", _LEVEL.sub("", name)).strip()
    while (found := _BEFORE.match(text)) is not None:
        text = text[found.end() :]
    return text.translate(_IGNORED).replace("其它", "其他")


@lru_cache(maxsize=8192)
def stem(name: str) -> str:
    """The plain name without its ending: 费, 费用, 经费, 缴费 and 支出 are often exchanged or left out."""
    return _cut(plain(name))


def spellings(name: str) -> tuple[str, ...]:
    """The plain forms of an official name: as it stands, and without a bracket that holds one character."""
    short = plain(_OPTIONAL.sub("", _LEVEL.sub("", name)))
    full = plain(name)
    return (full,) if short == full else (full, short)


def _cut(text: str) -> str:
    for ending in _ENDINGS:
        if text.endswith(ending):
            rest = text[: -len(ending)]
            return text if rest in _HOLLOW else rest
    return text
