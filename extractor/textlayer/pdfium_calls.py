"""PDFium's functions for bulk use: declared anew with plain addresses, so that `map` can run over them.

Called once a character, the price of a call is the price of the product. pypdfium2's own declarations convert typed
pointers one by one; with integers for addresses the loop stays in C (`deque(map(…), maxlen=0)`).
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from ctypes import c_char_p, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any, ClassVar

import pypdfium2 as pdfium
import pypdfium2.raw as raw

assert pdfium is not None  # importing it is what initialises the library

Call = Callable[..., Any]


def _call(name: str, result: Any, *arguments: Any) -> Call:
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def drain(calls: Iterable[Any]) -> None:
    """Run an iterator for its effects."""
    deque(calls, maxlen=0)


load_document = _call("FPDF_LoadMemDocument64", c_void_p, c_void_p, c_size_t, c_char_p)
close_document = _call("FPDF_CloseDocument", None, c_void_p)
last_error = _call("FPDF_GetLastError", c_ulong)
count_pages = _call("FPDF_GetPageCount", c_int, c_void_p)
meta_text = _call("FPDF_GetMetaText", c_ulong, c_void_p, c_char_p, c_void_p, c_ulong)

save_copy = _call("FPDF_SaveAsCopy", c_int, c_void_p, c_void_p, c_ulong)

load_page = _call("FPDF_LoadPage", c_void_p, c_void_p, c_int)
media_box = _call("FPDFPage_GetMediaBox", c_int, *[c_void_p] * 5)
crop_box = _call("FPDFPage_GetCropBox", c_int, *[c_void_p] * 5)
set_crop_box = _call("FPDFPage_SetCropBox", None, c_void_p, *[c_float] * 4)
bounding_box = _call("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
rotation = _call("FPDFPage_GetRotation", c_int, c_void_p)
close_page = _call("FPDF_ClosePage", None, c_void_p)

load_text = _call("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _call("FPDFText_ClosePage", None, c_void_p)
count_chars = _call("FPDFText_CountChars", c_int, c_void_p)
get_text = _call("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
unicode_at = _call("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
loose_box = _call("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
ink_box = _call("FPDFText_GetCharBox", c_int, c_void_p, c_int, *[c_void_p] * 4)
origin_at = _call("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
matrix_at = _call("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
font_size_at = _call("FPDFText_GetFontSize", c_double, c_void_p, c_int)
object_at = _call("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
unmapped_at = _call("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)

font_of = _call("FPDFTextObj_GetFont", c_void_p, c_void_p)
font_ascent = _call("FPDFFont_GetAscent", c_int, c_void_p, c_float, c_void_p)
font_descent = _call("FPDFFont_GetDescent", c_int, c_void_p, c_float, c_void_p)
glyph_width = _call("FPDFFont_GetGlyphWidth", c_int, c_void_p, c_uint, c_float, c_void_p)

count_objects = _call("FPDFPage_CountObjects", c_int, c_void_p)
get_object = _call("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
count_form_objects = _call("FPDFFormObj_CountObjects", c_int, c_void_p)
get_form_object = _call("FPDFFormObj_GetObject", c_void_p, c_void_p, c_size_t)
object_type = _call("FPDFPageObj_GetType", c_int, c_void_p)
object_matrix = _call("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
count_segments = _call("FPDFPath_CountSegments", c_int, c_void_p)
get_segment = _call("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_point = _call("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
segment_type = _call("FPDFPathSegment_GetType", c_int, c_void_p)
segment_closes = _call("FPDFPathSegment_GetClose", c_int, c_void_p)
destroy_object = _call("FPDFPageObj_Destroy", None, c_void_p)
new_path = _call("FPDFPageObj_CreateNewPath", c_void_p, c_float, c_float)
line_to = _call("FPDFPath_LineTo", c_int, c_void_p, c_float, c_float)
bezier_to = _call("FPDFPath_BezierTo", c_int, c_void_p, *[c_float] * 6)
close_path = _call("FPDFPath_Close", c_int, c_void_p)

ERROR_PASSWORD = int(raw.FPDF_ERR_PASSWORD)
ERROR_SECURITY = int(raw.FPDF_ERR_SECURITY)
TYPE_PATH = int(raw.FPDF_PAGEOBJ_PATH)
TYPE_FORM = int(raw.FPDF_PAGEOBJ_FORM)
SEGMENT_MOVE = int(raw.FPDF_SEGMENT_MOVETO)
SEGMENT_BEZIER = int(raw.FPDF_SEGMENT_BEZIERTO)
REMOVE_SECURITY = int(raw.FPDF_REMOVE_SECURITY)


class FileWrite(ctypes.Structure):
    """PDFium's FPDF_FILEWRITE: a version and the function that takes each block."""

    WRITER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_ulong)
    _fields_: ClassVar = [("version", c_int), ("write", WRITER)]
