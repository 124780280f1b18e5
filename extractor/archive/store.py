"""The working store `OUT/.extractor/`: the outcome of every content that was read, one file each.

It is no output. A file is found by what it depends on: the content, the options and the code that read it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from extractor.archive.discover import Input
from extractor.archive.options import Options
from extractor.archive.process import Outcome


class Task(NamedTuple):
    """A content to be read."""

    key: str  #: under which the store keeps the outcome
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Store:
    root: Path  #: OUT/.extractor

    def open(self, *, fresh: bool) -> None:
        """Make the folders; `fresh` forgets what is there."""
        if fresh and self.root.exists():
            shutil.rmtree(self.root)
        self.outcomes.mkdir(parents=True, exist_ok=True)
        self.parts.mkdir(exist_ok=True)

    @property
    def outcomes(self) -> Path:
        return self.root / "outcomes"

    @property
    def parts(self) -> Path:
        """Where outputs are written before they are whole."""
        return self.root / "parts"

    def path(self, key: str) -> Path:
        return self.outcomes / key[:2] / f"{key}.json"

    def save(self, key: str, outcome: Outcome) -> None:
        """Write an outcome whole or not at all, also where two processes write the same one."""
        path = self.path(key)
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(asdict(outcome), ensure_ascii=False), encoding="utf-8", newline="")
        part.replace(path)

    def load(self, key: str) -> Outcome:
        return Outcome(**json.loads(self.path(key).read_text(encoding="utf-8")))

    def remember_inputs(self, inputs: Iterable[Input]) -> None:
        """Where each input lies, so that its pages can be shown later."""
        places = {entry.name: str(entry.path.absolute()) for entry in inputs}
        text = json.dumps(places, ensure_ascii=False, indent=1)
        (self.root / "inputs.json").write_text(text, encoding="utf-8", errors="backslashreplace")


def content_key(path: Path, options: Options) -> str:
    """What an outcome depends on, as a digest. OSError: the file cannot be read."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    # The suffix counts because a reader may go by it.
    parts = (content, path.suffix.lower(), repr(options), "\0".join(options.passwords), code_digest())
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
