"""JSON and JSON lines: UTF-8, characters as they are, decimals as strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import dumps
from textwrap import indent

from extractor.records.report import Report


def document(report: Report) -> str:
    """A record as an indented object."""
    return report.model_dump_json(indent=2) + "\n"


def array(reports: Iterable[Report]) -> Iterator[str]:
    """Records as an indented array, piece by piece; nothing at all where there are none."""
    start = "[\n"
    for report in reports:
        yield start + indent(report.model_dump_json(indent=2), "  ")
        start = ",\n"
    if start == ",\n":
        yield "\n]\n"


def line(report: Report) -> str:
    """A record in one line."""
    return report.model_dump_json() + "\n"


def checks(reports: Iterable[Report]) -> Iterator[str]:
    """The checks of records as an indented array, each with the name of its report first."""
    start = "[\n"
    for report in reports:
        for check in report.checks:
            fields = check.model_dump_json(indent=2)
            name = dumps(report.source.name, ensure_ascii=False)
            yield start + indent(fields.replace("{\n", f'{{\n  "report": {name},\n', 1), "  ")
            start = ",\n"
    yield "\n]\n" if start == ",\n" else "[]\n"
