"""PDFs written object by object, so that each thing that can be wrong is put in on purpose."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

LINES = (
    "青石县水务局",
    "2021年度部门整体支出绩效自评报告",
    "一、部门概况",
    "水务局是县政府工作部门，统管全县水资源。",
    "二、部门整体支出情况",
    "本年支出合计1982.15万元，其中：基本支出842.15万元，项目支出1140.00万元。",
    "三、自评结论",
    "自评得分96分。",
)
PAGE = "/MediaBox [0 0 595 842]"


def line(text: str, x: float = 70, y: float = 700, size: float = 12, matrix: str = "1 0 0 1") -> str:
    """A line of text from a point on, `matrix` its direction."""
    codes = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {matrix} {x} {y} Tm <{codes}> Tj ET\n"


def body(lines: tuple[str, ...] = LINES, top: float = 780) -> str:
    """The lines of a page, one below the other."""
    return "".join(line(text, y=top - 22 * number) for number, text in enumerate(lines))


@dataclass
class Paper:
    """A PDF in the making: 1 catalog, 2 page tree, 3 to 5 font; pages from 100 on, two objects each."""

    contents: list[str] = field(default_factory=lambda: [body()])
    page: str = PAGE
    catalog: str = ""
    tree: str = ""
    resources: str = ""
    trailer: str = ""
    kids: str | None = None
    count: str | None = None
    extra: dict[int, bytes] = field(default_factory=dict)
    packed: bool = False
    encoding: str = "/UniGB-UCS2-H"

    def objects(self) -> dict[int, bytes]:
        kids = " ".join(f"{100 + 2 * number} 0 R" for number in range(len(self.contents)))
        made = {
            1: f"<< /Type /Catalog /Pages 2 0 R {self.catalog} >>".encode(),
            2: (
                f"<< /Type /Pages /Count {self.count or len(self.contents)} "
                f"/Kids [{kids if self.kids is None else self.kids}] {self.tree} >>"
            ).encode(),
            3: f"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding {self.encoding} "
            "/DescendantFonts [4 0 R] >>".encode(),
            4: b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 "
            b"/W [1 95 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
            5: b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /Ascent 880 "
            b"/Descent -120 /CapHeight 880 /StemV 93 /ItalicAngle 0 >>",
        }
        for number, content in enumerate(self.contents):
            made[100 + 2 * number] = (
                f"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 3 0 R >> {self.resources} >> "
                f"/Contents {101 + 2 * number} 0 R {self.page} >>"
            ).encode()
            made[101 + 2 * number] = stream(content.encode("latin-1"), packed=self.packed)
        return made | self.extra

    def data(self) -> bytes:
        return assembled(self.objects(), self.trailer)


def stream(data: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        data, entries = zlib.compress(data), f"{entries} /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def form(content: str, entries: str = "") -> bytes:
    """A form object."""
    return stream(content.encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 999 999] {entries}")


def image(data: bytes, kind: str) -> bytes:
    """An image object as large as a scan."""
    entries = "/Type /XObject /Subtype /Image /Width 595 /Height 842 /ColorSpace /DeviceGray /BitsPerComponent"
    return stream(data, f"{entries} {1 if 'JBIG2' in kind else 8} /Filter {kind}")


def assembled(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """The objects as a file."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, written in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)
