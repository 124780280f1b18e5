"""A page of ours, on which what PDFium keeps in memory can be told from what its functions say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extractor.textlayer import pdfium_calls as call


@contextmanager
def specimen(content: bytes) -> Iterator[int | None]:
    """The address of an open page with this content; None where PDFium does not open it."""
    data = document_of(content)
    document = call.load_document(data, len(data), None)
    page = call.load_page(document, 0) if document else None
    try:
        yield page
    finally:
        if page:
            call.close_page(page)
        if document:
            call.close_document(document)


def document_of(content: bytes) -> bytes:
    """A PDF of one page; /F is a font with letters, of /G nobody knows which letters it has."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 700/FontDescriptor 8 0 R/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/X/Flags 4/Ascent 800/Descent -200/FontBBox[0 -200 900 800]/ItalicAngle 0>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)
