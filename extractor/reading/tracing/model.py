"""What a trace says: the words around a figure, how far the grammar came, and what would help."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.lexicon.entries import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """A word that the lexicon knows, what it means, and the entry that says so."""

    text: str
    kind: str  #: the table of the lexicon: line, measure, section …
    meaning: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines for a lexicon file (TOML) with which the figure is read as the fact `path`, and no other differently."""

    text: str
    path: str


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Which production came nearest to a figure, what it lacked (a code), and the words that were in its way."""

    production: str
    lacks: str
    words: str = ""

    @property
    def final(self) -> bool:
        """Whether the figure states no field of the record whatever the words: nothing is drafted for it."""
        return self.lacks in ("cause", "purpose", "loose", "scope")


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of a figure. `place`: prose, table, or unread (nobody looks for figures in such a section)."""

    place: str
    sentence: str
    known: tuple[Known, ...] = ()
    hindrance: Hindrance | None = None  #: of an unclaimed figure only
    near: tuple[Known, ...] = ()  #: labels like the words in front of it, the likest first
    drafts: tuple[Draft, ...] = ()
