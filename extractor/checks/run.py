"""All rules over one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from extractor.checks import diagnosis, linear, ratios, wording
from extractor.checks.diagnosis import Failure, Slip
from extractor.checks.figures import Figure, decimals
from extractor.checks.index import Index, build
from extractor.checks.passages import Passages
from extractor.checks.rulebook import Rule, built_in
from extractor.checks.verdicts import Relation, Verdict
from extractor.records.leaves import Evidence
from extractor.records.report import Check, Report

#: kind of rule → what finds the relations that it asks for
FINDERS: dict[str, Callable[[Rule, Index, Passages], Iterator[Relation]]] = {
    "sum": linear.sums,
    "items": linear.items,
    "itemised": linear.itemised,
    "equal": linear.equal,
    "bound": linear.bound,
    "restated": linear.restated,
    "share": ratios.share,
    "growth": ratios.change_rate,
    "change": ratios.change,
    "completion": ratios.completion,
    "variance": ratios.variance,
}


def check(report: Report, rules: Iterable[Rule] | None = None) -> list[Check]:
    """The verdicts of all rules (by default the package's) on a report, in the order of the rules.

    One slip that several rules see is one finding: the others name it in `caused_by`, as "rule subject".
    """
    chosen = built_in() if rules is None else tuple(rules)
    index, words = build(report), Passages(report)
    relations = [
        relation for rule in chosen if rule.kind in FINDERS for relation in FINDERS[rule.kind](rule, index, words)
    ]
    verdicts = [relation.verdict() for relation in relations]
    failures = [
        Failure(relation, verdict)
        for relation, verdict in zip(relations, verdicts, strict=True)
        if verdict.status == "mismatch" and not _is_notice(relation, verdict)
    ]
    causes = _causes(failures, relations, index) if failures else {}
    origins = _origins(failures, causes)
    checks = []
    for relation, verdict in zip(relations, verdicts, strict=True):
        made = _check(relation, verdict, causes.get(id(relation), []), origins.get(id(relation)))
        if made is not None:
            checks.append(made)
    return checks


def reconciles(checks: Sequence[Check]) -> bool | None:
    """False where a mismatch has severity error, None where nothing could be checked."""
    verdicts = [check for check in checks if check.category == "arithmetic" and check.status != "unverifiable"]
    verdicts = [check for check in verdicts if check.status != "notice"]
    if not verdicts:
        return None
    return not any(check.status == "mismatch" and check.severity == "error" for check in verdicts)


def _is_notice(relation: Relation, verdict: Verdict) -> bool:
    """What a rule finds that is no slip: more than is plausible, or parts that do not claim to be the whole."""
    return relation.rule.category == "plausibility" or _falls_short(relation, verdict)


def _falls_short(relation: Relation, verdict: Verdict) -> bool:
    return relation.short_is_notice and verdict.expected is not None and relation.subject.value > verdict.expected


def _causes(failures: Sequence[Failure], relations: Sequence[Relation], index: Index) -> dict[int, list[Slip]]:
    """The likely causes of each failure, by the identity of its relation."""
    found = diagnosis.slips([f for f in failures if f.verdict.severity == "error"], relations)
    errors = iter(found)
    causes = {}
    for failure in failures:
        slips = next(errors) if failure.verdict.severity == "error" else []
        slips += [*diagnosis.copied(failure, index), *diagnosis.of_sum(failure, index)]
        causes[id(failure.relation)] = slips
    return causes


def _origins(failures: Sequence[Failure], causes: dict[int, list[Slip]]) -> dict[int, str]:
    """Which failures are only consequences: of the slips that explain several, the one that explains most counts."""
    errors = [failure for failure in failures if failure.verdict.severity == "error"]
    origins: dict[int, str] = {}
    open_: set[int] = set(range(len(errors)))
    every = {id(slip): slip for failure in errors for slip in causes[id(failure.relation)] if len(slip.repairs) > 1}
    for slip in sorted(every.values(), key=lambda slip: slip.rank(slip.figure)):
        repaired = [position for position in slip.repairs if position in open_]
        if len(repaired) < 2:
            continue
        ordered = sorted(repaired, key=lambda position: _directness(errors[position].relation, slip.figure))
        first = errors[ordered[0]].relation
        for position in ordered[1:]:
            origins[id(errors[position].relation)] = key(first)
        open_ -= set(repaired)
    return origins


def _directness(relation: Relation, figure: Figure) -> tuple[bool, int]:
    return relation.subject.path != figure.path, relation.rule.order


def key(relation: Relation) -> str:
    """What names a check within its report."""
    return f"{relation.rule.id} {relation.subject.path}"


def _check(relation: Relation, verdict: Verdict, causes: list[Slip], origin: str | None) -> Check | None:
    """The check as the record holds it; None for a plausible figure, of which there is nothing to say."""
    rule = relation.rule
    status, severity = verdict.status, verdict.severity
    message = ""
    reasons = diagnosis.shown(causes)
    if verdict.status == "mismatch":
        if rule.accuse == "never" or (rule.accuse == "diagnosed" and not any(slip.repairs for slip in causes)):
            status, severity, reasons = "unverifiable", "info", []
            verdict = Verdict("unverifiable", "info", verdict.expected, verdict.interval)
        elif _is_notice(relation, verdict):
            severity = "info" if rule.category == "arithmetic" else rule.severity
            message = (
                wording.shortfall(relation, verdict) if _falls_short(relation, verdict) else wording.excess(relation)
            )
        elif severity == "info":
            reasons = ["末位数字被截去而未四舍五入"]
    elif rule.category == "plausibility":
        return None
    notice = bool(message)
    gap = None if verdict.expected is None else relation.subject.value - verdict.expected
    return Check(
        rule=rule.id,
        category="plausibility" if notice else rule.category,
        status="notice" if notice else status,
        severity=severity,
        subject=relation.subject.path,
        stated=relation.subject.value,
        expected=_tidy(verdict.expected, relation.subject),
        difference=_tidy(gap, relation.subject),
        inputs=[figure.path for figure in relation.inputs],
        message=message or wording.message(relation, verdict),
        advice=rule.advice or None if status == "mismatch" else None,
        diagnosis=[] if notice else reasons,
        evidence=_evidence(relation),
        caused_by=origin,
    )


def _tidy(value: Decimal | None, subject: Figure) -> Decimal | None:
    """A computed rate with two decimals more than the stated one has, amounts as they are."""
    if value is None or not subject.is_rate:
        return value
    return round(value, (decimals(subject.stated) or 0) + 2)


def _evidence(relation: Relation) -> list[Evidence]:
    """The boxes of the subject and of the inputs, each once."""
    boxes: list[Evidence] = []
    for figure in relation.figures():
        boxes += [box for box in figure.evidence if box not in boxes]
    return boxes
