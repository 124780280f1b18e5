"""Findings for the eyes: what is wrong, where, and what it may come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.emit.english import sentence
from extractor.records.report import Check, Report

SEVERITIES = {"error": ("错误", "error"), "warning": ("提示", "warning"), "info": ("说明", "info")}
STATUSES = {
    "exact": ("相符", "exact"),
    "rounded": ("相符", "rounded"),
    "mismatch": ("不符", "mismatch"),
    "unverifiable": ("待核", "unverifiable"),
    "notice": ("提示", "notice"),
}
_RANKS = ("error", "warning", "info")
_STATUS_RANKS = ("mismatch", "notice", "unverifiable", "rounded", "exact")


class Finding(NamedTuple):
    """A check with its report, and the checks that are only consequences of it."""

    report: str
    check: Check
    consequences: tuple[Check, ...]

    def lines(self, lang: str) -> Iterator[str]:
        """The sentence, what may have caused it, what else fails by it, what to do."""
        english = lang == "en"
        if english:
            yield sentence(self.check)
        yield self.check.message
        if self.check.diagnosis:
            yield ("likely: " if english else "可能原因：") + "；".join(self.check.diagnosis)
        for other in self.consequences:
            yield ("also: " if english else "同因：") + other.message
        if self.check.advice:
            yield ("to do: " if english else "建议：") + self.check.advice

    @property
    def place(self) -> str:
        """The pages, in figures: "3", "3, 4"."""
        return ", ".join(str(page) for page in sorted({box.page for box in self.check.evidence}))


def wanted(checks: Iterable[Check], everything: bool) -> list[Check]:
    """What there is to look at: mismatches and notices, or all checks."""
    return [check for check in checks if everything or check.status in ("mismatch", "notice")]


def findings(reports: Iterable[Report], everything: bool = False) -> list[Finding]:
    """The checks of several reports, the most severe first, each with its consequences."""
    found: list[Finding] = []
    for report in reports:
        chosen = wanted(report.checks, everything)
        causes = {f"{check.rule} {check.subject}" for check in chosen}
        for check in chosen:
            if check.caused_by in causes:
                continue
            name = f"{check.rule} {check.subject}"
            follow = tuple(other for other in chosen if other.caused_by == name)
            found.append(Finding(report.source.name, check, follow))
    return sorted(found, key=lambda finding: rank(finding.check))


def rank(check: Check) -> tuple[int, int]:
    return _RANKS.index(check.severity), _STATUS_RANKS.index(check.status)


def word(check: Check, lang: str) -> str:
    """How serious a check is, in one word."""
    words = SEVERITIES[check.severity] if check.status in ("mismatch", "notice") else STATUSES[check.status]
    return words[lang == "en"]


def text(found: Sequence[Finding], lang: str, *, named: bool) -> Iterator[str]:
    """Findings as plain lines, for a file or a pipe; `named` puts the report's name before each."""
    for finding in found:
        place = (f"page {finding.place}" if lang == "en" else f"第{finding.place}页") if finding.place else ""
        head = "  ".join(part for part in (word(finding.check, lang), finding.report if named else "", place) if part)
        first, *rest = finding.lines(lang)
        yield f"{head}  {first}\n"
        yield from (f"    {line}\n" for line in rest)
