"""What the list of reports holds of each report."""

from __future__ import annotations

from typing import NamedTuple

from extractor.emit.tables import ReportRow, report_row
from extractor.records.report import Report


class Entry(NamedTuple):
    """A row of the list; records themselves are not kept."""

    row: ReportRow
    address: str
    mismatches: tuple[str, ...]  #: the rule of each mismatch that is no mere consequence of another
    notices: int
    found: int  #: amounts
    claimed: int


def entry(report: Report, address: str) -> Entry:
    checks = report.checks
    return Entry(
        row=report_row(report),
        address=address,
        mismatches=tuple(check.rule for check in checks if check.status == "mismatch" and not check.caused_by),
        notices=sum(check.status == "notice" for check in checks),
        found=report.coverage.amounts_found,
        claimed=report.coverage.amounts_claimed,
    )
