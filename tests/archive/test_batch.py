from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from extractor.archive import local
from extractor.archive.batch import Engine, Summary, batch
from extractor.archive.discover import discover
from extractor.archive.options import Options
from extractor.archive.process import Outcome
from extractor.archive.store import Store, Task
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


def run(folder: Path, out: Path, engine: Engine, *, fresh: bool = False) -> Summary:
    return batch(discover([folder]), out, Options(), engine, fresh=fresh)


def pool(count: int, timeout: float | None = None) -> Engine:
    return partial(local.run, workers=count, timeout=timeout, work=workers.work)


def backwards(tasks: Iterable[Task], options: Options, store: Store) -> Iterator[tuple[Task, Outcome | None]]:
    """An engine that does everything in this process and in the wrong order."""
    for task in reversed(list(tasks)):
        if task.path.name == "死.pdf":
            yield task, Outcome(task.name, code="worker_died", message="处理此文件的进程意外终止")
        else:
            workers.work(task, options, store.root)
            yield task, None


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
    engines = {"one": pool(1), "two": pool(2), "backwards": backwards}
    for name, engine in engines.items():
        run(folder, tmp_path / name, engine)
    one, two, back = (digests(tmp_path / name) for name in engines)
    assert one == two == back


def test_a_content_is_read_once(folder: Path, tmp_path: Path) -> None:
    done: list[str] = []

    def counting(tasks: Iterable[Task], options: Options, store: Store) -> Iterator[tuple[Task, Outcome | None]]:
        for task, outcome in backwards(tasks, options, store):
            done.append(task.name)
            yield task, outcome

    out = tmp_path / "out"
    run(folder, out, counting)
    assert sorted(done) == ["a.pdf", "b/c.PDF", "b/坏.pdf", "b/死.pdf", "z.pdf"]
    before = digests(out)
    done.clear()
    run(folder, out, counting)
    assert done == ["b/死.pdf"]  # what no worker could write down
    assert digests(out) == before
    done.clear()
    run(folder, out, counting, fresh=True)
    assert len(done) == 5


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
    summary = batch(inputs, tmp_path / "out", Options(), backwards)
    assert dict(summary.failures) == {"unreadable": 1}
    assert rows(tmp_path / "out" / "failures.csv") == [
        {"path": "nowhere.pdf", "code": "unreadable", "message": "无法读取文件：文件不存在"}
    ]


def test_every_input_is_counted_once(folder: Path, tmp_path: Path) -> None:
    steps: list[None] = []
    inputs = discover([folder, tmp_path / "nowhere.pdf"])
    batch(inputs, tmp_path / "out", Options(), backwards, advance=lambda: steps.append(None))
    assert len(steps) == len(inputs) == 8
