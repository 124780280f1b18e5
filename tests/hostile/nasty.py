"""Files that no office would publish, each with what should become of it.

`python -m tests.hostile.nasty [FOLDER]` writes them into a folder.
"""

from __future__ import annotations

import io
import random
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf

from tests.hostile.papers import LINES, PAGE, Paper, assembled, body, form, image, line, stream
from tests.hostile.texts import report

HALF = 421.0


@dataclass(frozen=True)
class Outcome:
    """What should become of a file: the code of a refusal, or a record of the report that all of them bear."""

    code: str = ""
    warnings: tuple[str, ...] = ()  #: beside those that the clean report has
    damaged: tuple[int, ...] = ()
    unclaimed: tuple[str, ...] = ()
    pages: int = 1
    password: str | None = None
    reference: str | None = None  #: what the reference reader makes of it, where it is another code ("" a record)
    slow: bool = False


@dataclass(frozen=True)
class Nasty:
    name: str
    make: Callable[[], bytes]
    outcome: Outcome


GOOD = Outcome()
FILES: list[Nasty] = []


def nasty(name: str, outcome: Outcome) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        FILES.append(Nasty(name, make, outcome))
        return make

    return keep


def add(name: str, data: bytes, outcome: Outcome) -> None:
    FILES.append(Nasty(name, lambda: data, outcome))


WHOLE = Paper().data()
DAMAGED, NOT_A_PDF, NO_TEXT = Outcome("damaged_pdf"), Outcome("not_a_pdf"), Outcome("no_text_layer")

# What is no PDF.
add("empty.pdf", b"", NOT_A_PDF)
add("page.html.pdf", b"<!DOCTYPE html><html><body>404 Not Found</body></html>", NOT_A_PDF)
add("word.docx.pdf", b"PK\x03\x04\x14\0\x06\0" + bytes(500), NOT_A_PDF)
add("old-word.doc.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), NOT_A_PDF)
add("photo.jpg.pdf", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(500), NOT_A_PDF)
add("zeros.pdf", bytes(100_000), NOT_A_PDF)
add("signature-too-late.pdf", b"x" * 2000 + WHOLE, NOT_A_PDF)
add("signature-only.pdf", b"%PDF-1.7", DAMAGED)
add("text-named-pdf.pdf", report("本年支出合计100万元。"), NOT_A_PDF)

# Damaged files.
add("leading-junk.pdf", b"HTTP/1.1 200 OK\r\n\r\n" + WHOLE, GOOD)
add("trailing-junk.pdf", WHOLE + bytes(100_000), GOOD)
add("cut-in-the-header.pdf", WHOLE[:100], DAMAGED)
add("cut-before-the-pages.pdf", WHOLE[: WHOLE.index(b"100 0 obj")], DAMAGED)
add("cut-in-the-table-of-places.pdf", WHOLE[: WHOLE.index(b"xref") + 40], DAMAGED)  # nothing says where its pages are
add("no-end.pdf", WHOLE[: WHOLE.rindex(b"startxref")], GOOD)
add("wrong-places.pdf", WHOLE.replace(b"\n00000", b"\n00009"), GOOD)
add("line-ends-mangled.pdf", WHOLE.replace(b"\n", b"\r\n"), GOOD)
add("objects-missing.pdf", WHOLE.replace(b"3 0 obj", b"9 0 obj", 1), Outcome("not_a_report"))  # Latin letters, no words


@nasty("one-page-of-three-broken.pdf", Outcome(damaged=(2,), pages=2))
def _one_broken() -> bytes:
    made = Paper(contents=[body(), body(("附件一",)), body(("附件二：专项资金说明",))]).objects()
    made[102] = b"((("
    return assembled(made)


@nasty("a-finding-behind-broken-pages.pdf", Outcome(damaged=(2, 3), pages=2))
def _found_behind() -> bytes:
    found = body(("专项资金XX万元，用于XX。。",))
    made = Paper(contents=[body(), body(("附件一",)), body(("附件二",)), found]).objects()
    made[102] = made[104] = b"((("
    return assembled(made)


@nasty("stream-does-not-unpack.pdf", Outcome(pages=2))
def _broken_stream() -> bytes:
    paper = Paper(contents=[body(), body(("附件",))], packed=True)
    made = paper.objects()
    made[103] = made[103].replace(b"stream\n", b"stream\n\xff\xff\xff", 1)
    return assembled(made)


@nasty("updated-300-times.pdf", GOOD)
def _updated() -> bytes:
    out = bytearray(WHOLE)
    before = WHOLE.rindex(b"xref\n0 1")
    for number in range(300):
        place = len(out)
        out += b"%d 0 obj\n<< >>\nendobj\n" % (300 + number)
        start = len(out)
        out += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size 700 /Root 1 0 R /Prev %d >>\n" % (
            300 + number,
            place,
            before,
        )
        out += b"startxref\n%d\n%%%%EOF\n" % start
        before = start
    return bytes(out)


