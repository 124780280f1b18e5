"""What stands on a page beside its text: turned, set downwards, unseen or out of sight. Read along its own lines.

Its lines keep the direction in which they are read, so that a figure is whole; they are no part of the flow.
"""

from __future__ import annotations

import numpy as np

from extractor.layout.flow import Flow, spread
from extractor.layout.glyphs import Aside, Glyphs
from extractor.layout.lines import Lines, assemble
from extractor.layout.model import Block, Document, Line, Paragraph
from extractor.layout.normalise import to_codes, to_text
from extractor.layout.recognised import turned
from extractor.layout.segments import wide_gaps
from extractor.textlayer.model import Floats, Page

Note = tuple[str, str, int | None]

_WORDS = {
    "outside": ("text_outside_page", "页面以外有{count}个看不见的字符，未计入正文"),
    "turned": ("text_turned", "有{count}个转向或竖排的字符（水印、印章、旁注等），未计入正文"),
    "invisible": ("text_invisible", "有{count}个印出来看不见的字符，未计入正文"),
}


def aside_document(asides: list[Aside], pages: list[Page]) -> Document | None:
    """The text set aside, a paragraph each line (parted at wide gaps), with boxes as displayed; None where none is."""
    if not asides:
        return None
    groups = [(aside, angle) for aside in asides for angle in sorted(set(aside.angle.tolist()))]
    codes, boxes, index = [], [], []
    for aside, angle in groups:
        mine = aside.angle == angle
        codes.append(to_codes(aside.text)[mine])
        boxes.append(_along(aside.boxes[mine], angle))
        index.append(np.full(int(mine.sum()), aside.page, np.intp))
    region = np.repeat(np.arange(len(groups)), [len(one) for one in codes])
    lines = assemble(Glyphs(np.concatenate(codes), np.concatenate(boxes), np.concatenate(index)), region)
    flow = _tape(lines)
    laid = spread(flow, lines)
    numbers = [pages[page].number for page in lines.page.tolist()]
    blocks: list[Block] = [
        Paragraph(start, end, numbers[line], numbers[line])
        for line, start, end in zip(flow.line, laid.start.tolist(), laid.end.tolist(), strict=True)
    ]
    return Document(
        text=to_text(laid.codes),
        line_of=laid.line_of,
        boxes=_displayed(laid.boxes, laid.line_of, lines, [angle for _, angle in groups], pages),
        lines=[Line(number) for number in numbers],
        blocks=blocks,
        pages=len(pages),
    )


def aside_notes(asides: list[Aside], pages: list[Page]) -> list[Note]:
    """A warning for each reason on each page."""
    counts: dict[tuple[int, str], int] = {}
    for aside in asides:
        key = pages[aside.page].number, aside.reason
        counts[key] = counts.get(key, 0) + len(aside.text)
    return [
        (_WORDS[reason][0], _WORDS[reason][1].format(count=count), page)
        for (page, reason), count in sorted(counts.items())
    ]


def _tape(lines: Lines) -> Flow:
    """The lines as a flow, parted at wide gaps."""
    flow, starts, gaps = Flow(), lines.start.tolist(), wide_gaps(lines)
    for line in range(len(lines)):
        for first, last in gaps.get(line, [(starts[line], starts[line + 1])]):
            flow.run(line, first, last, ord("\n"))
    return flow


def _along(boxes: Floats, angle: float, back: bool = False) -> Floats:
    """Boxes in coordinates in which the lines at this angle (degrees clockwise) are level; `back`: from these."""
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(-angle if back else angle))
    middle, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    if abs(sin) > abs(cos):
        half = half[:, ::-1]
    x, y = middle[:, 0] * cos + middle[:, 1] * sin, middle[:, 1] * cos - middle[:, 0] * sin
    centre = np.column_stack((x, y))
    return np.hstack((centre - half, centre + half))


def _displayed(boxes: Floats, line_of: np.ndarray, lines: Lines, angles: list[float], pages: list[Page]) -> Floats:
    """The boxes of the text where they stand on the pages as displayed."""
    out = boxes.copy()
    of_line = np.array([*(angles[region] for region in lines.region.tolist()), 0.0])
    mine = np.where(line_of >= 0, of_line[line_of], np.nan)
    for angle in sorted(set(angles)):
        at = mine == angle
        out[at] = _along(boxes[at], angle, back=True)
    for index, page in enumerate(pages):
        if page.turn is not None:
            of_page = np.array([*(lines.page == index), False])
            at = np.flatnonzero(of_page[line_of])
            out[at] = [turned(tuple(box), page.turn) for box in out[at].tolist()]
    return out
