"""Which clauses of a paragraph count the department's own people, and as they are: not another body's, not those who
came and went, not those of a year before.

我局在编34人，系统总人数2356人，其中在编1520人 · 在职128人，较年初减少4人，其中退休3人 · 2021年末132人，2022年末128人
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.lexicon.organisations import looks_like_department
from extractor.lexicon.staff import StaffMarks, staff_marks
from extractor.reading.clauses.scope import abbreviates

Span = tuple[int, int]

_SENTENCE = re.compile("[^。；;\n]+")
_CLAUSE = re.compile(r"(?:[^，,]|(?<=\d),(?=\d{3}))+")
_PEOPLE = re.compile(r"\d(?:人(?!次)|名)")
#: the same, or a bare number of posts; 2个事业单位 are bodies
_COUNT = re.compile(r"\d(?:人(?!次)|名|位|个?(?![\d个\u4e00-\u9fff]))")
_YEAR = re.compile(r"(20\d\d)年")
_JOINT = re.compile("[和及与、]|包含|包括|分别[为是]")
_WHEN = re.compile(r"^(?:截至|至|到)?(?:20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?)?(?:年?末|年?底|目前|现)?")
_LIST = re.compile(
    r"[（(]?\d{1,2}[.、．）)]|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|其中|[：:]"
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose report it is, and of which year."""

    department: str | None = None
    year: int | None = None


@dataclass(slots=True)
class _Clause:
    start: int
    end: int
    text: str
    opens: bool  #: begins a sentence
    people: bool  #: counts people, and not bodies alone
    counted: str | None  #: the words before what is counted; None where nothing is
    year: int | None  #: the year that it or a clause before it names


def not_own(text: str, start: int, end: int, owner: Owner) -> list[Span]:
    """The places of a paragraph whose counts say nothing about the department's staff now."""
    marks = staff_marks()
    clauses = list(_clauses(text, start, end, marks))
    counts = [clause.counted for clause in clauses if clause.counted is not None]
    wider = bool(counts) and marks.wider.search(counts[0]) is None
    others = any(_is_of_others(clause, owner, marks, wider) for clause in clauses)
    year = _year_meant(clauses, owner)
    found: list[Span] = []
    state = "own"
    moving = named_only = False  # bodies were named without their people: the next sentence is the department's again
    for clause in clauses:
        if clause.opens:
            moving = _moves(text, clause.start, marks)
            state = "own" if state != "others" or named_only or _names_itself(clause, marks) else state
        if _is_of_others(clause, owner, marks, wider) or (
            others and clause.counted is not None and marks.part.match(_head(clause))
        ):
            state, named_only = "others", clause.counted is not None and not clause.people
        elif marks.own.match(_head(clause)):
            state = "own"
        if state != "others":
            if clause.counted is not None and (marks.moves.search(clause.text) or marks.acts.match(_head(clause))):
                state = "moved"
            elif state == "moved" and marks.again.match(clause.text):
                state = "own"
        leaves = moving and marks.leaves.search(clause.text) is not None and not marks.again.match(clause.text)
        past = clause.year is not None and year is not None and clause.year != year
        if state != "own" or leaves or past or marks.before.match(clause.text):
            found.append((clause.start, clause.end))
    return found


def _clauses(text: str, start: int, end: int, marks: StaffMarks) -> Iterator[_Clause]:
    year: int | None = None
    for sentence in _SENTENCE.finditer(text, start, end):
        for number, match in enumerate(_CLAUSE.finditer(text, *sentence.span())):
            clause = match.group()
            years = _YEAR.findall(clause)
            year = int(years[-1]) if years else year
            word = marks.counted.search(clause)
            first = _PEOPLE.search(clause)
            counted = clause[: word.start()] if word else clause[: first.start() + 1] if first else None
            people = _COUNT.search(clause) is not None
            yield _Clause(match.start(), match.end(), clause, number == 0, people, counted, year)


def _head(clause: _Clause) -> str:
    """The clause without ordinal, date or adverb before its subject."""
    head = clause.text
    while (lead := _LIST.match(head)) is not None:
        head = head[lead.end() :]
    return _WHEN.sub("", head, 1)


def _is_of_others(clause: _Clause, owner: Owner, marks: StaffMarks, wider: bool) -> bool:
    """Whether another body than the department is the subject of what is counted."""
    if clause.counted is None:
        return clause.opens and _is_other_name(_head(clause), owner, marks)  # 县国有林场。编制120人
    if wider and marks.wider.search(clause.counted):
        return True  # 我局编制38个，系统总人数2356人; alone it is the department's
    if marks.others.search(clause.counted):
        return True
    head = _head(clause)
    subject = marks.verbs.sub("", head[: max(0, len(clause.counted) - (len(clause.text) - len(head)))])
    subject = _JOINT.split(subject)[-1]
    return _is_other_name(subject, owner, marks)


def _is_other_name(name: str, owner: Owner, marks: StaffMarks) -> bool:
    if (
        owner.department is None
        or len(name) < 3
        or marks.own.match(name)
        or _JOINT.search(name)
        or not looks_like_department(name)
    ):
        return False
    return not (abbreviates(name, owner.department) or owner.department in name)


def _names_itself(clause: _Clause, marks: StaffMarks) -> bool:
    """Whether a sentence has a subject of its own; one that begins with what it counts goes on about the last."""
    return clause.counted is None or len(marks.verbs.sub("", clause.counted)) > 2


def _moves(text: str, start: int, marks: StaffMarks) -> bool:
    """Whether the sentence tells who came and went."""
    sentence = _SENTENCE.match(text, start)
    return sentence is not None and marks.moves.search(sentence.group()) is not None


def _year_meant(clauses: list[_Clause], owner: Owner) -> int | None:
    """Of several years the report's own, else the last; None where one at most is named."""
    years = {clause.year for clause in clauses if clause.year is not None and clause.counted is not None}
    if len(years) < 2:
        return None
    return owner.year if owner.year in years else max(years)
