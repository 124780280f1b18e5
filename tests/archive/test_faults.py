"""What files and the world may do to a batch: nothing of it may cost more than one file, or change a byte."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.archive import local
from extractor.archive.batch import Summary, Watch, batch
from extractor.archive.discover import discover
from extractor.archive.lane import Lane
from extractor.archive.options import Options
from extractor.archive.work import Done, Work
from tests.archive import workers
from tests.archive.test_batch import digests, rows
from tests.conftest import REPOSITORY

#: What the bad ones among the files do → what becomes of them.
FAULTS = {
    "die": "worker_died",
    "crash": "worker_died",
    "wrong": "worker_died",
    "damaged": "damaged_pdf",
    "hang": "timed_out",
    "deaf": "timed_out",
    "swell": "too_large",
}
TIMEOUT = 3.0
#: How often and from which seed on the slow tests do it; before a release 20 and several seeds.
RUNS, SEED = int(os.environ.get("EXTRACTOR_FAULT_RUNS", "2")), int(os.environ.get("EXTRACTOR_FAULT_SEED", "0"))


class Clock(Watch):
    """Knows the longest time (s) in which no file ended."""

    def __init__(self) -> None:
        self.steps = [time.time()]

    def step(self, done: Done, *, earlier: bool) -> None:
        self.steps.append(time.time())

    @property
    def longest(self) -> float:
        return max(later - earlier for earlier, later in pairwise(self.steps))


def fill(folder: Path, good: int, faults: list[str], seed: int = 0) -> Path:
    """Good files, with the bad ones at random places among them."""
    folder.mkdir()
    words = [f"good {number}" for number in range(good)] + [f"{fault} {n}" for n, fault in enumerate(faults)]
    random.Random(seed).shuffle(words)
    for number, text in enumerate(words):
        (folder / f"{number:04}.pdf").write_text(text, encoding="utf-8")
    return folder


def run(folder: Path, out: Path, work: Work = workers.work, watch: Watch | None = None, count: int = 2) -> Summary:
    engine = partial(local.run, workers=count, timeout=TIMEOUT, work=work)
    return batch(discover([folder]), out, Options(max_memory=1024), engine, watch=watch)


def check(folder: Path, out: Path, watch: Clock, summary: Summary, faults: list[str]) -> None:
    assert summary.failures == Counter(FAULTS[fault] for fault in faults)
    for row in rows(out / "failures.csv"):
        fault = (folder / row["path"]).read_text(encoding="utf-8").split()[0]
        assert (fault, row["code"]) == (fault, FAULTS[fault])
    assert summary.read == len(list(folder.iterdir())) - len(faults)
    print(f"{len(faults)} faults, longest wait {watch.longest:.1f} s")
    assert watch.longest < 2 * TIMEOUT + local.OVERDUE + 10  # two in turn may hang; workers must start


def test_every_fault_costs_one_file(tmp_path: Path) -> None:
    folder, watch = fill(tmp_path / "in", 12, list(FAULTS)), Clock()
    for path in folder.iterdir():
        os.utime(path, (1, 1))  # old enough for their stamps to be believed
    check(folder, tmp_path / "out", watch, run(folder, tmp_path / "out", watch=watch), list(FAULTS))
    again = run(folder, tmp_path / "out", work=workers.full_disk)  # nothing is left to be done
    assert again.failures.total() == len(FAULTS)


@pytest.mark.slow
def test_faults_at_random_points(tmp_path: Path) -> None:
    """Runs of differing faults."""
    for number in range(SEED, SEED + RUNS):
        draw = random.Random(number)
        faults = draw.choices(list(FAULTS), k=draw.randint(4, 10))
        folder, out, watch = fill(tmp_path / f"in{number}", 60, faults, seed=number), tmp_path / f"out{number}", Clock()
        check(folder, out, watch, run(folder, out, watch=watch), faults)


def slaughter(tmp_path: Path, kills: int, files: int) -> None:
    folder = fill(tmp_path / "in", files, [])
    run(folder, tmp_path / "calm", work=workers.large)
    deaths = tmp_path / "out" / "deaths"
    deaths.mkdir(parents=True)
    (deaths / "limit").write_text(f"{kills} {SEED}", encoding="utf-8")
    watch = Clock()
    summary = run(folder, tmp_path / "out", work=workers.mortal, watch=watch)
    lives = sorted(path.stat().st_mtime for path in deaths.iterdir())  # that of `limit` is the beginning
    assert len(lives) > kills
    assert summary.read == files
    # A worker that begins is a sign of life too: on a busy machine no file may end while they are killed.
    wait = max(later - earlier for earlier, later in pairwise(sorted([*lives, *watch.steps])))
    print(f"{len(lives) - 1} workers, {kills} of them to be killed; longest wait {wait:.1f} s")
    assert wait < TIMEOUT + local.OVERDUE + 10
    assert digests(tmp_path / "calm") == digests(tmp_path / "out")


def test_nothing_is_lost_when_workers_are_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "DEATHS", 1000)  # here it is not the file's fault
    slaughter(tmp_path, kills=3, files=60)


@pytest.mark.slow
def test_nothing_is_lost_when_many_workers_are_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """EXTRACTOR_KILLS says how many (1000 before a release)."""
    monkeypatch.setattr(local, "DEATHS", 1000)
    kills = int(os.environ.get("EXTRACTOR_KILLS", "25"))
    slaughter(tmp_path, kills, files=max(300, 12 * kills))


def test_the_watchdog_ends_what_the_pool_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that has forgotten its time limit."""
    real = Lane.submit
    monkeypatch.setattr(Lane, "submit", lambda *args, timeout: real(*args, timeout=None))
    monkeypatch.setattr(local, "OVERDUE", 0.5)
    monkeypatch.setattr(local, "STARTUP", 3.0)
    folder, watch = fill(tmp_path / "in", 4, ["hang"]), Clock()
    engine = partial(local.run, workers=2, timeout=0.5, work=workers.work)
    summary = batch(discover([folder]), tmp_path / "out", Options(), engine, watch=watch)
    assert (summary.read, dict(summary.failures)) == (4, {"worker_died": 1})
    assert watch.longest < 2 * (0.5 + 0.5 + 3.0) + 5


