from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.records.load import json_schema
from tests import made

SCHEMA = Path(__file__).parents[2] / "schemas" / "report.schema.json"


def test_the_schema_is_current() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json_schema(), "run: extractor schema -o schemas"


def test_a_record_is_valid() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema())
    record = json.loads(made.full().model_dump_json())
    assert not list(validator.iter_errors(record))
    record["spending"]["total"]["actual"]["value"] = 4.5
    assert list(validator.iter_errors(record))
