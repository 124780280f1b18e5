"""Whether the text of a page can be read as text.

A layer may be there and still say other things than the page shows: fonts without a way back to letters, hanzi under
Latin codes, the guesses of a scanner's program under its picture. Every measure is a share of the page's characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from extractor.textlayer.model import Page
from extractor.textlayer.pdfium_pictures import PICTURE

Verdict = Literal["native", "blank", "none", "picture", "ocr", "garbled"]
#: blank: nothing stands on the page · none: what stands there are pictures or outlines · picture: pictures prevail, a
#: few letters beside them · ocr: the layer lies unseen under a picture · garbled: its letters are not what is shown

_UNKNOWN = 0.1  #: of the characters, that may be unknown letters: bullets and boxes ticked are less
_FOREIGN = 0.3  #: that may be Latin letters with marks, or hanzi that no usual text has
_FULL_WIDTH = 0.5  #: that may be Latin letters as wide as they are high
_FEW = 20  #: characters of which no share says anything
_STAMPED = 50  #: characters that a scan may bear beside its picture: a page number, a file's stamp
_PREVAILS = 0.7  #: share of the page under pictures beside which so few characters are not its text
_SPECK = 0.05  #: share of the page under pictures that may hold no text
_OUTLINES = 400  #: points of curves in which letters may be drawn
_MISREAD = 0.05  #: of the figures under a scan, that may have letters among their digits

_CID = re.compile(r"\(cid:\d+\)")
_FIGURE = re.compile(r"[0-9A-Za-z]*\d[0-9A-Za-z]*")
#: letters taken for digits: 20I5, 1O0 (units behind a figure, 5km, are none)
_MIXED = re.compile(r"\d[ilIoOzZqSB]+\d|^[lIoOZS]+\d|\d[lIoO]+$|^[A-Za-z]{1,2}q\d$|\d[A-Za-z]\d")

_UNKNOWN_LETTER, _ACCENTED, _RARE = 1, 2, 4


def judge(pages: list[Page]) -> dict[int, Verdict]:
    """What the text of each page is worth, by page number."""
    return {page.number: _verdict(page, doubts) for page, doubts in zip(pages, _doubts(pages), strict=True)}


class _Doubts(NamedTuple):
    """How many characters of a page are doubtful."""

    unknown: int  #: no letters
    foreign: int  #: of no Chinese text
    latin: int  #: that may be hanzi under other codes


def _verdict(page: Page, doubts: _Doubts) -> Verdict:
    count = len(page.text)
    if page.lines:
        return "native"
    if not count:
        return "none" if page.pictured > _SPECK or page.curves > _OUTLINES else "blank"
    if _garbled(page, doubts):
        return "garbled"
    if page.pictured >= PICTURE and page.hidden >= PICTURE:
        return "ocr"
    if page.pictured >= _PREVAILS and count < _STAMPED:
        return "picture"
    return "native"


def misread(pages: list[Page]) -> bool:
    """Whether the layer of a scan took letters for digits, so that none of its figures can be believed."""
    figures = [figure for page in pages for figure in _FIGURE.findall(page.text)]
    return sum(bool(_MIXED.search(figure)) for figure in figures) > _MISREAD * len(figures)


def _doubts(pages: list[Page]) -> list[_Doubts]:
    codes = _codes("".join(page.text for page in pages))
    kinds = _kinds()[np.minimum(codes, 0xFFFF)]
    bounds = np.cumsum([0, *(len(page.text) for page in pages)])
    doubtful = ((kinds & _UNKNOWN_LETTER) > 0, (kinds & (_ACCENTED | _RARE)) > 0, _latin(codes))
    counts = [np.diff(np.append(0, np.cumsum(which))[bounds]).tolist() for which in doubtful]
    return [_Doubts(*found) for found in zip(*counts, strict=True)]


def _garbled(page: Page, doubts: _Doubts) -> bool:
    count = len(page.text)
    if doubts.unknown > max(_UNKNOWN * count, 2):
        return True
    if count < _FEW:
        return False
    if "(cid:" in page.text and sum(map(len, _CID.findall(page.text))) > _UNKNOWN * count:
        return True
    if doubts.foreign > _FOREIGN * count:
        return True
    return doubts.latin > _FULL_WIDTH * count and _full_width(page) > _FULL_WIDTH * count


def _full_width(page: Page) -> int:
    """How many Latin letters stand in boxes of hanzi, where most are such: a font that names hanzi by Latin codes."""
    if page.boxes is None:
        return 0
    letters = _latin(_codes(page.text))
    if page.upright is not None:
        letters &= page.upright
    if np.count_nonzero(letters) <= _FULL_WIDTH * len(letters):
        return 0
    boxes = page.boxes[letters]
    return int(np.count_nonzero(boxes[:, 2] - boxes[:, 0] >= 0.97 * (boxes[:, 3] - boxes[:, 1])))


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _latin(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    return np.asarray((codes < 0x250) & ((codes > 0x39) | (codes < 0x30)) & (codes > 0x20))


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """What may be wrong with each character of the basic plane."""
    kinds = np.zeros(0x10000, np.uint8)
    kinds[0xFFFD] = kinds[0xE000:0xF900] = _UNKNOWN_LETTER
    kinds[0xF020:0xF100] = 0  # symbol fonts: bullets, boxes, arrows
    kinds[0xF030:0xF03A] = _UNKNOWN_LETTER  # but not digits
    kinds[0xA1:0x250] = _ACCENTED
    kinds[[0xB0, 0xB1, 0xB7, 0xD7, 0xF7, 0xA7]] = 0  # ° ± · × ÷ §
    for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]:
        if not any(_encodes(chr(code), charset) for charset in ("gb2312", "big5", "shift_jis")):
            kinds[code] = _RARE
    return kinds


def _encodes(letter: str, charset: str) -> bool:
    try:
        return bool(letter.encode(charset))
    except UnicodeEncodeError:
        return False
