"""Small PDFs written here, one page description each, so that a test says itself what is on the page."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(
    *contents: str,
    page: str = "/MediaBox [0 0 300 400]",
    pages: str = "",
    extra: Sequence[str] = (),
    resources: str = "",
    font: str = "/BaseFont /Courier /Encoding /WinAnsiEncoding",
) -> bytes:
    """A document with a page for each content stream; `extra` objects are numbered from 10 on."""
    kids = " ".join(f"{100 + 2 * index} 0 R" for index in range(len(contents)))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] {pages} >>".encode(),
        3: f"<< /Type /Font /Subtype /Type1 {font} >>".encode(),
    }
    for index, content in enumerate(contents):
        number = 100 + 2 * index
        body = f"/Resources << /Font << /F 3 0 R >> {resources} >> /Contents {number + 1} 0 R {page}"
        objects[number] = f"<< /Type /Page /Parent 2 0 R {body} >>".encode()
        stream = content.encode("latin-1")
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    objects |= {10 + index: text.encode("latin-1") for index, text in enumerate(extra)}
    return _assembled(objects)


def _assembled(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)


def form(content: str, matrix: str = "[1 0 0 1 0 0]", resources: str = "") -> str:
    """A form object for `extra`."""
    return (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 999 999] /Matrix {matrix} /Resources << {resources} >> "
        f"/Length {len(content)} >>\nstream\n{content}\nendstream"
    )


def to_unicode(**letters: str) -> str:
    """A ToUnicode map for `extra`: a character code, as its ASCII letter, → UTF-16 in hex."""
    lines = "\n".join(f"<{ord(code):02x}> <{value}>" for code, value in letters.items())
    body = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{lines}\nendbfchar endcmap end end"
    )
    return f"<< /Length {len(body)} >>\nstream\n{body}\nendstream"
