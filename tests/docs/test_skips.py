"""Under CI a test that is skipped because something is missing fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import REPOSITORY

pytest_plugins = ["pytester"]

TESTS = {
    "missing tool": "import pytest\ndef test_it():\n    pytest.importorskip('no_such_module')\n",
    "missing tool, whole file": "import pytest\npytest.importorskip('no_such_module')\ndef test_it(): pass\n",
    "mark": "import pytest\n@pytest.mark.skip(reason='no font')\ndef test_it(): pass\n",
}
Run = Callable[[str], dict[str, int]]
SHARED = "from tests.conftest import shared_path\ndef test_it():\n    shared_path('seed')\n"


@pytest.fixture
def outcomes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    (pytester.path / "conftest.py").write_text("from tests.conftest import *\n", encoding="utf-8")
    monkeypatch.setenv("EXTRACTOR_SHARED", str(pytester.path / "nowhere"))
    monkeypatch.syspath_prepend(str(REPOSITORY))

    def run(text: str) -> dict[str, int]:
        pytester.makepyfile(text)
        return pytester.runpytest_subprocess("-p", "no:cacheprovider").parseoutcomes()

    return run


@pytest.mark.parametrize("case", TESTS)
def test_a_missing_tool(case: str, outcomes: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert outcomes(TESTS[case]) == {"skipped": 1}
    monkeypatch.setenv("CI", "true")
    found = outcomes(TESTS[case])
    assert "skipped" not in found and found.get("failed", 0) + found.get("errors", 0) == 1


def test_shared_data_may_be_absent_but_not_half_there(
    outcomes: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert outcomes(SHARED) == {"skipped": 1}
    (pytester.path / "nowhere").mkdir()
    assert outcomes(SHARED) == {"failed": 1}


def test_an_expected_failure_is_no_skip(outcomes: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert outcomes("import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n") == {"xfailed": 1}
