"""A Frictionless data package that describes the tables of an archive."""

from __future__ import annotations

import json
from typing import Any

from extractor.emit.tables import TABLES, Table


def datapackage() -> str:
    """`datapackage.json`: the same for every archive, since nothing in it depends on the data."""
    package = {
        "profile": "tabular-data-package",
        "name": "reports",
        "title": "Departmental performance and budget reports: records as tables",
        "description": (
            "Amounts are in 元, rates in percent, coordinates in PDF points from the top left of the page. "
            "A text cell that begins with = + - @, a tab or a carriage return has a leading apostrophe."
        ),
        "resources": [_resource(table) for table in TABLES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [{"name": column.name, "type": column.type, "title": column.title} for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }
