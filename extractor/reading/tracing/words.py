"""The words around a figure that the lexicon knows, each with the entry that it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.lexicon.entries import Entry, entries, section_entry
from extractor.lexicon.labels import Word, vocabulary
from extractor.lexicon.statements import plain_head
from extractor.reading.tokens import Token
from extractor.reading.tracing.model import Known
from extractor.reading.tracing.places import InTable

#: words that only stand between
_SILENT = (
    "filler",
    "mention",
    "noise",
    "comma",
    "stop",
    "semicolon",
    "enum",
    "colon",
    "open",
    "close",
    "level",
    "path",
)
_TABLES = {"line": ("line", "pair", "functional", "class")}
_MOST = 10
_LIKE = 0.4  #: how much of two words must be the same
_SHOWN = 5


def meaning_of(word: Word) -> str:
    """What a word means, as the lexicon spells it."""
    if word.line is None:
        return word.value or {1: "+", -1: "-"}.get(word.sign, "")
    path = word.line.path if word.line.code is None else f"{word.line.path}[{word.line.code}]"
    paths = " + ".join([path, *word.line.pair])
    return f"{paths} ({word.line.fund})" if word.line.fund else paths


def known_in_prose(text: str, tokens: Iterable[Token]) -> tuple[Known, ...]:
    """The words of a sentence that tell what its figures are, the last ten of them."""
    telling = [token for token in tokens if token.word is not None and token.kind not in _SILENT][-_MOST:]
    spelled = [text[token.start : token.end] for token in telling]
    found = _entries("labels", spelled)
    return tuple(
        Known(words, token.kind, meaning_of(token.word), _of_kind(found.get(words, []), token.kind))
        for words, token in zip(spelled, telling, strict=True)
        if token.word is not None
    )


def known_in_table(cell: InTable) -> tuple[Known, ...]:
    """The words of a figure's row and column, as tables, forms and prose know them."""
    words = tuple(dict.fromkeys(plain_head(word) for word in (cell.row, *cell.heads) if word))
    known: list[Known] = []
    for file in ("statements", "forms", "labels"):
        rest = words if file != "labels" else tuple(w for w in words if w not in [one.text for one in known])
        for word, found in _entries(file, rest).items():
            known += [Known(word, f"{file}.{entry.table}", entry.meaning, entry) for entry in found[-1:]]
    return tuple(known[:_MOST])


def known_in_title(title: str) -> tuple[Known, ...]:
    """The phrase that makes a section what it is."""
    found = section_entry(title)
    return () if found is None else (Known(found[0], "section", found[1].meaning, found[1]),)


def nearest(phrase: str) -> tuple[Known, ...]:
    """Labels of the lexicon that look like these words, the likest first."""
    wanted = _pairs(phrase)
    scored = []
    for word, meaning in vocabulary().meanings.items():
        if meaning.line is not None and wanted:
            pairs = _pairs(word)
            likeness = 2 * len(wanted & pairs) / (len(wanted) + len(pairs)) if pairs else 0.0
            if likeness >= _LIKE:
                scored.append((-likeness, word, meaning))
    best: dict[str, tuple[str, Word]] = {}
    for _, word, meaning in sorted(scored, key=lambda one: one[:2]):
        best.setdefault(meaning_of(meaning), (word, meaning))
    chosen = list(best.values())[:_SHOWN]
    found = _entries("labels", [word for word, _ in chosen])
    return tuple(
        Known(word, "line", meaning_of(meaning), _of_kind(found.get(word, []), "line")) for word, meaning in chosen
    )


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[n : n + 2] for n in range(len(words) - 1))


def _entries(file: str, words: Iterable[str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for word, entry in entries(file, tuple(words)):
        found.setdefault(word, []).append(entry)
    return found


def _of_kind(found: list[Entry], kind: str) -> Entry | None:
    """The entry that holds: the last one of the kind's tables."""
    tables = _TABLES.get(kind, (kind,))
    return next((entry for entry in reversed(found) if entry.table in tables), None)
