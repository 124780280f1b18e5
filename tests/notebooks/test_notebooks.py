"""The notebooks run, are committed with their outputs, and say nothing of the machine that ran them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.notebooks.run import executed, notebooks

_MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users|var|opt|usr)/|[A-Z]:\\\\")


def cells(path: Path) -> list[dict[str, Any]]:
    read = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in read["cells"] if cell["cell_type"] == "code"]


def test_there_are_three() -> None:
    assert [path.name[0] for path in notebooks()] == ["1", "2", "3"]


@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_outputs_are_committed(path: Path) -> None:
    outputs = [output for cell in cells(path) for output in cell["outputs"]]
    assert len(outputs) >= 4
    assert not [output for output in outputs if output["output_type"] in ("error", "stream")]  # streams are warnings
    assert [cell["execution_count"] for cell in cells(path)] == list(range(1, len(cells(path)) + 1))
    assert not _MACHINE.search(path.read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("path", notebooks(), ids=lambda path: path.stem)
def test_they_run(path: Path) -> None:
    pytest.importorskip("nbclient", reason="no nbclient")
    pytest.importorskip("ipykernel", reason="no ipykernel")
    pytest.importorskip("matplotlib", reason="no matplotlib")
    made = executed(path)
    run = [cell for cell in made.cells if cell.cell_type == "code"]
    for fresh, committed in zip(run, cells(path), strict=True):
        assert kinds(fresh["outputs"]) == kinds(committed["outputs"])


def kinds(outputs: list[dict[str, Any]]) -> list[list[str]]:
    """What each output can be shown as: a table, a picture."""
    return [sorted(output.get("data", {})) for output in outputs]
