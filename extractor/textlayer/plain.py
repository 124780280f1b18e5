"""Text dumps: lines without geometry.

Two customs. A form feed ends a page. Without form feeds, in dumps whose every printed line is followed by an empty
one, a page starts where a line begins with one space right after a line that has text: the empty line is missing only
there.
"""

from __future__ import annotations

import codecs
import itertools
import re

from extractor.errors import NotAPdf, TooLarge, Unreadable
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Page
from extractor.textlayer.reading import Reading

#: Characters that print nothing: control and format characters, as in `characters.printed`.
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNPAGED = 10  #: pages that a dump without page breaks counts as
_DOUBLED = 0.8  #: part of the lines that are followed by an empty one, from which on the dump counts as doubled

Line = tuple[int, str]


def read_text(data: bytes, limits: Limits) -> Reading:
    """The pages of a dump. Raises Unreadable (encoding), NotAPdf (binary content), TooLarge."""
    text = _UNPRINTED.sub("", decode(data))
    lines = [(number, line) for number, line in enumerate(_LINE_END.split(text), 1)]
    if "\f" in text:
        pages = _by_form_feed(lines)
    elif _is_doubled(lines):
        pages = _by_leading_space(lines)
    else:
        pages = [lines]
    while len(pages) > 1 and not any(line.strip() for _, line in pages[-1]):
        pages.pop()
    if len(pages) > limits.max_pages:
        raise TooLarge(what="pages", found=len(pages), limit=limits.max_pages)
    most = limits.max_chars_per_page * (1 if len(pages) > 1 else _UNPAGED)
    for number, page in enumerate(pages, 1):
        if (count := sum(len(line) for _, line in page)) > most:
            raise TooLarge(page=number, what="characters", found=count, limit=most)
    return Reading(
        [
            Page(number, 0.0, 0.0, lines=tuple((at, line) for at, line in page if line.strip()))
            for number, page in enumerate(pages, 1)
        ]
    )


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with a byte order mark, or GB18030. Raises Unreadable, or NotAPdf where a NUL shows no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise NotAPdf()
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(reason="encoding")


def _by_form_feed(lines: list[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    for number, line in lines:
        first, *rest = line.split("\f")
        pages[-1].append((number, first))
        pages += [[(number, part)] for part in rest]
    return pages


def _is_doubled(lines: list[Line]) -> bool:
    """Whether nearly every line with text is followed by an empty one."""
    followed = [not after.strip() for (_, line), (_, after) in itertools.pairwise(lines) if line.strip()]
    return len(followed) > 1 and sum(followed) >= _DOUBLED * len(followed)


def _by_leading_space(lines: list[Line]) -> list[list[Line]]:
    """Cut where the empty line is missing; the space that marks a page's start is not part of its line."""
    pages: list[list[Line]] = [[]]
    before = ""
    for number, line in lines:
        marked = line.startswith(" ") and not line.startswith("  ")
        if marked and before.strip():
            pages.append([])
        starts = not any(text.strip() for _, text in pages[-1])
        pages[-1].append((number, line[1:] if marked and starts else line))
        before = line
    return pages
