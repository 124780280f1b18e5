"""What becomes of the pages whose text cannot be read as text: recognised from their image, or left unread."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from extractor.textlayer import quality
from extractor.textlayer.limits import Limits
from extractor.textlayer.model import Page
from extractor.textlayer.reading import Reading

Ocr = Literal["auto", "off"]
Note = tuple[str, str, int | None]  #: code, message, page

_UNREAD = {
    "garbled": ("page_garbled", "文字层是乱码，没有读取"),
    "none": ("page_unread", "没有文字层，可能是扫描件，没有读取"),
    "picture": ("page_unread", "大部分是图片，图中的文字没有读取"),
    "ocr": ("layer_unchecked", "文字层是扫描软件识别的，可靠程度不明"),
}


class Usable(NamedTuple):
    """Pages fit to be laid out, what their text comes from, and what there is to say about it."""

    pages: list[Page]
    kind: str  #: native | ocr | mixed | none
    notes: tuple[Note, ...] = ()
    garbled: bool = False  #: some page has a layer of garbled text


def usable(reading: Reading, data: bytes, limits: Limits, password: str | None, ocr: Ocr) -> Usable:
    """The pages of a PDF without text that is none. `auto` recognises what it can where the extra [ocr] is there."""
    verdicts = _verdicts(reading.pages)
    poor = {number: verdict for number, verdict in verdicts.items() if verdict not in ("native", "blank")}
    if not poor:
        return Usable(reading.pages, "native" if any(page.text for page in reading.pages) else "none")
    read = _recognised(data, limits, password, poor) if ocr == "auto" else {}
    pages = [_settled(page, verdicts[page.number], read.get(page.number)) for page in reading.pages]
    notes: list[Note] = [(*_UNREAD[verdict], number) for number, verdict in poor.items() if number not in read]
    if read:
        notes.insert(0, ("page_recognised", f"共{len(read)}页没有可用的文字层，由文字识别读出", min(read)))
    return Usable(pages, _kind(pages), tuple(notes), "garbled" in poor.values())


def _verdicts(pages: list[Page]) -> dict[int, quality.Verdict]:
    """Page number → verdict. A scanner's layer that misread figures is garbled on all pages: one program wrote it."""
    verdicts = quality.judge(pages)
    layered = [page for page in pages if verdicts[page.number] == "ocr"]
    if quality.misread(layered):
        verdicts |= dict.fromkeys((page.number for page in layered), "garbled")
    return verdicts


def _recognised(data: bytes, limits: Limits, password: str | None, poor: dict[int, quality.Verdict]) -> dict[int, Page]:
    from extractor.textlayer.ocr.engine import available

    if not available():
        return {}
    from extractor.textlayer.ocr.pages import recognised

    return recognised(data, limits, password, poor)


def _settled(page: Page, verdict: quality.Verdict, read: Page | None) -> Page:
    """The page as it is to be laid out; `read` is what its image says, None where nobody looked."""
    if read is not None:
        from extractor.textlayer.ocr.pages import beside

        return beside(page, read) if verdict == "picture" else read
    if verdict == "garbled":
        page.text, page.boxes, page.upright = "", np.empty((0, 4)), None
        page.angle = page.unseen = None
    elif verdict == "ocr":
        page.confidence = np.zeros(len(page.text))
    return page


def _kind(pages: list[Page]) -> str:
    kinds = {page.confidence is not None for page in pages if page.text}
    if not kinds:
        return "none"
    return "mixed" if len(kinds) > 1 else "ocr" if kinds == {True} else "native"
