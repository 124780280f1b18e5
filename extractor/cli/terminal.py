"""What goes to the eyes (standard error) and what goes to programs (standard output or a file)."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

STDOUT = "-"
#: Control characters but tab and line feed, and those that turn the direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to speak: in which language, how much, in colour or not."""

    lang: str = "zh"
    quiet: bool = False
    color: bool = True

    def words(self, zh: str, en: str) -> str:
        return en if self.lang == "en" else zh

    def say(self, zh: str, en: str) -> None:
        """Something good to know; silent with --quiet."""
        if not self.quiet:
            print(harmless(self.words(zh, en)), file=sys.stderr)

    def complain(self, zh: str, en: str) -> None:
        """Something the user must know."""
        words = harmless(self.words(zh, en))
        if self.color and sys.stderr.isatty() and "NO_COLOR" not in os.environ:
            words = f"\x1b[31m{words}\x1b[0m"
        print(words, file=sys.stderr)

    @contextmanager
    def progress(self, total: int, zh: str, en: str) -> Iterator[Callable[[], None]]:
        """A bar on standard error while there is someone to watch it. Gives the function that moves it by one."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda: None
            return
        from rich.console import Console
        from rich.progress import Progress

        console = Console(stderr=True, no_color=not self.color)
        with Progress(console=console, transient=True) as bar:
            task = bar.add_task(self.words(zh, en), total=total)
            yield lambda: bar.advance(task)


def harmless(words: str) -> str:
    """Words without what would steer a terminal: names of files, and what stands in them, may hold anything."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", words)


def write(pieces: Iterable[str], output: str, *, bom: str = "") -> None:
    """Write text to standard output ("-") or to a file, whole or not at all; `bom` begins a file.

    Where there is no text a file is not touched. OSError: it cannot be written; BrokenPipeError: nobody reads on.
    """
    if output == STDOUT:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode("utf-8"))
            sys.stdout.buffer.flush()
        return
    pieces = iter(pieces)
    first = next(pieces, None)
    if first is None:
        return
    path = Path(output)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.write(bom + first)
            file.writelines(pieces)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
