from __future__ import annotations

import csv
import hashlib
import json
import os
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest

from extractor.archive import local
from extractor.archive.batch import Summary, Watch, batch
from extractor.archive.discover import discover
from extractor.archive.inputs import Input
from extractor.archive.options import Options
from extractor.archive.process import Outcome
from extractor.archive.work import Done, Engine
from extractor.archive.workplace import FOLDER, InUseError, workplace
from tests.archive import workers

FILES = {
    "a.pdf": "first",
    "b/死.pdf": "die",
    "b/坏.pdf": "damaged",
    "b/c.PDF": "second",
    "b/same.PDF": "first",
    "same.pdf": "first",
    "z.pdf": "last",
    "notes.txt": "not asked for",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for name, words in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return folder


def run(folder: Path, out: Path, engine: Engine, **how: Any) -> Summary:
    return batch(discover([folder]), out, Options(), engine, **how)


def pool(count: int, timeout: float | None = None) -> Engine:
    return partial(local.run, workers=count, timeout=timeout, work=workers.work)


def digests(out: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir()) if path.is_file()
    }


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_batch_with_bad_files_in_the_middle(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run(folder, out, pool(2))
    assert (summary.total, summary.read, dict(summary.failures)) == (7, 5, {"damaged_pdf": 1, "worker_died": 1})
    assert summary.incomplete == 5
    assert [(row["path"], row["code"]) for row in rows(out / "failures.csv")] == [
        ("b/坏.pdf", "damaged_pdf"),
        ("b/死.pdf", "worker_died"),
    ]
    good = ["a.pdf", "b/c.PDF", "b/same.PDF", "same.pdf", "z.pdf"]
    with (out / "reports.jsonl").open(encoding="utf-8") as lines:
        assert [json.loads(line)["source"]["name"] for line in lines] == good
    assert [row["report"] for row in rows(out / "reports.csv")] == good
    assert list(dict.fromkeys(row["report"] for row in rows(out / "facts.csv"))) == good
    assert sorted(digests(out)) == [
        "checks.csv",
        "datapackage.json",
        "facts.csv",
        "failures.csv",
        "indicators.csv",
        "line_items.csv",
        "reports.csv",
        "reports.jsonl",
    ]
    assert (out / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbfreport,kind,")


def test_the_same_files_whatever_the_workers_the_order_or_the_engine(folder: Path, tmp_path: Path) -> None:
    engines = {"one": pool(1), "two": pool(2), "backwards": workers.backwards}
    for name, engine in engines.items():
        run(folder, tmp_path / name, engine)
    one, two, back = (digests(tmp_path / name) for name in engines)
    assert one == two == back


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really read, as long as it is done in this process."""
    done: list[str] = []
    real = workers.outcome

    def outcome(entry: Input, words: str) -> Outcome:
        done.append(entry.name)
        return real(entry, words)

    monkeypatch.setattr(workers, "outcome", outcome)
    return done


def test_a_content_is_read_once(folder: Path, tmp_path: Path, read: list[str]) -> None:
    out = tmp_path / "out"
    run(folder, out, workers.backwards)
    assert sorted(read) == ["b/c.PDF", "b/坏.pdf", "same.pdf", "z.pdf"]  # and b/死.pdf, not by us
    before = digests(out)
    read.clear()
    run(folder, out, workers.backwards)
    assert read == []
    assert digests(out) == before
    run(folder, out, workers.backwards, fresh=True)
    assert len(read) == 4 and digests(out) == before


def test_failures_are_remembered_until_asked_for_again(folder: Path, tmp_path: Path, read: list[str]) -> None:
    out = tmp_path / "out"
    run(folder, out, pool(1))
    assert read == []
    os.utime(folder / "b/坏.pdf", (1, 1))
    (folder / "b/死.pdf").rename(folder / "b/moved.pdf")
    run(folder, out, workers.here)  # opened again, known by their content
    assert read == []
    assert [row["path"] for row in rows(out / "failures.csv")] == ["b/moved.pdf", "b/坏.pdf"]
    (folder / "b/moved.pdf").unlink()
    run(folder, out, workers.here, retry_failed=True)
    assert read == ["b/坏.pdf"]


def test_other_options_read_again(folder: Path, tmp_path: Path, read: list[str]) -> None:
    (folder / "b/死.pdf").unlink()
    out = tmp_path / "out"
    for options, times in ((Options(), 4), (Options(max_memory=999), 0), (Options(max_pages=9), 4)):
        batch(discover([folder]), out, options, workers.here)
        assert len(read) == times, options
        read.clear()


def test_what_changed_is_read_again(folder: Path, tmp_path: Path, read: list[str]) -> None:
    (folder / "b/死.pdf").unlink()
    out = tmp_path / "out"
    run(folder, out, workers.here)
    read.clear()
    (folder / "z.pdf").write_text("LAST", encoding="utf-8")  # of the same size
    (folder / "a.pdf").unlink()
    run(folder, out, workers.here)
    assert read == ["z.pdf"]
    assert [row["report"] for row in rows(out / "reports.csv")] == ["b/c.PDF", "b/same.PDF", "same.pdf", "z.pdf"]


def test_one_run_at_a_time(folder: Path, tmp_path: Path) -> None:
    with workplace(tmp_path / "out" / FOLDER, "", fresh=False), pytest.raises(InUseError):
        run(folder, tmp_path / "out", workers.here)


def test_a_hung_file_is_killed_and_the_others_kept(folder: Path, tmp_path: Path) -> None:
    (folder / "m.pdf").write_text("hang", encoding="utf-8")
    summary = run(folder, tmp_path / "out", pool(2, timeout=5))
    assert summary.failures["timed_out"] == 1 and summary.read == 5
    assert "5" in next(row["message"] for row in rows(tmp_path / "out" / "failures.csv") if row["code"] == "timed_out")


def test_a_full_disk_stops_the_run_and_leaves_no_half_file(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        run(folder, tmp_path / "out", partial(local.run, workers=1, work=workers.full_disk))
    assert digests(tmp_path / "out") == {}


def test_what_is_not_there_is_unreadable(tmp_path: Path) -> None:
    inputs = discover([tmp_path / "nowhere.pdf"])
    summary = batch(inputs, tmp_path / "out", Options(), workers.backwards)
    assert dict(summary.failures) == {"unreadable": 1}
    assert rows(tmp_path / "out" / "failures.csv") == [
        {"path": "nowhere.pdf", "code": "unreadable", "message": "无法读取文件：文件不存在"}
    ]


def test_every_input_is_counted_once(folder: Path, tmp_path: Path) -> None:
    class Counting(Watch):
        total = 0
        steps: ClassVar[list[bool]] = []

        def begin(self, total: int) -> None:
            self.total = total

        def step(self, done: Done, *, earlier: bool) -> None:
            self.steps.append(earlier)

    inputs = discover([folder, tmp_path / "nowhere.pdf"])
    for earlier in (0, 7):
        watch = Counting()
        watch.steps.clear()
        batch(inputs, tmp_path / "out", Options(), workers.backwards, watch=watch)
        assert len(watch.steps) == watch.total == len(inputs) == 8
        assert sum(watch.steps) == earlier
        for path in folder.rglob("*.*"):  # old enough for their stamps to be believed
            os.utime(path, (1, 1))
        inputs = discover([folder, tmp_path / "nowhere.pdf"])
        batch(inputs, tmp_path / "out", Options(), workers.backwards)
