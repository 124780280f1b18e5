"""JSON and JSON lines: UTF-8, characters as they are, decimals as strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
