"""The words for a department's people, from `data/staff.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.alternatives import any_of
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import read_toml

FILE = "staff.toml"


@per_lexicon()
def staff_words() -> dict[str, tuple[str, str]]:
    """word → ("group", authorised | in_post | retired) or ("member", administrative | institution …)."""
    data = read_toml(FILE).data
    table: dict[str, tuple[str, str]] = {}
    for kind, key in (("group", "groups"), ("member", "members"), ("named", "named")):
        for name, patterns in data[key].items():
            for pattern in patterns:
                for word in expand(pattern):
                    if len(word) > 1:
                        table.setdefault(word, (kind, name))
    return table


@dataclass(frozen=True, slots=True)
class StaffMarks:
    """What tells whose people a clause counts."""

    counted: re.Pattern[str]  #: a word of staff
    others: re.Pattern[str]  #: another body, anywhere before what is counted
    wider: re.Pattern[str]  #: more than the department, where it is counted beside it
    part: re.Pattern[str]  #: the department's own office, a part where others are counted beside it
    own: re.Pattern[str]  #: the department as the subject
    moves: re.Pattern[str]  #: who came and went
    leaves: re.Pattern[str]  #: a word that may count those who left
    acts: re.Pattern[str]  #: something done for or with people
    again: re.Pattern[str]  #: goes back to those who are there
    before: re.Pattern[str]  #: another time than the report's
    verbs: re.Pattern[str]  #: between the subject and what is counted


@per_lexicon()
def staff_marks() -> StaffMarks:
    source = read_toml(FILE)
    marks = {key: _any(source.words(source.data["marks"], key, "marks")) for key in source.data["marks"]}
    words = _any(tuple(staff_words()))
    return StaffMarks(
        counted=re.compile(words),
        others=re.compile(marks["others"]),
        wider=re.compile(marks["wider"]),
        part=re.compile(rf"{marks['part']}(?!{marks['part_of']})"),
        own=re.compile(marks["own"]),
        moves=re.compile(marks["moves"]),
        leaves=re.compile(rf"{marks['leaves']}(?=[数共计为了有]{{0,2}}\\d)"),
        acts=re.compile(marks["acts"]),
        again=re.compile(rf"{marks['again']}|(?!其中).{{0,6}}{marks['nouns']}"),
        before=re.compile(marks["before"]),
        verbs=re.compile(rf"{marks['verbs']}+$"),
    )


def _any(patterns: tuple[str, ...]) -> str:
    return any_of(dict.fromkeys(word for pattern in patterns for word in expand(pattern) if word))


@per_lexicon()
def staff_pattern() -> re.Pattern[str]:
    """Finds the longest staff word at each place, and the marks that structure the sentence."""
    return re.compile(
        rf"(?P<word>(?<![算]){any_of(staff_words())})|(?P<whereof>其中)|(?P<mark>[。；;\n])|(?P<open>（)|(?P<close>）)|(?P<pause>，)"
    )
