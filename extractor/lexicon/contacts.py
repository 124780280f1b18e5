"""The words around persons and their numbers, from `data/contacts.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.labels import expand
from extractor.lexicon.loading import Toml, read_toml

FILE = "contacts.toml"
_LISTS = (
    "persons", "duties", "notes", "titles", "phones", "accounts", "papers", "codes", "others", "no_names", "no_ends",
    "surnames_of_two", "ranks", "bearers", "bodies", "acts", "honours", "no_openings", "no_closings",
)  # fmt: skip
_CHARACTERS = ("surnames", "surnames_too")


@dataclass(frozen=True, slots=True)
class ContactWords:
    """The word lists, spelled out, longest first."""

    persons: tuple[str, ...]
    duties: tuple[str, ...]
    notes: tuple[str, ...]
    titles: tuple[str, ...]
    phones: tuple[str, ...]
    accounts: tuple[str, ...]
    papers: tuple[str, ...]
    codes: tuple[str, ...]
    others: tuple[str, ...]
    no_names: frozenset[str]
    no_ends: tuple[str, ...]
    surnames_of_two: tuple[str, ...]
    ranks: tuple[str, ...]  #: offices beside a name in running prose
    bearers: tuple[str, ...]  #: what makes somebody mentioned: 困难群众, 先进个人
    bodies: tuple[str, ...]  #: ends of divisions, before one of their people
    acts: tuple[str, ...]  #: what follows a name: 任, 牵头, 负责
    honours: tuple[str, ...]  #: 同志, 先生
    no_openings: frozenset[str]  #: words that begin as a name does
    no_closings: tuple[str, ...]  #: ends of what is no person
    surnames: frozenset[str]
    surnames_too: frozenset[str]  #: surnames that begin many other words


def read_contact_words(source: Toml) -> ContactWords:
    """Raises LexiconError on an unknown key, an empty list, or a surname that is in both lists."""
    source.only(source.data, (*_LISTS, *_CHARACTERS), "the file")
    lists: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        spelled = {word for pattern in source.words(source.data, key, "the file") for word in expand(pattern) if word}
        lists[key] = tuple(sorted(spelled, key=lambda word: (-len(word), word)))
        if not spelled:
            source.fail(f"{key} is empty", key, ("a list of words",))
    single: dict[str, frozenset[str]] = {}
    for key in _CHARACTERS:
        value = source.data.get(key)
        if not isinstance(value, str) or not value:
            source.fail(f"{key} is no row of characters", key, ("characters",))
        single[key] = frozenset(value)
    for character in sorted(single["surnames"] & single["surnames_too"]):
        source.fail(f"{character} is in surnames and in surnames_too", "surnames_too")
    no_names, no_openings = frozenset(lists.pop("no_names")), frozenset(lists.pop("no_openings"))
    return ContactWords(no_names=no_names, no_openings=no_openings, **lists, **single)  # type: ignore[arg-type]


@per_lexicon()
def contact_words() -> ContactWords:
    return read_contact_words(read_toml(FILE))
