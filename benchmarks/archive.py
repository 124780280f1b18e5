"""What a batch costs: throughput, overhead, memory, store and output, and what a million reports would take.

    python benchmarks/archive.py [--files 10000] [--bad 0.01] [--timeout 5] [--work DIR] [--only PART]… PDF|FOLDER…

`files` cuts short PDFs of one to three pages from the given ones, each of differing bytes, and puts bad ones of every
kind beside them. `speed` calls the function that every worker runs in a bare loop over some of them, and then runs the
whole program with one worker and with two, in turn and more than once; wall clock and processor time, for a machine
that is shared knows only the second. `memory` runs the program over a tenth, half and all of the files, the good ones
alone and with the bad ones.  `--whole` takes whole
reports instead of cut ones, `--pages` is what the estimate takes for the pages of a report.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import subprocess
import sys
import zlib
from collections.abc import Sequence
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


def cut(sources: list[Path], folder: Path, count: int, *, whole: bool = False) -> None:
    """`count` PDFs of one to three pages that follow each other, or of all, no two alike, in folders of a thousand."""
    draw = random.Random(7)
    opened = [pdfium.PdfDocument(path.read_bytes()) for path in sources]
    for number, document in zip(range(count), cycle(opened), strict=False):
        pages = len(document) if whole else min(draw.randint(1, 3), len(document))
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
    """Bad files of every kind: cut off, empty, no PDF, a page without text, encrypted, endless, more than memory."""
    good = sorted(folder.rglob("*.pdf"))[0].read_bytes()
    plain = (good[: len(good) // 3], b"%PDF-1.7\nno more", b"<html></html>", b"", no_text(), locked(good))
    kinds = (*plain, *plain, *plain, endless(), bomb(2048))
    for number in range(count):
        kind = kinds[number % len(kinds)]
        path = folder / f"bad/{number:06}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kind + b"\n%% %d\n" % number if kind else kind)


def locked(good: bytes) -> bytes:
    """The same with a password."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def endless(depth: int = 16, width: int = 4) -> bytes:
    """Forms in forms, each drawn some times: two kilobytes that keep PDFium busy for hours."""
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>"
    texts = [b"/F Do " * width] * (depth - 1) + [b"0 0 m 9 9 l S"]
    forms = [(head + b"stream\n%b\nendstream") % (6 + level, len(text), text) for level, text in enumerate(texts)]
    return page(b"/F Do", b"", b"/Resources<</XObject<</F 5 0 R>>>>", forms)


def bomb(megabytes: int) -> bytes:
    """A page whose content inflates to so much: the worker runs out of memory."""
    deflate = zlib.compressobj(9)
    inner = b"".join([*(deflate.compress(b" " * 2**20) for _ in range(megabytes)), deflate.flush()])
    return page(zlib.compress(inner, 9), b"/Filter[/FlateDecode/FlateDecode]")


def no_text() -> bytes:
    return page(b"0 0 10 10 re f", b"")


def page(content: bytes, how: bytes, uses: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R%b>>" % uses,
        b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), how, content),
        *more,
    )
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, text) for n, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size %d/Root 1 0 R>>\n%%%%EOF" % (len(objects) + 1)


