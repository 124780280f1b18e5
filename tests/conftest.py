"""What all tests share: where the shared data lie.

Real reports are not part of the project. Tests that need them find them through the environment variable
EXTRACTOR_SHARED, or in a folder `shared` beside the repository, and are skipped with a reason where there is none.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


def shared_root() -> Path | None:
    """The folder of shared data, None where there is none."""
    named = os.environ.get("EXTRACTOR_SHARED")
    root = Path(named) if named else REPOSITORY.parent / "shared"
    return root if root.is_dir() else None


def shared_path(*parts: str) -> Path:
    """A file or folder of the shared data; skips the test where it is absent."""
    root = shared_root()
    if root is None:
        pytest.skip("no shared data (set EXTRACTOR_SHARED)")
    path = root.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the shared data have no {'/'.join(parts)}")
    return path


def shared_files(pattern: str) -> list[object]:
    """Parameters for `parametrize`: the shared files that match, by name; one skipped parameter where none does."""
    root = shared_root()
    found = sorted(root.glob(pattern)) if root else []
    if not found:
        return [pytest.param(None, id="absent", marks=pytest.mark.skip(reason=f"no shared data match {pattern}"))]
    return [pytest.param(path, id=path.name) for path in found]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data."""
    return shared_path()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes have to be escaped here, since pytest leaves test ids as they are (see pyproject.toml)."""
    return ascii(val)[:40] if isinstance(val, bytes) else None


#: The one reason to skip that a checking machine accepts: the shared data are no part of the project.
SHARED_ABSENT = ("no shared data", "the shared data have no", "the published reports", "the reference tables")


def skip_allowed(reason: str) -> bool:
    """Whether a test may be skipped for this reason: any for a user; under CI only that there are no shared data."""
    return not os.environ.get("CI") or (shared_root() is None and reason.startswith(SHARED_ABSENT))


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip that is not allowed into a failure: where everything is checked, a missing tool hides nothing."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    reason = words.removeprefix("Skipped: ")
    if not skip_allowed(reason):
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report
