from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from extractor.archive.discover import discover, expand
from extractor.archive.fetch import fetch
from extractor.archive.inputs import Input
from extractor.errors import ExtractorError

LIMIT = 1000


def pack(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def code(entry: Input) -> str:
    with pytest.raises(ExtractorError) as caught:
        fetch(entry, LIMIT)
    return f"{caught.value.code}: {caught.value.message_in('en')}"


def test_members_are_named_below_the_archive(tmp_path: Path) -> None:
    members = {"一.pdf": b"one", "sub/B.PDF": b"two", "notes.txt": b"no", "__MACOSX/._一.pdf": b"no", "sub/": b""}
    entries = discover([pack(tmp_path / "a.zip", members)])
    assert [entry.name for entry in entries] == ["a.zip/sub/B.PDF", "a.zip/一.pdf"]
    assert [fetch(entry, LIMIT) for entry in entries] == [b"two", b"one"]


def test_a_folder_does_not_open_archives_but_a_pattern_does(tmp_path: Path) -> None:
    pack(tmp_path / "a.zip", {"x.pdf": b"1"})
    assert discover([tmp_path]) == []
    assert [entry.name for entry in expand(f"{tmp_path}/*.zip")] == ["a.zip/x.pdf"]


def test_nothing_leads_out_and_nothing_is_written(tmp_path: Path) -> None:
    inside = tmp_path / "deep"
    inside.mkdir()
    archive = pack(
        inside / "a.zip", {"../../out.pdf": b"1", "/root.pdf": b"2", "..\\win.pdf": b"3", "x/../y.pdf": b"4"}
    )
    before = sorted(tmp_path.rglob("*"))
    entries = discover([archive])
    assert [entry.name for entry in entries] == ["a.zip/out.pdf", "a.zip/root.pdf", "a.zip/win.pdf", "a.zip/x/y.pdf"]
    assert sorted(fetch(entry, LIMIT) for entry in entries) == [b"1", b"2", b"3", b"4"]
    assert sorted(tmp_path.rglob("*")) == before


def test_two_members_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.pdf", b"first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("x.pdf", b"second")
    assert {entry.name: fetch(entry, LIMIT) for entry in discover([path])} == {
        "a.zip/x.pdf": b"first",
        "a.zip/x.pdf#2": b"second",
    }


def test_names_of_no_stated_encoding(tmp_path: Path) -> None:
    """As programs for Windows write them: GB 18030 without the flag that says UTF-8."""
    path = pack(tmp_path / "a.zip", {"00000000.pdf": b"1"})
    path.write_bytes(path.read_bytes().replace(b"00000000.pdf", "部门预算.pdf".encode("gb18030")))
    assert [entry.name for entry in discover([path])] == ["a.zip/部门预算.pdf"]
    assert fetch(discover([path])[0], LIMIT) == b"1"


def test_a_member_is_read_within_bounds(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"big.pdf": b"0" * (LIMIT + 1), "just.pdf": b"0" * LIMIT})
    big, just = discover([path])
    assert code(big).startswith("too_large: more bytes than allowed: 1001 > 1000")
    assert len(fetch(just, LIMIT)) == LIMIT
    # The directory may lie about the size.
    data = path.read_bytes()
    size = (LIMIT + 1).to_bytes(4, "little")
    at = data.index(size, data.index(b"PK\x01\x02"))
    path.write_bytes(data[:at] + (5).to_bytes(4, "little") + data[at + 4 :])
    (lying,) = (entry for entry in discover([path]) if entry.name == "a.zip/big.pdf")
    assert code(lying).startswith("unreadable: ")


def test_what_is_refused(tmp_path: Path) -> None:
    inner = pack(tmp_path / "inner.zip", {"x.pdf": b"1"}).read_bytes()
    outer = pack(tmp_path / "outer.zip", {"in.zip": inner, "ok.pdf": b"1"})
    nested, fine = discover([outer])
    assert code(nested) == "unsupported: not supported: a zip archive inside a zip archive"
    assert fetch(fine, LIMIT) == b"1"

    data = bytearray(pack(tmp_path / "locked.zip", {"x.pdf": b"1"}).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert code(discover([tmp_path / "locked.zip"])[0]) == "unsupported: not supported: an encrypted zip archive"

    damaged = pack(tmp_path / "damaged.zip", {"x.pdf": b"0123456789" * 9}, zipfile.ZIP_STORED)
    damaged.write_bytes(damaged.read_bytes().replace(b"0123456789", b"0123456780", 1))
    assert code(discover([damaged])[0]) == "unreadable: the file cannot be read: the zip archive is damaged"

    (tmp_path / "no.zip").write_bytes(b"no archive")
    (entry,) = discover([tmp_path / "no.zip"])
    assert entry.name == "no.zip" and code(entry).startswith("unreadable: ")
    (entry,) = discover([tmp_path / "nowhere.zip"])
    assert code(entry) == "unreadable: the file cannot be read: no such file"


def test_stamps_do_not_depend_on_the_archives_own(tmp_path: Path) -> None:
    first = discover([pack(tmp_path / "a.zip", {"x.pdf": b"1", "y.pdf": b"2"})])
    again = discover([pack(tmp_path / "a.zip", {"x.pdf": b"1", "y.pdf": b"3"})])
    assert first[0].stamp.partition("-")[0] == again[0].stamp.partition("-")[0] != ""
    assert first[1].stamp.partition("-")[0] != again[1].stamp.partition("-")[0]
