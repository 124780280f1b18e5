from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor import __version__, pipeline
from extractor.cli import app, doctor


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["doctor", *arguments])
    return done.exit_code, done.stdout


def test_all_is_well() -> None:
    status, words = run("--lang", "en")
    assert status == 0, words
    assert words.startswith(f"extractor {__version__}\n")
    assert words.count(": well\n") == 3


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_requirements", lambda: (["pip", "no-such-needed"], {"fast": ["no-such-extra"]}))
    status, words = run("--no-test")
    assert status == 1
    assert "no-such-needed 缺失" in words
    assert "[fast] 缺 no-such-extra；安装：pip install '.[fast]'" in words


def test_a_fault_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("nothing works")

    monkeypatch.setattr(pipeline, "read", broken)
    status, words = run()
    assert status == 1 and "RuntimeError: nothing works" in words
