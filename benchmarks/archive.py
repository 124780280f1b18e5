"""What a batch costs: throughput, overhead, memory, store and output, and what a million reports would take.

    python benchmarks/archive.py [--files 10000] [--bad 0.01] [--timeout 5] [--work DIR] PDF|FOLDER…

Short PDFs of one to three pages are cut from the given ones, each of differing bytes, and bad ones of every kind are
put among them. Then the function that every worker runs is called in a bare loop, and the whole program is run with
one worker and with two, and at a tenth, half and all of the files; wall clock and processor time, for a machine that
is shared knows only the second. `--pages` is what the estimate takes for the pages of a report.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import shutil
import subprocess
import sys
import zlib
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2

pdfium: Any = pypdfium2


class Run(NamedTuple):
    """What a command took: seconds of wall clock, seconds of processor, peak MB of the parent and of a worker."""

    wall: float
    cpu: float
    parent: float
    worker: float
    own: float = 0.0  #: seconds of processor of the parent
    said: str = ""


def cut(sources: list[Path], folder: Path, count: int) -> None:
    """`count` PDFs of one to three pages that follow each other, no two alike, in folders of a thousand."""
    draw = random.Random(7)
    opened = [pdfium.PdfDocument(path.read_bytes()) for path in sources]
    for number, document in zip(range(count), cycle(opened), strict=False):
        pages = min(draw.randint(1, 3), len(document))
        first = draw.randint(0, len(document) - pages)
        part = pdfium.PdfDocument.new()
        part.import_pages(document, list(range(first, first + pages)))
        out = io.BytesIO()
        part.save(out)
        part.close()
        path = folder / f"{number // 1000:03}" / f"{number:06}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(out.getvalue() + b"\n%% %d\n" % number)  # a remark behind the end makes it another content


def spoil(folder: Path, count: int) -> None:
    """Bad files of every kind that needs no long wait."""
    good = sorted(folder.rglob("*.pdf"))[0].read_bytes()
    kinds = (good[: len(good) // 3], b"%PDF-1.7\nno more", b"<html></html>", b"", bomb(2048), no_text())
    for number in range(count):
        kind = kinds[number % len(kinds)]
        path = folder / f"bad/{number:06}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kind + b"\n%% %d\n" % number if kind else kind)


def bomb(megabytes: int) -> bytes:
    """A page whose content inflates to so much: the worker runs out of memory."""
    deflate = zlib.compressobj(9)
    inner = b"".join([*(deflate.compress(b" " * 2**20) for _ in range(megabytes)), deflate.flush()])
    return page(zlib.compress(inner, 9), b"/Filter[/FlateDecode/FlateDecode]")


def no_text() -> bytes:
    return page(b"0 0 10 10 re f", b"")


def page(content: bytes, how: bytes) -> bytes:
    """A PDF of one page."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
        b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), how, content),
    )
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, text) for n, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 5/Root 1 0 R>>\n%%EOF"


LOOP = """
import sys, time
from pathlib import Path
import extractor.pipeline, extractor.textlayer.pdfium
from extractor.archive.options import Options
from extractor.archive.process import process
files = sorted(path for path in Path(sys.argv[1]).rglob("*.pdf") if path.parent.name != "bad")
start, used = time.perf_counter(), time.process_time()
pages = sum(process(path, path.name, Options()).pages for path in files)
print(time.perf_counter() - start, time.process_time() - used, pages)
"""


def measured(command: list[str]) -> Run:
    """Run a command that is given time and memory by a process of its own, whose children are then its alone."""
    script = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "done = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)\n"
        "said = done.stdout.read().decode()\n"
        "done.wait()\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([time.perf_counter() - start, used.ru_utime + used.ru_stime, said]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as running:
        assert running.stdout
        wall, cpu, said = json.loads(running.stdout.read())
    return Run(wall, cpu, 0, 0, 0, said)


