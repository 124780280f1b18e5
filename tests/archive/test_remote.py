from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from extractor.archive import remote
from extractor.archive.batch import batch
from extractor.archive.discover import discover, expand, listed
from extractor.archive.fetch import fetch
from extractor.archive.options import Options
from extractor.errors import Unreadable
from tests.archive import workers
from tests.archive.test_batch import digests

FILES = {"a.pdf": b"first", "deep/b.PDF": b"second", "deep/notes.txt": b"no", "deep/c.pdf": b"damaged"}


@pytest.fixture
def memory() -> Iterator[str]:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    for name, data in FILES.items():
        system.pipe(f"/archive/{name}", data)
    yield "memory://archive"
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def local(folder: Path) -> Path:
    for name, data in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def contents(url: str) -> dict[str, bytes]:
    return {entry.name: fetch(entry, 100) for entry in discover([url])}


def test_a_remote_folder(memory: str) -> None:
    assert contents(memory) == {"a.pdf": b"first", "deep/b.PDF": b"second", "deep/c.pdf": b"damaged"}
    assert contents(f"{memory}/deep/notes.txt") == {"notes.txt": b"no"}
    assert contents(f"{memory}/*/*.pdf") == {"deep/c.pdf": b"damaged"}
    assert [entry.name for entry in listed(f"{memory}/deep/c.pdf")] == ["archive/deep/c.pdf"]


def test_a_remote_zip_archive(memory: str) -> None:
    import fsspec

    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("x.pdf", b"inside")
    fsspec.filesystem("memory").pipe("/archive/a.zip", data.getvalue())
    assert contents(f"{memory}/a.zip") == {"a.zip/x.pdf": b"inside"}


def test_file_urls(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    folder = local(tmp_path / "in")
    assert contents(f"file://{folder}") == {"a.pdf": b"first", "deep/b.PDF": b"second", "deep/c.pdf": b"damaged"}


def test_what_is_not_there(memory: str, tmp_path: Path) -> None:
    for url in (f"{memory}/nowhere.pdf", f"file://{tmp_path}/nowhere.pdf", f"{memory}/no*.pdf"):
        (entry,) = expand(url)
        with pytest.raises(Unreadable):
            fetch(entry, 100)


def test_the_same_files_wherever_they_lie(memory: str, tmp_path: Path) -> None:
    places = {"here": str(local(tmp_path / "in")), "memory": memory, "file": f"file://{tmp_path / 'in'}"}
    for name, place in places.items():
        batch(expand(place), tmp_path / name, Options(), workers.here)
    here, *others = (digests(tmp_path / name) for name in places)
    assert others == [here, here] and len(here) == 8


WITHOUT = "import sys; sys.modules['fsspec.core'] = None; from extractor.cli import main; main()"


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(remote.RemoteExtraError):
        list(expand("s3://bucket/folder"))
    command = [sys.executable, "-c", WITHOUT, "batch", "s3://bucket/folder", "-o", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2 and "fiscal-extractor[remote]" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_protocol() -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(remote.RemoteExtraError):
        list(expand("nosuch://bucket"))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket of an S3 server on this machine."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    import s3fs

    s3fs.S3FileSystem.clear_instance_cache()
    system = s3fs.S3FileSystem()
    system.mkdir("archive")
    try:
        yield system
    finally:
        server.stop()
        s3fs.S3FileSystem.clear_instance_cache()


@pytest.mark.slow
def test_a_bucket_through_the_command_line(bucket: Any, tmp_path: Path) -> None:
    """The real program, its workers fetching from the server: the same bytes as from disk."""
    samples = sorted((Path(__file__).parents[2] / "samples").glob("*.pdf"))[:2]
    for number, path in enumerate(samples):
        bucket.pipe(f"archive/{number}/{path.name}", path.read_bytes())
        (tmp_path / "in" / str(number)).mkdir(parents=True)
        (tmp_path / "in" / str(number) / path.name).write_bytes(path.read_bytes())
    for name, place in {"s3": "s3://archive", "disk": str(tmp_path / "in")}.items():
        command = [sys.executable, "-m", "extractor", "batch", place, "-o", str(tmp_path / name), "--workers", "2"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
        assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "s3") == digests(tmp_path / "disk")
    stamps = [entry.stamp for entry in expand("s3://archive")]
    assert all(stamps) and stamps == [entry.stamp for entry in expand("s3://archive")]
    (missing,) = expand("s3://archive/nowhere.pdf")
    with pytest.raises(Unreadable):
        fetch(missing, 100)
