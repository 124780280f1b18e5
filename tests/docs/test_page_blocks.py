"""The commands of `docs/` are run, page by page, and print what stands below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.page_blocks import COMMANDS, UNTESTED, page
from tests.docs.readme import blocks, desk

PAGES = sorted((REPOSITORY / "docs").glob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_commands_of_a_page_print_what_it_shows(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert page(text, desk(tmp_path)) == text, "run python -m tests.docs.refresh"


def test_what_is_not_run_says_so() -> None:
    found = [block for path in PAGES for block in blocks(path.read_text(encoding="utf-8"))]
    assert {block.remark for block in found if block.language in COMMANDS} <= {None, UNTESTED, "status 1", "status 2"}
    assert sum(block.language in COMMANDS and block.remark != UNTESTED for block in found) >= 6
