"""What PDFium knows of each character, for whole pages at once.

Its accessors take a call for each thing asked of each character. But the records that they answer from lie in a row in
its memory. Where PDFium is found to keep them in a way we can tell (`_layout`: on a page of ours, what stands in memory
must be what the accessors say, byte by byte), all of a page are copied at once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.pdfium_memory import numbers_from, readable
from extractor.textlayer.pdfium_specimen import specimen

Rows = npt.NDArray[Any]  #: (n,) with the fields of `_RECORD`

#: code: what PDFium takes for the letter · owner: the address of the text object (0: none; PDFium put in a space) ·
#: boxes: left, bottom, right, top · all in user space
_FIELDS = {"code": "u4", "origin": "2f4", "ink": "4f4", "loose": "4f4", "matrix": "6f4", "owner": "u8"}
_RECORD = np.dtype(list(_FIELDS.items()))
_LOOKED_AT = 16  #: addresses at the head of a text page, among which that of the records is looked for
_LONGEST = 160  #: bytes of a record


class Records(NamedTuple):
    """Of all characters of some pages, in a row."""

    rows: Rows
    unmapped: npt.NDArray[np.bool_]  #: the font does not say which letter: the code is the glyph's


class _Layout(NamedTuple):
    slot: int  #: bytes from the head of a text page to the address of the records
    by_end: bool  #: behind that address stands where they end; else their number
    dtype: np.dtype[Any]  #: of a record: `_FIELDS`, and kind
    unmapped: int  #: the kind of a character of which no letter is known

    def first(self, text: int, count: int) -> int:
        """The address of the records of a text page; 0 where there are not as many as PDFium counts."""
        first, second = numbers_from(text + self.slot, 2)
        return first if second == (first + count * self.dtype.itemsize if self.by_end else count) else 0


def read_records(texts: list[int], counts: list[int]) -> Records:
    """The records of text pages (their addresses), of which each has so many characters."""
    layout = _layout()
    if layout is not None:
        firsts = list(map(layout.first, texts, counts))
        if all(firsts):
            rows = np.empty(sum(counts), layout.dtype)
            at = rows.ctypes.data
            for first, count in zip(firsts, counts, strict=True):
                ctypes.memmove(at, first, size := count * layout.dtype.itemsize)
                at += size
            return Records(rows, rows["kind"] == layout.unmapped)
    told = [_one_by_one(text, count) for text, count in zip(texts, counts, strict=True)]
    return Records(*map(np.concatenate, zip(*told, strict=True)))


def chosen(rows: Rows, at: npt.NDArray[np.intp]) -> Rows:
    """The rows of these indices; whole, for NumPy would copy them field by field."""
    return rows.view(np.dtype((np.void, rows.itemsize)))[at].view(rows.dtype)


def _one_by_one(address: int, count: int) -> Records:
    text, indices = repeat(call.reference(address)), range(count)
    rows = np.zeros(count, _RECORD)
    rows["code"] = list(map(call.unicode_at, text, indices))
    rows["owner"] = [owner or 0 for owner in map(call.object_at, text, indices)]
    rows["origin"] = _told(call.origin_at, text, count, np.float64, [0, 1])
    rows["ink"] = _told(call.ink_box, text, count, np.float64, [0, 2, 1, 3])  # left, right, bottom, top
    rows["loose"] = _told(call.loose_box, text, count, np.float32, 4)[:, [0, 3, 2, 1]]  # left, top, right, bottom
    rows["matrix"] = _told(call.matrix_at, text, count, np.float32, 6)
    return Records(rows, np.fromiter(map(call.unmapped_at, text, indices), np.int8, count) == 1)


def _told(function: Any, text: Iterator[Any], count: int, dtype: Any, out: int | list[int]) -> npt.NDArray[Any]:
    """What a function writes for each character: `out` numbers in a row, or one each to these columns."""
    columns = [0] if isinstance(out, int) else out
    values = np.zeros((count, out if isinstance(out, int) else len(out)), dtype)
    whole = (ctypes.c_char * max(values.nbytes, 1)).from_address(values.ctypes.data)
    step = values.itemsize * values.shape[1]
    places = [[ctypes.byref(whole, row * step + c * values.itemsize) for row in range(count)] for c in columns]
    call.drain(map(function, text, range(count), *places))
    return values


# -- how they lie in memory --------------------------------------------------------------------------------------------

_CONTENT = b"""BT /G 11 Tf 1 0 0 1 40 270 Tm <00050105> Tj
/F 9 Tf 1 0 0 1 20 250 Tm (Figures 1,234.56) Tj 0 -17.5 Td (and more) Tj
/F 12.25 Tf 0.5 0 0 2 31 180 Tm (of 78%) Tj 0.6 0.8 -0.8 0.6 150 90 Tm (turned) Tj ET"""


@cache
def _layout() -> _Layout | None:
    """How PDFium keeps the records; None where they are not found."""
    with specimen(_CONTENT) as page:
        text = call.load_text(page) if page else None
        if not text:
            return None
        try:
            count = int(call.count_chars(text))
            return _found(text, _one_by_one(text, count), count) if count > 0 else None
        finally:
            call.close_text(text)


def _found(text: int, told: Records, count: int) -> _Layout | None:
    head = numbers_from(text, _LOOKED_AT)
    for index, (first, second, third) in enumerate(zip(head, head[1:], head[2:], strict=False)):
        if first < 0x10000 or first % 8:
            continue
        by_end = first < second <= third  # from, to, end of the room; else address, number, room
        if not by_end and not count == second <= third <= 4 * count:
            continue
        least, most = ((second - first) // count,) * 2 if by_end else (_RECORD.itemsize, _LONGEST)
        for step in range(max(least, _RECORD.itemsize), min(most, _LONGEST) + 1, 4):
            # No more than must be there, until what is there is known.
            some = count * _RECORD.itemsize // step
            if (
                not readable([first], count * step)
                or _fields(ctypes.string_at(first, some * step), step, told, some) is None
            ):
                continue
            fields = _fields(ctypes.string_at(first, count * step), step, told, count)
            if fields is not None:
                return _Layout(8 * index, by_end, *fields)
    return None


def _fields(raw: bytes, step: int, told: Records, count: int) -> tuple[np.dtype[Any], int] | None:
    """The dtype of a record, and the kind of the unmapped, where these bytes say what PDFium has `told`."""
    rows = np.frombuffer(raw, np.uint8).reshape(count, step)
    places: dict[str, int] = {}
    for name in _FIELDS:
        wanted = np.ascontiguousarray(told.rows[name][:count]).view(np.uint8).reshape(count, -1)
        width = wanted.shape[1]
        found = (at for at in range(0, step - width + 1, 4) if np.array_equal(rows[:, at : at + width], wanted))
        places[name] = next(found, -1)
        if places[name] < 0:
            return None
    taken = set(chain.from_iterable(range(at, at + _RECORD[name].itemsize) for name, at in places.items()))
    unmapped = told.unmapped[:count]
    for at in range(step):
        kinds = set(rows[unmapped, at].tolist())
        if at not in taken and len(kinds) == 1 and kinds.isdisjoint(rows[~unmapped, at].tolist()):
            names = [*places, "kind"]
            formats = [*(_FIELDS[name] for name in places), "u1"]
            layout: Any = {"names": names, "formats": formats, "offsets": [*places.values(), at], "itemsize": step}
            return np.dtype(layout), kinds.pop()
    return None
