"""Executes the notebooks. `python -m tests.notebooks.run` writes their outputs anew: review the difference."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "notebooks"


def notebooks() -> list[Path]:
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path) -> Any:
    """The notebook with the outputs of a run in its folder. nbclient's CellExecutionError: a cell failed."""
    import nbformat
    from nbclient import NotebookClient

    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))  # kernels inherit it
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times of day
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def main() -> None:
    import nbformat

    for path in notebooks():
        nbformat.write(executed(path), path)
        print(path.name)


if __name__ == "__main__":
    main()
