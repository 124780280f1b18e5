"""Speed, memory and start of the extractor beside other tools, and how many keyed facts each gets right.

    python benchmarks/speed.py [--shared FOLDER] [--runs 5] [--every 8] [--files 1000] [--only PART]…

`table` reads the samples and, below --shared, corpus/published. All candidates run in turn within each round, so that a
busy machine slows them alike; ratios are taken within a round, and medians reported. Time is the processor's, children
included. Slow candidates (`*`) read whole files too, but only every so many of them each round. `growth` reads 10, 100
and 1,000 pages, `memory` looks at peaks, `start` at imports, `json` at writing.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks import peers, regexes  # noqa: E402
from extractor.pipeline import read  # noqa: E402
from extractor.records.facts import iter_facts  # noqa: E402
from extractor.records.report import Report  # noqa: E402
from extractor.textlayer import open_layer  # noqa: E402

pdfium: Any = pypdfium2
Work = Callable[[Path], object]
Values = dict[str, set[Decimal]]

SAMPLES = sorted((REPOSITORY / "samples").glob("*.pdf"))
PARTS = ("table", "growth", "memory", "start", "json")
#: name, work, needs this package, slow
CANDIDATES: tuple[tuple[str, Work, str | None, bool], ...] = (
    ("extractor.read → Report", read, None, False),
    ("its text layer: characters with boxes, rulings", open_layer, None, False),
    ("PDFium bare text", peers.bare_text, None, False),
    ("pdftotext -layout", peers.pdftotext, None, False),
    ("pdfplumber text + tables", peers.pdfplumber, "pdfplumber", True),
    ("the same and thirty regexes", regexes.read, "pdfplumber", True),
    ("pdfminer.six text", peers.pdfminer, "pdfminer", True),
    ("camelot lattice", peers.camelot, "camelot", True),
    ("docling", peers.docling, "docling", True),
)


def processor() -> float:
    """Seconds of processor that this process and the programs it called have taken."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def pages_of(path: Path) -> int:
    document = pdfium.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def spent(work: Work, files: list[Path]) -> float:
    """Milliseconds a page."""
    start = processor()
    for file in files:
        work(file)
    return (processor() - start) / sum(map(pages_of, files)) * 1000


# -- keyed facts -------------------------------------------------------------------------------------------------------


def keys(file: Path) -> Values:
    """The numbers that were read off a file's pages by eye or follow from its source, by fact path."""
    rows: list[tuple[str, str]] = []
    for name in (f"{file.stem}.csv", f"{file.stem}.tables.csv"):
        listed = REPOSITORY / "tests" / "keys" / name
        if listed.exists():
            rows += [(row["path"], row["value"]) for row in _table(listed) if "count of the list" not in row["note"]]
    rows += [(r["path"], r["value"]) for r in _table(REPOSITORY / "tests/corpus/facts.csv") if r["file"] == file.name]
    found: Values = {}
    for path, value in rows:
        try:
            number = Decimal(value)
        except InvalidOperation:
            continue  # words
        found.setdefault(path, set()).add(number)
    return found


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(result: object) -> dict[str, object]:
    """What a candidate says, by fact path; nothing where it names no facts."""
    if isinstance(result, Report):
        return {fact.path: fact.value for fact in iter_facts(result)}
    return result if isinstance(result, dict) else {}


def right(work: Work, files: list[Path]) -> tuple[int, int, int]:
    """How many keyed facts are right, how many are wrong, and how many there are."""
    good = bad = known = 0
    for file in files:
        keyed = keys(file)
        if keyed:
            said = numbers(work(file))
            good += sum(said.get(path) in values for path, values in keyed.items())
            bad += sum(said.get(path) is not None and said[path] not in values for path, values in keyed.items())
            known += len(keyed)
    return good, bad, known


# -- parts -------------------------------------------------------------------------------------------------------------


