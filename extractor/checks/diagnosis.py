"""Why figures do not agree: computed, never guessed.

A likely slip is one change of one printed figure (a unit, two digits swapped, a digit wrong, too many or too few, a
sign) after which every relation that the figure takes part in holds. Where no such change is found, what is missing or
counted twice may explain the difference of a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.edits import candidates
from extractor.checks.figures import Figure
from extractor.checks.intervals import ZERO, Interval, point
from extractor.checks.trials import Trial, common, windows
from extractor.checks.verdicts import MANY, Relation, Verdict
from extractor.checks.wording import printed

#: kinds of slips, the likeliest first; "apart" is none: two figures under one name, each of which agrees with its own
ORDER = (
    "also",
    "unit",
    "swap",
    "digit",
    "far",
    "extra",
    "lacking",
    "sign",
    "copied",
    "twice",
    "nested",
    "found",
    "missing",
    "apart",
)
#: kinds of rules by which two figures are one
ALIKE = ("restated", "twins", "twin_lists", "joint_total")
_SHOWN = 3
_TELLING = 2


@dataclass(slots=True, eq=False)
class Slip:
    """One likely cause: which figure, what kind of slip, how it reads, and which relations hold without it."""

    kind: str
    figure: Figure
    words: str
    repairs: tuple[int, ...]  #: positions of the failing relations that hold with it
    distance: Decimal = ZERO  #: how far the changed figure is from what was expected of it
    exact: bool = False  #: sums agree to the last digit then, not only within rounding

    def rank(self, subject: Figure) -> tuple[int, bool, bool, int, bool, Decimal, str, str]:
        """The more it repairs, the likelier; of a rate and its amounts the rate is, then the commoner kind of slip."""
        other = self.figure.key != subject.key
        kind = ORDER.index(self.kind)
        order = (-len(self.repairs), subject.is_rate and other, not self.exact, kind, other)
        return (*order, self.distance, self.figure.path, self.words)


@dataclass(slots=True, eq=False)
class Failure:
    relation: Relation
    verdict: Verdict


def told(figure: Figure, kind: str, meant: str) -> str:
    """A slip in words."""
    match kind:
        case "unit":
            return f"{name_of(figure)}单位有误（{meant}）"
        case "sign":
            return f"{name_of(figure)}增减方向写反"
        case _:
            return f"{name_of(figure)}{_SLIPS[kind]}，应为{meant}{figure.unit}"


_SLIPS = {
    "swap": "有两位数字颠倒",
    "far": "有两位数字颠倒",
    "digit": "有一位数字写错",
    "extra": "多写了一位数字",
    "lacking": "漏写了一位数字",
}


def name_of(figure: Figure) -> str:
    return f"{figure.label}（{printed(figure)}）"


def slips(failures: Sequence[Failure], relations: Iterable[Relation]) -> list[list[Slip]]:
    """For each failure its likely causes, the likeliest first."""
    parts: dict[object, list[Relation]] = {
        figure.key: [] for failure in failures for figure in _concerned(failure.relation)
    }
    for relation in relations:
        for figure in _concerned(relation) if relation.joined else ():
            if figure.key in parts:
                own = parts[figure.key]
                if not (own and own[-1] is relation):
                    own.append(relation)
    failing = {id(failure.relation): position for position, failure in enumerate(failures)}
    found: list[list[Slip]] = [[] for _ in failures]
    done: set[object] = set()
    for failure in failures:
        if failure.relation.rule.kind == "direction":  # the words are wrong there, or any of many figures
            continue
        if len(failure.relation.inputs) > MANY:
            continue
        for figure in _concerned(failure.relation):
            if figure.key in done:
                continue
            done.add(figure.key)
            for slip in _of_figure(figure, parts.get(figure.key, []), failing, failures):
                for position in slip.repairs:
                    found[position].append(slip)
    for failure, causes in zip(failures, found, strict=True):
        causes.sort(key=lambda slip: slip.rank(failure.relation.subject))
    return found


def _concerned(relation: Relation) -> list[Figure]:
    """The figures of a relation and of its other readings."""
    figures = [*relation.figures()]
    for other in relation.alternatives:
        figures += other.figures()
    return figures


def _of_figure(
    figure: Figure, relations: Sequence[Relation], failing: dict[int, int], failures: Sequence[Failure]
) -> Iterator[Slip]:
    """The changes of one figure that mend a relation and break none.

    What holds must go on to hold, and what accuses must be mended; a relation that fails without accusing (a list that
    need not be the whole) may be mended.
    """
    tests = [Trial(relation, figure) for relation in relations]
    yield from _restated(figure, relations, tests, failing)
    must = [test for test in tests if not test.always and test.binds(failing)]
    window = common([test.needed for test in must if test.asks])
    unsettled = [test for test in must if not (test.asks and test.exactly)]
    may = [test for test in tests if id(test.relation) in failing]
    asking = [failures[failing[id(test.relation)]] for test in may if test.relation.subject.key == figure.key]
    wanted = next((failure.verdict.expected for failure in asking), None)
    nothing = point(ZERO)
    for kind, interval, meant in candidates(figure, windows(window, may)):
        if window is not None and not interval.meets(window):
            continue
        if not all(test(interval) for test in unsettled):
            continue
        mended = [test for test in may if test(interval)]
        if not mended or (kind == "unit" and all(test(nothing) for test in mended)):
            continue  # a figure made very small explains no more than one left out
        middle = (interval.low + interval.high) / 2
        distance = ZERO if wanted is None else abs(middle - wanted)
        exact = all(test.exact(middle) for test in mended)
        repaired = tuple(sorted(failing[id(test.relation)] for test in mended))
        yield Slip(kind, figure, told(figure, kind, meant), repaired, distance, exact)


def _restated(
    figure: Figure, relations: Sequence[Relation], tests: Sequence[Trial], failing: dict[int, int]
) -> Iterator[Slip]:
    """Another statement of the figure, with which some other relation that fails would hold."""
    for other in figure.statements():
        if other.interval.meets(figure.interval):
            continue
        mended = [
            (relation, failing[id(relation)])
            for relation, test in zip(relations, tests, strict=True)
            if id(relation) in failing and test(other.interval)
        ]
        positions = tuple(sorted(position for _, position in mended))
        if any(relation.rule.kind != "restated" for relation, _ in mended):
            if _borne_out(figure, other, relations, tests, failing) >= _TELLING:
                yield Slip("apart", figure, "", positions)
                continue
            page = f"第{other.evidence[0].page}页" if other.evidence else "另一处"
            words = f"{name_of(figure)}应以{page}所列{printed(other)}为准，与其他数字相符"
            yield Slip("also", figure, words, positions)


def _borne_out(
    figure: Figure, other: Figure, relations: Sequence[Relation], tests: Sequence[Trial], failing: dict[int, int]
) -> int:
    """How many relations hold with a figure as it is, and would not with another statement of it."""
    return sum(
        id(relation) not in failing
        and relation.joined
        and relation.follows() is True
        and test(figure.interval)
        and not test(other.interval)
        for relation, test in zip(relations, tests, strict=True)
    )


def telling(relation: Relation, verdict: Verdict, causes: Iterable[Slip]) -> bool:
    """Whether a sum that fails by one slip still shows that its parts are meant to be the whole.

    What is only a part of a whole falls short of it by any amount. A slip leaves most digits of the sum in order, those
    above the difference or those below it: two that could have been anything else are asked for, or a difference that
    is no round number and that a slip explains all the same.
    """
    if any(slip.kind in ("unit", "also") for slip in causes):
        return True
    whole, interval = abs(relation.subject.value), verdict.interval
    if interval is None or verdict.expected is None or not whole:
        return False
    between = relation.subject.interval - interval
    gap = _roundest(relation.subject.value - verdict.expected, between)
    if not gap:
        return False
    coarse = [one.step for one in relation.inputs if one.step > relation.subject.step]
    if coarse and abs(gap) <= sum(coarse, ZERO):  # it may all be digits cut
        return False
    if len(gap.normalize().as_tuple().digits) > _TELLING:
        return True
    above = max(0, whole.adjusted() - gap.adjusted())
    below = whole % Decimal(1).scaleb(int(gap.normalize().as_tuple().exponent))
    step = max((one.step for one in relation.figures()), default=ZERO)
    told = str(int(below / step)).rstrip("0") if step else ""
    return above + len(told) >= _TELLING


def _roundest(value: Decimal, interval: Interval) -> Decimal:
    """The number with the fewest digits that the interval holds, near the value."""
    for exponent in range(value.adjusted() + 1, value.adjusted() - 12, -1):
        near = round(value.scaleb(-exponent)).__index__() * Decimal(1).scaleb(exponent)
        if near and interval.holds(near):
            return near
    return value


def shown(causes: Iterable[Slip]) -> list[str]:
    """The first few causes in words; of one kind of slip in one figure the likeliest."""
    first: dict[tuple[str, str], str] = {}
    for slip in causes:
        first.setdefault((slip.kind, slip.figure.path), slip.words)
    return list(dict.fromkeys(first.values()))[:_SHOWN]
