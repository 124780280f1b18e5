"""Chinese departments' self-evaluations, budgets and final accounts as validated records.

`read` gives the record of one file, `read_many` the tables of several, `Archive` those of a batch; `check` applies
rules to a record, `diff` compares facts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.archive.many import read_many
    from extractor.archive.single import read
    from extractor.archive.tables import Archive
    from extractor.checks import check
    from extractor.checks.differences import diff
    from extractor.emit.frames import Tables
    from extractor.errors import ExtractorError
    from extractor.records.report import Report

__version__ = "0.1.0"
__all__ = ["Archive", "ExtractorError", "Report", "Tables", "__version__", "check", "diff", "read", "read_many"]

#: Imported at first use: the package and its command line start without numpy, pandas and PDFium.
_HOMES = {
    "Archive": "extractor.archive.tables",
    "ExtractorError": "extractor.errors",
    "Report": "extractor.records.report",
    "Tables": "extractor.emit.frames",
    "check": "extractor.checks",
    "diff": "extractor.checks.differences",
    "read": "extractor.archive.single",
    "read_many": "extractor.archive.many",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
