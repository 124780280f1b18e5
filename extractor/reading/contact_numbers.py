"""Telephone numbers, accounts, mail boxes and numbers of papers in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.alternatives import any_of
from extractor.lexicon.contacts import contact_words

Span = tuple[int, int]

#: between the groups of a number; normalising leaves dashes as they are printed
_DASH = r"[-‐‑‒–—―−~～_·. ]"
_COUNTRY = rf"(?:(?:(?:\+|00)\s?86|（\+?86）|\(\+?86\)|86){_DASH}{{0,2}})?"
_EXTENSION = (
    rf"(?:(?:转|分机|{_DASH}{{0,2}}转|\s?ext\.?|\s?#|{_DASH}{{1,2}}|（转?(?=\d{{1,6}}）)){_DASH}?\d{{1,6}}）?)?"
)
#: digits that go on, or that something is counted by, are no telephone number
_NO_FIGURE = r"(?!\d|[.．]\d|,\d{3}|(?:余|多)?(?:[元万亿%‰部户人个次台条亩吨米套件辆张]|年|千米|公里|平方|分钟|小时))"
_LABEL_ALONE = 40  #: characters; a longer cell is more than a label
_MOBILE = rf"{_COUNTRY}1[3-9]\d(?:{_DASH}{{0,2}}\d{{4}}){{2}}"
_MOBILE_LOOSE = rf"{_COUNTRY}1[3-9](?:{_DASH}?\d){{9}}"
_AREA = r"(?:010|02\d|0[3-9]\d{2})"
_WITH_AREA = rf"(?:[（(〔\[]{_AREA}[）)〕\]]{_DASH}{{0,2}}|{_AREA}{_DASH}{{1,4}})"
_LAND = rf"{_COUNTRY}{_WITH_AREA}[1-9]\d{{2,3}}{_DASH}?\d{{4}}{_EXTENSION}"
_LAND_PLAIN = rf"{_AREA}[2-8]\d{{6,7}}{_EXTENSION}"
_LAND_ABROAD = rf"(?:\+|00)86{_DASH}{{0,2}}[1-9]\d{{1,2}}{_DASH}{{0,2}}\d{{3,4}}{_DASH}?\d{{4}}{_EXTENSION}"
_SERVICE = rf"[48]00(?:{_DASH}\d{{3,4}}{_DASH}\d{{3,4}}|{_DASH}\d{{7}})"
_LOCAL = rf"\d{{6,14}}{_EXTENSION}|\d{{3,4}}(?:{_DASH}\d{{3,4}}){{1,3}}{_EXTENSION}|\d(?:[- ]?\d){{5,13}}"
_GAP = r"(?:[：:\s为是|]|（[^（）\d\n]{0,10}）){0,4}"
_AND = r"(?:\s{0,2}[、，,;；/／|或和及\n\t]\s{0,2}|\s{1,2})"
#: where a number may begin that nothing announces. The mark comes first, what must not stand before it after it: so the
#: search skips to marks at once
_OPENING = re.compile(
    r"[+（(〔\[0148](?:(?<=[^1])|(?=[3-9]))(?<![\d.,A-Za-z+].)(?=[-‐‑‒–—―−―~～_·.\s\d+（）()〔〕\[\]]{9})"
)
_PAPER = re.compile(
    r"[1-6](?<![\dA-Za-z].)\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])(?P<box>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63})\s?@\s?[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,62}){1,4}"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    labelled: re.Pattern[str]
    one: re.Pattern[str]
    bare: re.Pattern[str]
    code: re.Pattern[str]
    account: re.Pattern[str]
    paper: re.Pattern[str]


@per_lexicon()
def _patterns() -> _Patterns:
    words = contact_words()
    one = rf"(?:{_MOBILE}|{_LAND}|{_LAND_ABROAD}|{_SERVICE}|{_LAND_PLAIN}|{_MOBILE_LOOSE}|{_LOCAL}){_NO_FIGURE}"
    bare = rf"(?:{_MOBILE}|{_LAND}|{_LAND_ABROAD}|{_LAND_PLAIN}|{_SERVICE}){_NO_FIGURE}"
    return _Patterns(
        labelled=re.compile(rf"{any_of(words.phones)}{_GAP}(?P<value>{one}(?:{_AND}{one}){{0,9}})"),
        one=re.compile(one),
        bare=re.compile(bare),
        code=re.compile(rf"{any_of(words.codes)}[：:为是\s]{{0,2}}$"),
        account=re.compile(rf"{any_of(words.accounts)}{_GAP}(?P<value>[A-Za-z0-9_][A-Za-z0-9_.-]{{4,40}}){_NO_FIGURE}"),
        paper=re.compile(rf"{any_of(words.papers)}{_GAP}(?P<value>[A-Z]{{0,2}}\d(?:[- ]?\d){{6,17}}[- ]?[\dXx]?)"),
    )


def find_phones(text: str) -> list[Span]:
    """Numbers behind a label, and those that no figure looks like."""
    known = _patterns()
    spans = [one.span() for m in known.labelled.finditer(text) for one in known.one.finditer(text, *m.span("value"))]
    end = 0
    for opening in _OPENING.finditer(text):
        start = opening.start()
        if start < end or (match := known.bare.match(text, start)) is None:
            continue
        end = match.end()
        if not known.code.search(text, max(0, start - 12), start):
            spans.append((start, end))
    return spans


def is_phone(text: str) -> bool:
    """Whether a text is one or more telephone numbers and nothing else."""
    one = _patterns().one.pattern
    return re.fullmatch(rf"\s?{one}(?:{_AND}{one}){{0,9}}\s?", text) is not None


def label_ends() -> frozenset[str]:
    """The characters that the labels of `is_phone_label` end with."""
    return _label_alone()[1]


def is_phone_label(text: str) -> bool:
    """Whether a cell is the label of telephone numbers and nothing else."""
    pattern, lasts = _label_alone()
    return text[-1:] in lasts and len(text) <= _LABEL_ALONE and pattern.fullmatch(text) is not None


@per_lexicon()
def _label_alone() -> tuple[re.Pattern[str], frozenset[str]]:
    """A label and nothing else, and the characters that such a text ends with: most cells are figures."""
    words = contact_words().phones
    pattern = re.compile(rf"{any_of(words)}(?:（[^（）\d]{{0,8}}）)?[：:]?")
    return pattern, frozenset(word[-1] for word in words) | {"：", ":", "）"}


def phone_follows(text: str, position: int) -> bool:
    """Whether a telephone number, or a label of one, stands right there."""
    return _behind().match(text, position) is not None


@per_lexicon()
def _behind() -> re.Pattern[str]:
    gap, phones = r"[\s，、：:；（]{0,3}", any_of(contact_words().phones)
    return re.compile(rf"{gap}(?:{phones}{_GAP})?(?:{_MOBILE}|{_LAND}|{_LAND_PLAIN}|{_SERVICE}|\d{{7,8}}){_NO_FIGURE}")


_LOCAL_BESIDE = re.compile(rf"[（，、：:\s]{{0,2}}(?P<value>[1-9]\d{{6,7}}{_EXTENSION}){_NO_FIGURE}(?![\d-])")


def number_beside(text: str, position: int) -> Span | None:
    """A number without an area code right behind a name."""
    match = _LOCAL_BESIDE.match(text, position)
    return match.span("value") if match else None


def find_accounts(text: str) -> list[Span]:
    """Accounts behind their label, the names of mail boxes, numbers of papers."""
    known = _patterns()
    spans = [match.span("value") for match in known.account.finditer(text)]
    spans += [match.span("value") for match in known.paper.finditer(text)]
    if "@" in text:
        spans += [match.span("box") for match in _MAIL.finditer(text)]
    return spans + [match.span() for match in _PAPER.finditer(text)]
