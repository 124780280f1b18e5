"""Words of published tables, from `data/statements.toml`: titles, heads, and the lines that rows and columns name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import read_toml

FILE = "statements.toml"
_KEYS = ("fund", "subject", "published", "head", "measure", "line", "within", "source")
FIELDS = ("budget", "adjusted_budget", "actual", "prior", "change", "change_rate", "completion", "share")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_YEAR = re.compile(r"(?:19|20)\d\d年度?")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|（[一二三四五六七八九十\d]{1,3}）[、.]?|\d{1,2}[.、．](?!\d)|其中[：:]|(?:附|(?:部门|单位)?(?:预算|决算)?公开|预算|决算)?表(?:\d{1,2}|[一二三四五六七八九十]{1,3}(?!般))[：:、.]?(?=[^，。]{4})|(?:部门)?(?:公开|预算|决算)\d{1,2}表[：:、.]?(?=[^，。]{4})|附件\d*[：:]?|第[一二三四五六七八九十]{1,3}部分)"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """Which figure of a line a column holds."""

    field: str
    prior_basis: str | None = None
    completion_of: str | None = None


@dataclass(frozen=True, slots=True)
class TableLine:
    """What a name in a table stands for: a path of the record, "whole" (of what stands above) or "none"."""

    path: str
    grand: bool = False


@dataclass(frozen=True, slots=True)
class TableWords:
    funds: tuple[tuple[str, str], ...]  #: word, fund; in order
    subjects: tuple[tuple[str, str], ...]  #: word, line; in order
    ends: tuple[str, ...]
    loose: tuple[str, ...]
    holds: tuple[str, ...]
    never: tuple[str, ...]
    roles: dict[str, str]  #: head → code | name | note | ordinal
    not_money: tuple[str, ...]
    rate: tuple[str, ...]
    measures: dict[str, Measure]
    lines: dict[str, TableLine]
    within: dict[tuple[str, str], str]
    sources: frozenset[str]


@per_lexicon()
def table_words() -> TableWords:
    """The words of FILE. Raises LexiconError on an unknown key or field."""
    source = read_toml(FILE)
    data = source.data
    source.only(data, _KEYS, "the file")
    head, published = data["head"], data["published"]
    for entry in data["measure"]:
        if entry["field"] not in FIELDS:
            source.fail(f"field {entry['field']!r}", entry["field"], FIELDS)
    roles = {plain_head(word): role for role in ("ordinal", "note", "name", "code") for word in _spelled(head[role])}
    return TableWords(
        funds=tuple((word, entry["fund"]) for entry in data["fund"] for word in entry["words"]),
        subjects=tuple((word, entry["line"]) for entry in data["subject"] for word in entry["words"]),
        ends=tuple(published["ends"]),
        loose=tuple(published["loose"]),
        holds=tuple(published["holds"]),
        never=tuple(published["never"]),
        roles=roles,
        not_money=tuple(head["not_money"]),
        rate=tuple(head["rate"]),
        measures={
            plain_head(word): Measure(entry["field"], entry.get("prior_basis"), entry.get("completion_of"))
            for entry in data["measure"]
            for word in _spelled(entry["words"])
        },
        lines={
            plain_head(word): TableLine(entry["line"], entry.get("grand", False))
            for entry in data["line"]
            for word in _spelled(entry["words"])
        },
        within=_within(data["within"]),
        sources=frozenset(plain_head(word) for word in _spelled(data["source"]["words"])),
    )


def _spelled(patterns: Iterable[str]) -> list[str]:
    return [word for pattern in patterns for word in expand(pattern) if word]


def _within(entries: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    return {(e["head"], plain_head(word)): e["line"] for e in entries for word in _spelled(e["words"])}


@lru_cache(maxsize=8192)
def plain_head(text: str) -> str:
    """A head or a name without spaces, ordinals, quotation marks, the year and the colon at its end."""
    text = "".join(text.split())
    while (found := _ORDINAL.match(text)) is not None and found.end() < len(text):
        text = text[found.end() :]
    text = _YEAR.sub("", text) or text
    return text.translate(_QUOTES).rstrip("：:")


_QUOTES = str.maketrans("", "", "“”\"'‘’")


@lru_cache(maxsize=4096)
def without_ordinal(name: str) -> str:
    """A row's name as stated, without its ordinal: 一、财政拨款收入 → 财政拨款收入."""
    while (found := _ORDINAL.match(name)) is not None and found.end() < len(name):
        name = name[found.end() :]
    return name


@per_lexicon(4096)
def head_role(text: str) -> str | None:
    """code, name, note or ordinal for the lowest head of such a column; None for a column of values."""
    words = table_words()
    plain = plain_head(text)
    return words.roles.get(plain) or words.roles.get(_BRACKET.sub("", plain))


@per_lexicon(4096)
def line_of(text: str) -> TableLine | None:
    """The line that a row's or column's name stands for."""
    words = table_words()
    plain = plain_head(text)
    return words.lines.get(plain) or words.lines.get(_BRACKET.sub("", plain))


def line_within(head: str, text: str) -> str | None:
    """The line that a short name means below a head that names `head`."""
    return table_words().within.get((head, plain_head(text)))


@per_lexicon(4096)
def measure_of(text: str) -> Measure | None:
    """The measure that a head names, with its unit in brackets or without."""
    words = table_words()
    plain = plain_head(text)
    return words.measures.get(plain) or words.measures.get(_BRACKET.sub("", plain))


def is_source(text: str) -> bool:
    """Whether a name is that of a source of revenue."""
    plain = plain_head(text)
    return plain in table_words().sources or _BRACKET.sub("", plain) in table_words().sources


def title_fund(title: str) -> str | None:
    """The fund that a table's title (or a note, or a head) names first."""
    return next((fund for word, fund in table_words().funds if word in title), None)


def title_subject(title: str) -> str | None:
    """The line that the table's 合计 states, "both" for 收支 tables, None for a title that says nothing of it."""
    return next((line for word, line in table_words().subjects if word in title), None)


@per_lexicon(1024)
def is_published(title: str, accounts: bool) -> bool:
    """Whether a title is that of a published table. `accounts`: the document is a budget or final accounts."""
    words = table_words()
    plain = _BRACKET.sub("", "".join(title.split()).rstrip("：:"))
    if any(word in plain for word in words.never) or not any(word in plain for word in words.holds):
        return False
    return plain.endswith(words.ends) and (accounts or not plain.endswith(words.loose))
