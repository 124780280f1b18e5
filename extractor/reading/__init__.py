"""Document → record: sections, mentions, and the fields that claim them."""

from extractor.reading.report import read_report

__all__ = ["read_report"]
