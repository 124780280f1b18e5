"""Names of persons in running prose, beside their office or what makes them mentioned.

以局长某某某为组长 · 某某某副局长 · 由某某某牵头 · 财务股某某某负责起草 · 困难群众某某某

A name is a surname with one or two characters that end where nothing else can begin: at a mark, or before words that
tell what the person is or does. Everything else is left as it is: 局长办公会, 所长负责制, 由林业局牵头.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.alternatives import any_of, beginning_of, matches_at
from extractor.lexicon.contacts import contact_words

Span = tuple[int, int]

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]"
_EDGE = rf"(?=$|(?!{_HAN}|[·*\d])(?s:.)"  # a mark, the end of a line or cell; the bracket is closed by who uses it
_LONG = (4, 3)  #: characters of a name right before its word
_MOST = 60  #: persons in a row


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to name somebody, and how many characters in front of the word that it needs it may begin."""

    whole: re.Pattern[str]
    lead: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word beside which somebody may be named. Nothing is tried where none stands."""

    pattern: re.Pattern[str]
    ways: tuple[_Way, ...]
    usual: bool = True  #: the grammar's `beginning` tells where it may stand


@dataclass(frozen=True, slots=True)
class _Grammar:
    beginning: re.Pattern[str]  #: of the words that most ways need: they are looked for in one pass
    words: tuple[_Word, ...]
    further: re.Pattern[str]  #: another name of an enumeration


@per_lexicon()
def _grammar() -> _Grammar:
    words = contact_words()
    ranks, bearers, bodies = any_of(words.ranks), any_of(words.bearers), any_of(words.bodies)
    acts, honours = any_of(words.acts), any_of(words.honours)
    two = any_of(words.surnames_of_two)
    sure = f"[{''.join(sorted(words.surnames))}]"
    too = f"[{''.join(sorted(words.surnames_too))}]"
    papers = any_of((*words.papers, *words.phones, *words.others))
    strong = rf"(?:{acts}|{honours}|{ranks}|{papers})"
    edge = rf"{_EDGE}|{strong}|[等和及与])"
    mark = rf"{_EDGE}|[等和及与](?!{_HAN}{{0,3}}级))"
    long = rf"(?:{two}{_HAN}{{1,2}}?|{sure}{_HAN}{{2}})"
    name = rf"(?P<name>{two}{_HAN}{{1,2}}?|{sure}{_HAN}{{1,2}}?)"
    # a surname that begins many other words needs a mark behind it, and its office one before it
    rare = rf"(?P<rare>{too}{_HAN}{{2}})"
    start = rf"(?<!{_HAN})"
    free = rf"(?:{start}|(?<=副)|(?<=[以由]))"
    led = r"(?:(?<=[由以经请聘让])|(?<=邀请)|(?<=聘请))"
    offices, told = (*words.ranks, *words.bearers), (*words.ranks, *words.honours, *words.acts)
    group = r"(?:人|同志|\d|[一二三四五六七八九十]{1,2}[人名位])"
    row = rf"、(?={long}(?:、{long}){{0,19}}等{group})"
    return _Grammar(
        beginning=re.compile(beginning_of((*offices, *told))),
        words=(
            _Word(
                re.compile(any_of(offices)),
                (
                    _Way(re.compile(rf"(?:{ranks}|{bearers})(?:[\s：:]{{0,2}}|（)(?:{name}{edge})")),
                    _Way(re.compile(rf"{free}(?:{ranks}|{bearers})\s?{rare}(?:{mark}|(?={acts}))")),
                ),
            ),
            _Word(
                re.compile(any_of(told)),
                (_Way(re.compile(rf"(?:{start}|{led})(?P<name>{long})(?={ranks}|{honours}|{acts})"), _LONG),),
            ),
            _Word(
                re.compile(rf"{bodies}(?={long})"),
                (_Way(re.compile(rf"{bodies}(?P<name>{long})(?={acts}|{honours})")),),
                usual=False,
            ),
            _Word(
                re.compile(row),
                (_Way(re.compile(rf"(?:{start}|{led})(?P<name>{long})(?={row})"), _LONG),),
                usual=False,
            ),
        ),
        further=re.compile(
            rf"(?:（[^（）\n]{{0,16}}）)?(?:{ranks}){{0,2}}[、，,和及与\s]{{1,2}}(?:{ranks}|{bearers}){{0,2}}"
            rf"(?:(?P<name>{long}|{sure}{_HAN})(?:{edge})|(?P<last>{long})(?=[对进参组到在向就]))"
        ),
    )  # fmt: skip


def find_titled(text: str) -> list[Span]:
    """Places of the names, word by word."""
    grammar = _grammar()
    found: list[Span] = []
    beginnings = [*grammar.beginning.finditer(text)]
    for word in grammar.words:
        matches = matches_at(beginnings, word.pattern, text) if word.usual else word.pattern.finditer(text)
        places = [match.start() for match in matches]
        for way in word.ways:
            which = "name" if "name" in way.whole.groupindex else "rare"
            for place in places:
                begins = [place - lead for lead in way.lead if lead <= place]
                match = next((match for begin in begins if (match := way.whole.match(text, begin)) is not None), None)
                if match is not None and _is_name(match[which]):
                    found.append(match.span(which))
                    found += _further(text, match.end(which))
    return found


def _further(text: str, position: int) -> list[Span]:
    """The names that follow one in an enumeration: 某某某、某某某等3人."""
    found: list[Span] = []
    while len(found) < _MOST and (match := _grammar().further.match(text, position)):
        which = "name" if match["name"] else "last"
        if not _is_name(match[which]):
            break
        found.append(match.span(which))
        position = match.end(which)
    return found


def _is_name(name: str) -> bool:
    words = contact_words()
    if name[:2] in words.surnames_of_two and len(name) > 2:
        return True
    if (
        name in words.no_names
        or name[:2] in words.no_names
        or name[:2] in words.no_openings
        or name[1:] in words.no_names
    ):
        return False
    return not name.endswith(words.no_closings)
