"""Builds the reports of this folder and their keys: `python tests/families/tables/build.py [SOURCE…]`.

Needs what samples/build needs, and Chromium and openpyxl. `by` in a source says what makes its PDF: chromium, calc
(a spreadsheet) or writer (as the samples are made).
"""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path

import pikepdf

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2] / "samples" / "build")]

import importlib.util  # noqa: E402

from keyed import with_marks  # noqa: E402
from markup import Source, parse  # noqa: E402
from printing import calc, chromium  # noqa: E402
from typeset import Typesetter  # noqa: E402


def _samples() -> object:
    """samples/build/build.py, which has this module's name."""
    spec = importlib.util.spec_from_file_location("samples_build", HERE.parents[2] / "samples" / "build" / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def writer(source: Source, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "report.docx"
        Typesetter(source).save(document)
        target.write_bytes(_samples().convert(document).read_bytes())  # type: ignore[attr-defined]


MAKERS = {"chromium": chromium, "calc": calc, "writer": writer}


def build(path: Path) -> None:
    source = parse(with_marks(path.read_text(encoding="utf-8")))
    target = path.with_name(source.options["file"])
    MAKERS[source.options["by"]](source, target)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        _samples().clean(pdf, source.options, target)  # type: ignore[attr-defined]
    with target.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["path", "value", "note"])
        rows.writerows([fact.path, fact.value, fact.note] for fact in source.facts)


if __name__ == "__main__":
    for one in [Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.txt")):
        build(one)
