from __future__ import annotations

import json as plain

from extractor.emit import json
from tests import made


def test_an_object() -> None:
    text = json.document(made.full())
    assert text.startswith('{\n  "schema_version": "1.0"') and text.endswith("}\n")
    assert "支出总计" in text and "\\u" not in text


def test_an_array() -> None:
    reports = [made.full("甲.pdf"), made.full("乙.pdf")]
    text = "".join(json.array(reports))
    assert [record["source"]["name"] for record in plain.loads(text)] == ["甲.pdf", "乙.pdf"]
    assert text.startswith('[\n  {\n    "schema_version"') and text.endswith("  }\n]\n")
    assert list(json.array([])) == []


def test_a_line() -> None:
    report = made.full()
    report.overview.duties.append(made.text("上\u2028下\n完"))
    line = json.line(report)
    assert line.count("\n") == 1 and line.endswith("}\n")
    assert plain.loads(line)["overview"]["duties"][2]["value"] == "上\u2028下\n完"
