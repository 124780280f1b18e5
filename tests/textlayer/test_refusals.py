"""What cannot be read is refused with the same code by both readers, and what can be is not."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import ExtractorError, TooLarge
from extractor.textlayer import READERS, Limits, open_layer
from tests.conftest import shared_files, shared_path
from tests.textlayer.pdfs import form, pdf

both = pytest.mark.parametrize("reader", list(READERS))
TEXT = "BT /F 10 Tf 50 300 Td (a1) Tj ET"


def code(source: Path | bytes, reader: str = "pdfium", **options: object) -> str:
    """The code of the refusal, or how many pages are read, without recognition."""
    try:
        layer = open_layer(source, reader=reader, ocr="off", **options)  # type: ignore[arg-type]
    except ExtractorError as error:
        assert error.message
        assert error.advice
        return error.code
    return f"{len(layer.pages)} pages"


@both
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "not_a_pdf"),
        (b"<html><body>404</body></html>", "not_a_pdf"),
        (b"PK\x03\x04", "not_a_pdf"),
        (b"x" * 2000 + pdf(TEXT), "not_a_pdf"),
        (b"%PDF-1.7\nnothing else", "damaged_pdf"),
        (pdf(TEXT)[:200], "damaged_pdf"),
        (pdf(), "damaged_pdf"),
        (pdf("", "0 0 9 9 re f"), "no_text_layer"),
        (b"x" * 500 + b"\n" + pdf(TEXT), "1 pages"),
    ],
    ids=["empty", "html", "zip", "late-signature", "signature-only", "truncated", "no-pages", "blank", "leading-junk"],
)
def test_by_content(tmp_path: Path, reader: str, content: bytes, expected: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert code(path, reader) == expected


@pytest.mark.parametrize("path", shared_files("corpus/stress/*.pdf"))
def test_both_readers_answer_alike(path: Path) -> None:
    if path.name == "pdf.js__XiaoBiaoSong.pdf":  # its fonts lie outside the file, and only PDFium knows their letters
        assert (code(path, "pdfium"), code(path, "pdfplumber")) == ("1 pages", "no_text_layer")
    else:
        assert code(path, "pdfium") == code(path, "pdfplumber")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MinerU__small_ocr", "no_text_layer"),
        ("OCRmyPDF__rotated_skew", "no_text_layer"),
        ("pdfplumber__pr-136-example", "no_text_layer"),
        ("opendataloader-pdf__fake-jpg", "not_a_pdf"),
        ("pdf.js__REDHAT-1531897-0", "damaged_pdf"),
        ("pdf.js__bug1250079", "damaged_pdf"),
        ("pdf.js__helloworld-bad", "1 pages"),
        ("camelot__health_protected", "encrypted_pdf"),
        ("pdfminer.six__aes-256", "encrypted_pdf"),
        ("pdfminer.six__rc4-40", "encrypted_pdf"),
        ("unstructured__password", "encrypted_pdf"),
    ],
)
def test_known_files(name: str, expected: str) -> None:
    assert code(shared_path("corpus", "stress", f"{name}.pdf")) == expected


@both
def test_a_password_opens(reader: str) -> None:
    for name in ("aes-256", "rc4-40"):
        path = shared_path("corpus", "stress", f"pdfminer.six__{name}.pdf")
        assert code(path, reader, password="wrong") == "encrypted_pdf"
        assert code(path, reader, password="foo") == "1 pages"


@both
def test_what_has_no_bytes(tmp_path: Path, reader: str) -> None:
    assert code(tmp_path / "none.pdf", reader) == "unreadable"
    assert code(tmp_path, reader) == "unreadable"


def test_the_error_names_the_file_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExtractorError) as caught:
        open_layer(Path("sub/none.pdf"))
    assert str(caught.value) == "sub/none.pdf：无法读取文件：文件不存在"
    with pytest.raises(ExtractorError) as caught:
        open_layer(b"junk", name="x.pdf")
    assert caught.value.path == "x.pdf"


@both
@pytest.mark.parametrize(
    ("limits", "what", "page"),
    [
        (Limits(max_bytes=100), "bytes", None),
        (Limits(max_pages=1), "pages", None),
        (Limits(max_chars_per_page=1), "characters", 1),
        (Limits(max_objects_per_page=2), "objects", 2),
    ],
    ids=["bytes", "pages", "characters", "objects"],
)
def test_limits(reader: str, limits: Limits, what: str, page: int | None) -> None:
    data = pdf(TEXT, "0 0 9 9 re f 0 0 9 9 re f 0 0 9 9 re f")
    with pytest.raises(TooLarge) as caught:
        open_layer(data, reader=reader, limits=limits)
    assert caught.value.values["what"] == what
    assert caught.value.page == page


def test_objects_inside_forms_count() -> None:
    many = form("0 0 9 9 re f " * 50)
    data = pdf("/I Do " + TEXT, extra=[many], resources="/XObject << /I 10 0 R >>")
    assert code(data, limits=Limits(max_objects_per_page=60)) == "too_large"
    assert code(data, limits=Limits(max_objects_per_page=300)) == "1 pages"


@both
def test_a_page_that_cannot_be_loaded_is_named_and_the_rest_read(reader: str) -> None:
    data = pdf(TEXT, TEXT, TEXT).replace(b"/Type /Page /Parent 2 0 R", b"/Type /Pag3 /Parent 2 0 R", 2)
    data = data.replace(b"/Type /Pag3", b"/Type /Page", 1)
    broken = data.replace(b"102 0 obj\n<<", b"102 0 obj\n((", 1)
    layer = open_layer(broken, reader=reader)
    assert [page.number for page in layer.pages] == [1, 3]
    assert layer.damaged == (2,)


@both
def test_an_unknown_reader_and_what_a_layer_says_of_its_file(tmp_path: Path, reader: str) -> None:
    assert code(pdf(TEXT), "mupdf") == "unsupported"
    path = tmp_path / "报告.pdf"
    path.write_bytes(pdf(TEXT))
    layer = open_layer(path, reader=reader)
    assert (layer.name, layer.kind, layer.size) == ("报告.pdf", "native", len(path.read_bytes()))
    assert layer.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert open_layer(path, name="a/b.pdf", reader=reader).name == "a/b.pdf"


@both
def test_the_producer(reader: str) -> None:
    layer = open_layer(shared_path("seed", "report.pdf"), reader=reader)
    assert layer.producer == "LibreOffice 7.4"
    assert open_layer(pdf(TEXT), reader=reader).producer is None


@both
def test_nothing_is_printed(reader: str, capfd: pytest.CaptureFixture[str]) -> None:
    code(io.BytesIO(pdf(TEXT)).read()[:300], reader)
    assert capfd.readouterr() == ("", "")


WHOLE = pdf(TEXT, "10 10 m 60 10 l S " + TEXT, page="/MediaBox [0 0 300 400] /CropBox [0 0 9 9] /Rotate 90")


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=3)), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_nothing_untyped_escapes_from_damaged_bytes(changes: list[tuple[int, bytes]]) -> None:
    """Bytes replaced, inserted and lost anywhere: a layer or a typed error, from either reader."""
    data = bytearray(WHOLE)
    for place, piece in changes:
        data[place : place + 2] = piece
    for reader in READERS:
        code(bytes(data), reader)