BATCH = """
import json, resource, sys
from extractor.cli import main
sys.argv = ["extractor", "batch", *sys.argv[1:]]
try:
    main()
finally:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([one.ru_maxrss / 1024 for one in used] + [used[0].ru_utime + used[0].ru_stime]))
"""


def batch(listed: Path, out: Path, workers: int, timeout: float, *more: str) -> Run:
    shutil.rmtree(out, ignore_errors=True)
    arguments = ["--workers", str(workers), "--timeout", f"{timeout:g}", "--quiet", *more]
    command = [sys.executable, "-c", BATCH, "--files-from", str(listed), "-o", str(out), *arguments]
    run = measured(command)
    parent, worker, own = json.loads(run.said.splitlines()[-1])
    return run._replace(parent=parent, worker=worker, own=own)


def size(path: Path) -> float:
    """Megabytes on disk below a folder."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--bad", type=float, default=0.01)
    parser.add_argument("--timeout", type=float, default=5.0)
    parser.add_argument("--pages", type=int, default=27)
    parser.add_argument("--work", type=Path, default=Path("archive-benchmark"))
    given = parser.parse_args()
    sources = [file for path in given.sources for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    files, out = given.work / "in", given.work / "out"
    shutil.rmtree(given.work, ignore_errors=True)
    cut(sources, files, given.files)
    listed = given.work / "list"
    listed.write_text(f"{files}\n", encoding="utf-8")

    wall, cpu, pages = map(float, measured([sys.executable, "-c", LOOP, str(files)]).said.split())
    count = given.files
    print(f"{count} files, {pages:g} pages of those that can be read, {size(files):.0f} MB")
    print(f"bare loop: {wall:.1f} s, {cpu:.1f} s of processor, {1000 * cpu / count:.2f} ms a file")
    runs = {workers: batch(listed, out, workers, given.timeout) for workers in (1, 2)}
    for workers, run in runs.items():
        cpu_used = f"{run.cpu:.1f} s of processor ({run.own:.1f} of the parent)"
        print(f"{workers} workers: {run.wall:.1f} s, {cpu_used}, {count / run.wall:.1f} files/s")
    print(f"two workers are {runs[1].wall / runs[2].wall:.2f} times as fast as one")
    print(
        f"overhead: {100 * (runs[1].cpu / cpu - 1):.1f} % of processor, {100 * (runs[1].wall / wall - 1):.1f} % of time"
    )
    store, written = size(out / ".extractor"), size(out) - size(out / ".extractor")
    print(f"store {store:.1f} MB, output {written:.1f} MB")
    again = measured([sys.executable, "-m", "extractor", "batch", "--files-from", str(listed), "-o", str(out), "-q"])
    print(f"once more, nothing to do: {again.wall:.1f} s")

    spoil(files, max(1, int(count * given.bad)))
    folders = sorted(files.iterdir())
    for part in (10, 2, 1):
        most = max(1, count // 1000 // part)
        some = [folder for folder in folders if folder.name == "bad" or int(folder.name) < most]
        listed.write_text("".join(f"{folder}\n" for folder in some), encoding="utf-8")
        run = batch(listed, out, 2, given.timeout)
        read = sum(1 for _ in (out / "reports.csv").open(encoding="utf-8")) - 1
        print(f"{read} read, with bad ones: {run.wall:.1f} s, parent {run.parent:.0f} MB, worker {run.worker:.0f} MB")
    estimate(cpu / pages, store / pages, written / pages, runs[1].cpu / cpu, given.pages)


def estimate(per_page: float, store: float, written: float, overhead: float, pages: int) -> None:
    """What a million reports would take, by pages: seconds of processor, megabytes of store and of output."""
    hours = 1e6 * pages * per_page * overhead / 3600
    print(f"1,000,000 reports of {pages} pages: {hours:.0f} hours on one core", end="")
    print("".join(f", {hours / cores:.1f} on {cores}" for cores in (16, 64)))
    print(f"store {store * pages * 1e6 / 1e6:.2f} TB, output {written * pages * 1e6 / 1e6:.2f} TB")


if __name__ == "__main__":
    main()
