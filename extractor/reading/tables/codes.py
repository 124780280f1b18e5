"""Rows with codes: functional ones by their printed code and name, economic ones by name, year and list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.lexicon.codes import economic, functional
from extractor.lexicon.statements import without_ordinal
from extractor.reading.subjects import Subject
from extractor.reading.tables.columns import Meaning
from extractor.reading.tables.rows import Row

#: the line that the items of an economic class belong to; other classes follow the column in which they stand
_CLASSES = {"301": "spending.personnel", "302": "spending.operating", "303": "spending.household"}
_BY_FUNCTION = (None, "spending.total", "both")
_COLUMNS = ("spending.personnel", "spending.operating")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row's place in the classifications."""

    name: str
    code: str | None
    economic: bool
    klass: str  #: the printed class, three digits
    holder: str | None = None  #: the one line that all its items belong to (机关运行经费)

    def subject(self, meaning: Meaning, fund: str | None, columns: Iterable[Meaning]) -> Subject | None:
        """What a figure of the row in that column states; None where that is no line of the record."""
        line = meaning.line.path if meaning.line else None
        fund = meaning.fund or fund
        if not self.economic:
            if line not in (None, "spending.total") or (meaning.line is None and meaning.name and not meaning.fund):
                return None
            return Subject("spending.functional", fund).item(self.name, self.code) if self.code else None
        if self.holder is not None:
            return Subject(self.holder, fund).item(self.name, self.code) if line in (None, self.holder) else None
        return self._economic(line, fund, {m.line.path for m in columns if m.line})

    def _economic(self, line: str | None, fund: str | None, columns: set[str]) -> Subject | None:
        parent = _CLASSES.get(self.klass)
        if parent is None:
            parted = columns & set(_COLUMNS)
            if parted:
                return Subject(line, fund).item(self.name, self.code) if line in _COLUMNS else None
            parent = "spending.operating"
        if line not in (None, "spending.basic"):
            return None
        if self.klass == "303" and self.code == "303":
            return Subject(parent, fund)
        if self.klass == "303" and self.code is None and len(self.name) == 0:
            return None
        return Subject(parent, fund).item(self.name, self.code)


class CodeReader:
    """Reads the rows of one table in order."""

    def __init__(self, year: int | None, subject: str | None) -> None:
        self._year, self._subject = year, subject
        self._names: dict[int, str] = {}  #: names of 类 and 款 above the row, by the length of their code

    def function_class(self, name: str) -> str | None:
        """The code of a functional class by its name alone."""
        return functional((f"{without_ordinal(name)}（类）",), (), self._year)

    def place(self, row: Row) -> Placed | None:
        """Where a row with a printed code belongs; None where it cannot be told."""
        name = without_ordinal(row.name)
        code = row.code
        if not code.startswith(("3", "5")) and self._subject not in _BY_FUNCTION:
            return None  # only a part of what is spent for the function
        if code.startswith("2"):
            self._names[len(code)] = name
            return Placed(name, functional((name,), (code,), self._year), False, code[:3])
        if code.startswith(("3", "5")) and len(code) in (3, 5):
            return self._economic(name, code)
        found = functional((self._names.get(5, ""), name), (), self._year)
        return Placed(name, found, False, (found or "")[:3]) if found else None

    def _economic(self, name: str, code: str) -> Placed | None:
        holder = self._subject if self._subject == "spending.running_cost" else None
        if holder is None and self._subject != "spending.basic":
            return None
        found = economic(name, self._year, code[:3] if len(code) > 3 else None)
        if found is not None and len(code) == 3 and found != code:
            found = None
        if found is None and len(code) == 3:
            return None  # a class of another name
        if found is not None and found[:3] != code[:3]:
            found = None  # a line of another class, in a list where it does not belong
        return Placed(name, found, True, code[:3], holder)
