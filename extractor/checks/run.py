"""All rules over one report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extractor.checks import (
    diagnosis,
    further,
    joint,
    leftovers,
    linear,
    ratios,
    rulebook,
    sayings,
    tables,
    twins,
    wholes,
    wording,
    zeros,
)
from extractor.checks.accusing import TABLE_KINDS, doubtful_ones, falls_short, is_notice, quiet
from extractor.checks.diagnosis import Failure, Slip
from extractor.checks.figures import Figure, decimals
from extractor.checks.forms import form_checks
from extractor.checks.index import Index, build
from extractor.checks.passages import Passages
from extractor.checks.patterns import in_time
from extractor.checks.rule import Rule
from extractor.checks.rulebook import Rules
from extractor.checks.tables import Grid, Tally
from extractor.checks.verdicts import Relation, Verdict
from extractor.records.leaves import Evidence, sure
from extractor.records.report import Check, Report

#: kind of rule → what finds the relations that it asks for
FINDERS: dict[str, Callable[[Rule, Index, Passages], Iterator[Relation]]] = {
    "sum": linear.sums,
    "sets": wholes.sets,
    "balance": wholes.balance,
    "sources": wholes.sources,
    "funds": wholes.funds,
    "scored": wholes.scored,
    "weights": wholes.weights,
    "classes": wholes.classes,
    "functions": wholes.functions,
    "items": linear.items,
    "itemised": linear.itemised,
    "equal": linear.equal,
    "bound": linear.bound,
    "restated": linear.restated,
    "twins": twins.twins,
    "twin_lists": twins.twin_lists,
    "share": ratios.share,
    "growth": ratios.change_rate,
    "change": ratios.change,
    "completion": ratios.completion,
    "variance": ratios.variance,
    "direction": sayings.direction,
    "grand_total": joint.grand_total,
    "joint_total": joint.joint_total,
    "both_totals": joint.both_totals,
    "joint_growth": joint.joint_growth,
    "of_nothing": zeros.of_nothing,
    "blank": zeros.blank,
}


def check(report: Report, rules: Rules = None) -> list[Check]:
    """The verdicts of all rules on a report, in the order of the rules.

    By default the rules are the package's; `rules` names files of further ones, or holds those to use instead.
    RuleError (a ValueError): a rule of a file cannot be used. RuleTimedOut: a pattern of one took too long.

    One slip that several rules see is one finding: the others name it in `caused_by`, as "rule subject".
    A published table in which all sums of a rule agree has one check for them all.
    """
    chosen = rulebook.chosen(rules)
    index, words = build(report), Passages(report)
    relations = [
        one
        for rule in chosen
        if (finder := FINDERS.get(rule.kind)) is not None
        for one in in_time(rule.id, finder(rule, index, words))
    ]
    tallies = _tables(report, [rule for rule in chosen if rule.kind in TABLE_KINDS], relations)
    judged = [(relation, relation.verdict()) for relation in relations]
    failures = [
        Failure(relation, verdict)
        for relation, verdict in judged
        if verdict.status == "mismatch" and relation.rule.category != "plausibility"
    ]
    causes = _causes(failures, relations, index) if failures else {}
    apart = {key for key, slips in causes.items() if any(slip.kind == "apart" for slip in slips)}
    causes = {key: [slip for slip in slips if slip.kind != "apart"] for key, slips in causes.items()}
    unread = {
        id(relation)
        for relation, verdict in judged
        if verdict.status == "mismatch"
        and (leftovers.unread(relation, verdict, index, words) or leftovers.of_its_group(relation, index))
    }
    doubtful = doubtful_ones(failures, causes) | apart
    spared = doubtful | {
        id(failure.relation)
        for failure in failures
        if falls_short(failure.relation, failure.verdict, causes[id(failure.relation)])
    }
    origins = _origins(failures, causes, spared | unread)
    made = [
        _check(
            relation,
            verdict._replace(status="unverifiable", severity="info") if id(relation) in unread else verdict,
            causes.get(id(relation), []),
            origins.get(id(relation)),
            id(relation) in doubtful,
        )
        for relation, verdict in judged
        if not quiet(relation, verdict)
    ]
    found = [(one, relation.rule.order) for one, relation in made] + [
        (_tallied(one), one.rule.order) for one in tallies
    ]
    return [one for one, _ in sorted(found, key=lambda pair: pair[1])] + form_checks(report, chosen)


def _tables(report: Report, rules: Sequence[Rule], relations: list[Relation]) -> list[Tally]:
    """The tables in which all sums of a rule agree; of the tables where one fails the sums are added as relations."""
    agreeing: list[Tally] = []
    for statement in report.statements:
        grid = Grid(statement)
        if not grid.columns:
            continue
        found = [one for rule in rules if (one := tables.tally(rule, grid)).sums]
        if any(one.failing for one in found):
            relations += tables.relations(found, grid, report)
        else:
            agreeing += found
    return agreeing


def reconciles(checks: Sequence[Check]) -> bool | None:
    """False where a mismatch has severity error, None where nothing could be checked."""
    verdicts = [check for check in checks if check.category == "arithmetic" and check.status != "unverifiable"]
    if not verdicts:
        return None
    return not any(check.status == "mismatch" and check.severity == "error" for check in verdicts)


def _causes(failures: Sequence[Failure], relations: Sequence[Relation], index: Index) -> dict[int, list[Slip]]:
    """The likely causes of each failure, by the identity of its relation."""
    errors = [failure for failure in failures if failure.verdict.severity == "error"]
    found = dict(zip((id(failure.relation) for failure in errors), diagnosis.slips(errors, relations), strict=True))
    return {
        id(failure.relation): [
            *(found.get(id(failure.relation)) or further.nearly(failure)),
            *further.copied(failure, index),
            *further.of_sum(failure, index),
        ]
        for failure in failures
    }


def _origins(failures: Sequence[Failure], causes: dict[int, list[Slip]], spared: set[int]) -> dict[int, str]:
    """Which failures are only consequences: of the slips that explain several, the one that explains most counts."""
    errors = [failure for failure in failures if failure.verdict.severity == "error"]
    origins: dict[int, str] = {}
    open_ = {position for position, failure in enumerate(errors) if id(failure.relation) not in spared}
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
    return relation.subject.key != figure.key, relation.rule.order


def key(relation: Relation) -> str:
    """What names a check within its report."""
    return f"{relation.rule.id} {relation.subject.path}"


def _check(
    relation: Relation, verdict: Verdict, causes: list[Slip], origin: str | None, doubtful: bool
) -> tuple[Check, Relation]:
    """The check as the record holds it."""
    rule = relation.rule
    status, severity, notice = verdict.status, verdict.severity, ""
    reasons: list[str] = []
    if status == "mismatch":
        if is_notice(relation, verdict, causes):
            short = falls_short(relation, verdict, causes)
            severity = "info" if rule.category == "arithmetic" else rule.severity
            notice = wording.shortfall(relation, verdict) if short else wording.remark(relation)
        elif doubtful and rule.kind == "restated":  # two facts, or a slip: the reader of the report can tell
            severity, notice = "info", wording.conflict(relation, verdict)
        elif doubtful:
            status, severity = "unverifiable", "info"
        else:
            reasons = diagnosis.shown(causes) if severity == "error" else ["末位数字被截去而未四舍五入"]
    gap = None if verdict.expected is None else relation.subject.value - verdict.expected
    judged = verdict if verdict.status == status else verdict._replace(status=status)
    values = {
        "rule": rule.id,
        "category": "plausibility" if notice else rule.category,
        "status": "notice" if notice else status,
        "severity": severity,
        "subject": relation.subject.path,
        "stated": relation.subject.value,
        "expected": _tidy(verdict.expected, relation.subject),
        "difference": _tidy(gap, relation.subject),
        "inputs": [figure.path for figure in relation.inputs],
        "message": notice or wording.message(relation, judged),
        "advice": (rule.advice or None) if verdict.status == status == "mismatch" else None,
        "diagnosis": reasons,
        "evidence": _evidence(relation),
        "caused_by": origin if status == "mismatch" else None,
    }
    return sure(Check, values, _CHECK), relation


def _tallied(one: Tally) -> Check:
    """One check for all the sums of a table that agree."""
    rounded = one.rounded > 0
    return Check(
        rule=one.rule.id,
        category=one.rule.category,
        status="rounded" if rounded else "exact",
        severity="info",
        subject=f"statements[{one.statement.name}]",
        message=wording.tallied(one.rule, one.statement.name, one.exact, one.rounded),
    )


def _tidy(value: Decimal | None, subject: Figure) -> Decimal | None:
    """A computed rate with two decimals more than the stated one has, amounts as they are."""
    if value is None or not subject.is_rate:
        return value
    return round(value, (decimals(subject.stated) or 0) + 2)


def _evidence(relation: Relation) -> list[Evidence]:
    """The boxes of the subject and of the inputs, each once."""
    boxes = relation.subject.boxes().copy()
    for figure in relation.inputs:
        boxes |= figure.boxes()
    return list(boxes.values())


#: the fields of a check, all of which are given
_CHECK = set(Check.model_fields)
