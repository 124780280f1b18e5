"""Whether two names mean one department: 与 or 和, with or without the city before the district, shortened words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["exact", "variant", "region", "shortened"]

_IGNORED = re.compile(r"[\s·“”\"'()（）]|本级|[与和及]")
_REGION = re.compile(r"^.{2,8}?(?:自治区|自治州|自治县|省|地区|[市州盟区县旗])(?=.{3,})")
_Key = tuple[str, str, str]
_LEAST = 0.6  #: what a shortened name must keep of the full one


class Match(NamedTuple):
    """Which name was taken for the one sought, and how sure that is."""

    name: str
    kind: Kind


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The name without what does not distinguish departments."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name))


def split(name: str) -> tuple[tuple[str, ...], str]:
    """The regions before a plain name, and the rest: 南屏市竹泉县水务局 is (南屏市, 竹泉县) and 水务局."""
    regions = []
    while (found := _REGION.match(name)) is not None:
        regions.append(found[0])
        name = name[found.end() :]
    return tuple(regions), name


def same_department(one: str, other: str) -> Kind | None:
    """How two names agree; None where they do not."""
    if one == other:
        return "exact"
    first, second = plain(one), plain(other)
    if first == second:
        return "variant"
    (regions, rest), (others, remainder) = split(first), split(second)
    if not _regions_agree(regions, others):
        return None
    if rest == remainder:
        return "region"
    return "shortened" if _shortened(rest, remainder) else None


def _regions_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one list of regions is the end of the other: the nearest region counts, those above may be left out."""
    shorter, longer = sorted((one, other), key=len)
    return not shorter or longer[-len(shorter) :] == shorter


def _shortened(one: str, other: str) -> bool:
    """Whether one is the other with characters left out, its first and last kept: 科技局 and 科学技术局."""
    short, long = sorted((one, other), key=len)
    if not short or short[0] != long[0] or short[-1] != long[-1] or len(short) < max(3, _LEAST * len(long)):
        return False
    rest = iter(long)
    return all(character in rest for character in short)


class Names:
    """Departments to look names up in; thousands of names by thousands."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(set(names))
        self._exact = frozenset(self.names)
        self._plain: dict[str, list[str]] = {}
        self._placed: dict[_Key, list[str]] = {}  #: by first and last character behind the regions, and the nearest one
        self._ends: dict[_Key, list[str]] = {}  #: the same whatever the region
        for name in self.names:
            self._plain.setdefault(plain(name), []).append(name)
            self._placed.setdefault(_key(name), []).append(name)
            self._ends.setdefault(_anywhere(_key(name)), []).append(name)
        self._found: dict[str, Match | None] = {}

    def find(self, name: str, *, exact: bool = False) -> Match | None:
        """The department that the name means; None where there is none, or more than one as likely."""
        if name in self._exact:
            return Match(name, "exact")
        if exact:
            return None
        if name not in self._found:
            self._found[name] = self._meant(name)
        return self._found[name]

    def _meant(self, name: str) -> Match | None:
        found = self._plain.get(plain(name))
        if found:
            return Match(found[0], "variant") if len(found) == 1 else None
        key = _key(name)
        near = (
            [*self._placed.get(key, []), *self._placed.get(_anywhere(key), [])] if key[2] else self._ends.get(key, [])
        )
        kinds = [(one, kind) for one in near if (kind := same_department(name, one)) is not None]
        for wanted in ("region", "shortened"):
            of_kind = [Match(one, kind) for one, kind in kinds if kind == wanted]
            if of_kind:
                return of_kind[0] if len(of_kind) == 1 else None
        return None


def _key(name: str) -> _Key:
    """What names of one department share: how they begin and end behind the regions, and the nearest region."""
    regions, rest = split(plain(name))
    return rest[:1], rest[-1:], regions[-1] if regions else ""


def _anywhere(key: _Key) -> _Key:
    return key[0], key[1], ""