def table(files: list[Path], runs: int, every: int) -> None:
    """Milliseconds a page and the ratio to ours, within each round."""
    usable: list[tuple[str, Work, bool]] = []
    for name, work, package, slow in CANDIDATES:
        if package is not None and peers.missing(package):
            print(f"{name}: not installed")
            continue
        try:
            work(SAMPLES[0])
        except Exception as error:  # a peer that does not run here is reported, whatever stops it
            print(f"{name}: does not run here ({type(error).__name__}: {str(error)[:80]})")
            continue
        usable.append((name, work, slow))
    for file in files:
        read(file)  # warm: words loaded, memory taken
    rounds: list[dict[str, tuple[float, float]]] = []
    for number in range(runs):
        some = files[number % every :: every]
        ours, ours_on_some = spent(read, files), spent(read, some)
        found = {usable[0][0]: (ours, 1.0)}
        for name, work, slow in usable[1:]:
            taken = spent(work, some if slow else files)
            found[name] = (taken, (ours_on_some if slow else ours) / taken)
        rounds.append(found)
    print(f"{len(files)} files, {sum(map(pages_of, files))} pages, {runs} rounds")
    print(f"{'':48} ms a page  pages/s  against ours  keyed facts right (wrong)")
    for name, work, slow in usable:
        taken = statistics.median(found[name][0] for found in rounds)
        ratio = statistics.median(found[name][1] for found in rounds)
        facts = ""
        if numbers(work(SAMPLES[0])):
            good, bad, known = right(work, files)
            facts = f"{good} of {known}, {good / known:.1%} ({bad})"
        print(f"{name + (' *' if slow else ''):48} {taken:9.3f}  {1000 / taken:7.0f}  {ratio:12.3f}  {facts}")