@nasty("places-that-lead-to-themselves.pdf", GOOD)
def _own_prev() -> bytes:
    start = WHOLE.rindex(b"xref\n0 1")
    return Paper(trailer=f"/Prev {start}").data()


# Page trees.
add("no-pages.pdf", Paper(contents=[]).data(), DAMAGED)
add("page-count-of-two-billion.pdf", Paper(count="2000000000").data(), GOOD)
add("page-count-below-zero.pdf", Paper(count="-5").data(), GOOD)
add("page-tree-in-itself.pdf", Paper(kids="2 0 R 100 0 R").data(), GOOD)
add("page-tree-of-nothing-but-itself.pdf", Paper(kids="2 0 R", count="3").data(), DAMAGED)
add("2001-pages.pdf", Paper(contents=["" for _ in range(2001)]).data(), Outcome("too_large"))


@nasty("page-tree-500-deep.pdf", GOOD)
def _deep_tree() -> bytes:
    made = Paper(kids="1000 0 R").objects()
    for depth in range(500):
        child = f"{1001 + depth} 0 R" if depth < 499 else "100 0 R"
        parent = f"{999 + depth} 0 R" if depth else "2 0 R"
        made[1000 + depth] = f"<< /Type /Pages /Count 1 /Kids [{child}] /Parent {parent} >>".encode()
    return assembled(made)


# Page boxes.
add("page-without-size.pdf", Paper(page="/MediaBox [0 0 0 0]").data(), Outcome(reference="outside"))
add("page-box-upside-down.pdf", Paper(page="/MediaBox [595 842 0 0]").data(), Outcome(reference="outside"))
add("page-without-box.pdf", Paper(page="").data(), Outcome(reference="damaged_pdf"))
add("page-box-of-words.pdf", Paper(page="/MediaBox [(a) /b null 842]").data(), Outcome(reference="damaged_pdf"))
add("page-of-a-thousand-kilometres.pdf", Paper(page="/MediaBox [0 0 1000000000 1000000000]").data(), GOOD)
add(
    "turned-by-90.pdf",
    Paper(
        page=f"{PAGE} /Rotate 90",
        contents=["".join(line(text, x=50 + 22 * n, y=100, matrix="0 1 -1 0") for n, text in enumerate(LINES))],
    ).data(),
    GOOD,
)
add("turned-by-45.pdf", Paper(page=f"{PAGE} /Rotate 45").data(), GOOD)
add(
    "drawn-sideways.pdf",
    Paper(
        contents=["".join(line(text, x=50 + 22 * n, y=100, matrix="0 1 -1 0") for n, text in enumerate(LINES))]
    ).data(),
    GOOD,
)
add(
    "drawn-upside-down.pdf",
    Paper(
        contents=["".join(line(text, x=500, y=100 + 22 * n, matrix="-1 0 0 -1") for n, text in enumerate(LINES))]
    ).data(),
    GOOD,
)

