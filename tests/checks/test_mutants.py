"""Slips made in the sources of authored reports: how many are found, and how often their true cause comes first."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

import extractor
from tests.checks import mutants
from tests.checks.mutants import SOURCES, Mutant, Outcome, broken, known, outcome
from tests.conftest import REPOSITORY

QUICK = 41  #: one in so many in the quick run
FLAGGED, RANKED = 0.99, 0.80


def tried(every: int) -> list[Outcome]:
    found = []
    for source in SOURCES:
        own = known(source)
        found += [outcome(mutant, own) for mutant in islice(mutants.mutants(source), 0, None, every)]
    return [one for one in found if one.broken]


def account(outcomes: list[Outcome]) -> str:
    """The figures, and every miss by cause: for the one who reads a failing test, or runs it with -s."""
    lines = []
    for kind in sorted({one.mutant.kind for one in outcomes}):
        of_kind = [one for one in outcomes if one.mutant.kind == kind]
        flagged, ranked = sum(one.flagged for one in of_kind), sum(one.ranked for one in of_kind)
        lines.append(f"{kind}: {len(of_kind)} slips, {flagged} flagged, {ranked} with the true cause first")
    for one in outcomes:
        if not one.flagged:
            slip = one.mutant
            relation = broken(slip)[0]
            lines.append(
                f"missed: {slip.source.name} {slip.kind} {slip.path} {slip.before} -> {slip.after} {relation[0]}"
            )
    return "\n".join(lines)


def judged(outcomes: list[Outcome]) -> tuple[float, float]:
    counts = Counter(flagged=sum(one.flagged for one in outcomes), ranked=sum(one.ranked for one in outcomes))
    return counts["flagged"] / len(outcomes), counts["ranked"] / len(outcomes)


def test_some_slips_are_found() -> None:
    outcomes = tried(QUICK)
    flagged, _ = judged(outcomes)
    assert len(outcomes) > 50
    assert flagged >= FLAGGED - 0.04, account(outcomes)


@pytest.mark.slow
def test_nearly_all_slips_are_found_and_most_understood() -> None:
    outcomes = tried(1)
    flagged, ranked = judged(outcomes)
    print(
        f"\n{len(outcomes)} slips, {flagged:.1%} flagged, {ranked:.1%} with the true cause first\n{account(outcomes)}"
    )
    assert len(outcomes) >= 1000
    assert flagged >= FLAGGED, account(outcomes)
    assert ranked >= RANKED, account(outcomes)


def table_mutants(source: Path, every: int) -> list[Mutant]:
    """Slips in the cells of a source's tables: one digit of a marked figure."""
    text = source.read_text(encoding="utf-8")
    related = {path for _, paths in declared(text) for path in paths}
    found = []
    for mark in mutants._MARK.finditer(text):
        path = mark[2].split(";")[0].strip().lstrip("-")
        line = text[text.rfind("\n", 0, mark.start()) + 1 : mark.start()]
        if line.startswith("|") and path in related and any(character in "123456789" for character in mark[1]):
            kind, after = next(iter(mutants.slips(mark[1])))
            start = mark.start() + 1
            changed = text[:start] + after + text[start + len(mark[1]) :]
            found.append(Mutant(source, kind, path, mark[1], after, changed))
    return found[::every]


def declared(text: str) -> list[tuple[str, tuple[str, ...]]]:
    source = mutants.markup().parse(text)  # type: ignore[attr-defined]
    return [("sum", (total, *parts)) for total, parts in source.sums]


@pytest.mark.slow
def test_slips_through_pdf(tmp_path: Path) -> None:
    """Prose and tables, typeset: at least a hundred slips that break a relation."""
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    pytest.importorskip("docx")
    sys.path.insert(0, str(REPOSITORY / "samples" / "build"))
    from typeset import Typesetter

    chosen: list[Mutant] = []
    for source in SOURCES:
        prose = [mutant for mutant in islice(mutants.mutants(source), 5, None, 31) if broken(mutant)]
        chosen += [*prose[:7], *table_mutants(source, 4)[:4]]
    for number, mutant in enumerate(chosen):
        Typesetter(mutants.markup().parse(mutant.text)).save(tmp_path / f"{number}.docx")  # type: ignore[attr-defined]
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True)
    missed = []
    for number, mutant in enumerate(chosen):
        report = extractor.read(tmp_path / f"{number}.pdf", name=mutant.source.name)
        before = {(check.rule, check.subject) for check in clean(mutant.source).checks if check.status == "mismatch"}
        new = [c for c in report.checks if c.status == "mismatch" and (c.rule, c.subject) not in before]
        if not new:
            missed.append(f"{mutant.source.name} {mutant.kind} {mutant.path} {mutant.before} -> {mutant.after}")
    print(f"\n{len(chosen)} slips through PDF, {len(missed)} missed", *missed, sep="\n")
    assert len(chosen) >= 100
    assert len(missed) <= 0.05 * len(chosen), "\n".join(missed)


def clean(source: Path) -> extractor.Report:
    from tests.reading.records import record

    name = mutants.markup().parse(source.read_text(encoding="utf-8")).options["file"]  # type: ignore[attr-defined]
    folder = REPOSITORY / "samples" if source.parent.name == "reports" else source.parent
    return record(folder / name)
