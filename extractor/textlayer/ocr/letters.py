"""Recognised lines → letters with boxes, by the convention of the text layer: a box is as high as its font's size."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from extractor.textlayer.model import Floats
from extractor.textlayer.ocr.engine import Image, Spoken

_TALL = 0.92  #: of the font's size, the ink of a line of hanzi
_FIGURES = 0.72  #: the same of digits
_DEEP = 0.9  #: and of digits with a comma or brackets
_ALIKE = 0.12  #: sizes that differ by less are one
_HARDLY, _SHORT = 0.25, 5  #: the same for lines of so few letters or of figures, which tell little about their size
_LOOSE = 1.08  #: sizes; hanzi that stand further apart are spread to fill the line
_ENOUGH = 3  #: steps between hanzi that tell a size by themselves
_AROUND = 1.2  #: a box is at least so much higher than the ink of its line; what is higher is of the next line
_GAP = 1.3  #: sizes; letters whose middles lie further apart do not touch
_BRACKET = 0.75  #: sizes from the left edge of a bracket of full width to its ink
_NARROW, _WIDE = 0.5, 1.0  #: widths of a Latin letter and of a hanzi, in sizes


#: marks that are no part of a figure
_MARKS = re.compile(r"[:;,](?!\d)|(?<!\d)[:;,]")
_WIDER = {":": "：", ";": "；", ",": "，"}


class Letters(NamedTuple):
    """text (n letters), boxes (n, 4), confidence (n,)."""

    text: str
    boxes: Floats
    confidence: Floats


def placed(lines: list[Spoken], boxes: Floats, crops: list[Image]) -> Letters:
    """All letters of a page; `boxes` (n, 4) is where the `crops`, the images of the lines, were cut out."""
    kept = [index for index, line in enumerate(lines) if line.letters.strip()]
    heights = [min(_ink(crops[index]), (boxes[index, 3] - boxes[index, 1]) / _AROUND) for index in kept]
    sizes = _levelled(
        [_size(lines[i], height) for i, height in zip(kept, heights, strict=True)],
        [len(lines[i].letters) for i in kept],
        [_tells(lines[i]) for i in kept],
    )
    text: list[str] = []
    places: list[Floats] = []
    sure: list[Floats] = []
    for index, size in zip(kept, sizes, strict=True):
        x0, middle = boxes[index, 0], (boxes[index, 1] + boxes[index, 3]) / 2
        letters = [k for k, letter in enumerate(lines[index].letters) if not letter.isspace()]
        text.append(_widened("".join(lines[index].letters[k] for k in letters)))
        left, right = _sides(lines[index], letters, size)
        row = np.empty((len(letters), 4))
        row[:, 0], row[:, 2] = x0 + left, x0 + right
        row[:, 1], row[:, 3] = middle - size / 2, middle + size / 2
        places.append(row)
        sure.append(lines[index].confidence[letters])
    if not text:
        return Letters("", np.empty((0, 4)), np.empty(0))
    return Letters("".join(text), np.vstack(places), np.concatenate(sure))


def _widened(text: str) -> str:
    """A line with the marks between hanzi as wide as they are printed; the recogniser does not tell : from ：."""
    if not any(wide(letter) for letter in text):
        return text
    return _MARKS.sub(lambda mark: _WIDER[mark[0]], text)


def wide(letter: str) -> bool:
    """Whether a letter is as wide as its font's size: hanzi and their punctuation."""
    return ord(letter) >= 0x2E80


def _ink(crop: Image) -> float:
    """How high the ink of a line is."""
    rows = np.flatnonzero((crop < int(crop.min()) + 0.55 * (int(crop.max()) - int(crop.min()))).any(axis=1))
    return float(rows[-1] + 1 - rows[0]) if len(rows) else float(len(crop))


def _size(line: Spoken, ink: float) -> float:
    """The size of a line's font: the step from hanzi to hanzi, which ink that is low or high does not change."""
    broad = np.array([wide(letter) for letter in line.letters])
    if not broad.any():
        deep = any(letter in ",;()[]jgpqy/|" for letter in line.letters)
        return ink / (_DEEP if deep else _FIGURES)
    steps = np.diff(line.middles)[broad[1:] & broad[:-1]]
    by_ink = ink / _TALL
    if not len(steps):
        return by_ink
    return float(min(steps.mean(), by_ink * (_LOOSE if len(steps) >= _ENOUGH else 1.0)))


def _tells(line: Spoken) -> bool:
    """Whether a line tells its size well: of some letters, most of them hanzi, which figures do not push apart."""
    return len(line.letters) > _SHORT and 2 * sum(map(wide, line.letters)) >= len(line.letters)


def _levelled(sizes: list[float], letters: list[int], tell: list[bool]) -> list[float]:
    """Sizes with those that hardly differ made one: a page has few fonts, and every line measures them a little off.

    The size of most `letters` draws the near ones to itself, then that of most of the rest.
    """
    levelled = np.array(sizes)
    measured, weights = levelled.copy(), np.array(letters, float)
    slack = np.where(tell, _ALIKE, _HARDLY)
    open_ = np.ones(len(levelled), bool)
    while open_.any():
        near = np.abs(measured[:, None] / measured[None, :] - 1) <= slack[:, None]
        support = np.where(open_, (near & open_[:, None]).T @ np.where(open_, weights, 0), -1)
        group = near[:, int(np.argmax(support))] & open_
        levelled[group] = np.average(measured[group], weights=weights[group])
        open_ &= ~group
    return [float(size) for size in levelled]


def _sides(line: Spoken, letters: list[int], size: float) -> tuple[Floats, Floats]:
    """Where letters begin and end: half way to the next one, unless that is too far or a space was seen there."""
    middles = line.middles[letters]
    half = np.array([_WIDE if wide(line.letters[k]) else _NARROW for k in letters]) * size / 2
    left, right = middles - half, middles + half
    if line.letters[letters[0]] in "(（":
        left[0] = middles[0] - _BRACKET * size
    near = (np.diff(middles) <= _GAP * size) & (np.diff(letters) == 1)
    between = (middles[1:] * half[:-1] + middles[:-1] * half[1:]) / (half[1:] + half[:-1])
    right[:-1], left[1:] = np.where(near, between, right[:-1]), np.where(near, between, left[1:])
    return left, right
