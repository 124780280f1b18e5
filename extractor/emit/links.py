"""Where the review page keeps what: other outputs link to it."""

from __future__ import annotations

import hashlib

REVIEW = "review"  #: the folder of an archive's review page, below the archive


def review_page(report: str) -> str:
    """The address of a report's page within the folder of the review page."""
    return f"reports/{hashlib.sha256(report.encode('utf-8', 'replace')).hexdigest()[:16]}.html"


def fact(path: str) -> str:
    """The part of an address that opens a value."""
    return "#" + path.replace("%", "%25")
