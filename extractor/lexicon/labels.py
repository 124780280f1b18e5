"""The words of the clause grammar, from `data/labels.toml`.

The longest word that fits a position wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.loading import read_toml

FILE = "labels.toml"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the record (`spending.basic`) as a label names it."""

    path: str
    fund: str | None = None
    grand: bool = False  #: 总计, carried-over money included, not 本年…合计
    weak: bool = False  #: names the line only where the paragraph speaks of none yet
    measure: str | None = None  #: the figure that the label itself names (支出预算 → budget)
    pair: tuple[str, ...] = ()  #: further lines that the same words name
    code: str | None = None  #: a class row of the economic classification; `path` is its parent line
    within: bool = False  #: names the line only where the sentence has named none of that side yet
    phrase: bool = False  #: says what the money was for, and with it which line it is
    aside: bool = False  #: said in passing: a later sentence without a label does not speak of it


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of the grammar means. `kind` says which of the others are set."""

    kind: str
    line: Line | None = None
    value: str | None = None
    sign: int = 0
    units: tuple[str, ...] = ()
    weak: bool = False  #: of a count: holds only where nothing else states it
    others: tuple[str, ...] = ()  #: of a count: words in front that make it somebody else's (外事接待)


class PatternError(ValueError):
    """A pattern whose brackets do not match."""


def expand(pattern: str) -> list[str]:
    """All spellings of a pattern: `[a|b]` may be missing, `{a|b}` is one of them; nesting is allowed.

    PatternError: a bracket is not closed.
    """
    return ["".join(parts) for parts in product(*_parts(pattern))]


def _parts(pattern: str) -> Iterator[list[str]]:
    position = 0
    while position < len(pattern):
        opener = pattern[position]
        if opener in "[{":
            end = _closing(pattern, position)
            options = [text for option in _split(pattern[position + 1 : end]) for text in expand(option)]
            yield ["", *options] if opener == "[" else options
            position = end + 1
        else:
            yield [opener]
            position += 1


def _closing(pattern: str, start: int) -> int:
    depth = 0
    for position in range(start, len(pattern)):
        depth += (pattern[position] in "[{") - (pattern[position] in "]}")
        if depth == 0:
            return position
    raise PatternError(f"unbalanced bracket in {pattern!r}")


def _split(body: str) -> list[str]:
    options, depth = [""], 0
    for character in body:
        depth += (character in "[{") - (character in "]}")
        if character == "|" and depth == 0:
            options.append("")
        else:
            options[-1] += character
    return options


#: kinds whose entries carry no more than their words, in the order in which a word of two kinds is decided
_PLAIN = (
    *("filler", "share", "flat", "zero", "nil"),
    *("respectively", "each", "within", "restate", "cause", "purpose", "prior", "origin", "reach", "adjustment"),
)


#: kinds whose entries carry one value, and its key
_VALUED = (
    ("fund", "fund"),
    ("measure", "field"),
    ("compare", "base"),
    ("whereof", "of"),
    ("completion", "of"),
    ("scope", "of"),
)


def meanings_of(data: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    """Every word of the data with its meaning; of two with one word the later holds."""
    for kind in _PLAIN:
        for entry in data.get(kind, ()):
            for word in _spellings(entry):
                yield word, Word(kind, value=entry.get("back"))
    for kind, key in _VALUED:
        for entry in data.get(kind, ()):
            for word in _spellings(entry):
                yield word, Word(kind, value=entry.get(key))
    for entry in data.get("direction", ()):
        for word in _spellings(entry):
            yield word, Word("direction", sign=entry["sign"])
    for entry in data.get("count", ()):
        for word in _spellings(entry):
            yield (
                word,
                Word(
                    "count",
                    value=entry["path"],
                    units=tuple(entry["units"]),
                    weak=entry.get("weak", False),
                    others=tuple(entry.get("others", ())),
                ),
            )
    for entry in data.get("line", ()):
        line = Line(
            entry["path"],
            entry.get("fund"),
            entry.get("grand", False),
            entry.get("weak", False),
            entry.get("measure"),
            within=entry.get("within", False),
            aside=entry.get("aside", False),
            phrase=entry.get("phrase", False),
        )
        for word in _spellings(entry):
            yield word, Word("line", _measured(line, word))
    for entry in data.get("pair", ()):
        first, *rest = entry["paths"]
        line = Line(first, entry.get("fund"), entry.get("grand", False), pair=tuple(rest))
        for word in _spellings(entry):
            yield word, Word("line", _measured(line, word))
    for entry in data.get("functional", ()):
        line = Line("spending.functional", code=entry["code"])
        for word in _spellings(entry):
            yield word, Word("line", line)
    for entry in data.get("class", ()):
        line = Line(entry["parent"], code=entry["code"])
        for word in _spellings(entry):
            yield word, Word("line", line)


#: funds whose own name holds 预算
_FUND_NAMES = re.compile("一般公共预算|政府性基金预算|国有资本经营预算")


def _measured(line: Line, word: str) -> Line:
    """A label that says 预算 or 决算 itself names the figure: 支出预算总计, 财政拨款支出决算."""
    if line.measure is not None:
        return line
    rest = _FUND_NAMES.sub("", word)
    measure = "budget" if "预算" in rest else "actual" if "决算" in rest else None
    return replace(line, measure=measure) if measure else line


def _spellings(entry: dict[str, Any]) -> Iterator[str]:
    for pattern in entry["words"]:
        yield from (word for word in expand(pattern) if word)


@per_lexicon()
def _data() -> dict[str, Any]:
    return read_toml(FILE).data


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words, and for each first pair of characters the lengths to try, longest first."""

    meanings: dict[str, Word]
    lengths: dict[str, tuple[int, ...]]  #: words of one character stand by it alone too

    def match(self, text: str, position: int, end: int) -> tuple[str, Word] | None:
        """The longest word that begins at `position` and ends by `end`."""
        lengths = self.lengths.get(text[position : position + 2]) or self.lengths.get(text[position])
        for length in lengths or ():
            if position + length <= end:
                word = text[position : position + length]
                meaning = self.meanings.get(word)
                if meaning is not None:
                    return word, meaning
        return None


