"""Records from files written earlier, and their JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.records.report import SCHEMA_VERSION, Report


def load(path: Path) -> Iterator[Report]:
    """The records of a JSON file (an object or an array) or of JSON lines. ValueError: it holds something else."""
    if path.suffix.lower() == ".jsonl":
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield Report.model_validate_json(line)
        return
    text = path.read_text(encoding="utf-8-sig")
    if text.lstrip().startswith("["):
        from pydantic import TypeAdapter

        yield from TypeAdapter(list[Report]).validate_json(text)
    else:
        yield Report.model_validate_json(text)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a record as written: decimals are strings."""
    from pydantic.json_schema import GenerateJsonSchema

    schema = Report.model_json_schema(mode="serialization")
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"urn:extractor:report:{SCHEMA_VERSION}", **schema}
