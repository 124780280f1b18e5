"""The keys: what stands in a report, written down from its source and not by the extractor."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tests.conftest import REPOSITORY

KEYS = REPOSITORY / "tests" / "keys"
ATTRIBUTES = ("fund", "prior_basis", "variance_of", "completion_of")


@dataclass(frozen=True)
class Key:
    """A keyed fact. `attributes` are further plain fields of its line item."""

    path: str
    value: str
    page: int
    note: str

    @property
    def begins(self) -> bool:
        return "begins" in self.note

    @property
    def count(self) -> bool:
        return "count of the list" in self.note

    @property
    def also(self) -> bool:
        return self.note.startswith("also:")

    @property
    def attributes(self) -> dict[str, str]:
        pairs = (part.strip().split("=", 1) for part in self.note.split(";") if "=" in part)
        return {name: value for name, value in pairs if name in ATTRIBUTES}

    def fits(self, value: object) -> bool:
        """Whether a fact's value is the keyed one."""
        try:
            return Decimal(str(value)) == Decimal(self.value)
        except InvalidOperation:
            text = squeezed(str(value))
            return text.startswith(squeezed(self.value)) if self.begins else text == squeezed(self.value)


def squeezed(text: str) -> str:
    """Full-width digits as the layout leaves them; no spaces, no line ends."""
    return "".join(text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def _folder(report: Path) -> Path:
    beside = report.with_suffix(".csv")
    return beside.parent if beside.exists() else KEYS


def read_keys(report: Path, part: str = "", stem: str | None = None) -> list[Key]:
    """The keys of a report; `part` is "" (prose) or "tables"."""
    path = _folder(report) / f"{stem or report.stem}{'.' if part else ''}{part}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Key(row["path"], row["value"], int(row["page"]), row["note"]) for row in csv.DictReader(file)]


def read_unclaimed(report: Path) -> list[tuple[str, int]]:
    """Money in prose that no field takes: as stated, and its page."""
    path = _folder(report) / f"{report.stem}.unclaimed.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(squeezed(row["stated"]), int(row["page"])) for row in csv.DictReader(file)]
