"""The scripts in .ci take what they run from where it is told."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.conftest import REPOSITORY
from tests.docs.readme import READMES, TEST, marked


def script(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(REPOSITORY / ".ci" / name), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("language", READMES)
def test_ci_runs_the_readmes_test_command(language: str) -> None:
    done = script("readme-command", TEST, str(READMES[language]))
    assert done.returncode == 0
    assert done.stdout == marked(READMES[language].read_text(encoding="utf-8"), TEST).text


def test_a_command_that_is_not_there_is_an_error() -> None:
    assert script("readme-command", "no such remark", str(READMES["en"])).returncode != 0


def test_the_scripts_are_bash() -> None:
    for path in (REPOSITORY / ".ci").iterdir():
        checked = subprocess.run(["bash", "-n", str(path)], capture_output=True, encoding="utf-8", check=False)
        assert checked.returncode == 0, checked.stderr


def test_the_lock_names_versions_and_no_place() -> None:
    lines = (REPOSITORY / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) > 20
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", line)] == []
