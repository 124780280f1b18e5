from __future__ import annotations

from pathlib import Path

import pytest

from extractor.archive.discover import SameNameError, discover, readable


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def names(*paths: Path) -> list[str]:
    return [entry.name for entry in discover(paths)]


def test_a_folder(tmp_path: Path) -> None:
    for name in ("b.pdf", "A.PDF", "深/处/一.pdf", "notes.txt", "pdf", "x.pdf.bak"):
        touch(tmp_path / name)
    assert names(tmp_path) == ["A.PDF", "b.pdf", "深/处/一.pdf"]


def test_a_file_that_is_named(tmp_path: Path) -> None:
    assert names(touch(tmp_path / "deep" / "report.txt")) == ["report.txt"]


def test_the_same_file_twice_is_one_input(tmp_path: Path) -> None:
    file = touch(tmp_path / "a.pdf")
    assert names(file, tmp_path, file) == ["a.pdf"]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    touch(tmp_path / "2023" / "a.pdf")
    touch(tmp_path / "2024" / "a.pdf")
    with pytest.raises(SameNameError):
        names(tmp_path / "2023", tmp_path / "2024")
    assert names(tmp_path) == ["2023/a.pdf", "2024/a.pdf"]


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    touch(inside / "a.pdf")
    touch(outside / "b.pdf")
    (inside / "folder").symlink_to(outside)
    (inside / "file.pdf").symlink_to(outside / "b.pdf")
    (inside / "again.pdf").symlink_to(inside / "a.pdf")
    assert names(inside) == ["a.pdf", "again.pdf"]


def test_a_name_that_is_no_text() -> None:
    assert readable("a\udcff.pdf") == "a\\xff.pdf"
