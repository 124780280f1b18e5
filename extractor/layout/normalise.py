"""Normalisation of text: every character is kept, replaced by exactly one other, or deleted.

Because nothing is ever inserted or moved, the indices of the characters that were kept map the normalised text back
to its source, and so to the boxes on the page.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]
Indices = npt.NDArray[np.intp]
_Kinds = npt.NDArray[np.uint8]
_Bools = npt.NDArray[np.bool_]

_BMP = 0x10000
_KEEP_WIDE = "！（），：；？"  # punctuation that belongs between hanzi as it is
_SMALL_FORMS = {
    "﹐": "，",
    "﹑": "、",
    "﹔": "；",
    "﹕": "：",
    "﹙": "（",
    "﹚": "）",
    "﹪": "%",
    "﹝": "〔",
    "﹞": "〕",
}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff"
_WIDER = 0xFEE0  #: from an ASCII character to its full-width form
# A separator set apart inside what can only be one number: at most three digits, then groups of three, then decimals.
_LOOSE_COMMA = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*(?:( ),|,( ))(?=\d{3}(?:,\d{3})*\.\d)")

# Kinds of characters, after folding.
_OTHER, _CJK, _DIGIT, _SPACE, _BREAK = range(5)


def normalise(text: str) -> tuple[str, Indices]:
    """Return the normalised text and, for each of its characters, the index of its source character in `text`.

    "\\n" and "\\t" are structure: they stay, and no rule looks across them.
    """
    codes, kept = normalise_codes(to_codes(text))
    return to_text(codes), kept


def to_codes(text: str) -> Codes:
    """The code points of `text`."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def to_text(codes: Codes) -> str:
    """The text with these code points."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def normalise_codes(codes: Codes) -> tuple[Codes, Indices]:
    """`normalise` on code points: the code points that remain, and their indices in `codes`."""
    folded = _fold(codes)
    kept = folded.nonzero()[0]
    if len(kept) < len(folded):
        folded = folded.take(kept)
    kinds = kinds_of(folded)
    bare = (_without_spaces(folded, kinds)).nonzero()[0]
    if len(bare) < len(folded):
        folded, kept, kinds = folded.take(bare), kept.take(bare), kinds.take(bare)
    _widen_brackets(folded, kinds)
    _widen_separators(folded, kinds)
    _narrow_commas(folded, kinds)
    loose = _parting_nothing(kinds) + _loose_spaces(folded)
    return (np.delete(folded, loose), np.delete(kept, loose)) if loose else (folded, kept)


def kinds_of(folded: Codes) -> _Kinds:
    """What kind of character each code point is: hanzi and their punctuation, digit, space, structure or other."""
    table = _tables()[1]
    if not len(folded) or int(folded.max()) < _BMP:
        return table.take(folded)
    kinds = table[np.minimum(folded, _BMP - 1)]
    return np.where((folded >= 0x20000) & (folded < 0x40000), np.uint8(_CJK), kinds)


def _fold(codes: Codes) -> Codes:
    table = _tables()[0]
    if not len(codes) or int(codes.max()) < _BMP:
        return table.take(codes)
    folded = table[np.minimum(codes, _BMP - 1)]
    for i in (codes >= _BMP).nonzero()[0].tolist():
        folded[i] = _single(unicodedata.normalize("NFKC", chr(codes[i])), int(codes[i]))
    return folded


def _without_spaces(folded: Codes, kinds: _Kinds) -> _Bools:
    """Mask: all but the spaces; of a run of spaces one stays where it parts two words or numbers."""
    keep: _Bools = kinds != _SPACE
    spaces = (~keep).nonzero()[0]
    if not len(spaces):
        return keep
    solid = keep.nonzero()[0]
    after = spaces - np.arange(len(spaces))  # how many others stand before each
    inside = (after > 0) & (after < len(solid))
    spaces, after = spaces[inside], after[inside]
    left, right = solid[after - 1], solid[after]
    words = _is_word(kinds[left]) & _is_word(kinds[right]) & (spaces == left + 1)
    before, behind = folded[left[words], None], folded[right[words], None]
    tight = (before == to_codes("([{")).any(axis=1) | (behind == to_codes(";:%)]}")).any(axis=1)
    keep[spaces[words][~tight]] = True
    return keep


def _is_word(kinds: _Kinds) -> _Bools:
    words: _Bools = (kinds == _OTHER) | (kinds == _DIGIT)
    return words


def _touches_hanzi(kinds: _Kinds, first: Indices, last: Indices) -> _Bools:
    """Which of the stretches `first` … `last` have hanzi (or wide punctuation) right before or behind."""
    touching: _Bools = (first > 0) & (kinds[first - 1] == _CJK)
    touching |= (last < len(kinds) - 1) & (kinds[np.minimum(last + 1, len(kinds) - 1)] == _CJK)
    return touching


def _widen_brackets(folded: Codes, kinds: _Kinds) -> None:
    """( ) become （ ） where either of a pair touches hanzi, or its partner is wide."""
    where = ((folded == 0x28) | (folded == 0x29) | (folded == 0xFF08) | (folded == 0xFF09)).nonzero()[0]
    codes = folded[where]
    if not (codes < 0x100).any():
        return
    touching = _touches_hanzi(kinds, where, where).tolist()
    breaks = ((kinds == _BREAK).nonzero()[0]).searchsorted(where).tolist()
    wide: list[int] = []
    stack: list[tuple[int, int, bool]] = []
    for k, (paragraph, code, cjk) in enumerate(zip(breaks, codes.tolist(), touching, strict=True)):
        if code in (0x28, 0xFF08):
            stack.append((k, paragraph, cjk or code > 0x100))
        elif stack and stack[-1][1] == paragraph:
            partner, _, widens = stack.pop()
            if widens or cjk or code > 0x100:
                wide += (partner, k)
        elif cjk:
            wide.append(k)
    wide += (k for k, _, _ in stack if touching[k])
    if wide:
        folded[where[wide]] = np.where((codes[wide] == 0x28) | (codes[wide] == 0xFF08), 0xFF08, 0xFF09)
        kinds[where[wide]] = _CJK


def _widen_separators(folded: Codes, kinds: _Kinds) -> None:
    """, ; : become ， ； ： where they, or the run of them they stand in, touch hanzi (or wide punctuation)."""
    where = ((folded == 0x2C) | (folded == 0x3A) | (folded == 0x3B)).nonzero()[0]
    if not len(where):
        return
    begins = (np.diff(where, prepend=-2) > 1).nonzero()[0]
    ends = np.append(begins[1:], len(where))
    touching = _touches_hanzi(kinds, where[begins], where[ends - 1])
    where = where[touching.repeat(ends - begins)]
    folded[where] += _WIDER  # as the full-width forms of ASCII stand in its order
    kinds[where] = _CJK


def _narrow_commas(folded: Codes, kinds: _Kinds) -> None:
    """， becomes , where it groups the thousands of a number: 3，518.85."""
    where = (folded == 0xFF0C).nonzero()[0]
    where = where[(where > 0) & (where < len(folded) - 1)]
    where = where[(kinds[where - 1] == _DIGIT) & (kinds[where + 1] == _DIGIT)]
    for i in where.tolist():
        before = to_text(folded[max(0, i - 4) : i])
        after = to_text(folded[i + 1 : i + 5])
        if re.search(r"(?:^|[^\d.])\d{1,3}$", before) and re.match(r"\d{3}(?!\d)", after):
            folded[i], kinds[i] = 0x2C, _OTHER


def _parting_nothing(kinds: _Kinds) -> list[int]:
    """Spaces beside what has become wide."""
    spaces = (kinds == _SPACE).nonzero()[0]
    return spaces[_touches_hanzi(kinds, spaces, spaces)].tolist()  # type: ignore[no-any-return]


def _loose_spaces(folded: Codes) -> list[int]:
    spaces = (folded == 0x20).nonzero()[0]  # none of them first or last
    if not ((folded[spaces - 1] == 0x2C) | (folded[spaces + 1] == 0x2C)).any():
        return []
    return [m.start(m.lastindex or 0) for m in _LOOSE_COMMA.finditer(to_text(folded))]


def _single(candidate: str, code: int) -> int:
    return ord(candidate) if len(candidate) == 1 else code


@cache
def _tables() -> tuple[Codes, _Kinds]:
    """Two tables over the basic plane: what a character becomes (0: deleted), and the kind of what it became."""
    fold = np.arange(_BMP, dtype=np.uint32)
    for code in range(0xFF01, 0xFF5F):
        if chr(code) not in _KEEP_WIDE:
            fold[code] = code - _WIDER
    for char, other in (_SMALL_FORMS | equivalent_ideographs()).items():
        if len(char) == 1 and ord(char) < _BMP:
            fold[ord(char)] = ord(other)
    for code in range(0xF900, 0xFB00):
        fold[code] = _single(unicodedata.normalize("NFKC", chr(code)), code)
    for code in range(_BMP):
        if chr(code).isspace():
            fold[code] = 0x20
    fold[:0x20] = fold[0x7F:0xA0] = 0
    fold[[ord(c) for c in _INVISIBLE]] = 0
    for space in "\n\t":
        fold[ord(space)] = ord(space)
    for space in "\u00a0\u0085\r\v\f":
        fold[ord(space)] = 0x20

    kinds = np.full(_BMP, _OTHER, dtype=np.uint8)
    for low, high in ((0x2E80, 0xA000), (0xF900, 0xFB00), (0xFE30, 0xFE50), (0xFF00, 0xFFF0), (0x2460, 0x2500)):
        kinds[low:high] = _CJK
    kinds[[ord(c) for c in "‘’“”—…·●○■□◆◇★☆※→"]] = _CJK
    kinds[ord("0") : ord("9") + 1] = _DIGIT
    kinds[0x20] = _SPACE
    kinds[[ord("\n"), ord("\t")]] = _BREAK
    return fold, kinds


@cache
def equivalent_ideographs() -> dict[str, str]:
    """CJK radicals and strokes → the unified ideograph that looks the same (Unicode, Equivalent_Unified_Ideograph)."""
    data = resources.files("extractor.layout") / "data" / "EquivalentUnifiedIdeograph.txt"
    table: dict[str, str] = {}
    for line in data.read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].strip()
        if entry:
            span, target = entry.split(";")
            low, _, high = span.strip().partition("..")
            for code in range(int(low, 16), int(high or low, 16) + 1):
                table[chr(code)] = chr(int(target, 16))
    return table
