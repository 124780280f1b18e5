"""What stands on a page, for all objects at once.

PDFium has a call for each thing asked of each object. But what it answers stands in its memory: addresses of objects
in blocks, the class of an object at its head, what it is and how it is written some way behind. Where all that is found
on a page of ours (`layout`: what stands there must be what the calls say, of every object), pages are looked at as
arrays; else the calls are made.
"""

from __future__ import annotations

import ctypes
from functools import cache
from itertools import product, repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.pdfium_memory import Addresses, numbers, numbers_from, readable, words
from extractor.textlayer.pdfium_specimen import specimen

Bools = npt.NDArray[np.bool_]

_BLOCKS = (64, 512)  #: addresses in a block: 512 bytes, or 4096
_LOOKED_AT = 40  #: numbers at the head of a page, among which those that lead to the blocks are looked for
POINT = 12  #: bytes of a point of a path
_MOST_BLOCKS = 64  #: of our page
_OF_AN_OBJECT = 176  #: bytes of an object that are looked at
_OF_A_STATE = 64  #: of how a text is written
_OF_A_PATH = 32  #: and of what paths share


class Layout(NamedTuple):
    """Where things stand in memory, in bytes."""

    slot: int  #: in a page, the numbers that lead to the blocks of addresses
    block: int  #: addresses in a block
    of_texts: np.uint64  #: the number that texts start with
    of_paths: np.uint64  #: and the one of paths
    state: int  #: in a text, the address of how it is written
    mode: int  #: there, its render mode
    size: int  #: there, its font size
    matrix: int  #: in a path, six floats
    path: int  #: in a path, the address of what it shares with others
    points: int  #: there, the address of the first point and the number of points …
    by_end: bool  #: … or the address behind the last


def objects_on(page: int, count: int) -> Addresses:
    """The addresses of the `count` objects on a page (its address), those inside forms left out."""
    known = layout()
    if known is not None and count:
        found = _copied(numbers_from(page + known.slot, 6), known.block, count)
        if found is not None:
            return found
    return _one_by_one(page, count)


def kinds_of(objects: Addresses) -> tuple[Bools, Bools]:
    """Which of the objects are texts, and which are paths."""
    known = layout()
    if known is None:
        kinds = np.array(list(map(call.object_type, objects.tolist())), np.intp)
        return kinds == call.TYPE_TEXT, kinds == call.TYPE_PATH
    classes = numbers(objects, 0)
    return classes == known.of_texts, classes == known.of_paths


def modes_of(texts: Addresses) -> npt.NDArray[np.int32]:
    """How each text is painted: its render mode."""
    known = layout()
    states = None if known is None else numbers(texts, known.state)
    if known is None or states is None or not states.all():
        return np.array(list(map(call.render_mode, texts.tolist())), np.int32)
    return words(states, known.mode, 1)[:, 0].view(np.int32)


def sizes_of(texts: Addresses) -> npt.NDArray[np.float64] | None:
    """The font size of each text; None where it has to be asked."""
    known = layout()
    states = numbers(texts, known.state) if known is not None and texts.all() else None
    if known is None or states is None or not states.all():
        return None
    return words(states, known.size, 1)[:, 0].view(np.float32).astype(np.float64)


def _one_by_one(page: int, count: int) -> Addresses:
    told = map(call.get_object, repeat(call.reference(page)), range(count))
    return np.array([address or 0 for address in told], np.uint64)


