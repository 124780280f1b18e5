"""The READMEs taken apart: blocks of code, tables, and the remarks (HTML comments) that say what they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

READMES = {"en": REPOSITORY / "README.md", "zh": REPOSITORY / "README.zh-CN.md"}
_BLOCK = re.compile(r"(?:<!-- (?P<remark>[^\n]*) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
_TABLE = re.compile(r"<!-- (?P<remark>[^\n]*) -->\n(?P<text>(?:\|[^\n]*\n)+)")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    remark: str | None


def blocks(text: str) -> list[Block]:
    """The fenced blocks, in order."""
    return [Block(m["language"], m["text"], m["remark"]) for m in _BLOCK.finditer(text)]


def marked(text: str, remark: str) -> Block:
    """The only block that carries a remark."""
    (found,) = (block for block in blocks(text) if block.remark == remark)
    return found


def tables(text: str) -> dict[str, list[dict[str, str]]]:
    """The tables that carry a remark: remark → rows, column → cell."""
    found = {}
    for match in _TABLE.finditer(text):
        head, _rule, *rows = ([cell.strip() for cell in _CELL.split(line)[1:-1]] for line in match["text"].splitlines())
        found[match["remark"]] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def plain_table(text: str, first_column: str) -> list[list[str]]:
    """The rows of the only table whose head begins with a column of this name."""
    lines = text.splitlines()
    (start,) = (n for n, line in enumerate(lines) if line.startswith(f"| {first_column} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in _CELL.split(line)[1:-1]])
    return rows


def checkout(folder: Path) -> Path:
    """A copy of this checkout with nothing set up in it."""
    ignored = shutil.ignore_patterns(".git", ".*_cache", ".hypothesis", ".venv", "venv", "out", "dist", "__pycache__")
    return Path(shutil.copytree(REPOSITORY, folder / "checkout", ignore=ignored))


def desk(folder: Path) -> Path:
    """A folder that looks like a checkout in which everything is set up."""
    binaries = folder / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (folder / "samples").symlink_to(REPOSITORY / "samples")
    for name, words in {"extractor": "-m extractor", "python": ""}.items():
        script = binaries / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return folder


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with the package of this checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "PYTHONPATH")}
    environment = kept | {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )
