"""Writes what the READMEs quote, and the generated pages of `docs/`, anew: `python -m tests.docs.refresh`.

Review the difference before you commit it. Tables keep their rows and columns; a row that is no longer in the file is
left out and named.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
from pathlib import Path

from extractor.emit.tables import TABLES
from tests.conftest import REPOSITORY
from tests.docs import pages
from tests.docs.page_blocks import page
from tests.docs.readme import BLOCK, ELSEWHERE, HOW, READMES, TABLE, Block, at, cells, desk, printed_by, run, written
from tests.docs.usage import command_rows, error_rows, option_rows

GENERATED = {"commands": command_rows, "options": option_rows, "errors": error_rows}
KEY = {"out/facts.csv": ("department", "path"), "out/reports.csv": ("department",)}


def refreshed(text: str, language: str, folder: Path) -> str:
    """The README with excerpts of what comes out in `folder`."""
    printed = ""

    def block(match: re.Match[str]) -> str:
        nonlocal printed
        remark, kind, words = match["remark"], match["language"], match["text"]
        if kind in HOW and remark not in ELSEWHERE:
            printed = printed_by(Block(kind, words, remark), folder)
        elif kind == "text":
            return f"```text\n{printed}```"
        elif kind == "json":
            with (folder / "out/reports.jsonl").open(encoding="utf-8") as file:
                records = [json.loads(line) for line in file]
            old, path = json.loads(words), remark.removeprefix("json: ")
            new = next((one for record in records if (one := at(record, path)) == old), None)
            if new is None:
                print(f"{language}: no record has this under {path} any more: {words}", file=sys.stderr)
        return match[0]

    def table(match: re.Match[str]) -> str:
        remark = match["remark"]
        if remark in GENERATED:
            return written(match, GENERATED[remark](language))
        name = remark.removeprefix("table: ")
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            real = list(csv.DictReader(file))
        head, *shown = cells(match["text"])
        if name == "out/reports.csv":
            return written(match, [[row[column] for column in head] for row in real])
        rows = []
        for old in (dict(zip(head, row, strict=True)) for row in shown):
            new = next((row for row in real if all(row[key] == old[key] for key in KEY[name])), None)
            if new is None:
                print(f"{language}: no longer in {name}: {old}", file=sys.stderr)
            else:
                rows.append([new[column] for column in head])
        return written(match, rows)

    text = TABLE.sub(table, BLOCK.sub(block, text))
    for one in TABLES:
        columns = ", ".join(f"`{column.name}`" for column in one.columns)
        text = re.sub(rf"^(\| `{one.name}\.csv` \| [^|]* \| )[^|]* \|$", rf"\g<1>{columns} |", text, flags=re.M)
    return text


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = desk(Path(temporary))
        done = run([str(folder / ".venv/bin/extractor"), "batch", "samples", "-o", "out", "--quiet"], folder)
        if done.returncode:
            raise SystemExit(done.stderr)
        for language, path in READMES.items():
            path.write_text(refreshed(path.read_text(encoding="utf-8"), language, folder), encoding="utf-8")
    for path in sorted((REPOSITORY / "docs").glob("*.md")):
        with tempfile.TemporaryDirectory() as temporary:
            text = path.read_text(encoding="utf-8")
            path.write_text(page(text, desk(Path(temporary))), encoding="utf-8")
    pages.main()


if __name__ == "__main__":
    main()
