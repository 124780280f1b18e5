"""A user's own words: a TOML file with the tables of ours, each below the name of the data file that it adds to.

    [[labels.line]]                 as [[line]] in labels.toml
    path = "spending.basic"
    words = ["日常运转支出"]

    [sections.section.problems]     as [section.problems] in sections.toml
    contains = ["工作中的短板"]

    [[economic]]                    another name for a code of the economic classification, as in economic_synonyms.csv
    name = "物业服务费"
    code = "30209"

What may stand there follows from our files: the same tables, keys and values. A word that means something else in ours
is refused, so that a file cannot change what is read today, only add to it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extractor.lexicon.active import Lexicon, using
from extractor.lexicon.entries import Places, words_of
from extractor.lexicon.labels import Word, meanings_of
from extractor.lexicon.loading import LexiconError, merged, read_text
from extractor.lexicon.shapes import Shape

FILES = ("sections", "labels", "forms", "statements", "staff", "organisations")
CODES = {"economic": ("name", "code", "under", "first", "last", "note"), "functional": ("code", "name", "note")}
MAX_BYTES = 256 * 1024
_AT_LINE = re.compile(r"\(at line (\d+)")

AnyPath = str | PathLike[str]


def load(paths: AnyPath | Iterable[AnyPath]) -> Lexicon:
    """The words of the files together. LexiconError: an entry cannot be used. OSError: a file cannot be read."""
    given = [paths] if isinstance(paths, str | PathLike) else paths
    return checked(tuple((Path(path).name, _text(Path(path))) for path in given))


def checked(sources: tuple[tuple[str, str], ...]) -> Lexicon:
    """The words of texts, each with the name of its file. LexiconError: an entry cannot be used."""
    lexicon = lexicon_of(sources)
    _check(lexicon)
    return lexicon


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise LexiconError(path.name, None, "the file is too large", (f"{MAX_BYTES} bytes",))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LexiconError(path.name, line, "the file is not UTF-8", ("UTF-8",)) from error


@lru_cache(maxsize=8)
def lexicon_of(sources: tuple[tuple[str, str], ...]) -> Lexicon:
    """The same of texts that were found to agree with ours. LexiconError: an entry is not as in our files."""
    tables: dict[str, Any] = {}
    for name, text in sources:
        tables = merged(tables, _parsed(name, text))
    digest = hashlib.sha256("\0".join(text for _, text in sources).encode()).hexdigest() if tables else ""
    return Lexicon(digest, sources, MappingProxyType(tables))


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        raise LexiconError(name, int(found[1]) if found else None, str(error), ("TOML",)) from error
    except RecursionError as error:
        raise LexiconError(name, None, "nested too deeply", ("TOML as in our files",)) from error
    shape = Shape(name, Places(text))
    shape.keys(data, (*FILES, *CODES), ())
    for file, tables in data.items():
        if file in CODES:
            shape.codes(tables, file, CODES[file])
        else:
            shape.conform(tables, _ours(file), (file,))
    return data


@lru_cache(maxsize=len(FILES))
def _ours(file: str) -> dict[str, Any]:
    return tomllib.loads(read_text(f"{file}.toml"))


def _check(lexicon: Lexicon) -> None:
    """Build all tables once. LexiconError: a word means something else in ours."""
    from extractor.lexicon import economic, forms, functional, labels, organisations, sections, staff, statements

    _agree(lexicon)
    with using(lexicon):
        labels.vocabulary()
        staff.staff_words()
        forms.form_words()
        organisations.organisations()
        statements.table_words()
        economic.economic_table()
        functional.functional_table()
        for table in ("section", "role", "document"):
            sections.phrases(table)


def _agree(lexicon: Lexicon) -> None:
    for name, text in lexicon.sources:
        places, data = Places(text), tomllib.loads(text)
        _one_meaning(name, places, _ours("labels"), data.get("labels", {}))
        for file in ("labels", "statements"):
            known: dict[tuple[str, str], set[str]] = {}
            for entry in words_of(_ours(file)):
                known.setdefault((entry.table, entry.word), set()).add(entry.meaning)
            for entry in words_of(data.get(file, {})):
                ours = known.get((entry.table, entry.word), {entry.meaning})
                if entry.meaning not in ours:
                    line = places.line((file, *entry.table.split(".")), entry.index, entry.pattern)
                    problem = f"{entry.word!r} means {' or '.join(sorted(ours))} in {file}.toml"
                    raise LexiconError(name, line, problem, ("another word",))


def _one_meaning(name: str, places: Places, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """No word of theirs means something else in the clause grammar of ours."""
    known: dict[str, list[Word]] = {}
    for word, meaning in meanings_of(ours):
        known.setdefault(word, []).append(meaning)
    for word, meaning in meanings_of(theirs):
        others = known.setdefault(word, [meaning])
        if meaning not in others:
            other = others[-1]
            what = other.line.path if other.line else other.value or other.kind
            line = places.containing(word)
            raise LexiconError(name, line, f"{word!r} is {other.kind} ({what}) already", ("another word",))
