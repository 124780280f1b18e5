"""A record as JSON that reads well in a diff; of the checks only what they find."""

from __future__ import annotations

import json
from typing import Any

from extractor.records.report import Report


def golden(report: Report) -> str:
    """The record, its boxes and findings in one line each, empty fields left out."""
    record = report.model_dump(mode="json")
    record["checks"] = [check for check in record["checks"] if check["status"] in ("mismatch", "notice")]
    return json.dumps(_short(record), ensure_ascii=False, indent=1) + "\n"


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    if value.keys() >= {"page", "x0", "text"}:
        return _box(value)
    if value.keys() >= {"rule", "status", "subject"}:
        return " ".join(str(value[name]) for name in ("rule", "status", "severity", "subject"))
    short = {name: _short(entry) for name, entry in value.items()}
    return {name: entry for name, entry in short.items() if entry not in (None, [], {})}


def _box(box: dict[str, Any]) -> str:
    place = " ".join(str(round(box[side])) for side in ("x0", "top", "x1", "bottom")) if box["x0"] is not None else ""
    return f"p{box['page']} {place or box['line']} {box['text']}"
