"""How much one file may ask of us before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts above which a file is refused as `too_large`. They bound the work in this process, not PDFium's own."""

    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 2000
    max_chars_per_page: int = 200_000
    max_objects_per_page: int = 200_000  #: page objects, those inside forms included, and their path segments
    max_form_depth: int = 8  #: forms nested deeper are left out