# Encryption.


def encrypted(owner: str, user: str, revision: int) -> Callable[[], bytes]:
    def make() -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(WHOLE)) as pdf:
            pdf.save(
                out,
                encryption=pikepdf.Encryption(
                    owner=owner, user=user, R=revision, aes=revision >= 4, metadata=revision >= 4
                ),
            )
        return out.getvalue()

    return make


for revision in (2, 3, 4, 6):
    FILES.append(Nasty(f"locked-r{revision}.pdf", encrypted("o", "u", revision), Outcome("encrypted_pdf")))
    FILES.append(Nasty(f"opened-r{revision}.pdf", encrypted("o", "u", revision), Outcome(password="u")))
    FILES.append(Nasty(f"owner-only-r{revision}.pdf", encrypted("o", "", revision), GOOD))
FILES.append(Nasty("opened-by-owner.pdf", encrypted("o", "u", 6), Outcome(password="o")))
FILES.append(Nasty("opened-in-chinese.pdf", encrypted("o", "密码一二三", 6), Outcome(password="密码一二三")))
add(
    "lock-of-a-kind-nobody-knows.pdf",
    Paper(trailer="/Encrypt << /Filter /Foo /V 1 /R 2 >>").data(),
    Outcome("encrypted_pdf"),
)

# Text that is not what the page shows.
HIDDEN = line("隐藏资金88.80万元", y=HALF).replace("Tj", "Tj 0 Tr").replace("BT", "BT 3 Tr")
SHORT = {"unclaimed": ("88.80万元",)}
add("invisible-money.pdf", Paper(contents=[body() + HIDDEN]).data(), Outcome(warnings=("text_invisible",), **SHORT))
add(
    "money-outside-the-crop-box.pdf",
    Paper(page=f"{PAGE} /CropBox [0 500 595 842]", contents=[body() + line("界外资金88.80万元", y=300)]).data(),
    Outcome(warnings=("text_outside_page",), **SHORT),
)
add(
    "money-outside-the-page.pdf",
    Paper(contents=[body() + line("界外资金88.80万元", x=5000)]).data(),
    Outcome(warnings=("text_outside_page",), **SHORT),
)
for name, matrix in (("up", "0 1 -1 0"), ("down", "0 -1 1 0"), ("on-its-head", "-1 0 0 -1"),
                     ("slanting", "0.7071 0.7071 -0.7071 0.7071")):  # fmt: skip
    add(
        f"money-turned-{name}.pdf",
        Paper(contents=[body() + line("旁注专项资金88.80万元", x=300, y=300, matrix=matrix)]).data(),
        Outcome(warnings=("text_turned",), **SHORT),
    )
