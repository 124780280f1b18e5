"""Whether reading has become slower: counted instructions, not time, so that a busy machine says the same.

    python benchmarks/instructions.py [--renew]

Reads the samples under valgrind's callgrind (about a minute), the same pages as PDFium's bare text beside it, and a
fixed piece of plain Python. What reading is PDFium's work and what is Python's is known from the baseline; each share
is scaled by what its yardstick takes here, so that another build of either changes nothing. Fails where reading takes
more than a fifth beyond that. `--renew` writes the baseline anew: do it in the change that makes reading slower (or
faster) for a reason, and say the reason.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "instructions.json"
SAMPLES = sorted((HERE.parent / "samples").glob("*.pdf"))
TOLERANCE = 0.20
_MARK = "getpgid"  #: a function of the C library that nothing else calls: callgrind writes its counts before each call
PARTS = ("pdfium", "python", "read")


def bare_text(data: bytes) -> None:
    """What no reader of the text can do without."""
    import pypdfium2

    pdfium: Any = pypdfium2
    document = pdfium.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()


def plain_python() -> int:
    """Dictionaries, strings, patterns, objects and decimals, as reading uses them."""

    class Cell:
        __slots__ = ("end", "start")

        def __init__(self, start: int, end: int) -> None:
            self.start, self.end = start, end

    figure = re.compile(r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
    words: dict[str, list[Cell]] = {}
    total = Decimal(0)
    for number in range(12_000):
        word = f"{number * 7919 % 10_007:,}.5"
        match = figure.match(word)
        if match is not None:
            words.setdefault(match["digits"], []).append(Cell(*match.span()))
        if number % 8 == 0:
            total += Decimal(word.replace(",", ""))
    return sum(cell.end - cell.start for cells in words.values() for cell in cells) + int(total)


def work() -> None:
    """All three, once to warm up and once counted, parted by marks."""
    from extractor.pipeline import read

    files = [path.read_bytes() for path in SAMPLES]

    def each(function: Callable[[bytes], object]) -> None:
        for data in files:
            function(data)

    steps: list[Callable[[], object]] = [lambda: each(bare_text), plain_python, lambda: each(read)]
    for step in steps:
        step()
    gc.collect()
    gc.disable()  # when it sets in depends on all that was made before
    for step in steps:
        os.getpgid(0)
        step()
    os.getpgid(0)


def count() -> dict[str, int]:
    """Instructions of each part, in millions."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        command = ["valgrind", "--tool=callgrind", f"--dump-before={_MARK}", f"--callgrind-out-file={out}"]
        environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        ran = subprocess.run(
            [*command, sys.executable, __file__, "--work"], env=environment, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            sys.exit(ran.stderr)
        dumps = [Path(f"{out}.{number}") for number in range(2, 2 + len(PARTS))]  # the first is what came before
        totals = [re.search(r"^totals: (\d+)", dump.read_text(), re.MULTILINE) for dump in dumps]
    return {part: round(int(found[1]) / 1e6) for part, found in zip(PARTS, totals, strict=True) if found}


def expected(baseline: dict[str, int], found: dict[str, int]) -> float:
    """What reading would take here, had nothing changed but PDFium and Python."""
    own = baseline["read"] - baseline["pdfium"]
    return found["pdfium"] + own * found["python"] / baseline["python"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work()
        return
    found = count()
    said = ", ".join(f"{part} {found[part]}" for part in PARTS)
    if options.renew:
        BASELINE.write_text(json.dumps({**found, "counted with": _versions()}, indent=2) + "\n", encoding="utf-8")
        print(f"millions of instructions: {said}")
        return
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    change = found["read"] / expected(baseline, found) - 1
    print(f"millions of instructions: {said}; reading takes {change:+.1%} against the baseline")
    if change > TOLERANCE:
        sys.exit(f"reading has become slower by more than {TOLERANCE:.0%}")


def _versions() -> str:
    from importlib.metadata import version

    packages = [f"{name} {version(name)}" for name in ("numpy", "pydantic", "pypdfium2", "regex")]
    return ", ".join([f"Python {platform.python_version()}", *packages])


if __name__ == "__main__":
    main()
