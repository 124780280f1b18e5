"""Annotations stand where the evidence says, say what was found, and show in a viewer."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.records.report import Report
from extractor.view.annotate import annotate
from extractor.view.raster import render
from extractor.view.words import Words
from tests import made
from tests.conftest import REPOSITORY
from tests.textlayer.pdfs import pdf

pikepdf = pytest.importorskip("pikepdf", reason="no pikepdf")
BOX = {"x0": 50.0, "top": 60.0, "x1": 120.0, "bottom": 80.0}  #: as displayed


def report(page: int = 1) -> Report:
    found = made.full()
    box = found.checks[0].evidence[0].model_copy(update={"page": page, **BOX})
    found.checks[0] = found.checks[0].model_copy(update={"evidence": [box], "advice": "请核对。"})
    return found


def annotations(content: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(content)) as document:
        return [
            (number, str(a.Subtype), [float(n) for n in a.Rect], str(a.Contents))
            for number, page in enumerate(document.pages, start=1)
            for a in page.obj.get("/Annots", [])
        ]


def test_a_finding_is_a_highlight_with_its_words() -> None:
    ((page, kind, rectangle, words),) = annotations(annotate(pdf("", ""), report(2), Words()))
    assert (page, kind, rectangle) == (2, "/Highlight", [50.0, 320.0, 120.0, 340.0])  # the page is 400 high
    assert words == "不符：人员经费列 11 元，各项合计 18 元\n建议：请核对。"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_it_shows_where_the_evidence_says(turn: int) -> None:
    """On turned pages and on those whose corner is not the origin; the colour is seen inside the box alone."""
    content = pdf("", page=f"/MediaBox [30 40 330 440] /Rotate {turn}")
    (image,) = render(annotate(content, report(), Words()), [1])
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(image.content)).convert("RGB")).astype(int)
    coloured = np.argwhere(np.ptp(pixels, axis=2) > 40) / 2
    (top, left), (bottom, right) = coloured.min(axis=0), coloured.max(axis=0)
    # Viewers round the ends of a highlight.
    assert (abs(left - 50) < 6, abs(top - 60) < 3, abs(right - 120) < 6, abs(bottom - 80) < 3) == (True,) * 4


def test_a_finding_without_a_place_is_a_note() -> None:
    found = report()
    found.checks[0] = found.checks[0].model_copy(update={"evidence": [], "subject": "statements[收支总表]"})
    ((page, kind, _, _),) = annotations(annotate(pdf(""), found, Words()))
    assert (page, kind) == (1, "/Text")


def test_all_values() -> None:
    found = report()
    marks = annotations(annotate(pdf(*[""] * 9), found, Words(), every=True))
    assert "“三公”经费·合计·决算数：59,000元\nspending.three_public.total.actual" in [words for *_, words in marks]
    assert len(marks) > 20


def test_the_same_file_gives_the_same_bytes() -> None:
    content = pdf("")
    assert annotate(content, report(), Words()) == annotate(content, report(), Words())


def test_what_is_encrypted_stays_so() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(""))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    made_copy = annotate(out.getvalue(), report(), Words(), password="u")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(made_copy))
    with pikepdf.open(io.BytesIO(made_copy), password="u") as document:
        assert len(document.pages[0].obj.Annots) == 1


def test_a_damaged_file_is_mended() -> None:
    content = pdf("")
    broken = content[: content.rindex(b"xref\n")] + b"startxref\n99\n%%EOF\n"
    assert len(annotations(annotate(broken, report(), Words()))) == 1


def test_the_command(tmp_path: Path) -> None:
    (sample,) = (REPOSITORY / "samples").glob("云岭区*.pdf")
    target = tmp_path / "批注.pdf"
    done = CliRunner().invoke(app, ["annotate", str(sample), "-o", str(target)])
    assert (done.exit_code, done.stdout) == (0, f"{target}\n"), done.output
    found = annotations(target.read_bytes())
    assert {kind for _, kind, _, _ in found} <= {"/Highlight", "/Text"} and found
    same = tmp_path / "报告.pdf"
    same.write_bytes(sample.read_bytes())
    assert CliRunner().invoke(app, ["annotate", str(same), "-o", str(same)]).exit_code == 2
    text = tmp_path / "报告.txt"
    text.write_text("2019年本年支出合计300万元。", encoding="utf-8")
    assert CliRunner().invoke(app, ["annotate", str(text)]).exit_code == 2
