from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from extractor.archive.discover import SameNameError, discover, expand, listed, readable


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


def test_a_pattern_names_files_below_its_fixed_part(tmp_path: Path) -> None:
    for name in ("2023/a.pdf", "2023/深/b.pdf", "2024/c.pdf", "2023/notes.txt", "2023/sub.pdf/d.PDF"):
        touch(tmp_path / name)
    assert names(tmp_path / "*" / "a.pdf") == ["2023/a.pdf"]
    assert names(tmp_path / "**" / "*.pdf") == ["2023/a.pdf", "2023/sub.pdf/d.PDF", "2023/深/b.pdf", "2024/c.pdf"]
    assert names(tmp_path / "2023" / "*.txt") == ["notes.txt"]
    assert names(tmp_path / "202?") == ["2023/a.pdf", "2023/sub.pdf/d.PDF", "2023/深/b.pdf", "2024/c.pdf"]


def test_a_pattern_that_matches_nothing_is_not_passed_over(tmp_path: Path) -> None:
    assert [entry.name for entry in expand(f"{tmp_path}/*.pdf")] == [f"{tmp_path}/*.pdf"]


def test_a_file_may_be_named_like_a_pattern(tmp_path: Path) -> None:
    assert names(touch(tmp_path / "a[1].pdf")) == ["a[1].pdf"]


def test_a_list_names_files_as_they_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("2023/a.pdf", "2024/a.pdf", "b.pdf", "2024/deep/c.pdf"):
        touch(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    lines = {
        "2023/a.pdf": ["2023/a.pdf"],
        "./2024/../2023/a.pdf": ["2023/a.pdf"],
        "b.pdf": ["b.pdf"],
        "2024": ["2024/a.pdf", "2024/deep/c.pdf"],
        "2024/": ["2024/a.pdf", "2024/deep/c.pdf"],
        "*/a.pdf": ["2023/a.pdf", "2024/a.pdf"],
        "2024/*/c.pdf": ["2024/deep/c.pdf"],
        f"{tmp_path}/b.pdf": [f"{tmp_path}/b.pdf"[1:]],
        "nowhere/x.pdf": ["nowhere/x.pdf"],
    }
    for line, expected in lines.items():
        assert sorted(entry.name for entry in listed(line)) == expected, line
        assert all(entry.path.exists() for entry in listed(line)) == (line != "nowhere/x.pdf")


def test_a_stamp_tells_another_content(tmp_path: Path) -> None:
    file = touch(tmp_path / "a.pdf")
    assert next(expand(str(file))).stamp == ""  # too fresh to be believed
    os.utime(file, (1000, 1000))
    before = next(expand(str(file))).stamp
    assert before == next(expand(str(file))).stamp != ""
    os.utime(file, (1000, 1001))
    assert before != next(expand(str(file))).stamp


def test_a_closed_folder_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path / "closed" / "a.pdf")
    touch(tmp_path / "open" / "b.pdf")
    real = os.scandir

    def scandir(path: str) -> Any:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert names(tmp_path) == ["closed", "open/b.pdf"]
