"""What is printed around a table: its title, its unit of money, and the note below it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.layout.model import Document, Paragraph, Table
from extractor.layout.sheets import Sheet, SheetCell
from extractor.lexicon.statements import without_ordinal
from extractor.reading.tables.view import View

_MONEY = "亿元|百万元|千元|万元|元"
_UNIT = re.compile(
    rf"(?<![编制填报预算主管成])单位(?:均)?[：:为是]?人?民?币?(?P<unit>[万千亿]元|百万元|元(?![\u4e00-\u9fff]))"
    rf"|(?<![编制填报预算主管成])单位[：:](?P<cut>[万亿])$|[（(](?P<bracket>{_MONEY})[）)]"
)
_ALL = re.compile(
    rf"(?:以下|下列|所有|各)[^。\n]{{0,8}}表格?[^。\n]{{0,12}}单位(?:均)?[：:为是]{{0,2}}(?P<unit>{_MONEY})"
)
_TITLE = re.compile(r"^[^，。；：:]{2,60}表(?:[（(][^（）()]{1,20}[）)])*$")
_INSIDE = re.compile(
    r"^(?P<title>.{2,60}?表(?:[（(][^（）()]{1,20}[）)])?)(?:$|(?=公开\d|(?:编制|填报|预算)?(?:部门|单位)))"
)
_SKIPPED = re.compile(
    r"^(?:[（(]?(?:编制|填报|填表|预算|主管|制表)?(?:部门|单位)(?:名称|（盖章）|（公章）)?[：:]|公开\d+表|附?表\s*[一二三四五六七八九十\d]{1,3}$|[（(]?(?:金额|计量)?单位[：:])"
)
_NOTE = re.compile(
    r"^(?:注|备注|说明|附注|填表说明)\d?[：:.、]|^[（(](?:注|说明|备注|无|没有|本表)|^本表[^，。]{0,6}(?:无|没有|为空)"
)
_REACH = 8  #: paragraphs above a table among which its title is sought
_LONGEST = 60
_FIRST_ROWS = 3
_NOTES_BELOW = 3  #: paragraphs below a table among which its unit is sought


@dataclass(slots=True)
class Caption:
    """Title (without its ordinal), unit and notes of a table."""

    title: str | None = None
    unit: str | None = None
    notes: list[tuple[int, int]] = field(default_factory=list)


def read_caption(
    document: Document, view: View, frame: list[SheetCell], starts: list[int], declared: list[tuple[int, str]]
) -> Caption:
    """The caption of a sheet. `starts`: where the document's blocks begin; `frame`: the title's cells inside it;
    `declared`: see `units_for_all`.
    """
    caption = Caption()
    for cell in frame:
        text = view.bare(cell)
        caption.unit = caption.unit or unit_in(text)
        if caption.title is None and (match := _INSIDE.match(text)) is not None and not _SKIPPED.match(text):
            caption.title = match["title"]
    _above(document, view.sheet, starts, caption)
    if caption.title is not None:
        caption.title = without_ordinal(caption.title)
    caption.unit = caption.unit or _beside_label(view)
    if caption.unit is None:
        caption.unit = next((unit for end, unit in reversed(declared) if end <= view.sheet.start), None)
    caption.notes = _below(document, view.sheet, starts)
    caption.unit = caption.unit or _unit_in_last_row(view) or _unit_below(document, view.sheet, starts)
    return caption


def _unit_in_last_row(view: View) -> str | None:
    """注：单位为万元 alone in the last row of the grid."""
    cells = [cell for cell in view.row(view.n_rows - 1) if view.text(cell)] if view.n_rows else []
    alone = len(cells) == 1 and len(view.bare(cells[0])) <= _LONGEST and _NOTE.match(view.bare(cells[0]))
    return unit_in(view.bare(cells[0])) if alone else None


def _unit_below(document: Document, sheet: Sheet, starts: list[int]) -> str | None:
    """A unit printed right below a table, in a note or in a line of its own.

    A mere line of its own is the next table's where one follows, unless running text parts the two.
    """
    index = bisect_left(starts, sheet.end)
    if index and document.text[sheet.end : document.blocks[index - 1].end].strip():
        return None  # another table goes on in the same grid
    for at, block in enumerate(document.blocks[index : index + _NOTES_BELOW], index):
        text = "".join(document.text[block.start : block.end].split())
        if not isinstance(block, Paragraph) or block.page > sheet.pages[1] + 1 or len(text) > _LONGEST:
            return None
        note = _NOTE.match(text) is not None
        unit = unit_in(text)
        if unit is not None and (note or (_SKIPPED.match(text) and _prose_follows(document, at + 1))):
            return unit
        if not note:
            return None
    return None


def _prose_follows(document: Document, index: int) -> bool:
    """Whether running text, or nothing, comes before the next table."""
    for block in document.blocks[index:]:
        if isinstance(block, Table):
            return False
        if "。" in document.text[block.start : block.end]:
            return True
    return True


def unit_in(text: str) -> str | None:
    """The unit of money that a caption, a head or a cell of the frame states."""
    if "元" not in text and "单位" not in text:
        return None
    match = _UNIT.search(text)
    if match is None:
        return None
    if match["cut"]:
        return f"{match['cut']}元"
    return match["unit"] or match["bracket"]


def _beside_label(view: View) -> str | None:
    """金额单位 | 万元 in the first rows."""
    for cell, beside in pairwise(view.sheet.cells):
        if cell.row > _FIRST_ROWS:
            break
        unit = re.fullmatch(_MONEY, view.text(beside).strip()) if beside.row == cell.row else None
        if unit is not None and view.label(cell) in ("金额单位", "计量单位", "单位"):
            return unit.group()
    return None


def _above(document: Document, sheet: Sheet, starts: list[int], caption: Caption) -> None:
    index = bisect_right(starts, sheet.start) - 1
    if not 0 <= index < len(starts) or document.blocks[index].start < sheet.start:
        return  # a table drawn below another one in the same grid has its title inside
    for at in range(index - 1, max(0, index - _REACH) - 1, -1):
        block = document.blocks[at]
        if isinstance(block, Table) or block.page < sheet.pages[0] - 1:
            return
        text = "".join(document.text[block.start : block.end].split())
        caption.unit = caption.unit or unit_in(text)
        if _SKIPPED.match(text) or (len(text) <= 24 and not _TITLE.match(without_ordinal(text)) and "。" not in text):
            if caption.title is not None:
                return
            continue
        title = _titled(text) if caption.title is None and len(text) <= _LONGEST else None
        if title is not None and (block.page == sheet.pages[0] or not _listed(document, at)):
            caption.title = title
        return


def _listed(document: Document, at: int) -> bool:
    """Whether the two blocks before a title are titles too: a page before its table, that is the list of contents."""
    before = document.blocks[max(0, at - 2) : at]
    texts = ["".join(document.text[b.start : b.end].split()) for b in before if isinstance(b, Paragraph)]
    return len(texts) == 2 and all(_titled(text) is not None for text in texts)


def _titled(text: str) -> str | None:
    """The title that a paragraph is, its unit in brackets cut off."""
    text = re.sub(rf"[（(]?(?:金额)?单位[：:]?(?:{_MONEY})[）)]?$", "", text)
    return text if _TITLE.match(without_ordinal(text)) else None


def units_for_all(document: Document) -> list[tuple[int, str]]:
    """The units that sentences state for all tables that follow, each with where the sentence ends; in order."""
    return [(match.end(), match["unit"]) for match in _ALL.finditer(document.text)]


def _below(document: Document, sheet: Sheet, starts: list[int]) -> list[tuple[int, int]]:
    notes: list[tuple[int, int]] = []
    index = bisect_left(starts, sheet.end)
    if index and document.text[sheet.end : document.blocks[index - 1].end].strip():
        return notes  # another table goes on in the same grid
    for block in document.blocks[index:]:
        text = document.text[block.start : block.start + 24]
        if not isinstance(block, Paragraph) or not _NOTE.match(text) or block.page > sheet.pages[1] + 1:
            break
        notes.append((block.start, block.end))
    return notes
