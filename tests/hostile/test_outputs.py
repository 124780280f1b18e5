"""What a report says, or its file is called, stays words in every output; reading touches nothing but the input."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from extractor.checks.rule import RuleError
from extractor.checks.rulebook import MAX_BYTES, load
from extractor.cli.terminal import harmless
from tests.hostile.nasty import FILES
from tests.hostile.papers import LINES, Paper, body

NAME = "=cmd()<b>.pdf"
FORMULA = "=HYPERLINK(“http://127.0.0.1/”)"
EVIL = (
    LINES[0],
    LINES[1],
    "一、<script>alert(1)</script>部门概况",
    LINES[3],
    "二、部门整体支出情况",
    LINES[5],
    f"{FORMULA}资金88.80万元。",
    "@SUM(1)<img src=x onerror=alert(1)>资金77.70万元。",
    "三、自评结论",
    "自评得分96分。",
)


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "extractor", *arguments], cwd=folder, capture_output=True, check=False)


def evil_archive(folder: Path) -> Path:
    """A zip whose members are named to be written elsewhere, of reports that hold formulas and markup."""
    path = folder / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../out.pdf", "/etc/out.pdf", "..\\..\\win.pdf", NAME):
            archive.writestr(name, Paper(contents=[body(EVIL) + f"% {name}\n"]).data())
    return path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in whose `out` a batch has written all its formats, and the review page of it."""
    folder = tmp_path_factory.mktemp("evil")
    evil_archive(folder)
    (folder / "in").mkdir()
    (folder / "in" / NAME).write_bytes(Paper(contents=[body(EVIL)]).data())
    done = run(
        "batch", "in.zip", "in", "-o", "out", "--workers", "1", "--format", "xlsx", "--ocr", "off", folder=folder
    )
    assert done.returncode == 0, done.stderr
    seen = run("view", "out", "-o", "page", folder=folder)
    assert seen.returncode == 0, seen.stderr
    return folder


def test_nothing_is_written_elsewhere(written: Path) -> None:
    assert sorted(path.name for path in written.iterdir()) == ["in", "in.zip", "out", "page"]
    names = [
        json.loads(line)["source"]["name"] for line in (written / "out/reports.jsonl").read_text("utf-8").splitlines()
    ]
    assert sorted(names) == [NAME, "in.zip/=cmd()<b>.pdf", "in.zip/etc/out.pdf", "in.zip/out.pdf", "in.zip/win.pdf"]


def test_no_cell_of_a_table_is_a_formula(written: Path) -> None:
    cells = []
    for path in (written / "out").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as table:
            cells += [cell for row in csv.reader(table) for cell in row]
    assert f"'{NAME}" in cells
    risky = [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell for cell in risky if not cell[1:2].isdigit()] == []
    book = openpyxl.load_workbook(written / "out/reports.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_no_markup_of_a_report_is_markup_of_a_page(written: Path) -> None:
    pages = [path.read_text("utf-8") for path in (written / "page").rglob("*.html")]
    assert any("alert(1)" in page for page in pages)
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>.pdf" not in page


WATCH = """
import sys
import extractor.pipeline, extractor.textlayer.pdfium, extractor.textlayer.plumber
seen = []
def watch(event, arguments):
    write = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    events = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.remove", "ftplib", "urllib")
    if write or event.startswith(events):
        seen.append(event)
import extractor
try:
    extractor.read(sys.stdin.buffer.read(1), name="x.pdf")
except extractor.ExtractorError:
    pass
sys.addaudithook(watch)
for name in sys.argv[2:]:
    for reader in ("pdfium", "pdfplumber"):
        try:
            extractor.read(name, reader=reader, ocr="off")
        except extractor.ExtractorError:
            pass
print(sys.argv[1], seen)
"""


def test_reading_opens_no_connection_starts_no_program_and_writes_nothing(tmp_path: Path) -> None:
    wanted = ("scripts-and-actions.pdf", "invisible-money.pdf", "picture-dctdecode.pdf", "opened-r6.pdf")
    files = [file for file in FILES if file.name in wanted]
    assert len(files) == len(wanted)
    for file in files:
        (tmp_path / file.name).write_bytes(file.make())
    script = tmp_path / "watch.py"
    script.write_text(WATCH)
    before = sorted(tmp_path.iterdir())
    names = [str(tmp_path / file.name) for file in files]
    done = subprocess.run([sys.executable, str(script), "seen", *names], input=b"", capture_output=True, check=False)
    assert done.stdout.decode().strip() == "seen []", done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_links_out_of_the_input_are_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.pdf").write_bytes(Paper().data())
    (inside / "own.pdf").write_bytes(Paper().data())
    (inside / "link.pdf").symlink_to(outside / "secret.pdf")
    (inside / "folder").symlink_to(outside)
    (inside / "round").symlink_to(inside)
    done = run("batch", "inside", "-o", "out", "--workers", "1", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "out/reports.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["source"]["name"] for line in lines] == ["own.pdf"]


def test_a_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    name = "a\x1b]0;x\x07\x1b[31m\u202e.pdf"
    (tmp_path / name).write_bytes(b"no pdf")
    for command in (["parse", name], ["batch", name, "-o", "out", "--workers", "1"]):
        done = run(*command, folder=tmp_path)
        assert done.returncode == 4
        shown = done.stderr.decode()
        assert "not_a_pdf" in shown
        assert not any(char in shown for char in "\x1b\x07\u202e")
    assert harmless("字\t1\n") == "字\t1\n"


@pytest.mark.parametrize(
    "text",
    [
        "#" * (MAX_BYTES + 1),
        "x = " + "[" * 50_000,
        '[[rule]]\nid = "a.b"\nkind = "placeholder"\nwords = ["(("]\n',
    ],
    ids=["size", "nesting", "pattern"],
)
def test_rules_of_a_users_own_are_bounded(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(RuleError):
        load(path)


def test_a_rule_that_would_search_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.checks import patterns

    monkeypatch.setattr(patterns, "TIMEOUT", 0.2)
    with pytest.raises(TimeoutError):
        patterns.Pattern(r"(?:x|xx|x+)+(?:x|xx|x+)+[yw]$").search("x" * 60 + "z")


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    (file,) = (file for file in FILES if file.name == "locked-r6.pdf")
    (tmp_path / "a.pdf").write_bytes(file.make())
    (tmp_path / "words").write_text("geheim-123\n")
    done = run("batch", "a.pdf", "-o", "out", "--password-file", "words", "--workers", "1", folder=tmp_path)
    assert done.returncode == 4
    told = done.stdout + done.stderr
    for folder, _, names in os.walk(tmp_path / "out"):
        for name in names:
            told += Path(folder, name).read_bytes()
    assert b"geheim-123" not in told
    assert b"encrypted_pdf" in told
