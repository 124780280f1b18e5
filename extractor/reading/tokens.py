"""Prose as the clause grammar reads it: labels, measures, directions, figures, brackets and separators."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.labels import Word, vocabulary
from extractor.reading.mentions import Mention

#: single characters that structure a sentence, or may begin months
_MARKS = {
    character: kind
    for kind, characters in (
        ("comma", "，,"), ("semicolon", "；;"), ("stop", "。！？\n"), ("enum", "、"), ("colon", "：:"),
        ("open", "（(【"), ("close", "）)】"), ("digit", "0123456789"),
    )
    for character in characters
}  # fmt: skip
#: a functional item as a path in quotation marks: “一般公共服务支出-财政事务-行政运行”科目
_PATH = re.compile(r"“(?P<names>[\u4e00-\u9fff（）]{3,40}(?:[-—－][\u4e00-\u9fff（）]{2,40}){1,2})”(?:科目)?")
#: months of a part of the year, or of all of it
_MONTHS = re.compile(r"(?:(?P<first>\d{1,2})月?[-—–~～至到])?(?P<last>\d{1,2})月(?:\d{1,2}日|底|末|份)?")
_UNTIL = re.compile(r"截[至止][^，。；\d]{0,3}(?:\d{4}年)?$")
_SPECIAL = frozenset("（“")
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
    leads, lengths, meanings = _leads().get, words.lengths.get, words.meanings.get
    tokens: list[Token] = []
    index = bisect_left(mentions, start, key=lambda mention: mention.start)
    position = noise = start
    while position < end:
        upcoming = mentions[index] if index < len(mentions) else None
        limit = end if upcoming is None else min(end, upcoming.start)
        while position < limit:
            character = text[position]
            mark = leads(character)
            if mark is None:
                position += 1
                continue
            token = Token(mark, position, position + 1) if mark else None
            if token is None and character in _SPECIAL:
                token = _special(text, position, end)
            if token is None:
                # as `Vocabulary.match`, which a call at every character would make half as slow again
                for length in lengths(text[position : position + 2]) or lengths(character, ()):
                    until = position + length
                    if until <= limit and (word := meanings(text[position:until])) is not None:
                        token = Token(word.kind, position, until, word)
                        break
                else:
                    if (kind := _MARKS.get(character)) == "digit":
                        token = _months(text, position, limit)
                    elif kind is not None:
                        token = Token(kind, position, position + 1)
            if token is None:
                position += 1
                continue
            if noise < position:
                tokens.append(Token("noise", noise, position))
            tokens.append(token)
            position = noise = token.end
        if upcoming is not None and upcoming.start == position < end:
            if noise < position:
                tokens.append(Token("noise", noise, position))
            position = noise = min(upcoming.end, end)
            tokens.append(Token("mention", upcoming.start, position, None, upcoming))
        index += 1
    if noise < end:
        tokens.append(Token("noise", noise, end))
    return tokens


@per_lexicon()
def _leads() -> dict[str, str]:
    """The characters that a token may begin with; for those that are a mark and nothing else its kind."""
    several = {*(word[0] for word in vocabulary().meanings), *_SPECIAL, *"0123456789"}
    return {character: "" if character in several else _MARKS[character] for character in {*several, *_MARKS}}


def _special(text: str, position: int, end: int) -> Token | None:
    """（类）, or a path of names in quotation marks."""
    level = LEVELS.get(text[position : position + 3])
    if level is not None:
        return Token("level", position, position + 3, level=level)
    path = _PATH.match(text, position, end)
    return Token("path", path.start("names"), path.end()) if path is not None else None
