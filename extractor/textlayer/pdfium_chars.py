"""The characters of a page from PDFium: their letters here, their boxes in `pdfium_boxes`."""

from __future__ import annotations

from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.characters import REPLACEMENT, Codes, printed, split_shared
from extractor.textlayer.frame import Frame
from extractor.textlayer.model import Floats
from extractor.textlayer.pdfium_boxes import Bools, Ints, Runs


class Characters(NamedTuple):
    """codes (n,), boxes (n, 4) as displayed, upright (n,) and angle (n,), None where all stand."""

    codes: Codes
    boxes: Floats
    upright: Bools | None
    angle: Floats | None


_LOOSE = call.Slots(np.float32, 4)

NONE = Characters(np.empty(0, np.uint32), np.empty((0, 4)), None, None)


def read_characters(text: int | None, frame: Frame, limit: int) -> Characters:
    """The printed characters of a text page (its address). Raises TooLarge above `limit` characters."""
    if not text:
        return NONE
    count = call.count_chars(text)
    if count > limit:
        raise TooLarge(what="characters", found=count, limit=limit)
    return _read(text, call.reference(text), count, frame) if count > 0 else NONE


def _read(address: int, text: Any, count: int, frame: Frame) -> Characters:
    raw = _codes(address, text, count)
    codes = printed(raw)
    if 1 in map(call.unmapped_at, repeat(text), range(count)):
        codes = _without_unmapped(text, raw, codes)
    at = np.flatnonzero(codes)
    if not len(at):
        return NONE
    loose = _LOOSE.rows(count)  # left, top, right, bottom; y grows upwards
    call.drain(map(call.loose_box, repeat(text), range(count), _LOOSE.column(0)))
    box = loose.take(at, axis=0).astype(np.float64)
    runs = Runs.of(text, at, box)
    codes = codes[at]
    boxes = runs.boxes(text, at, box, codes, frame)
    _split_pieces(text, at, boxes, box[:, 2] - frame.left if frame.rotation == 0 else None)
    return Characters(codes, boxes, *runs.upright(frame))


def _codes(address: int, text: Any, count: int) -> Codes:
    """The code point of each character.

    The bulk call leaves out some characters (unmapped, control) and cannot say which: its answer counts only where it
    has one unit a character and none that may stand for another thing.
    """
    buffer = np.empty(count + 1, np.uint16)
    if call.get_text(address, 0, count, buffer.ctypes.data) == count + 1:
        units = buffer[:count]
        if int(units.max()) < 0xD800 or not (((units >= 0xD800) & (units < 0xE000)) | (units >= 0xFFFE)).any():
            return units.astype(np.uint32)
    codes = np.fromiter(map(call.unicode_at, repeat(text), range(count)), np.uint32, count)
    return _join_surrogates(codes)


def _join_surrogates(codes: Codes) -> Codes:
    """High and low surrogate in a row → the character, and nothing."""
    high = np.flatnonzero((codes[:-1] >> 10 == 0xD800 >> 10) & (codes[1:] >> 10 == 0xDC00 >> 10))
    if high.size:
        codes[high] = 0x10000 + ((codes[high] & 0x3FF) << 10) + (codes[high + 1] & 0x3FF)
        codes[high + 1] = 0
    return codes


def _without_unmapped(text: Any, raw: Codes, codes: Codes) -> Codes:
    """Where the font does not say which letter a glyph is, PDFium answers with the glyph's code: a wrong letter."""
    wrong = np.fromiter(map(call.unmapped_at, repeat(text), range(len(raw))), np.int8, len(raw)) == 1
    return np.where(wrong, np.uint32(REPLACEMENT), codes).astype(np.uint32)


def _split_pieces(text: Any, at: Ints, boxes: Floats, ends: Floats | None) -> None:
    """Letters that PDFium puts on one place: of a ligature, or of a text that stands for the glyphs (ActualText).

    Those of an ActualText tell by the `ends` of their loose boxes (n,) how far the glyphs go.
    """
    same = (boxes[1:, 0] == boxes[:-1, 0]) & (boxes[1:, 1] == boxes[:-1, 1])
    if not same.any():
        return
    groups: list[tuple[int, int]] = []
    for index in np.flatnonzero(same).tolist():
        if call.object_at(text, int(at[index])) != call.object_at(text, int(at[index + 1])):
            continue
        if groups and groups[-1][1] == index + 1:
            groups[-1] = (groups[-1][0], index + 2)
        else:
            groups.append((index, index + 2))
    for start, end in groups:
        if ends is not None and (ends[start:end] != ends[start]).any():
            boxes[start:end, 2] = ends[start:end].max()
    split_shared(boxes, groups)
