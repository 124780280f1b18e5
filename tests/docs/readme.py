"""The READMEs taken apart: blocks of code, tables, and the remarks (HTML comments) that say what they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORY

READMES = {"en": REPOSITORY / "README.md", "zh": REPOSITORY / "README.zh-CN.md"}
BLOCK = re.compile(r"(?:<!-- (?P<remark>[^\n]*) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
TABLE = re.compile(r"<!-- (?P<remark>[^\n]*) -->\n(?P<text>(?:\|[^\n]*\n)+)")
#: how a block is run
HOW = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}
#: blocks that install: the first is run by a slow test, the second by .ci/run
SET_UP, TEST = "set up", "test"
#: a block that installs what the environment of the tests has already
EXTRAS = "extras"
ELSEWHERE = (SET_UP, TEST, EXTRAS)
#: lines of our lexicon, which move with every word that is added
_LINE = re.compile(r"\b((?:labels|sections|forms|statements)\.toml):\d+")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    remark: str | None


def blocks(text: str) -> list[Block]:
    """The fenced blocks, in order."""
    return [Block(m["language"], m["text"], m["remark"]) for m in BLOCK.finditer(text)]


def marked(text: str, remark: str) -> Block:
    """The only block that carries a remark."""
    (found,) = (block for block in blocks(text) if block.remark == remark)
    return found


def cells(table: str) -> list[list[str]]:
    """The head and the rows of a table."""
    head, _rule, *rows = ([cell.strip() for cell in _CELL.split(line)[1:-1]] for line in table.splitlines())
    return [head, *rows]


def tables(text: str) -> dict[str, list[dict[str, str]]]:
    """The tables that carry a remark: remark → rows, column → cell."""
    found = {}
    for match in TABLE.finditer(text):
        head, *rows = cells(match["text"])
        found[match["remark"]] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def written(table: re.Match[str], rows: list[list[str]]) -> str:
    """A table that carries a remark, with other rows."""
    head = "".join(f"{line}\n" for line in table[0].splitlines()[:3])
    return head + "".join(f"| {' | '.join(row)} |\n".replace("|  |", "| |").replace("|  |", "| |") for row in rows)


def plain_table(text: str, first_column: str) -> list[list[str]]:
    """The rows of the only table whose head begins with a column of this name."""
    (match,) = re.finditer(rf"^\| {re.escape(first_column)} \|[^\n]*\n(?:\|[^\n]*\n)+", text, re.M)
    return cells(match[0])[1:]


def at(record: dict[str, Any], path: str) -> Any:
    """What stands in a record under a dotted path, without its empty parts; None where nothing does."""
    here: Any = record
    for name in path.split("."):
        here = (here or {}).get(name)
    return {key: value for key, value in here.items() if value not in (None, [], False)} if here else None


def checkout(folder: Path) -> Path:
    """A copy of this checkout with nothing set up in it."""
    ignored = shutil.ignore_patterns(".git", ".*_cache", ".hypothesis", ".venv", "venv", "out", "dist", "__pycache__")
    return Path(shutil.copytree(REPOSITORY, folder / "checkout", ignore=ignored))


def set_up(folder: Path) -> Path:
    """Let a folder have the commands of this environment where an environment of its own would have them."""
    binaries = folder / ".venv" / "bin"
    binaries.mkdir(parents=True)
    for name, words in {"extractor": "-m extractor", "python": ""}.items():
        script = binaries / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return folder


def desk(folder: Path) -> Path:
    """A folder that looks like a checkout in which everything is set up."""
    (folder / "samples").symlink_to(REPOSITORY / "samples")
    return set_up(folder)


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with the package of this checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONPATH")}
    environment = kept | {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def printed_by(block: Block, folder: Path) -> str:
    """What a block prints when it is run, without line numbers of our lexicon.

    AssertionError: it ends otherwise than with 0 or its remark `status N`.
    """
    done = run([*HOW[block.language], block.text], folder)
    expected = int((block.remark or "status 0").removeprefix("status "))
    assert done.returncode == expected, done.stderr
    return _LINE.sub(r"\1:…", done.stdout)
