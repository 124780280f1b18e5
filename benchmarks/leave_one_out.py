"""What each family of reports needs of the lexicon beyond the words of all others.

    python benchmarks/leave_one_out.py [--words] [FOLDER|FILE…]

For each authored report in `tests/families`: the entries that no other family, no sample and none of the files given
uses, the spellings of entries in use that only it has, and how many of its keyed facts are lost without exactly these
words. A word is used where it is the longest of its file's that stands at a place of the text.
`--words` lists them.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from extractor.layout import build_document  # noqa: E402
from extractor.lexicon import loading  # noqa: E402
from extractor.lexicon.active import Lexicon, using  # noqa: E402
from extractor.lexicon.entries import words_of  # noqa: E402
from extractor.lexicon.labels import expand  # noqa: E402
from extractor.reading import read_report  # noqa: E402
from extractor.records.report import Report  # noqa: E402
from extractor.textlayer import open_layer  # noqa: E402
from tests.reading.keys import read_keys  # noqa: E402
from tests.reading.records import FAMILIES, SAMPLES  # noqa: E402
from tests.reading.test_keys import wrong  # noqa: E402

TOML = ("sections", "labels", "forms", "statements", "staff", "organisations")
CSV = {"economic_synonyms.csv": 0, "functional_names.csv": 1}  #: the column of the name

_read_text = loading.read_text


@dataclass(frozen=True, order=True)
class Spelled:
    """A spelling of an entry of a lexicon file; in a CSV file the entry is the line."""

    file: str
    entry: str
    word: str


@cache
def spellings(file: str) -> tuple[Spelled, ...]:
    text = _read_text(file)
    if file in CSV:
        lines = [line for line in text.splitlines() if line and not line.startswith("#")][1:]
        return tuple(Spelled(file, line, line.split(",")[CSV[file]]) for line in lines)
    return tuple({Spelled(file, found.pattern, found.word): None for found in words_of(tomllib.loads(text))})


@cache
def _pattern(file: str) -> re.Pattern[str]:
    words = sorted({spelled.word for spelled in spellings(file)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def files() -> Iterator[str]:
    yield from (f"{name}.toml" for name in TOML)
    yield from CSV


def used(text: str) -> set[Spelled]:
    """The spellings that stand in a text. A word of several entries counts for each."""
    found: set[Spelled] = set()
    for file in files():
        words = set(_pattern(file).findall(text))
        found |= {spelled for spelled in spellings(file) if spelled.word in words}
    return found


@contextmanager
def without(words: Iterable[Spelled]) -> Iterator[None]:
    """The lexicon without some spellings, as if their entries had been written without them."""
    gone: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for spelled in words:
        gone[spelled.file][spelled.entry].add(spelled.word)
    digest = "without " + " ".join(sorted(spelled.word for spelled in words))
    with patch.object(loading, "read_text", _reader(gone)), using(Lexicon(digest)):
        yield


def _reader(gone: dict[str, defaultdict[str, set[str]]]) -> Callable[[str], str]:
    def read(file: str) -> str:
        text = _read_text(file)
        for entry, words in gone.get(file, {}).items():
            if file in CSV:
                text = text.replace(f"{entry}\n", "")
                continue
            rest = [word for word in expand(entry) if word not in words]
            text = text.replace(f'"{entry}"', ", ".join(f'"{word}"' for word in rest) or '""')
        return re.sub(r'""(?:,\s*)?|,\s*""(?=\s*\])', "", text) if file not in CSV else text

    return read


def text_of(file: Path) -> str:
    return build_document(open_layer(file)).text


def record(file: Path) -> Report:
    layer = open_layer(file)
    return read_report(build_document(layer), layer)


def lost(file: Path, words: set[Spelled]) -> tuple[int, int]:
    """Keyed facts of a family that the record lacks or has otherwise without some words; all keyed facts."""
    keys = [*read_keys(file), *read_keys(file, "tables")]
    before = set(wrong(record(file), keys))
    with without(words):
        after = set(wrong(record(file), keys))
    return len(after - before), len(keys)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("others", nargs="*", type=Path, help="further reports whose words are not counted")
    parser.add_argument("--words", action="store_true", help="list the words")
    options = parser.parse_args()
    others = [f for path in options.others for f in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    uses = {file: used(text_of(file)) for file in [*FAMILIES, *SAMPLES, *others]}
    print(f"{len(FAMILIES)} families, {len(SAMPLES)} samples, {len(others)} other files")
    print(f"{'':24}{'entries':>9}{'lost':>6}{'spellings':>11}{'lost':>6}{'keys':>7}")
    for family in FAMILIES:
        beside = set().union(*(found for file, found in uses.items() if file != family))
        entries_beside = {(spelled.file, spelled.entry) for spelled in beside}
        alone = uses[family] - beside
        entries = {spelled for spelled in alone if (spelled.file, spelled.entry) not in entries_beside}
        count = len({(spelled.file, spelled.entry) for spelled in entries})
        missed, keys = lost(family, entries)
        missed_all, _ = lost(family, alone)
        print(f"{family.stem[:12]:12}{count:>9}{missed:>6}{len(alone - entries):>11}{missed_all:>6}{keys:>7}")
        if options.words:
            for spelled in sorted(alone):
                kind = "entry" if spelled in entries else "spelling"
                print(f"    {kind:9}{spelled.file:24}{spelled.word}")


if __name__ == "__main__":
    main()
