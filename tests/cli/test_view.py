"""`extractor view`: what it takes, where it finds the pages, and how it refuses."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extractor.cli import app
from tests.conftest import REPOSITORY

pikepdf = pytest.importorskip("pikepdf", reason="no pikepdf")
(SAMPLE,) = (REPOSITORY / "samples").glob("青岚县*.pdf")
PAGES = 5


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--quiet"], input=stdin)


def images(folder: Path) -> list[str]:
    """The pictures that the report's page shows; each must be there."""
    pages = [*folder.glob("reports/*.html")] or [folder / "index.html"]
    found = re.findall(r'<img src="([^"]+)"', pages[0].read_text(encoding="utf-8"))
    assert all((pages[0].parent / name).is_file() for name in found)
    return found


def test_one_file_is_the_page_itself(tmp_path: Path) -> None:
    done = run("view", SAMPLE, "-o", tmp_path / "a")
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'a' / 'index.html'}\n")
    assert len(images(tmp_path / "a")) == PAGES


def test_a_record_finds_its_pdf_by_content(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    assert run("parse", SAMPLE, "-o", record).exit_code == 0
    (tmp_path / "pdfs" / "deep").mkdir(parents=True)
    shutil.copy(SAMPLE, tmp_path / "pdfs" / "deep" / "renamed.bin")
    shutil.copy(SAMPLE.parent / "README.md", tmp_path / "pdfs")
    assert run("view", record, "-o", tmp_path / "a", "--pdfs", tmp_path / "pdfs").exit_code == 0
    assert len(images(tmp_path / "a")) == PAGES
    assert run("view", record, "-o", tmp_path / "b").exit_code == 0
    assert images(tmp_path / "b") == []
    assert "未找到 PDF 原件" in (tmp_path / "b" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_an_archive_remembers_where_its_files_lie(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    if kind == "zip":
        with zipfile.ZipFile(source / "a.zip", "w") as archive:
            archive.write(SAMPLE, "深/某局.pdf")
    else:
        shutil.copy(SAMPLE, source)
    assert run("batch", source / "a.zip" if kind == "zip" else source, "-o", tmp_path / "out").exit_code == 0
    done = run("view", tmp_path / "out")
    assert done.stdout == f"{tmp_path / 'out' / 'review' / 'index.html'}\n", done.output
    assert len(images(tmp_path / "out" / "review")) == PAGES


def test_a_file_that_has_changed_is_not_shown(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    shutil.copy(SAMPLE, source / "a.pdf")
    assert run("batch", source, "-o", tmp_path / "out").exit_code == 0
    (source / "a.pdf").write_bytes(b"%PDF-1.4 another")
    assert run("view", tmp_path / "out").exit_code == 0
    assert images(tmp_path / "out" / "review") == []


def test_passwords(tmp_path: Path) -> None:
    locked, words = tmp_path / "a.pdf", tmp_path / "words"
    with pikepdf.open(SAMPLE) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user="geheim"))
    words.write_text("wrong\ngeheim\n", encoding="utf-8")
    assert run("view", locked, "-o", tmp_path / "a", "--password-file", words).exit_code == 0
    assert len(images(tmp_path / "a")) == PAGES
    assert run("view", locked, "-o", tmp_path / "b").exit_code == 4


def test_standard_input(tmp_path: Path) -> None:
    assert run("view", "-", "-o", tmp_path / "a", stdin=SAMPLE.read_bytes()).exit_code == 0
    assert len(images(tmp_path / "a")) == PAGES


def test_what_it_refuses(tmp_path: Path) -> None:
    empty = run("view", tmp_path)
    assert empty.exit_code == 2 and "extractor batch" in empty.stderr
    assert run("view", tmp_path, SAMPLE).exit_code == 2
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    assert run("view", tmp_path / "a.json", "-o", tmp_path / "a").exit_code == 4
    assert run("view", tmp_path / "none.pdf", "-o", tmp_path / "a").exit_code == 4
    some = run("view", SAMPLE, tmp_path / "none.pdf", "-o", tmp_path / "b")
    assert some.exit_code == 3 and (tmp_path / "b" / "index.html").is_file()


def test_a_file_of_many_records_is_a_list(tmp_path: Path) -> None:
    record = run("parse", SAMPLE, "--format", "jsonl").stdout
    lines = tmp_path / "records.jsonl"
    lines.write_text(record + record.replace(SAMPLE.name, "乙.pdf"), encoding="utf-8")
    assert run("view", lines, "-o", tmp_path / "a").exit_code == 0
    page = (tmp_path / "a" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'data-report="([^"]+)"', page) == [SAMPLE.name, "乙.pdf"]


def test_english(tmp_path: Path) -> None:
    assert run("view", SAMPLE, "-o", tmp_path / "a", "--lang", "en").exit_code == 0
    page = (tmp_path / "a" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page and "Findings" in page and "概要" not in page
