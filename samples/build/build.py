"""Builds the sample reports and their keys from the sources: `python samples/build/build.py [SOURCE…]`.

Needs python-docx, pikepdf, LibreOffice (`soffice`) and the fonts that the sources name; using the samples needs none.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from markup import Fact, Source, parse
from typeset import Typesetter
from verify import verify

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SOURCES = [*sorted((HERE / "reports").glob("*.txt")), *sorted((ROOT / "tests" / "families").glob("*.txt"))]
FILTER = json.dumps(
    {
        "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
        "ExportBookmarks": {"type": "boolean", "value": "false"},
    }
)


def convert(document: Path) -> Path:
    """The Word file as a PDF beside it, by LibreOffice."""
    profile = document.parent / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         f"pdf:writer_pdf_Export:{FILTER}", "--outdir", str(document.parent), str(document)],
        check=True, capture_output=True,
    )  # fmt: skip
    return document.with_suffix(".pdf")


def destinations(pdf: pikepdf.Pdf) -> dict[str, int]:
    """Bookmark name → page, 1-based."""
    number = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
    found: dict[str, int] = {}
    root = pdf.Root
    if "/Names" in root and "/Dests" in root.Names:
        entries = dict(pikepdf.NameTree(root.Names.Dests).items())
    else:
        entries = {str(key).lstrip("/"): value for key, value in root.get("/Dests", {}).items()}
    for name, target in entries.items():
        place = target.D if isinstance(target, pikepdf.Dictionary) else target
        found[name] = number[place[0].objgen]
    return found


def clean(pdf: pikepdf.Pdf, options: dict[str, str], path: Path) -> None:
    """Writes the PDF without our bookmarks, the clock and the tool's random identifier."""
    for key in ("/Names", "/Dests", "/OpenAction"):
        if key in pdf.Root:
            del pdf.Root[key]
    for key in ("/DocChecksum", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    for key in ("/Author", "/Creator"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    date = options.get("created", "20240101")
    pdf.docinfo["/CreationDate"] = f"D:{date}090000+08'00'"
    pdf.remove_unreferenced_resources()
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def write_keys(source: Source, pages: dict[str, int], stem: Path) -> None:
    """The facts of the prose, of the tables, and the money without a field: three CSV files."""

    def rows(facts: list[Fact]) -> list[list[str]]:
        return [[f.path, f.value, str(pages[f.anchor]), f.note] for f in facts]

    prose = [f for f in source.facts if f.path and not f.in_table]
    tables = [f for f in source.facts if f.path and f.in_table]
    nowhere = [f for f in source.facts if not f.path]
    _csv(stem.with_name(f"{stem.name}.csv"), ["path", "value", "page", "note"], rows(prose))
    _csv(stem.with_name(f"{stem.name}.tables.csv"), ["path", "value", "page", "note"], rows(tables))
    _csv(stem.with_name(f"{stem.name}.unclaimed.csv"), ["stated", "page", "note"], [row[1:] for row in rows(nowhere)])


def _csv(path: Path, head: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([head, *rows])


def build(path: Path) -> None:
    source = parse(path.read_text(encoding="utf-8"))
    for finding in verify(source):
        print(f"{path.name}: {finding}", file=sys.stderr)
    name = source.options["file"]
    target = (ROOT / "samples" if path.parent == HERE / "reports" else path.parent) / name
    with tempfile.TemporaryDirectory() as temporary:
        document = Path(temporary) / "report.docx"
        Typesetter(source).save(document)
        with pikepdf.open(convert(document)) as pdf:
            pages = destinations(pdf)
            clean(pdf, source.options, target)
            print(f"{target.relative_to(ROOT)}: {len(pdf.pages)} pages, {target.stat().st_size} bytes")
    # A family's key stays beside it: nobody looks at it while the readers are written.
    write_keys(
        source, pages, (ROOT / "tests" / "keys" if target.parent.name == "samples" else path.parent) / target.stem
    )


if __name__ == "__main__":
    for one in [Path(argument).resolve() for argument in sys.argv[1:]] or SOURCES:
        build(one)
