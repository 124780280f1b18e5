"""`extractor schema`: the JSON Schema of a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from extractor.cli.terminal import Terminal, write


def schema(
    voice: Terminal,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="写到哪个文件夹。", file_okay=False)
    ] = Path("schemas"),
) -> int:
    """写出记录的 JSON Schema。

    例：extractor schema -o schemas
    """
    from extractor.records.load import json_schema

    output.mkdir(parents=True, exist_ok=True)
    path = output / "report.schema.json"
    write([json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"], str(path))
    print(path)
    return 0