def growth(files: list[Path], runs: int) -> None:
    """The same pages in ten files and in one; then ten pages repeated, which say the same facts again and again.

    A record's facts are found, claimed and checked once: pages that repeat them are cheaper than their first. So 10 is
    held against 100 over pages that all differ, and 100 against 1,000 over pages that all repeat.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        pages = [(document, index) for document in map(pdfium.PdfDocument, files) for index in range(len(document))]
        first = pages[:10]
        pages = pages[: min(100, len(pages) // 10 * 10)]
        cut = range(0, len(pages), 10)
        repeated = 100 // len(first), 1000 // len(first)
        made = {
            f"{len(cut)} files of 10 pages": [_file_of(pages[at : at + 10], folder / f"{at}.pdf") for at in cut] * 10,
            f"{len(pages)} pages, the same in one file": [_file_of(pages, folder / "one.pdf")] * 10,
            "100 pages, ten repeated": [_file_of(first * repeated[0], folder / "100.pdf")] * 10,
            "1,000 pages, ten repeated": [_file_of(first * repeated[1], folder / "1000.pdf")],
        }
        for each in made.values():
            for file in set(each):
                read(file)
        rounds = [
            {name: (spent(read, each), spent(peers.bare_text, each)) for name, each in made.items()}
            for _ in range(runs)
        ]  # fmt: skip
    for name in made:
        mine, floor = (statistics.median(found[name][k] for found in rounds) for k in (0, 1))
        print(f"{name:32} {mine:.3f} ms a page, PDFium bare text {floor:.3f}")
    small, same, hundred, thousand = made
    for short, long in ((small, same), (hundred, thousand)):
        change = statistics.median(found[long][0] / found[short][0] for found in rounds) - 1
        print(f"{short} → {long}: {change:+.1%} a page")


def _file_of(pages: list[tuple[Any, int]], path: Path) -> Path:
    made = pdfium.PdfDocument.new()
    for document, some in groupby(pages, key=lambda page: page[0]):  # the fonts of a file once
        made.import_pages(document, [index for _, index in some])
    out = io.BytesIO()
    made.save(out)
    path.write_bytes(out.getvalue())
    return path


_PEAK = """
import sys
from pathlib import Path
sys.path.insert(0, {repository!r})
from benchmarks.speed import peak_over
from benchmarks.peers import bare_text
from extractor.pipeline import read
print(peak_over({work}, Path({file!r})))
"""


def peak_over(work: Work, file: Path) -> float:
    """MB that a call takes at its highest over what the process held before."""
    status = Path("/proc/self/status")
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    before = _kilobytes(status.read_text(), "VmRSS")
    work(file)
    return (_kilobytes(status.read_text(), "VmHWM") - before) / 1024


def _kilobytes(status: str, name: str) -> int:
    return int(next(line for line in status.splitlines() if line.startswith(name)).split()[1])


def memory(files: list[Path], count: int) -> None:
    """Peaks in a process of its own for each file, first and second reading; then many files in one process."""
    first, second = [], []
    for file in files:
        fields = {"repository": str(REPOSITORY), "file": str(file)}
        bare = _printed(_PEAK.format(work="bare_text", **fields))
        first.append((bare, _printed(_PEAK.format(work="read", **fields))))
        warmed = _PEAK.replace("print(", f"read(Path({str(SAMPLES[-1])!r}))\nprint(")
        second.append((bare, _printed(warmed.format(work="read", **fields))))
    for name, pairs in (("first report of a process, words loaded", first), ("a report after it", second)):
        ratio = statistics.median(ours / bare for bare, ours in pairs)
        floor, ours = (statistics.median(pair[k] for pair in pairs) for k in (0, 1))
        print(f"peak over imports, {name}: {ours:.1f} MB, PDFium bare text {floor:.1f} MB; {ratio:.2f} × (medians)")
    small = [file for file in files if pages_of(file) <= 12] or SAMPLES
    sizes = {}
    for number in range(count):
        read(small[number % len(small)])
        if number + 1 in (count // 10, count // 2, count):
            sizes[number + 1] = _kilobytes(Path("/proc/self/status").read_text(), "VmRSS") / 1024
    print("in one process after", ", ".join(f"{n} files: {size:.0f} MB" for n, size in sizes.items()))


def _printed(code: str) -> float:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(ran.stdout.split()[-1])


_TYPER = "import typer\napp = typer.Typer()\n@app.command()\ndef main(name: str) -> None: ...\napp()"


def start(runs: int) -> None:
    """Processor time of whole processes, taken in turn."""
    programs = {
        "import extractor": ["-c", "import extractor"],
        "import pydantic": ["-c", "import pydantic"],
        "extractor --help": ["-m", "extractor", "--help"],
        "a bare typer program --help": ["-c", _TYPER, "--help"],
        "nothing": ["-c", ""],
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(max(runs, 9)):
        for name, arguments in programs.items():
            begun = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *arguments], capture_output=True, cwd=REPOSITORY, check=True)
            ended = resource.getrusage(resource.RUSAGE_CHILDREN)
            times[name].append(ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime)
    for name, found in times.items():
        print(f"{name:28} {statistics.median(found) * 1000:6.0f} ms")
    for ours, other in (("import extractor", "import pydantic"), ("extractor --help", "a bare typer program --help")):
        ratio = statistics.median(a / b for a, b in zip(times[ours], times[other], strict=True))
        print(f"{ours}: {ratio:.2f} × {other}")


def json_share(files: list[Path], runs: int) -> None:
    shares = []
    for _ in range(runs):
        begun = processor()
        reports = [read(file) for file in files]
        made = processor()
        for report in reports:
            report.model_dump_json()
        shares.append((processor() - made) / (made - begun))
    print(f"writing a record as JSON: {statistics.median(shares):.1%} of its reading")


def machine() -> str:
    model = next((line.split(":")[1].strip() for line in _cpuinfo() if line.startswith("model name")), "?")
    names = ("pypdfium2", "pdfplumber", "pdfminer.six", "pydantic", "numpy", "regex", "camelot-py", "docling")
    versions = []
    for name in names:
        try:
            versions.append(f"{name} {version(name)}")
        except ImportError:
            continue
    return f"{model}, {os.cpu_count()} cores; Python {platform.python_version()}, {', '.join(versions)}"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--only", action="append", choices=PARTS)
    options = parser.parse_args()
    files = [*sorted((options.shared / "corpus" / "published").glob("*.pdf")), *SAMPLES] if options.shared else SAMPLES
    parts = options.only or PARTS
    print(machine())
    begun = time.monotonic()
    for part in parts:
        print(f"\n{part}")
        if part == "table":
            table(files, options.runs, options.every)
        elif part == "growth":
            growth(files, options.runs)
        elif part == "memory":
            memory(files, options.files)
        elif part == "start":
            start(options.runs)
        else:
            json_share(files, options.runs)
    print(f"\n{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
