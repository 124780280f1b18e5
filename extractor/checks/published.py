"""Published totals: a table of department, fiscal year, item, value and unit, as CSV or XLSX."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from extractor.checks.figures import WORTH, decimals

#: our name of a column → the names that it may have in a file
COLUMNS = {
    "department": ("department", "部门", "部门名称", "单位名称", "预算单位"),
    "fiscal_year": ("fiscal_year", "year", "年度", "年份", "财政年度"),
    "item": ("item", "项目", "指标", "科目", "事项"),
    "value": ("value", "数值", "金额", "数额"),
    "unit": ("unit", "单位", "计量单位", "金额单位"),
}


class PublishedError(ValueError):
    """A file of published totals that cannot be used: which file, which line, what is wrong."""

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        super().__init__(f"{file}:{line}: {problem}" if line else f"{file}: {problem}")


class MissingExtraError(ImportError):
    """A package that only some uses need is not installed. `extra` is what to install."""

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(f"pip install 'fiscal-extractor[{extra}]'")


class Total(NamedTuple):
    """A row. Amounts in 元 with the interval of the digits, other numbers in their own unit."""

    department: str
    fiscal_year: int | None
    item: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    stated: str
    fund: str | None = None  #: of the line, where the row comes from a report


def read_published(path: Path) -> list[Total]:
    """The rows of a file. PublishedError: it cannot be used; MissingExtraError: XLSX needs openpyxl; OSError."""
    name = path.name
    rows = _xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    head = next(rows, None)
    if head is None:
        raise PublishedError(name, None, "文件是空的")
    places = _places(name, head[1])
    return [_total(name, line, cells, places) for line, cells in rows if any(cell.strip() for cell in cells)]


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")  # as spreadsheets in China save
        except UnicodeDecodeError as error:
            raise PublishedError(path.name, None, "文字编码既不是 UTF-8 也不是 GB18030") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    for row in reader:
        yield reader.line_num, row


def _xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtraError("excel") from error
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # whatever a broken file makes the library raise
        raise PublishedError(path.name, None, "不是可读的 XLSX 文件") from error
    for line, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        yield line, ["" if cell is None else str(cell) for cell in row]


def _places(file: str, head: Sequence[str]) -> dict[str, int]:
    names = [unicodedata.normalize("NFKC", cell).strip().lower() for cell in head]
    places = {column: names.index(name) for column, known in COLUMNS.items() for name in known if name in names}
    missing = [column for column in COLUMNS if column not in places]
    if missing:
        raise PublishedError(file, 1, f"缺少列：{', '.join(missing)}（应有 {', '.join(COLUMNS)}）")
    return places


def _total(file: str, line: int, cells: Sequence[str], places: dict[str, int]) -> Total:
    def cell(column: str) -> str:
        place = places[column]
        return unicodedata.normalize("NFKC", cells[place]).strip() if place < len(cells) else ""

    year, written, unit = cell("fiscal_year").removesuffix("年度").removesuffix("年"), cell("value"), cell("unit")
    if year and not (year.isdecimal() and len(year) == 4):
        raise PublishedError(file, line, f"年度应为四位数字：{year}")
    if not cell("department") or not cell("item"):
        raise PublishedError(file, line, "部门和项目不能为空")
    try:
        number = Decimal(written.replace(",", "").removesuffix("%"))
    except InvalidOperation as error:
        raise PublishedError(file, line, f"数值不是数字：{written}") from error
    if not number.is_finite():
        raise PublishedError(file, line, f"数值不是数字：{written}")
    return total_of(cell("department"), int(year) if year else None, cell("item"), written, unit)


def total_of(department: str, year: int | None, item: str, written: str, unit: str) -> Total:
    """A row from its cells; the digits written say how exact the number is."""
    worth, places = WORTH.get(unit, 1), decimals(written) or 0
    exact = (unit == "元" and places > 1) or unit not in (*WORTH, "%", "")
    half = Decimal(0) if exact else Decimal(5).scaleb(-places - 1) * worth
    value = Decimal(written.replace(",", "").removesuffix("%")) * worth
    return Total(department, year, item, value, value - half, value + half, unit, f"{written}{unit}")