LOOP = """
import sys, time
from pathlib import Path
import extractor.pipeline, extractor.textlayer.pdfium
from extractor.archive.options import Options
from extractor.archive.process import process
folders = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
files = [path for folder in folders for path in sorted(Path(folder).rglob("*.pdf"))]
start, used = time.perf_counter(), time.process_time()
pages = sum(process(path, path.name, Options()).pages for path in files)
print(time.perf_counter() - start, time.process_time() - used, pages, len(files))
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


def listing(work: Path, most: int, *, bad: bool) -> Path:
    """A list of the folders that hold the first `most` thousand good files, and of that of the bad ones."""
    folders = sorted(folder for folder in (work / "in").iterdir() if folder.name != "bad")[:most]
    listed = work / "list"
    listed.write_text("".join(f"{folder}\n" for folder in [*folders, *([work / "in/bad"] if bad else [])]), "utf-8")
    return listed


def speed(listed: Path, out: Path, timeout: float, rounds: int, pages: int) -> None:
    """Bare loop, one worker, two workers, in turn; the best of each by processor and by clock."""
    loops, runs = [], {1: [], 2: []}  # type: tuple[list[list[float]], dict[int, list[Run]]]
    for _ in range(rounds):
        loops.append([float(word) for word in measured([sys.executable, "-c", LOOP, str(listed)]).said.split()])
        for workers, done in runs.items():
            done.append(batch(listed, out, workers, timeout))
        clocks = [loops[-1][0], *(done[-1].wall for done in runs.values())]
        print(f"one round, by the clock: {', '.join(f'{clock:.1f} s' for clock in clocks)}", file=sys.stderr)
    wall, cpu, read, count = map(min, zip(*loops, strict=True))
    print(f"{count:g} files, {read:g} pages; the best of {rounds} rounds; load {os.getloadavg()[0]:.1f}")
    print(f"bare loop: {wall:.1f} s, {cpu:.1f} s of processor, {1000 * cpu / count:.2f} ms a file")
    best = {workers: (min(run.wall for run in done), min(run.cpu for run in done)) for workers, done in runs.items()}
    for workers, (clock, used) in best.items():
        own = min(run.own for run in runs[workers])
        cost = f"{100 * (used / cpu - 1):.1f} % more than the loop, {own:.1f} s of it the parent's"
        print(f"{workers} workers: {clock:.1f} s, {count / clock:.1f} files/s, {used:.1f} s of processor, {cost}")
    print(f"two workers are {best[1][0] / best[2][0]:.2f} times as fast as one")
    inside, outside = size(out / ".extractor"), size(out) - size(out / ".extractor")
    print(f"store {1000 * inside / count:.1f} KB a file, output {1000 * outside / count:.1f} KB a file")
    again = measured([sys.executable, "-m", "extractor", "batch", "--files-from", str(listed), "-o", str(out), "-q"])
    print(f"once more, nothing to do: {again.wall:.1f} s")
    hours = 1e6 * pages * best[1][1] / read / 3600
    print(f"1,000,000 reports of {pages} pages: {hours:.0f} hours on one core", end="")
    print("".join(f", {hours / cores:.1f} on {cores}" for cores in (16, 64)))
    disk = [f"{name} {1000 * used / read * pages:.0f} GB" for name, used in (("store", inside), ("output", outside))]
    print(", ".join(disk))


def memory(work: Path, sizes: list[int], timeout: float) -> None:
    """Peaks at several numbers of files, with and without the bad ones."""
    for most in sizes:
        for bad in (False, True):
            run = batch(listing(work, most, bad=bad), work / "out", 2, timeout)
            read = sum(1 for _ in (work / "out/reports.jsonl").open(encoding="utf-8"))
            failed = sum(1 for _ in (work / "out/failures.csv").open(encoding="utf-8")) - 1
            peaks = f"parent {run.parent:.0f} MB, largest worker {run.worker:.0f} MB"
            print(f"{read} read, {failed} failed, {run.wall:.1f} s: {peaks}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--bad", type=float, default=0.01)
    parser.add_argument("--timeout", type=float, default=5.0)
    parser.add_argument("--pages", type=int, default=27)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--thousands", type=int, nargs="*", help="sizes for `memory`; the first one for `speed`")
    parser.add_argument("--only", action="append", choices=("files", "speed", "memory"))
    parser.add_argument("--whole", action="store_true", help="`files` takes the PDFs as they are")
    parser.add_argument("--work", type=Path, default=Path("archive-benchmark"))
    given = parser.parse_args()
    parts = given.only or ["files", "speed", "memory"]
    thousands = given.thousands or sorted({max(1, given.files // 1000 // part) for part in (10, 2, 1)})
    if "files" in parts:
        sources = [
            file for path in given.sources for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])
        ]
        shutil.rmtree(given.work, ignore_errors=True)
        cut(sources, given.work / "in", given.files, whole=given.whole)
        spoil(given.work / "in", max(1, int(given.files * given.bad)))
    if "speed" in parts:
        speed(
            listing(given.work, thousands[0], bad=False), given.work / "out", given.timeout, given.rounds, given.pages
        )
    if "memory" in parts:
        memory(given.work, thousands, given.timeout)


if __name__ == "__main__":
    main()
