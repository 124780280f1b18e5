"""The cluster engine, on a Ray cluster of this machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extractor.archive import cluster
from extractor.archive.batch import Watch, batch
from extractor.archive.discover import discover
from extractor.archive.options import Options
from extractor.archive.work import Done, Engine
from tests.archive import workers
from tests.archive.test_batch import digests
from tests.archive.test_faults import FAULTS, fill, run
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow


@pytest.fixture
def ray() -> Iterator[Any]:
    """A cluster of two processors."""
    ray = pytest.importorskip("ray")
    environment = {"env_vars": {"PYTHONPATH": str(REPOSITORY)}}
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, runtime_env=environment)
    yield ray
    ray.shutdown()


def engine() -> Engine:
    return partial(cluster.run, workers=2, timeout=3.0, work=workers.work)


class Killer(Watch):
    """Kills an actor when a few files are done, and again later."""

    def __init__(self) -> None:
        self.steps = 0
        self.killed: set[int] = set()

    def step(self, done: Done, *, earlier: bool) -> None:
        self.steps += 1
        if self.steps in (3, 8):
            pid = next(int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if _is_actor(path))
            os.kill(pid, signal.SIGKILL)
            self.killed.add(pid)


def _is_actor(cmdline: Path) -> bool:
    try:
        return cmdline.read_bytes().startswith(b"ray::Reader")
    except OSError:
        return False


def test_the_same_files_as_on_one_machine(ray: Any, tmp_path: Path) -> None:
    """With faults of every kind among the files, and workers killed while they read."""
    folder = fill(tmp_path / "in", 30, list(FAULTS))
    local = run(folder, tmp_path / "local")
    killer = Killer()
    options = Options(max_memory=1024)
    summary = batch(discover([folder]), tmp_path / "cluster", options, engine(), watch=killer)
    assert len(killer.killed) == 2
    assert summary == local and summary.failures.total() == len(FAULTS)
    assert digests(tmp_path / "cluster") == digests(tmp_path / "local")


def test_a_file_that_is_gone_and_failures_remembered(ray: Any, tmp_path: Path) -> None:
    folder = fill(tmp_path / "in", 2, ["die"])
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    summary = batch(discover([folder, tmp_path / "nowhere.pdf"]), tmp_path / "out", Options(), engine())
    assert dict(summary.failures) == {"worker_died": 1, "unreadable": 1}
    again = batch(
        discover([folder]), tmp_path / "out", Options(), partial(cluster.run, workers=1, work=workers.full_disk)
    )
    assert again.failures["worker_died"] == 1 and again.read == 2


class Outage(Watch):
    """Takes a machine from the cluster when a few files are done."""

    def __init__(self, cluster: Any, node: Any) -> None:
        self.steps = 0
        self.cluster = cluster
        self.node = node

    def step(self, done: Done, *, earlier: bool) -> None:
        self.steps += 1
        if self.steps == 5:
            self.cluster.remove_node(self.node, allow_graceful=False)


def test_a_running_cluster_of_two_machines_one_of_which_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """RAY_ADDRESS joins it; what was under way there is read by the other, and room for one actor is enough."""
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))  # machines give it to their workers
    folder = fill(tmp_path / "in", 30, list(FAULTS))
    local = run(folder, tmp_path / "local")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        watch = Outage(cluster, cluster.add_node(num_cpus=1))
        monkeypatch.setenv("RAY_ADDRESS", cluster.address)
        options = Options(max_memory=1024)
        summary = batch(discover([folder]), tmp_path / "cluster", options, engine(), watch=watch)
    finally:
        cluster.shutdown()
    assert watch.steps == 30 + len(FAULTS)
    assert summary == local
    assert digests(tmp_path / "cluster") == digests(tmp_path / "local")
