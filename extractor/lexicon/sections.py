"""What a title names: a kind of section, the role of a subsection, a kind of document (`data/sections.toml`).

The rule by which a title is matched stands at the head of the data file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import Toml, read_toml
from extractor.lexicon.naming import plain

SectionKindLiteral = Literal[
    "overview", "spending", "goals", "completion", "conclusion", "experience", "problems", "measures", "form",
    "indicators", "statements", "narrative", "definitions", "toc", "cover", "other",
]  # fmt: skip
SectionRole = Literal["duties", "divisions", "units", "staffing", "goals_output", "goals_effect", "work_tasks"]
DocumentKind = Literal["self_evaluation", "final_accounts", "budget"]

FILE = "sections.toml"
_TABLES: dict[str, tuple[str, ...]] = {
    "section": get_args(SectionKindLiteral),
    "role": get_args(SectionRole),
    "document": get_args(DocumentKind),
}
_PLACES = ("exact", "ends", "contains")
_GAP = 12  #: the most characters that "…" stands for
_PART = re.compile(r"^第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)")
_YEAR = re.compile(r"(?:20\d\d|[xX×]{2,4}|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
_NO_TITLE = re.compile(r"[,，。;；](?!\s*$)|[:：]\s*(?:是?指|包括|反映)")
_SHEET = re.compile(r"[(]?(?:公开|财决|附)\s*\d{1,2}(?:-\d)?\s*表?[)]?$")
_LEADER = re.compile(r"(?:(?<![.·…\s])[.·…\s]{3,}+\d*|(?<!\s)\s++\d{1,3})\s*$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the data file. `parts` are the pieces around the gaps, `weight` is their length together."""

    meaning: str
    parts: tuple[str, ...]
    weight: int

    def end(self, key: str, end: int) -> int | None:
        """Where the phrase ends if its first piece ends at `end`; None if the others do not follow."""
        for part in self.parts[1:]:
            at = key.find(part, end, end + _GAP + len(part))
            if at < 0:
                return None
            end = at + len(part)
        return end


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one table, looked up by the characters at each place of a title."""

    exact: dict[str, str]
    ends: dict[str, str]
    contains: dict[str, str]
    gapped: dict[str, tuple[Phrase, ...]]  #: by their first piece
    longest: int
    lengths: dict[str, tuple[int, ...]]  #: of the phrases in `contains` and the first pieces, by two characters

    def decide(self, key: str) -> tuple[str, ...]:
        """The meanings of a title, in its order; empty where no phrase fits."""
        alone = self._alone(key)
        if alone is not None:
            return (alone,)
        taken: list[tuple[int, int, str]] = []
        for _, start, end, meaning in self.found(key):
            if all(end <= other_start or start >= other_end for other_start, other_end, _ in taken):
                taken.append((start, end, meaning))
        return tuple(dict.fromkeys(meaning for _, _, meaning in sorted(taken)))

    def best(self, key: str) -> str | None:
        """The one meaning of a title: that of its longest phrase."""
        alone = self._alone(key)
        if alone is not None:
            return alone
        found = self.found(key)
        return found[0][3] if found else None

    def _alone(self, key: str) -> str | None:
        """The meaning that the whole title or its end decides."""
        if key in self.exact:
            return self.exact[key]
        ends = (key[start:] for start in range(max(0, len(key) - self.longest), len(key)))
        return next((self.ends[end] for end in ends if end in self.ends), None)

    def found(self, key: str) -> list[tuple[int, int, int, str]]:
        """All `contains` phrases in the title: minus weight, start, end, meaning; longest first, then from the left."""
        places: list[tuple[int, int, int, str]] = []
        for start in range(len(key) - 1):
            for length in self.lengths.get(key[start : start + 2], ()):
                if start + length > len(key):
                    break
                word = key[start : start + length]
                if word in self.contains:
                    places.append((-length, start, start + length, self.contains[word]))
                for phrase in self.gapped.get(word, ()):
                    end = phrase.end(key, start + length)
                    if end is not None:
                        places.append((-phrase.weight, start, end, phrase.meaning))
        return sorted(places)


def title_key(title: str) -> str:
    """The title as phrases are matched against it; empty for a sentence."""
    if _NO_TITLE.search(title):
        return ""
    text = _LEADER.sub("", unicodedata.normalize("NFKC", title).strip())
    text = _YEAR.sub("", _SHEET.sub("", re.sub(r"\s+", "", text)))
    return plain(_PART.sub("", text))


@per_lexicon(12)
def phrases(table: str) -> Phrases:
    return read_phrases(read_toml(FILE), table)


def read_phrases(source: Toml, table: str) -> Phrases:
    """The phrases of `section`, `role` or `document`. Raises LexiconError on a kind or key that does not exist."""
    source.only(source.data, tuple(_TABLES), "the file")
    entries: dict[str, dict[str, Any]] = source.data.get(table, {})
    source.only(entries, _TABLES[table], table)
    words: dict[str, dict[str, str]] = {group: {} for group in _PLACES}
    gapped: dict[tuple[str, ...], Phrase] = {}
    for meaning, entry in entries.items():
        place = f"{table}.{meaning}"
        source.only(entry, _PLACES, place)
        for group, known in words.items():
            for pattern in source.words(entry, group, place):
                for parts in _spellings(source, pattern, gaps=group == "contains"):
                    if len(parts) > 1:
                        phrase = gapped.setdefault(parts, Phrase(meaning, parts, sum(map(len, parts))))
                        other = phrase.meaning
                    else:
                        other = known.setdefault(parts[0], meaning)
                    if other != meaning:
                        source.fail(f"{'…'.join(parts)!r} means {other} and {meaning}", pattern, word="…".join(parts))
    by_first: dict[str, list[Phrase]] = {}
    for phrase in gapped.values():
        by_first.setdefault(phrase.parts[0], []).append(phrase)
    lengths: dict[str, set[int]] = {}
    for word in (*words["contains"], *by_first):
        lengths.setdefault(word[:2], set()).add(len(word))
    return Phrases(
        words["exact"],
        words["ends"],
        words["contains"],
        {first: tuple(found) for first, found in by_first.items()},
        max((len(word) for word in words["ends"]), default=0),
        {pair: tuple(sorted(found)) for pair, found in lengths.items()},
    )


def _spellings(source: Toml, pattern: str, gaps: bool) -> Iterator[tuple[str, ...]]:
    for spelling in expand(pattern):
        parts = tuple(plain(part) for part in spelling.split("…"))
        if any(len(part) < 2 for part in parts) or (len(parts) > 1 and not gaps):
            source.fail(f"phrase {spelling!r}", pattern, ("pieces of two characters and more", "gaps in contains only"))
        yield parts


@per_lexicon(4096)
def section_kind(title: str) -> tuple[SectionKindLiteral, ...]:
    """All kinds that a title names, in its order (主要经验、存在的问题和改进措施: three); empty when unknown."""
    return phrases("section").decide(title_key(title))  # type: ignore[return-value]


@per_lexicon(4096)
def section_role(title: str) -> SectionRole | None:
    """What a subsection holds (主要职责: duties), or None. Of several the longest phrase's."""
    return phrases("role").best(title_key(title))  # type: ignore[return-value]


@per_lexicon(1024)
def document_kind(title: str) -> DocumentKind | None:
    """The kind of document that a title names, or None. The longest phrase decides."""
    return phrases("document").best(title_key(title))  # type: ignore[return-value]
