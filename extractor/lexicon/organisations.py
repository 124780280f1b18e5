"""Recognises the name of a department by its words, from `data/organisations.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.alternatives import any_of
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import Toml, read_toml

FILE = "organisations.toml"
_LISTS = ("endings", "no_names", "bare", "breaks", "openers", "placeholders", "labels")
_LONGEST = 40
_SHORTEST = 3
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_YEAR = r"(?:(?:20)?\d{2}|[二两][〇○零0][〇○零一二三四五六七八九]{2}|[xX×]{2,4})年度?"
_BEFORE = re.compile(
    rf"^(?:第[一二三四五六七八九十\d]+部分|附件\d*[:：.、]?|附[:：]|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)]|"
    rf"\d{{1,2}}[.、．])*((?:关于)?(?:{_YEAR})?)(?:关于)?"
)
_ITSELF = r"(?:[（(]?本级[）)]?|[（(]机关[）)])?"
_ITSELF_AT_END = re.compile(rf"{_ITSELF}$")
_BRACKETED = re.compile(r"[（(]([^（()）]+)[）)]$")


@dataclass(frozen=True, slots=True)
class Organisations:
    """The word lists, and the patterns made of them."""

    labels: tuple[str, ...]
    label: re.Pattern[str]  #: one of them
    no_names: tuple[str, ...]
    bare: frozenset[str]
    breaks: re.Pattern[str]
    placeholders: re.Pattern[str]
    name: re.Pattern[str]  #: a whole name
    in_title: re.Pattern[str]  #: a name at the start of a title, as long as what follows it still opens a title's rest


def read_organisations(source: Toml) -> Organisations:
    """Raises LexiconError on an unknown key or an empty list."""
    source.only(source.data, _LISTS, "the file")
    words: dict[str, list[str]] = {}
    for key in _LISTS:
        patterns = source.words(source.data, key, "the file")
        words[key] = list(dict.fromkeys(word for pattern in patterns for word in expand(pattern) if word))
        if not words[key]:
            source.fail(f"{key} is empty", key, ("a list of words",))
    ending, opener = any_of(words["endings"]), any_of(words["openers"])
    letters = rf"[{_HAN}（）()“”·、]"
    return Organisations(
        labels=tuple(sorted(words["labels"], key=len, reverse=True)),
        label=re.compile(any_of(words["labels"])),
        no_names=tuple(words["no_names"]),
        bare=frozenset(words["bare"]),
        breaks=re.compile(any_of(words["breaks"])),
        placeholders=re.compile(any_of(words["placeholders"])),
        name=re.compile(rf"{letters}+?{ending}{_ITSELF}"),
        in_title=re.compile(rf"({letters}+{ending}{_ITSELF})(?={_YEAR}|20\d\d|{opener}|$)"),
    )


@per_lexicon()
def organisations() -> Organisations:
    return read_organisations(read_toml(FILE))


def department_labels() -> tuple[str, ...]:
    """Labels that introduce a department's name (部门（单位）名称, 编制单位 …), without a colon; longest first."""
    return organisations().labels


@per_lexicon(2048)
def looks_like_department(text: str) -> bool:
    """Whether the text is the name of a department or unit, and nothing else. A placeholder (XX局) is none."""
    known, name = organisations(), re.sub(r"\s+", "", text)
    if not _SHORTEST <= len(name) <= _LONGEST or known.name.fullmatch(name) is None:
        return False
    if known.placeholders.search(name) or known.breaks.search(name) or name.startswith(("的", "由", "在", "和", "及")):
        return False
    body = _ITSELF_AT_END.sub("", name)
    return body not in known.bare and not body.endswith(known.no_names)


@per_lexicon(2048)
def strip_department(title: str) -> tuple[str, str] | None:
    """Splits a title into the department's name and the rest; None where no name with a known ending stands in it.

    A year before the name stays with the rest: 2019年度云岭区教育局部门整体支出绩效自评报告 is 云岭区教育局 and
    2019年度部门整体支出绩效自评报告.
    """
    text = re.sub(r"\s+", "", title)
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    found = organisations().in_title.match(text, start)
    while found is not None:
        name = found[1]
        if looks_like_department(name):
            return name, (before[1] if before else "").removeprefix("关于") + text[found.end() :]
        found = organisations().in_title.match(text, start, found.end() - 1)
    bracket = _BRACKETED.search(text)  # …绩效自评报告（云岭区教育局）
    if bracket is not None and looks_like_department(bracket[1]):
        return bracket[1], text[: bracket.start()]
    return None
