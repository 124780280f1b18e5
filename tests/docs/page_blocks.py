"""The pages of `docs/` with what their commands print."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.readme import BLOCK, Block, printed_by

#: blocks that nobody runs; blocks that are the content of a file
UNTESTED, FILE = "untested", "file: "
COMMANDS = ("sh", "python")


def page(text: str, folder: Path) -> str:
    """The page as it should read: its blocks are run in order, each block of text below one shows what that printed.

    AssertionError: a command ends otherwise than the page says.
    """
    printed: str | None = None

    def block(match: re.Match[str]) -> str:
        nonlocal printed
        one = Block(match["language"], match["text"], match["remark"])
        if (one.remark or "").startswith(FILE):
            (folder / str(one.remark).removeprefix(FILE)).write_text(one.text, encoding="utf-8")
        elif one.language in COMMANDS:
            printed = None if one.remark == UNTESTED else printed_by(one, folder)
        elif one.language == "text" and printed is not None:
            return f"```text\n{printed}```"
        elif one.language != "text":
            printed = None  # another test runs it, and compares what stands below it
        return match[0]

    return BLOCK.sub(block, text)
