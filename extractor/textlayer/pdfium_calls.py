"""PDFium's functions for bulk use.

Called once an object or a character, the price of a call is the price of the product. pypdfium2's own declarations
convert every argument by its type; without declared types, ctypes takes small integers as they are and references
(`reference`) untouched, at a third of the price, and `map` keeps the loop in C. So there are two families: `_typed` for
what is called now and then, with plain integers for addresses, and `_quick` for what is called once a character.
Both hold the interpreter's lock: PDFium is used by one thread only.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from ctypes import c_char_p, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any, ClassVar

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

assert pdfium is not None  # importing it is what initialises the library
raw: Any = pdfium_raw

Call = Callable[..., Any]


def _typed(name: str, result: Any, *arguments: Any) -> Call:
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def _quick(name: str, result: Any) -> Call:
    """Takes only integers of C's int, and references."""
    return _typed(name, result)


def reference(address: int) -> Any:
    """An address as `_quick` functions take it."""
    return ctypes.byref((ctypes.c_char * 1).from_address(address))


def drain(calls: Iterable[Any]) -> None:
    """Run an iterator for its effects."""
    deque(calls, maxlen=0)


load_document = _typed("FPDF_LoadMemDocument64", c_void_p, c_void_p, c_size_t, c_char_p)
close_document = _typed("FPDF_CloseDocument", None, c_void_p)
last_error = _typed("FPDF_GetLastError", c_ulong)
count_pages = _typed("FPDF_GetPageCount", c_int, c_void_p)
meta_text = _typed("FPDF_GetMetaText", c_ulong, c_void_p, c_char_p, c_void_p, c_ulong)

save_copy = _typed("FPDF_SaveAsCopy", c_int, c_void_p, c_void_p, c_ulong)

load_page = _typed("FPDF_LoadPage", c_void_p, c_void_p, c_int)
media_box = _typed("FPDFPage_GetMediaBox", c_int, *[c_void_p] * 5)
crop_box = _typed("FPDFPage_GetCropBox", c_int, *[c_void_p] * 5)
set_crop_box = _typed("FPDFPage_SetCropBox", None, c_void_p, *[c_float] * 4)
bounding_box = _typed("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
rotation = _typed("FPDFPage_GetRotation", c_int, c_void_p)
close_page = _typed("FPDF_ClosePage", None, c_void_p)

load_text = _typed("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _typed("FPDFText_ClosePage", None, c_void_p)
count_chars = _typed("FPDFText_CountChars", c_int, c_void_p)
unicode_at = _quick("FPDFText_GetUnicode", c_uint)
loose_box = _quick("FPDFText_GetLooseCharBox", c_int)
ink_box = _quick("FPDFText_GetCharBox", c_int)
origin_at = _quick("FPDFText_GetCharOrigin", c_int)
matrix_at = _quick("FPDFText_GetMatrix", c_int)
font_size_at = _quick("FPDFText_GetFontSize", c_double)
object_at = _quick("FPDFText_GetTextObject", c_void_p)
unmapped_at = _quick("FPDFText_HasUnicodeMapError", c_int)

font_of = _typed("FPDFTextObj_GetFont", c_void_p, c_void_p)
glyph_width = _typed("FPDFFont_GetGlyphWidth", c_int, c_void_p, c_uint, c_float, c_void_p)

count_objects = _typed("FPDFPage_CountObjects", c_int, c_void_p)
get_object = _quick("FPDFPage_GetObject", c_void_p)
count_form_objects = _typed("FPDFFormObj_CountObjects", c_int, c_void_p)
get_form_object = _typed("FPDFFormObj_GetObject", c_void_p, c_void_p, c_size_t)
object_type = _typed("FPDFPageObj_GetType", c_int, c_void_p)
object_matrix = _typed("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
object_bounds = _typed("FPDFPageObj_GetBounds", c_int, *[c_void_p] * 5)
object_is_clear = _typed("FPDFPageObj_HasTransparency", c_int, c_void_p)
text_size = _typed("FPDFTextObj_GetFontSize", c_int, c_void_p, c_void_p)
render_mode = _typed("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
count_segments = _typed("FPDFPath_CountSegments", c_int, c_void_p)
get_segment = _typed("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_point = _typed("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
segment_type = _typed("FPDFPathSegment_GetType", c_int, c_void_p)
segment_closes = _typed("FPDFPathSegment_GetClose", c_int, c_void_p)

new_path = _typed("FPDFPageObj_CreateNewPath", c_void_p, c_float, c_float)
move_to = _typed("FPDFPath_MoveTo", c_int, c_void_p, c_float, c_float)
line_to = _typed("FPDFPath_LineTo", c_int, c_void_p, c_float, c_float)
bezier_to = _typed("FPDFPath_BezierTo", c_int, c_void_p, *[c_float] * 6)
close_path = _typed("FPDFPath_Close", c_int, c_void_p)
destroy_object = _typed("FPDFPageObj_Destroy", None, c_void_p)

ERROR_PASSWORD = int(raw.FPDF_ERR_PASSWORD)
ERROR_SECURITY = int(raw.FPDF_ERR_SECURITY)
TYPE_TEXT = int(raw.FPDF_PAGEOBJ_TEXT)
TYPE_PATH = int(raw.FPDF_PAGEOBJ_PATH)
TYPE_IMAGE = int(raw.FPDF_PAGEOBJ_IMAGE)
TYPE_FORM = int(raw.FPDF_PAGEOBJ_FORM)
SEGMENT_MOVE = int(raw.FPDF_SEGMENT_MOVETO)
SEGMENT_BEZIER = int(raw.FPDF_SEGMENT_BEZIERTO)
REMOVE_SECURITY = int(raw.FPDF_REMOVE_SECURITY)


class FileWrite(ctypes.Structure):
    """PDFium's FPDF_FILEWRITE: a version and the function that takes each block."""

    WRITER = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_ulong)
    _fields_: ClassVar = [("version", c_int), ("write", WRITER)]
