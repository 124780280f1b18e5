"""`extractor batch` as a program."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.archive.test_batch import digests, rows
from tests.conftest import REPOSITORY

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.pdf"))


def extractor(*args: str | Path, **how: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", "batch", *map(str, args)]
    root = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(command, env=root, capture_output=True, encoding="utf-8", check=False, timeout=120, **how)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good reports and a bad file."""
    folder = tmp_path_factory.mktemp("command") / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(SAMPLES[0].read_bytes())
    (folder / "b/a.pdf").write_bytes(SAMPLES[1].read_bytes())
    (folder / "b/坏.pdf").write_bytes(b"%PDF-1.7\nno more")
    return folder


def test_ways_to_name_the_same_files(folder: Path, tmp_path: Path) -> None:
    """A folder, a list, a list from standard input, a zip archive: the same rows under the same names."""
    names = ["a.pdf", "b/a.pdf", "b/坏.pdf"]
    (tmp_path / "names").write_text("\n".join(names), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name in names:
            archive.write(folder / name, name)
    ways: dict[str, list[str | Path]] = {
        "folder": ["."],
        "list": ["--files-from", tmp_path / "names"],
        "pattern": ["**/*.pdf"],
        "stdin": ["--files-from", "-"],
    }
    for name, way in ways.items():
        done = extractor(
            *way, "-o", tmp_path / name, "--workers", "1", cwd=folder, input="a.pdf\r\n\r\nb/a.pdf\nb/坏.pdf"
        )
        assert (done.returncode, done.stdout) == (3, f"{tmp_path / name}\n"), done.stderr
        assert done.stderr.startswith("b/坏.pdf: damaged_pdf: ")
    first, *others = (digests(tmp_path / name) for name in ways)
    assert others == [first] * 3
    assert extractor(tmp_path / "z.zip", "-o", tmp_path / "zip").returncode == 3
    assert [row["report"] for row in rows(tmp_path / "zip/reports.csv")] == ["z.zip/a.pdf", "z.zip/b/a.pdf"]
    assert [row["path"] for row in rows(tmp_path / "zip/failures.csv")] == ["z.zip/b/坏.pdf"]


def test_two_files_of_one_name(folder: Path, tmp_path: Path) -> None:
    done = extractor(folder / "a.pdf", folder / "b/a.pdf", "-o", tmp_path / "out")
    assert done.returncode == 2 and "两个文件同名" in done.stderr
    assert extractor(folder / "a.pdf", folder / "a.pdf", "-o", tmp_path / "out").returncode == 0


def test_usage(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert extractor("-o", out).returncode == 2
    assert extractor("--files-from", tmp_path / "no list", "-o", out).returncode == 2
    assert extractor(folder, "-o", out, "--fresh", "--retry-failed").returncode == 2
    assert extractor(folder, "-o", out, "--max-memory", "1").returncode == 2
    assert not out.exists()


def test_a_full_disk_stops_the_run_with_5_and_it_goes_on(folder: Path, tmp_path: Path) -> None:
    """Files that may not grow beyond some size stand for a disk without room."""

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    out = tmp_path / "out"
    done = extractor(folder, "-o", out, "--workers", "1", preexec_fn=narrow)
    assert (done.returncode, done.stdout) == (5, ""), done.stderr
    assert "已停止" in done.stderr and "Traceback" not in done.stderr
    assert digests(out) == {}
    assert extractor(folder, "-o", out, "--workers", "1").returncode == 3
    assert extractor(folder, "-o", tmp_path / "calm", "--workers", "1").returncode == 3
    assert digests(out) == digests(tmp_path / "calm")


def test_whoever_watches_sees_how_it_goes_on(folder: Path, tmp_path: Path) -> None:
    """Files, pages, failures, rate and time left, on a terminal only."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "extractor", "batch", str(folder), "-o", str(tmp_path / "out"), "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "160", "TERM": "xterm"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=theirs) as running:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:  # the terminal is closed
            pass
        os.close(ours)
        assert running.wait(60) == 3
    words = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode("utf-8", "replace"))
    pages = sum(extractor_pages(path) for path in SAMPLES[:2])
    assert re.search(rf"读取报告 .* 3/3 {pages} 页，1 个失败，[0-9.]+ 个/秒 [0-9:-]+", words), words
    assert "\x1b" not in extractor(folder, "-o", tmp_path / "out").stderr


def extractor_pages(path: Path) -> int:
    from extractor.archive.single import read

    return read(path).source.pages


def test_memory_is_bounded(tmp_path: Path) -> None:
    """A page of 2 KB whose content inflates to 2 GB."""
    from benchmarks.archive import bomb

    (tmp_path / "bomb.pdf").write_bytes(bomb(2048))
    out = tmp_path / "out"
    done = extractor(tmp_path / "bomb.pdf", SAMPLES[0], "-o", out, "--max-memory", "1024", "--timeout", "60")
    assert done.returncode == 3, done.stderr
    assert [(row["path"], row["code"]) for row in rows(out / "failures.csv")] == [("bomb.pdf", "too_large")]
