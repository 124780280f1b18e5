"""A batch over thousands of damaged PDFs: nothing lost, nothing untyped, in bounded time and memory.

    python benchmarks/mutations.py [--count 10000] [--seed 1] [--workers 2] [--timeout 20] [SOURCE.pdf …]

Sources: the samples and the reports of the test families. Prints how many gave a record, how many which code, the wall
time and the peak memory of a worker; ends with status 1 where an output is missing or an error is a fault of ours.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.hostile.mutations import mutants  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", default="2")
    parser.add_argument("--timeout", default="20")
    given = parser.parse_args()
    sources = given.sources or sorted([*(ROOT / "samples").glob("*.pdf"), *(ROOT / "tests/families").glob("*.pdf")])
    with TemporaryDirectory(prefix="mutations-") as folder:
        inputs, out = Path(folder, "in"), Path(folder, "out")
        inputs.mkdir()
        names = []
        for name, data in mutants(sources, given.count, given.seed):
            (inputs / name).write_bytes(data)
            names.append(name)
        started = monotonic()
        command = [sys.executable, "-m", "extractor", "batch", str(inputs), "-o", str(out), "--quiet", "--ocr", "off"]
        ended = subprocess.run(
            [*command, "--workers", given.workers, "--timeout", given.timeout], stdout=subprocess.DEVNULL, check=False
        )
        seconds = monotonic() - started
        return tell(out, names, ended.returncode, seconds)


def tell(out: Path, names: list[str], status: int, seconds: float) -> int:
    with (out / "reports.jsonl").open(encoding="utf-8") as lines:
        read = Counter(json.loads(line)["source"]["name"] for line in lines)
    with (out / "failures.csv").open(encoding="utf-8-sig", newline="") as table:
        failures = list(csv.DictReader(table))
    ended = read + Counter(failure["path"] for failure in failures)
    lost = [name for name in names if ended[name] != 1]
    faults = [failure for failure in failures if failure["code"] == "worker_died"]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"files {len(names)}, records {sum(read.values())}, exit status {status}")
    print(f"codes {dict(sorted(Counter(failure['code'] for failure in failures).items()))}")
    print(f"wall {seconds:.0f} s, {1000 * seconds / max(len(names), 1):.1f} ms a file, peak memory {peak:.0f} MB")
    print(f"lost {len(lost)}: {lost[:5]}")
    print(f"faults {len(faults)}: {[(failure['path'], failure['message']) for failure in faults[:20]]}")
    return int(bool(lost or faults))


if __name__ == "__main__":
    sys.exit(main())
