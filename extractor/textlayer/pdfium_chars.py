"""The characters of some pages from PDFium: their letters here, their boxes in `pdfium_boxes`."""

from __future__ import annotations

import numpy as np

from extractor.errors import TooLarge
from extractor.textlayer import pdfium_calls as call
from extractor.textlayer.assemble import Characters
from extractor.textlayer.characters import REPLACEMENT, Codes, printed, split_shared
from extractor.textlayer.frame import Frame
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Floats
from extractor.textlayer.pdfium_boxes import Letters, Runs
from extractor.textlayer.pdfium_pages import Loaded
from extractor.textlayer.pdfium_records import chosen, read_records


def read_characters(pages: list[Loaded], limits: Limits) -> Characters:
    """The printed characters of loaded pages. Raises TooLarge where one has more than it may."""
    counts = [max(int(call.count_chars(page.text)), 0) if page.text else 0 for page in pages]
    for page, count in zip(pages, counts, strict=True):
        if count > limits.max_chars_per_page:
            raise TooLarge(page=page.number, what="characters", found=count, limit=limits.max_chars_per_page)
    written = [(page.text, count) for page, count in zip(pages, counts, strict=True) if page.text and count]
    if not written:
        return Characters.none()
    rows, unmapped = read_records(*map(list, zip(*written, strict=True)))
    codes = printed(_join_surrogates(rows["code"]))
    if unmapped.any():  # where the font does not say which letter a glyph is, the glyph's code is a wrong letter
        codes[unmapped] = REPLACEMENT
    at = np.flatnonzero(codes)
    if not len(at):
        return Characters.none()
    rows = chosen(rows, at)  # all of them are much to hold on to
    letters = Letters(rows, codes[at], at, [page.text or 0 for page in pages], counts)
    frames = [page.frame for page in pages]
    runs = Runs.of(letters)
    boxes = runs.boxes(frames)
    _split_pieces(letters, boxes, frames)
    return Characters(letters.codes, boxes, letters.pages, *runs.upright(frames))


def _join_surrogates(codes: Codes) -> Codes:
    """High and low surrogate in a row → the character, and nothing."""
    if not ((codes >= 0xD800) & (codes < 0xE000)).any():
        return codes
    codes = codes.copy()
    high = np.flatnonzero((codes[:-1] >> 10 == 0xD800 >> 10) & (codes[1:] >> 10 == 0xDC00 >> 10))
    codes[high] = 0x10000 + ((codes[high] & 0x3FF) << 10) + (codes[high + 1] & 0x3FF)
    codes[high + 1] = 0
    return codes


def _split_pieces(letters: Letters, boxes: Floats, frames: list[Frame]) -> None:
    """Letters that PDFium puts on one place: of a ligature, or of a text that stands for the glyphs (ActualText).

    Those of an ActualText tell by the ends of their loose boxes how far the glyphs go (where the page is not turned).
    """
    same = (boxes[1:, 0] == boxes[:-1, 0]) & (boxes[1:, 1] == boxes[:-1, 1])
    if not same.any():
        return
    owner = letters.rows["owner"]
    groups: list[tuple[int, int]] = []
    for index in np.flatnonzero(same & (owner[1:] == owner[:-1])).tolist():
        if groups and groups[-1][1] == index + 1:
            groups[-1] = (groups[-1][0], index + 2)
        else:
            groups.append((index, index + 2))
    for start, end in groups:
        frame = frames[letters.pages[start]]
        ends = letters.loose[start:end, 2]
        if frame.rotation == 0 and (ends != ends[0]).any():
            boxes[start:end, 2] = (ends - frame.left).max()
    split_shared(boxes, groups)
