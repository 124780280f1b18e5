"""Names of persons behind their labels: a small grammar of label, separator, name, title, further names.

Spaces between hanzi are gone from the text, so that a label without a colon touches its name: there a surname must
follow, and the line, the cell or a telephone number must end it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.alternatives import any_of, beginning_of, matches_at
from extractor.lexicon.contacts import contact_words
from extractor.reading.contact_numbers import phone_follows

Span = tuple[int, int]
_Fits = Callable[[str, int], bool]  #: whether a name that ends there may stand there

_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]"
_LATIN = r"[A-Z][A-Za-z]{1,20}(?:[ .·][A-Z][A-Za-z]{0,20}){1,3}"
_DOTTED = rf"{_HAN}{{1,8}}(?:[·•・.]{_HAN}{{1,8}}){{1,3}}"
_BEFORE_NUMBER = re.compile(rf"(?:^|[^\u3400-\u9fff·])(?P<name>{_HAN}{{2,4}})[：:（，、\s]{{0,2}}$")
_BEHIND_NUMBER = re.compile(rf"[（，、\s]?(?P<name>{_HAN}{{2,4}})(?=[）。，；、\s]|$)")
_HANZI, _DOTTED_NAME = re.compile(_HAN), re.compile(_DOTTED)
#: the first characters of 各股室, 详见附件 …
_NO_FIRST = frozenset("各全本该同见详按由无未不其某我另请如")
_SURE, _LIKELY, _ODD = 3, 2, 1


@dataclass(frozen=True, slots=True)
class _Grammar:
    beginning: re.Pattern[str]  #: where a label may begin
    label: re.Pattern[str]
    colon: re.Pattern[str]
    name: re.Pattern[str]
    run: re.Pattern[str]
    title: re.Pattern[str]
    tail: re.Pattern[str]
    more: re.Pattern[str]
    stop: re.Pattern[str]
    strong: frozenset[str]


@per_lexicon()
def _grammar() -> _Grammar:
    words = contact_words()
    labels = tuple(sorted({*words.persons, *words.duties}, key=lambda word: (-len(word), word)))
    note = any_of(words.notes)
    notes = rf"(?:（{note}(?:[、/或和及]?{note}){{0,2}}）|{note}(?=[：:]))?"
    stops = any_of(tuple(dict.fromkeys([*labels, *words.phones, *words.accounts, *words.papers, *words.others])))
    titles = any_of(words.titles)
    end = rf"(?=$|[^\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f·•・]|[等和及与或]|{titles}|{stops})"
    return _Grammar(
        beginning=re.compile(beginning_of(labels)),
        label=re.compile(rf"(?P<label>{any_of(labels)}){notes}"),
        colon=re.compile(
            r"\s{0,2}[：:][\s_]{0,30}(?:（(?=[\u3400-\u9fff]{2,4}）))?|_{1,30}|(?P<verb>[为是系])|[\t\n]{1,2}|（(?=[\u3400-\u9fff]{2,4}[），、])"
        ),
        name=re.compile(rf"{_DOTTED}{end}|{_HAN}{{2,4}}?{end}|{_LATIN}"),
        run=re.compile(rf"{_HAN}{{4,20}}?(?=$|[^\u3400-\u4dbf\u4e00-\u9fff·]|{stops})"),
        title=re.compile(rf"(?:{titles}(?=[\u3400-\u9fff])){{0,3}}"),
        tail=re.compile(rf"(?:{titles}){{0,2}}(?:（[^（）\n]{{0,24}}）)?(?:[：:\s]{{0,2}}[+\d][-\d—– ]{{5,20}})?"),
        more=re.compile(r"\s{0,2}[、，,;；/／和及与或兼\s]\s{0,2}"),
        stop=re.compile(stops),
        strong=frozenset(words.persons),
    )


def find_names(text: str) -> list[Span]:
    """Places of the names behind labels, in order."""
    grammar = _grammar()
    found: list[Span] = []
    last = 0  #: where the name before ended: 制表张某审核李某
    for match in matches_at(grammar.beginning.finditer(text), grammar.label, text):
        if match.end() < last:
            continue
        names = _behind(text, match, last)
        if names:
            found += names
            last = names[-1][1]
    return found


def names_beside(text: str, number: Span) -> list[Span]:
    """A name right before or behind a telephone number, alone between two marks: 李某某，138…; 138…（李某某）."""
    before = _BEFORE_NUMBER.search(text[max(0, number[0] - 9) : number[0]])
    behind = _BEHIND_NUMBER.match(text, number[1])
    spans = [behind.span("name")] if behind else []
    if before:
        offset = max(0, number[0] - 9)
        spans.append((offset + before.start("name"), offset + before.end("name")))
    return [
        (a, b)
        for a, b in spans
        if _likeness(text[a:b]) == _SURE and (b - a < 4 or text[a : a + 2] in contact_words().surnames_of_two)
    ]


def label_ends() -> frozenset[str]:
    """The characters that the labels of `is_person_label` end with."""
    return _label_alone()[1]


def is_person_label(text: str) -> bool:
    """Whether a cell is the label of a person and nothing else: 项目负责人（签字）：."""
    match = _whole_label(text)
    return match is not None and match["label"] in _grammar().strong


def names_of(text: str, start: int, end: int) -> list[Span]:
    """The names in a cell that holds names, their titles and telephone numbers, and nothing else."""
    names, stop = _list(text[:end], start, lambda name, _: _likeness(name) >= _LIKELY)
    return names if names and not text[stop:end].strip("。； ") else []


def _whole_label(text: str) -> re.Match[str] | None:
    pattern, lasts = _label_alone()
    return pattern.fullmatch(text) if text[-1:] in lasts else None


@per_lexicon()
def _label_alone() -> tuple[re.Pattern[str], frozenset[str]]:
    """A label and nothing else, and the characters that such a text ends with: most cells are figures."""
    words = contact_words()
    ends = frozenset(word[-1] for word in (*words.persons, *words.duties))
    return re.compile(rf"{_HAN}{{0,6}}?{_grammar().label.pattern}[：:]?"), ends | {"：", ":", "）"}


def _behind(text: str, match: re.Match[str], last: int) -> list[Span]:
    grammar = _grammar()
    strong = match["label"] in grammar.strong
    between = grammar.colon.match(text, match.end())
    start = between.end() if between else match.end()
    mark = between.group() if between else ""
    if "\n" in mark or "\t" in mark:
        return _apart(text, match, start, strong, ":" in mark or "：" in mark)
    if mark and not mark.strip(" ：:_（") and mark != "（":  # a colon
        least = _ODD if strong else _LIKELY
        return _list(text, start, lambda name, _: _likeness(name) >= least)[0]
    if mark:  # 联系人为李某; 负责人（李某）
        return _list(text, start, lambda name, _: _likeness(name) == _SURE and len(name) < 4)[0]
    chained = match.start() == last > 0

    def fits(name: str, end: int) -> bool:
        likeness = _likeness(name)
        if likeness < _LIKELY or (len(name) == 4 and name[:2] not in contact_words().surnames_of_two):
            return False
        tail = _tail(text, end)
        if phone_follows(text, tail):
            return True
        closed = text[tail : tail + 1] in {"", "\n", "\t"}
        follows = grammar.label.match(text, tail)
        paired = follows is not None and _names_something(text, follows.end())
        head = _at_head(text, match.start())
        if not strong:
            return chained or (head and paired)
        return head and (likeness == _SURE or closed or paired)

    return _list(text, match.end(), fits)[0]


def _apart(text: str, match: re.Match[str], start: int, strong: bool, colon: bool) -> list[Span]:
    """The name in the next cell or on the next line, which must hold nothing else."""
    line = max(text.rfind(end, 0, match.start()) for end in "\n\t。；") + 1
    if not colon and _whole_label(text[line : match.end()]) is None:
        return []
    ends = [place for mark in "\n\t" if (place := text.find(mark, start, start + 80)) >= 0]
    end = min(ends, default=min(len(text), start + 80))
    least = _LIKELY if strong else _SURE
    names, stop = _list(text[:end], start, lambda name, _: _likeness(name) >= least)
    rest = text[stop:end].strip("。； ")
    return names if names and (not rest or _grammar().stop.match(rest) or phone_follows(text, stop)) else []


def _list(text: str, start: int, fits: _Fits) -> tuple[list[Span], int]:
    """Names one after the other from a place on, and where they end, titles and numbers included."""
    grammar = _grammar()
    names: list[Span] = []
    stop = position = start
    while True:
        titles = grammar.title.match(text, position)
        position = titles.end() if titles else position
        found = _one(text, position, fits) if not names else _further(text, position, fits)
        if not found:
            return names, stop
        names += found
        stop = _tail(text, found[-1][1])
        more = grammar.more.match(text, stop)
        if more is None or len(names) > 60:
            return names, stop
        position = more.end()


def _one(text: str, position: int, fits: _Fits) -> list[Span]:
    """One name, or several without anything between them."""
    grammar = _grammar()
    if grammar.stop.match(text, position):
        return []  # a label after a label left blank
    match = grammar.name.match(text, position)
    if match is not None and fits(match.group(), match.end()):
        return [match.span()]
    run = grammar.run.match(text, position) if _surname_at(text, position) else None
    if run is None:
        return []
    parts = _parts(run.group())
    if len(parts) < 2 or not fits(parts[-1], run.end()):
        return []
    spans: list[Span] = []
    for part in parts:
        spans.append((position, position + len(part)))
        position += len(part)
    return spans


def _further(text: str, position: int, fits: _Fits) -> list[Span]:
    """A name after a comma: more than a few hanzi must speak for it."""
    found = _one(text, position, fits)
    sure = text[position - 1] in "、/／" or text[position - 1].isspace()
    least = _LIKELY if sure else _SURE
    return found if found and all(_likeness(text[a:b]) >= least and b - a < 5 for a, b in found) else []


def _surname_at(text: str, position: int) -> bool:
    """Whether hanzi that begin there may be `_parts`: most are not, and it is quicker to see than the hanzi to read."""
    words = contact_words()
    return text[position : position + 1] in words.surnames or text.startswith(words.surnames_of_two, position)


def _parts(run: str) -> list[str]:
    """A row of hanzi as names that all begin with a surname; none where it is not."""
    if not run:
        return []
    for length in (3, 2, 4):
        name, rest = run[:length], run[length:]
        if len(name) < length or _likeness(name) != _SURE:
            continue
        if length == 4 and name[:2] not in contact_words().surnames_of_two:
            continue
        if not rest:
            return [name]
        if parts := _parts(rest):
            return [name, *parts]
    return []


def _tail(text: str, position: int) -> int:
    match = _grammar().tail.match(text, position)
    return match.end() if match else position


def _names_something(text: str, position: int) -> bool:
    """Whether a colon or a surname follows: what stands before is a label."""
    if text[position : position + 1] in {"：", ":"}:
        return True
    match = _grammar().name.match(text, position)
    return match is not None and _likeness(match.group()) >= _LIKELY


def _at_head(text: str, position: int) -> bool:
    """Whether a label begins a line or cell, or follows a number or mark; a few hanzi may say whose person it is."""
    start = position
    while start > max(0, position - 6) and _HANZI.match(text, start - 1):
        start -= 1
    return start == 0 or text[start - 1] in "\n\t 0123456789，。；、）)：:"


def _likeness(name: str) -> int:
    """How much hanzi look like a name: 3 a surname leads, 2 one that is a word too, 1 nothing is against it, 0."""
    words = contact_words()
    if name in words.no_names or name[0] in _NO_FIRST:
        return 0
    if _DOTTED_NAME.fullmatch(name):
        return _SURE
    if name.isascii():
        return _ODD
    if name.startswith(words.others) or name.startswith(words.phones):
        return 0
    if name.startswith(words.surnames_of_two) and len(name) > 2:
        return _SURE
    if name[0] in words.surnames:
        return _SURE
    if name.endswith(words.no_ends):
        return 0
    likely = name[0] in words.surnames_too and len(name) < 4 and name[:2] not in words.no_names
    return _LIKELY if likely else _ODD
