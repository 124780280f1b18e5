"""The outcomes of every content that was read: `outcomes.sqlite` in the working store `OUT/.extractor/`.

An outcome is found by what it depends on: the content, the options and the code that read it. Workers write their
outcomes here themselves.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from extractor.archive.database import connect, disk_errors
from extractor.archive.options import Options
from extractor.archive.process import Outcome

FILE = "outcomes.sqlite"
_SCHEMA = """create table if not exists outcomes (
    key blob primary key, made text, name text, code text, message text, pages integer, incomplete integer,
    body blob)"""


class Brief(NamedTuple):
    """An outcome without its record."""

    code: str
    message: str
    pages: int


class Store:
    """The outcomes below the folder `root`, those to come made by `code`. OSError: they cannot be written."""

    def __init__(self, root: Path, code: str) -> None:
        self.code = code
        self._base = connect(root / FILE, _SCHEMA)

    def close(self) -> None:
        self._base.close()

    def save(self, key: str, outcome: Outcome) -> None:
        """Keep an outcome, whole or not at all, also where two processes save the same one."""
        head = (bytes.fromhex(key), self.code, outcome.name, outcome.code, outcome.message)
        row = (*head, outcome.pages, outcome.incomplete, pack(outcome))
        with disk_errors():
            self._base.execute("insert or replace into outcomes values (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def forget_other_code(self) -> None:
        """Drop the outcomes that no run of this code will ask for."""
        with disk_errors():
            self._base.execute("delete from outcomes where made <> ?", (self.code,))

    def drop(self, key: str) -> None:
        """Forget an outcome."""
        with disk_errors():
            self._base.execute("delete from outcomes where key = ?", (bytes.fromhex(key),))

    def brief(self, key: str) -> Brief | None:
        """What became of a content, None where that is not known."""
        with disk_errors():
            rows = self._base.execute("select code, message, pages from outcomes where key = ?", (bytes.fromhex(key),))
            row = rows.fetchone()
        return Brief(*row) if row else None

    def load(self, key: str) -> Outcome:
        """A whole outcome. OSError: the store has lost it."""
        columns = "name, code, message, pages, incomplete, body"
        with disk_errors():
            rows = self._base.execute(f"select {columns} from outcomes where key = ?", (bytes.fromhex(key),))
            row = rows.fetchone()
        if row is None:
            raise OSError(f"{FILE}: {key}")
        name, code, message, pages, incomplete, body = row
        record, tables = unpack(body)
        return Outcome(name, record, tables, bool(incomplete), code, message, pages)


@lru_cache(maxsize=1)
def store_at(root: Path, code: str) -> Store:
    """The store of a folder, opened once a process."""
    return Store(root, code)


def pack(outcome: Outcome) -> bytes:
    """Record and rows, compressed: a line of names and sizes, then the texts."""
    texts = {"": outcome.record, **outcome.tables}
    raw = {name: text.encode() for name, text in texts.items() if text}
    head = json.dumps([(name, len(text)) for name, text in raw.items()], separators=(",", ":")).encode()
    return zlib.compress(b"\n".join([head, b"".join(raw.values())]), 1)


def unpack(body: bytes) -> tuple[str, dict[str, str]]:
    """The record and the rows of each table that has any."""
    head, _, rest = zlib.decompress(body).partition(b"\n")
    texts: dict[str, str] = {}
    start = 0
    for name, size in json.loads(head):
        texts[name] = rest[start : start + size].decode()
        start += size
    return texts.pop("", ""), texts


def outcome_key(content: str, name: str, options: Options, code: str) -> str:
    """What an outcome depends on, as a digest; `content` is a digest of the bytes."""
    # The suffix counts because a reader may go by it.
    suffix = PurePosixPath(name).suffix.lower()
    parts = (content, suffix, repr(options), options.recogniser(), "\0".join(options.passwords), code)
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def code_digest() -> str:
    """A digest of the package itself: an outcome of other code is none of ours."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
