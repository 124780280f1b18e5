"""What a failure is called: a slip to accuse of, a notice, or nothing to speak of."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.checks import diagnosis
from extractor.checks.diagnosis import Failure, Slip
from extractor.checks.figures import digits
from extractor.checks.intervals import total
from extractor.checks.verdicts import Relation, Verdict

TABLE_KINDS = ("columns", "levels", "lists", "sides")
_NEAR = 10  #: one part in so many
_WITNESSES = 2  #: failures that another statement of a figure mends, from more of which on it is the right one
_ENOUGH_DIGITS = 3  #: of fewer digits any figure is a slip of any other


def contested(relation: Relation) -> bool:
    """Whether the report states two values of one of the figures, so that it bounds nothing."""
    return any(
        not figure.interval.meets(other.interval) for figure in relation.figures() for other in figure.statements()
    )


def is_notice(relation: Relation, verdict: Verdict, causes: Sequence[Slip] = ()) -> bool:
    """What a rule finds that is no slip: more than is plausible, or parts that do not claim to be the whole."""
    return relation.rule.category == "plausibility" or falls_short(relation, verdict, causes)


def falls_short(relation: Relation, verdict: Verdict, causes: Sequence[Slip] = ()) -> bool:
    """Parts below their whole, where nothing says that they are all, and no likely slip explains the difference."""
    if not relation.short_is_notice or verdict.expected is None or relation.subject.value <= verdict.expected:
        return False
    if relation.left_open:
        return True
    return not (any(slip.repairs for slip in causes) and diagnosis.telling(relation, verdict, causes))


def quiet(relation: Relation, verdict: Verdict) -> bool:
    """Of a plausible or contested figure there is nothing to say, and of a cell's sums only what is wrong."""
    plausible = relation.rule.category == "plausibility"
    if verdict.status == "mismatch":
        return plausible and contested(relation)
    return plausible or relation.rule.kind in TABLE_KINDS


def doubtful_ones(failures: Sequence[Failure], causes: dict[int, list[Slip]]) -> set[int]:
    """The failures that accuse nobody.

    A rule may not accuse; and a figure of which the report states two values that are no slip of each other may be
    two facts.
    """
    doubtful: set[int] = set()
    contested: set[str] = set()
    for failure in failures:
        slips = causes[id(failure.relation)]
        if not _accused(failure, slips):
            doubtful.add(id(failure.relation))
            if failure.relation.rule.kind == "restated":
                contested |= {figure.path.partition(".also[")[0] for figure in failure.relation.figures()}
    for failure in failures:
        about = any(figure.path in contested for figure in failure.relation.figures())
        if about and not is_slip(failure, causes[id(failure.relation)]):
            doubtful.add(id(failure.relation))
    return doubtful


def is_slip(failure: Failure, causes: Sequence[Slip]) -> bool:
    """Whether one slip in a figure of enough digits explains a failure: two facts taken for one seldom look like it."""
    edits = [slip for slip in causes if slip.repairs and slip.kind not in ("also", "lacking", "extra")]
    edits = [slip for slip in edits if len(digits(slip.figure.stated) or "") > _ENOUGH_DIGITS]
    if not edits:
        return False
    relation = failure.relation
    mended = max(len(slip.repairs) for slip in edits)
    return relation.formula is not total or mended >= _WITNESSES or diagnosis.telling(relation, failure.verdict, edits)


def _accused(failure: Failure, causes: Sequence[Slip]) -> bool:
    rule = failure.relation.rule
    if rule.accuse != "diagnosed":
        return rule.accuse == "always"
    if any(slip.kind == "also" and (len(slip.repairs) > _WITNESSES or _near(failure)) for slip in causes):
        return True
    if any(slip.kind == "twice" and ".also[" in slip.figure.path for slip in causes):  # one list holds it two times
        return True
    edits = [slip for slip in causes if slip.repairs and slip.kind != "also"]
    edits = [slip for slip in edits if len(digits(slip.figure.stated) or "") >= _ENOUGH_DIGITS]
    if not edits:
        return False
    if any(len(slip.repairs) >= _WITNESSES for slip in edits):
        return True
    return rule.kind in diagnosis.ALIKE or diagnosis.telling(failure.relation, failure.verdict, causes)


def _near(failure: Failure) -> bool:
    """Whether the two sides differ by so little that they are hardly two facts."""
    stated, expected = failure.relation.subject.value, failure.verdict.expected
    return expected is not None and abs(stated - expected) * _NEAR < max(abs(stated), abs(expected))