add(
    "money-in-a-stack.pdf",
    Paper(
        contents=[body() + "".join(line(c, x=560, y=760 - 14 * n, size=10) for n, c in enumerate("竖排资金88.80万元"))]
    ).data(),
    Outcome(warnings=("text_turned",), **SHORT),
)
add("printed-twice.pdf", Paper(contents=[body() + body().replace("70 ", "70.3 ")]).data(), GOOD)
add(
    "white-words.pdf",
    Paper(contents=[body() + "1 1 1 rg " + line("白字资金88.80万元", y=HALF)]).data(),
    Outcome(unclaimed=("88.80万元",)),
)
OUTLINES = "".join(
    f"{x} {y} m {x} {y + 5} {x + 5} {y + 5} {x + 9} {y} c f\n" for x in range(70, 500, 12) for y in range(300, 780, 20)
)
add("letters-drawn-as-outlines.pdf", Paper(contents=[OUTLINES]).data(), NO_TEXT)
add("font-missing.pdf", Paper(contents=[body().replace("/F ", "/Nowhere ")]).data(), Outcome("not_a_report"))
add("codes-without-letters.pdf", Paper(encoding="/Identity-H").data(), Outcome("no_text_layer"))
add(
    "map-in-itself.pdf",
    Paper(
        encoding="6 0 R",
        extra={
            6: stream(
                b"/CIDInit /ProcSet findresource begin begincmap endcmap", "/Type /CMap /CMapName /X /UseCMap 6 0 R"
            )
        },
    ).data(),
    NO_TEXT,
)
add(
    "words-in-an-annotation-only.pdf",
    Paper(
        contents=[""],
        page=f"{PAGE} /Annots [7 0 R]",
        extra={7: b"<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] /Contents (100) /DA (/F 9 Tf) >>"},
    ).data(),
    NO_TEXT,
)
for kind in ("/JBIG2Decode", "/JPXDecode", "/DCTDecode", "/CCITTFaxDecode", "[/FlateDecode /DCTDecode]", "/Unknown"):
    add(
        f"picture-{kind.strip('[]/').replace(' /', '-')}.pdf".lower(),
        Paper(
            contents=["595 0 0 842 0 0 cm /I Do"],
            resources="/XObject << /I 6 0 R >>",
            extra={6: image(random.Random(1).randbytes(4000), kind)},
        ).data(),
        NO_TEXT,
    )

# What takes all time or memory.


@cache
def bomb(size: int, times: int) -> bytes:
    squeezer = zlib.compressobj(9)
    data = b"".join(squeezer.compress(bytes([32]) * (1 << 20)) for _ in range(size)) + squeezer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    made = Paper().objects()
    made[101] = stream(data, f"/Filter [{'/FlateDecode ' * times}]")
    return assembled(made)


LARGE = Outcome("too_large", slow=True)
FILES.append(Nasty("flate-bomb-of-3-gb.pdf", lambda: bomb(3 << 10, 1), LARGE))
FILES.append(Nasty("flate-bomb-squeezed-twice.pdf", lambda: bomb(3 << 10, 2), LARGE))
add(
    "100000-characters.pdf",
    Paper(
        contents=[body() + "".join(line("水" * 100, x=70, y=600 - n * 0.5, size=0.5) for n in range(1000))], packed=True
    ).data(),
    Outcome(slow=True),
)
add(
    "250000-characters.pdf",
    Paper(
        contents=[body() + "".join(line("水" * 250, x=70, y=600 - n * 0.5, size=0.5) for n in range(1000))], packed=True
    ).data(),
    Outcome("too_large", slow=True),
)
add(
    "one-character-30000-times-in-one-place.pdf",
    Paper(contents=[body() + line("水", y=300) * 30_000], packed=True).data(),
    Outcome(slow=True),
)
add(
    "300000-lines.pdf", Paper(contents=[body() + "1 1 m 9 9 l S\n" * 300_000], packed=True).data(), Outcome("too_large")
)
add(
    "a-path-of-300000-steps.pdf",
    Paper(contents=[body() + "1 1 m " + "9 9 l 1 1 l " * 150_000 + "S"], packed=True).data(),
    Outcome("too_large", slow=True),
)
add(
    "400-by-400-grid.pdf",
    Paper(
        contents=[body(top=830) + "".join(f"{n} 0 m {n} 600 l S 0 {n} m 600 {n} l S\n" for n in range(1, 401))],
        packed=True,
    ).data(),
    GOOD,
)
add(
    "forms-60-deep.pdf",
    Paper(
        contents=[body() + "/X Do"],
        resources="/XObject << /X 200 0 R >>",
        extra={
            200 + n: form(
                "/X Do" if n < 59 else "0 0 9 9 re f",
                f"/Resources << /XObject << /X {201 + n} 0 R >> >>" if n < 59 else "",
            )
            for n in range(60)
        },
    ).data(),
    GOOD,
)
add(
    "a-form-in-itself.pdf",
    Paper(
        contents=[body() + "/X Do"],
        resources="/XObject << /X 200 0 R >>",
        extra={200: form("/X Do", "/Resources << /XObject << /X 200 0 R >> >>")},
    ).data(),
    GOOD,
)
add(
    "forms-that-double-30-times.pdf",
    Paper(
        contents=[body() + "/X Do"],
        resources="/XObject << /X 200 0 R >>",
        extra={
            200 + n: form(
                "/X Do " * 2 if n < 29 else "0 0 9 9 re f",
                f"/Resources << /XObject << /X {201 + n} 0 R >> >>" if n < 29 else "",
            )
            for n in range(30)
        },
    ).data(),
    LARGE,
)