@per_lexicon()
def vocabulary() -> Vocabulary:
    """The vocabulary of `labels.toml`; of two entries with the same word the later kind holds."""
    meanings = dict(meanings_of(_data()))
    lengths: dict[str, set[int]] = {}
    for word in meanings:
        lengths.setdefault(word[:2], set()).add(len(word))
    for opening, found in lengths.items():
        found.update(lengths.get(opening[0], ()))
    longest = {opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()}
    return Vocabulary(meanings, longest)


@per_lexicon()
def parts() -> dict[tuple[str, str], str]:
    """(line, name of a part) → the part's line (政府采购, 货物 → goods)."""
    return {(entry["of"], word): entry["path"] for entry in _data().get("part", ()) for word in _spellings(entry)}


@per_lexicon()
def heads() -> tuple[str, ...]:
    """Verbs in front of the name of an item, longest first."""
    return tuple(sorted((w for entry in _data().get("head", ()) for w in _spellings(entry)), key=len, reverse=True))


@per_lexicon()
def tails() -> tuple[str, ...]:
    """Verbs between the name of an item and its amount, longest first."""
    return tuple(sorted((w for entry in _data().get("tail", ()) for w in _spellings(entry)), key=len, reverse=True))


@per_lexicon()
def unit_counts() -> dict[tuple[str, str], str]:
    """(line, measure word) → the count field that a bare count after that line fills."""
    return {(entry["line"], unit): entry["path"] for entry in _data().get("measure_word", ()) for unit in entry["unit"]}


@per_lexicon()
def other_guests() -> tuple[str, ...]:
    """Words in front of a count or its line that make it somebody else's (外事接待)."""
    return tuple(sorted({word for entry in _data().get("count", ()) for word in entry.get("others", ())}))


@per_lexicon()
def leanings() -> dict[str, int]:
    """Words that are a direction only right between the base of a comparison and a figure (比上年少…) → sign."""
    return {word: entry["sign"] for entry in _data().get("leaning", ()) for word in _spellings(entry)}


@per_lexicon()
def no_items() -> re.Pattern[str]:
    """Names in a list of amounts that are no items: where the money came from, notes on it, years."""
    entries = _data().get("no_item", ())
    whole = "|".join(re.escape(word) for entry in entries if not entry.get("prefix") for word in _spellings(entry))
    begin = "|".join(re.escape(word) for entry in entries if entry.get("prefix") for word in _spellings(entry))
    return re.compile(f"(?:{begin}).*|(?:{whole})(?:资金|收入|支出|安排|部分|额|数|合计)*")