def _copied(head: list[int], block: int, count: int) -> Addresses | None:
    """`head`: room for block addresses from, the first used, the end of those used, the end of the room; how many
    addresses of the first block are no longer used, and how many there are."""
    room, first, end, last, unused, known = head
    blocks = -(-(unused + count) // block)
    if known != count or unused >= block or not room <= first <= end <= last or (end - first) // 8 < blocks:
        return None
    copied = b"".join(map(ctypes.string_at, numbers_from(first, blocks), repeat(8 * block)))
    return np.frombuffer(copied, np.uint64)[unused : unused + count]


# -- where it is -------------------------------------------------------------------------------------------------------

_SHAPES = (b"0 0 3 4 re f", b"1 2 m 5 6 l S", b"7 8 m 1 2 3 4 5 6 c 9 9 l h B", b"1 1 m 2 2 l 3 5 l S")
_PLACES = (b"1 0 0 1 0 0", b"2 0 0 3 5 7", b"0.5 0.25 -0.25 0.5 11 13", b"1 0 0 -1 2 200")
_DRAWN = b"\n".join(b"q %s cm %s Q" % both for both in product(_PLACES, _SHAPES)) * 70  #: several blocks
_COLOURS = (b"0 g", b"1 0 0 rg 0.5 w")
_SETTINGS = tuple(product((b"F", b"G"), (9, 14), range(8)))
_WRITTEN = b"\n".join(
    b"%s BT /%s %d Tf %d Tr 1 0 0 1 %d %d Tm (ab) Tj 20 0 Td (c) Tj ET" % (colour, font, size, mode, 5 * mode, size)
    for colour, (font, size, mode) in product(_COLOURS, _SETTINGS)
)  # fmt: skip


@cache
def layout() -> Layout | None:
    """Where things stand; None where they are not found."""
    with specimen(_DRAWN + b"\n" + _WRITTEN) as page:
        count = int(call.count_objects(page)) if page else 0
        if not page or count <= max(_BLOCKS):
            return None
        told = _one_by_one(page, count)
        kinds = np.array(list(map(call.object_type, told.tolist())))
        blocks = _blocks(page, told)
        paths, texts = told[kinds == call.TYPE_PATH], told[kinds == call.TYPE_TEXT]
        if blocks is None or not len(paths) or not len(texts) or (told % 8).any() or not _by_class(told, kinds):
            return None
        classes = numbers(told, 0)
        first = [classes[kinds == kind][0] for kind in (call.TYPE_TEXT, call.TYPE_PATH)]
        state, matrix, points = _state(texts), _matrix(paths), _points(paths)
        if state is None or matrix is None or points is None:
            return None
        slot, block = blocks
        shared, inner, by_end = points
        return Layout(slot, block, first[0], first[1], *state, matrix, shared, inner, by_end)


def _blocks(page: int, told: Addresses) -> tuple[int, int] | None:
    for slot in range(0, 8 * (_LOOKED_AT - 5), 8):
        head = numbers_from(page + slot, 6)
        room, last = head[0], head[3]
        if room < 0x10000 or room % 8 or last - room > 8 * len(told):
            continue
        for block in _BLOCKS:
            if not _holds(head, block):
                break
            found = _copied(head, block, len(told))
            if found is not None and np.array_equal(found, told):
                return slot, block
    return None


def _holds(head: list[int], block: int) -> bool:
    """Whether there are blocks of this size where the head says."""
    _, first, end, *_ = head
    used = end - first
    return (
        0 < used <= 8 * _MOST_BLOCKS and readable([first], used) and readable(numbers_from(first, used // 8), 8 * block)
    )


def _by_class(told: Addresses, kinds: np.ndarray[tuple[int], np.dtype[np.intp]]) -> bool:
    """Whether objects start with a number of their kind."""
    pairs = set(zip(numbers(told, 0).tolist(), kinds.tolist(), strict=True))
    return len(pairs) == len(set(kinds.tolist()))


def _state(texts: Addresses) -> tuple[int, int, int] | None:
    sizes, size = [], ctypes.c_float()
    for text in texts.tolist():
        call.text_size(text, ctypes.addressof(size))
        sizes.append(size.value)
    modes = np.array(list(map(call.render_mode, texts.tolist())), np.int32)
    for at in range(8, _OF_AN_OBJECT, 8):
        states = numbers(texts, at)
        if _lead(states, _OF_A_STATE):
            found = [_offset(states, values) for values in (modes, np.array(sizes, np.float32))]
            if found[0] is not None and found[1] is not None:
                return at, found[0], found[1]
    return None


def _offset(addresses: Addresses, told: npt.NDArray[Any]) -> int | None:
    """How far behind the addresses these 32-bit numbers stand."""
    rows = words(addresses, 0, _OF_A_STATE // 4).view(told.dtype)
    return next((4 * at for at in range(rows.shape[1]) if np.array_equal(rows[:, at], told)), None)


def _lead(places: Addresses, size: int) -> bool:
    """Whether all of them are addresses of so many bytes."""
    return not (places % 8).any() and readable(set(places.tolist()), size)


def _matrix(paths: Addresses) -> int | None:
    told = np.empty((len(paths), 6), np.float32)
    base = told.ctypes.data
    call.drain(map(call.object_matrix, paths.tolist(), range(base, base + 24 * len(paths), 24)))
    found = (at for at in range(8, _OF_AN_OBJECT, 4) if np.array_equal(words(paths, at, 6).view(np.float32), told))
    return next(found, None)


def _points(paths: Addresses) -> tuple[int, int, bool] | None:
    firsts = np.array([call.get_segment(path, 0) or 0 for path in paths.tolist()], np.uint64)
    counts = np.array(list(map(call.count_segments, paths.tolist())), np.uint64)
    ends = firsts + counts * np.uint64(POINT)
    for at in range(8, _OF_AN_OBJECT, 8):
        shared = numbers(paths, at)
        if not _lead(shared, _OF_A_PATH + 8):
            continue
        for inner in range(0, _OF_A_PATH, 8):
            if np.array_equal(numbers(shared, inner), firsts):
                second = numbers(shared, inner + 8)
                for by_end, wanted in ((False, counts), (True, ends)):
                    if np.array_equal(second, wanted):
                        return at, inner, by_end
    return None