# What is written in pages.
add(
    "operators-of-no-meaning.pdf",
    Paper(contents=[body() + "Q Q Q ET BT foo 1 2 bar << /a >> [ ( " * 50]).data(),
    Outcome(reference="damaged_pdf"),
)
add(
    "places-beyond-all-bounds.pdf",
    Paper(
        contents=["q 99999999999999999999999999999999999999999 0 m 1e400 -1e400 l S 0 0 0 0 0 0 cm Q " * 3 + body()]
    ).data(),
    GOOD,
)
add("letters-of-no-size.pdf", Paper(contents=[body() + line("零号字12.5万元", size=0)]).data(), GOOD)
add(
    "endless-figure.pdf",
    Paper(contents=[body() + line("专项资金" + "9" * 5000 + "万元", size=0.05, y=300)]).data(),
    Outcome(unclaimed=("9" * 5000 + "万元",)),
)
add(
    "scripts-and-actions.pdf",
    Paper(
        catalog="/OpenAction << /S /Launch /F (/bin/sh) /Next << /S /JavaScript "
        "/JS (app.launchURL\\('http://127.0.0.1/'\\)) >> >> "
        "/AcroForm << /XFA (x) /Fields [] >> /Names << /EmbeddedFiles << /Names [(../../evil) 9 0 R] >> >>",
        extra={9: b"<< /Type /Filespec /F (../../../tmp/evil) /EF << /F 10 0 R >> >>", 10: stream(b"evil")},
    ).data(),
    GOOD,
)
add(
    "outline-in-a-circle.pdf",
    Paper(
        catalog="/Outlines 20 0 R /PageLabels 21 0 R",
        extra={20: b"<< /First 20 0 R /Last 20 0 R /Next 20 0 R >>", 21: b"<< /Kids [21 0 R] >>"},
    ).data(),
    Outcome(reference="damaged_pdf"),
)
add("resources-of-the-parent-only.pdf", WHOLE.replace(b"/Resources <<", b"/Resourc3s <<"), Outcome("not_a_report"))
add(
    "producer-of-a-megabyte.pdf",
    Paper(trailer="/Info 30 0 R", extra={30: b"<< /Producer (" + b"x" * 1_000_000 + b") >>"}).data(),
    GOOD,
)

# Text dumps.
add("zeros.txt", bytes(100), NOT_A_PDF)
add("half-a-surrogate.txt", "\ud800".encode("utf-8", "surrogatepass") * 99, Outcome("unreadable"))
add("gb18030.txt", report("本年支出合计1982.15万元。").decode().encode("gb18030"), GOOD)
add("utf-16.txt", report("本年支出合计1982.15万元。").decode().encode("utf-16"), GOOD)
add("controls.txt", report("本年\x1b支出\x07合\u202e计1982.15万\u200b元。\ufeff"), GOOD)
add("a-line-of-three-million.txt", report("水" * 3_000_000), Outcome("too_large"))
add("3000-pages.txt", report("本年支出合计1982.15万元。" + "\f附件" * 3000), Outcome("too_large"))
add("brackets.txt", report("本年支出合计1982.15万元。" + "（" * 50_000), GOOD)


def write(folder: Path) -> None:
    """All of them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        (folder / file.name).write_bytes(file.make())


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "nasty"))
