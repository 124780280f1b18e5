"""The addresses of all objects on a page at once.

PDFium has a call for each. But it keeps their addresses in blocks in its memory: where they are found as we know them
(`_layout`: on a page of ours, they must be those that the calls tell), whole blocks are copied.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from itertools import repeat

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.pdfium_specimen import specimen

_BLOCKS = (64, 512)  #: addresses in a block: 512 bytes, or 4096
_LOOKED_AT = 40  #: numbers at the head of a page, among which those that lead to the blocks are looked for
_MANY = 1100  #: objects of our page: several blocks


def objects_on(page: int, count: int) -> list[int]:
    """The addresses of the `count` objects on a page (its address), those inside forms left out."""
    layout = _layout()
    if layout is not None and count:
        slot, block = layout
        found = _copied(_numbers(page + 8 * slot, 6), block, count)
        if found is not None:
            return found
    return _one_by_one(page, count)


def _one_by_one(page: int, count: int) -> list[int]:
    return list(map(call.get_object, repeat(call.reference(page)), range(count)))


def _numbers(address: int, count: int) -> list[int]:
    return list(struct.unpack(f"={count}Q", ctypes.string_at(address, 8 * count)))


def _copied(head: list[int], block: int, count: int) -> list[int] | None:
    """`head`: room for block addresses from, the first used, the end of those used, the end of the room; how many
    addresses of the first block are no longer used, and how many there are."""
    room, first, end, last, unused, known = head
    blocks = -(-(unused + count) // block)
    if known != count or unused >= block or not room <= first <= end <= last or (end - first) // 8 < blocks:
        return None
    copied = b"".join(map(ctypes.string_at, _numbers(first, blocks), repeat(8 * block)))
    return list(struct.unpack_from(f"={count}Q", copied, 8 * unused))


@cache
def _layout() -> tuple[int, int] | None:
    """Where the numbers that lead to the blocks stand among those at the head of a page, and how many addresses a
    block holds; None where they are not found."""
    with specimen(b"0 0 1 1 re f\n" * _MANY) as page:
        count = int(call.count_objects(page)) if page else 0
        if not page or count != _MANY:
            return None
        told, numbers = _one_by_one(page, count), _numbers(page, _LOOKED_AT)
        for slot in range(len(numbers) - 5):
            head = numbers[slot : slot + 6]
            room, last = head[0], head[3]
            if room < 0x10000 or room % 8 or last - room > 8 * _MANY:
                continue
            for block in _BLOCKS:
                if _copied(head, block, count) == told:
                    return slot, block
    return None
