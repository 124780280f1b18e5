"""Prose as the clause grammar reads it: labels, measures, directions, figures, brackets and separators."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extractor.lexicon.labels import Word, vocabulary
from extractor.reading.mentions import Mention

#: single characters that structure a sentence
_MARKS = {
    character: kind
    for kind, characters in (
        ("comma", "，,"), ("semicolon", "；;"), ("stop", "。！？\n"), ("enum", "、"), ("colon", "：:"),
        ("open", "（(【"), ("close", "）)】"),
    )
    for character in characters
}  # fmt: skip
#: a functional item as a path in quotation marks: “一般公共服务支出-财政事务-行政运行”科目
_PATH = re.compile(r"“?(?P<names>[\u4e00-\u9fff（）]{3,40}(?:[-—－][\u4e00-\u9fff（）]{2,40}){1,2})”(?:科目)?")
#: months of a part of the year, or of all of it
_MONTHS = re.compile(r"(?:(?P<first>\d{1,2})月?[-—–~～至到])?(?P<last>\d{1,2})月(?:\d{1,2}日|底|末|份)?")
_UNTIL = re.compile(r"截[至止][^，。；\d]{0,3}(?:\d{4}年)?$")
LEVELS = {"（类）": "class", "（款）": "division", "（项）": "entry"}


@dataclass(slots=True)
class Token:
    """A piece of a sentence. `kind` is a word kind of the lexicon, a mark, "mention", "level", "months" or "noise"."""

    kind: str
    start: int
    end: int
    word: Word | None = None
    mention: Mention | None = None
    level: str | None = None


def _months(text: str, position: int, end: int) -> Token | None:
    """1-9月, 截至6月底: a part of the year; 1-12月, 截至12月31日: all of it. A date alone (6月购置) is none."""
    found = _MONTHS.match(text, position, end)
    if found is None or text[position - 1 : position].isdigit():
        return None
    first, last = found["first"], int(found["last"])
    if not 1 <= last <= 12 or (first is None and _UNTIL.search(text[max(0, position - 12) : position]) is None):
        return None
    whole = last == 12 and first in (None, "1", "01")
    return Token("months", position, found.end(), level="all" if whole else "part")


def tokenise(text: str, start: int, end: int, mentions: list[Mention]) -> list[Token]:
    """`text[start:end]` as tokens without gaps. `mentions` are all of the document's, in order."""
    words = vocabulary()
    first = words.first
    tokens: list[Token] = []
    index = bisect_left(mentions, start, key=lambda mention: mention.start)
    upcoming = mentions[index] if index < len(mentions) else None
    position = noise = start
    while position < end:
        token: Token | None = None
        character = text[position]
        if upcoming is not None and upcoming.start == position:
            token = Token("mention", position, min(upcoming.end, end), mention=upcoming)
            index += 1
            upcoming = mentions[index] if index < len(mentions) else None
        elif character == "（" and text[position : position + 3] in LEVELS:
            token = Token("level", position, position + 3, level=LEVELS[text[position : position + 3]])
        elif character == "“" and (path := _PATH.match(text, position, end)) is not None:
            token = Token("path", path.start("names"), path.end())
            if noise < position:
                tokens.append(Token("noise", noise, position))
            noise = position = token.start
        else:
            limit = min(end, upcoming.start) if upcoming is not None else end
            found = words.match(text, position, limit) if character in first else None
            if found is not None:
                token = Token(found[1].kind, position, position + len(found[0]), word=found[1])
            elif (mark := _MARKS.get(character)) is not None:
                token = Token(mark, position, position + 1)
            elif character.isdigit():
                token = _months(text, position, limit)
        if token is None:
            position += 1
            continue
        if noise < position:
            tokens.append(Token("noise", noise, position))
        tokens.append(token)
        position = noise = token.end
    if noise < end:
        tokens.append(Token("noise", noise, end))
    return tokens
