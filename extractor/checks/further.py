"""What else explains a difference: missing from a sum, counted twice, copied from last year, or nearly right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from extractor.checks.diagnosis import ALIKE, Failure, Slip, name_of, told
from extractor.checks.edits import edits, within
from extractor.checks.figures import digits
from extractor.checks.index import Index
from extractor.checks.intervals import Interval, total
from extractor.checks.wording import amount


def of_sum(failure: Failure, index: Index) -> Iterator[Slip]:
    """What may be missing from a sum, or be in it twice."""
    relation, verdict = failure.relation, failure.verdict
    if relation.formula is not total or relation.rule.kind == "sides" or verdict.interval is None:
        return
    subject = relation.subject
    gap = subject.interval - verdict.interval  # what the parts fall short of the whole
    used = {one.path for one in relation.figures()}
    for part in relation.inputs:
        if gap.meets(part.interval.mirrored()) and part.value:
            same = [one for one in relation.inputs if one.path != part.path and one.value == part.value]
            kind, words = ("twice", "重复列入") if same else ("nested", "不应计入（可能是其他各项的上级或其中数）")
            yield Slip(kind, part, f"{name_of(part)}{words}", ())
    if gap.low <= 0:
        return
    measure = subject.path.rpartition(".")[2]
    for line in index.lines.values() if measure in ("actual", "budget") else ():
        one = line.figures.get(measure)
        if one is not None and gap.meets(one.interval) and one.value and one.path not in used:
            yield Slip("found", subject, f"漏列{name_of(one)}", ())
    rest = subject.value - (verdict.expected or 0)
    yield Slip("missing", subject, f"漏列一项，金额为{amount(rest, subject)}", ())


def nearly(failure: Failure) -> Iterator[Slip]:
    """Two statements of one fact: a slip in one makes it the other, but for a digit cut (28.21万元 for 782164元)."""
    if failure.relation.rule.kind not in ALIKE:
        return
    for one, other in permutations((failure.relation.subject, failure.relation.inputs[0])):
        if not one.is_money or one.step < other.step:
            continue
        half = (one.interval.high - one.interval.low) / 2
        worth = -one.worth if one.value < 0 else one.worth
        window = Interval(other.interval.low - one.step, other.interval.high + one.step)
        for meant, written, kind in within(edits(digits(one.stated) or ""), [window], worth, half):
            if abs(meant * worth - other.value) < one.step:
                yield Slip(kind, one, told(one, kind, written), (0,))


def copied(failure: Failure, index: Index) -> Iterator[Slip]:
    """A rate or amount that is also printed for another line or another year, and may have been copied from there."""
    subject = failure.relation.subject
    measure = subject.path.rpartition(".")[2]
    parent = subject.path.rpartition(".")[0]
    line = index.lines.get(parent)
    if line is not None and subject.is_money and measure != "prior":
        prior = line.figure("prior")
        if prior is not None and prior.value == subject.value and prior.value:
            yield Slip("copied", subject, f"{name_of(subject)}与上年数相同，可能照抄上年", ())
    if line is None or not subject.is_rate or not subject.value % 100:
        return
    for other in index.lines.values():
        one = other.figures.get(measure)
        if one is not None and one.value == subject.value and other is not line:
            yield Slip("copied", subject, f"{name_of(subject)}与{one.label}相同，可能照抄", ())
