"""A copy of a PDF with its findings as standard annotations: highlights with notes, readable in any viewer."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from extractor.records.leaves import Evidence
from extractor.records.paths import Node
from extractor.records.report import Check, Report
from extractor.textlayer import Limits
from extractor.textlayer.frame import Frame
from extractor.textlayer.pdfium_document import open_document
from extractor.view.figures import Values, boxes, shown
from extractor.view.words import Words

_COLOURS = {
    "error": [1.0, 0.54, 0.5],
    "warning": [1.0, 0.84, 0.31],
    "info": [1.0, 0.91, 0.66],
    "value": [0.74, 0.84, 1.0],
}
_AUTHOR = "extractor"
_NOTE = 18.0  #: points, the size of a note that belongs to no figure


class Mark(NamedTuple):
    """An annotation: where, in which colour, and what it says. Without boxes it is a note on its page."""

    page: int
    boxes: Sequence[Evidence]
    colour: str
    words: str


def annotate(
    content: bytes, report: Report, words: Words, *, every: bool = False, password: str | None = None
) -> bytes:
    """The PDF with annotations for what its checks found; with `every` for all its values, too.

    Pages stay as they are; an encrypted file stays encrypted as it was.
    ExtractorError: it cannot be opened. ModuleNotFoundError: the extra `annotate` is not installed.
    """
    marks = [*_findings(report, words), *(_values(report) if every else ())]
    frames: dict[int, Frame] = {}
    with open_document(content, Limits(), password) as document:
        for number in {mark.page for mark in marks}:
            if 1 <= number <= document.pages:
                with document.page(number - 1) as loaded:
                    if loaded is not None:
                        frames[number] = loaded[1]
    placed = [mark for mark in marks if mark.page in frames]
    return _written(content, placed, frames, password)


def _written(content: bytes, marks: Sequence[Mark], frames: dict[int, Frame], password: str | None) -> bytes:
    import pikepdf

    notes: dict[int, int] = {}
    out = io.BytesIO()
    with _opened(content, password) as pdf:
        for mark in marks:
            page = pdf.pages[mark.page - 1].obj
            if "/Annots" not in page:
                page.Annots = pikepdf.Array()
            if mark.boxes:
                annotation = _highlight(mark, frames[mark.page])
            else:
                notes[mark.page] = notes.get(mark.page, 0) + 1
                annotation = _note(mark, frames[mark.page], notes[mark.page])
            page.Annots.append(pdf.make_indirect(annotation))
        pdf.save(out, encryption=pdf.is_encrypted, deterministic_id=not pdf.is_encrypted)
    return out.getvalue()


def _opened(content: bytes, password: str | None) -> Any:
    """The file, where it is too damaged for the library as PDFium writes what it could open."""
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(content), password=password or "")
        len(pdf.pages)
    except pikepdf.PdfError:
        with open_document(content, Limits(), password) as document:
            pdf = pikepdf.open(io.BytesIO(document.mended()))
    return pdf


def _findings(report: Report, words: Words) -> Iterator[Mark]:
    values = Values(report)
    for check in report.checks:
        if check.status in ("mismatch", "notice"):
            text = _text(check, words)
            places = check.evidence or boxes(values.get(check.subject) or check)
            pages = sorted({box.page for box in places if box.x0 is not None})
            for page in pages:
                yield Mark(
                    page, [box for box in places if box.page == page and box.x0 is not None], check.severity, text
                )
            if not pages:
                yield Mark(1, (), check.severity, text)


def _text(check: Check, words: Words) -> str:
    lines = [f"{words(check.status)}：{check.message}", *check.diagnosis]
    if check.advice:
        lines.append(f"{words('advice')}：{check.advice}")
    return "\n".join(lines)


def _values(report: Report) -> Iterator[Mark]:
    for path, node in Values(report).by_path.items():
        places = [box for box in boxes(node.value) if box.x0 is not None]
        for page in sorted({box.page for box in places}):
            yield Mark(page, [box for box in places if box.page == page], "value", _value_text(path, node))


def _value_text(path: str, node: Node) -> str:
    text, unit = shown(node.value)
    return f"{node.label}：{text}{unit}\n{path}"


def _highlight(mark: Mark, frame: Frame) -> Any:
    quads = [_corners(box, frame) for box in mark.boxes]
    xs, ys = [x for quad in quads for x, _ in quad], [y for quad in quads for _, y in quad]
    points = [round(number, 2) for quad in quads for point in quad for number in point]
    return _annotation(mark, "/Highlight", (min(xs), min(ys), max(xs), max(ys)), QuadPoints=points)


def _note(mark: Mark, frame: Frame, n: int) -> Any:
    x, y = _user(frame, 12.0 + (n - 1) * (_NOTE + 4), 12.0)
    return _annotation(mark, "/Text", (x, y - _NOTE, x + _NOTE, y), Name="/Note")


def _annotation(mark: Mark, kind: str, rectangle: tuple[float, ...], **more: Any) -> Any:
    """An annotation with its words, printed where annotations are printed."""
    import pikepdf

    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name(kind),
        Rect=[round(number, 2) for number in rectangle],
        Contents=pikepdf.String(mark.words),
        T=pikepdf.String(_AUTHOR),
        C=_COLOURS[mark.colour],
        F=4,
    )
    for key, value in more.items():
        made[f"/{key}"] = pikepdf.Name(value) if isinstance(value, str) else pikepdf.Array(value)
    return made


def _corners(box: Evidence, frame: Frame) -> list[tuple[float, float]]:
    """Upper left, upper right, lower left, lower right as displayed, in the page's own space."""
    x0, top, x1, bottom = box.x0 or 0.0, box.top or 0.0, box.x1 or 0.0, box.bottom or 0.0
    return [_user(frame, x, y) for x, y in ((x0, top), (x1, top), (x0, bottom), (x1, bottom))]


def _user(frame: Frame, x: float, y: float) -> tuple[float, float]:
    """A displayed point in the page's own space, where y grows upwards."""
    a, b, c, d, e, f = frame.matrix
    if frame.turned:
        return (y - f) / b, (x - e) / c
    return (x - e) / a, (y - f) / d