def test_a_worker_is_replaced_after_so_many_files(tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 9, [])
    (tmp_path / "out" / "pids").mkdir(parents=True)
    engine = partial(local.run, workers=1, timeout=TIMEOUT, recycle=4, work=workers.signing)
    assert batch(discover([folder]), tmp_path / "out", Options(), engine).read == 9
    assert len(list((tmp_path / "out" / "pids").iterdir())) == 3


def test_workers_that_cannot_start_stop_the_run(tmp_path: Path) -> None:
    """No file is to be blamed, nor remembered as a failure."""
    folder = fill(tmp_path / "in", 3, [])
    script = tmp_path / "run.py"  # workers import it again, and are no workers then
    script.write_text(RUN.replace('if __name__ == "__main__":', "if True:"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, str(script), str(folder), str(tmp_path / "out")]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert "NoWorkersError" in done.stderr.splitlines()[-1]
    script.write_text(RUN, encoding="utf-8")
    subprocess.run(command, env=environment, check=True, timeout=60)
    assert len(rows(tmp_path / "out" / "reports.csv")) == 3


LEFT = """
import re
from extractor.archive import lane
lane.GRACE = 0.1
lane.guarded(re.match, (r"(a+)+$", "a" * 60 + "b"), 0.1)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no such signal")
def test_a_worker_that_is_left_alone_ends_itself() -> None:
    """As after a kill of the parent: nobody else enforces the time limit, and the file hears no signal."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-c", LEFT], env=environment, check=False, timeout=20)
    assert done.returncode == -signal.SIGALRM


RUN = """
import sys
from functools import partial
from pathlib import Path
from extractor.archive import local
from extractor.archive.batch import batch
from extractor.archive.discover import discover
from extractor.archive.options import Options
from tests.archive import workers
if __name__ == "__main__":
    engine = partial(local.run, workers=2, timeout=20, work=workers.large)
    batch(discover([Path(sys.argv[1])]), Path(sys.argv[2]), Options(), engine)
"""


def interrupt(tmp_path: Path, times: int, files: int) -> None:
    """kill -9 at random times, then go on: the outputs are those of an undisturbed run."""
    folder = fill(tmp_path / "in", files, [])
    script = tmp_path / "run.py"
    script.write_text(RUN, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    out = tmp_path / "out"
    command = [sys.executable, str(script), str(folder), str(out)]
    start = time.monotonic()
    subprocess.run([*command[:-1], str(tmp_path / "calm")], env=environment, check=True, timeout=300)
    whole = time.monotonic() - start
    calm = digests(tmp_path / "calm")
    draw = random.Random(SEED + times)
    killed = ended = 0
    while killed < times or not ended:
        with subprocess.Popen(command, env=environment) as running:
            try:
                assert running.wait(draw.uniform(0.02, 1.0) * whole if killed < times else 300) == 0
            except subprocess.TimeoutExpired:
                running.kill()
                killed += 1
                continue
        assert digests(out) == calm
        ended += 1
        if killed < times:
            shutil.rmtree(out)
    print(f"killed {killed} times, {ended} times gone on to the end")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_a_killed_run_goes_on(tmp_path: Path) -> None:
    interrupt(tmp_path, times=2, files=30)


@pytest.mark.slow
def test_a_run_that_is_killed_again_and_again_goes_on(tmp_path: Path) -> None:
    interrupt(tmp_path, times=RUNS, files=200)
