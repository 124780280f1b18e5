"""Rules about wholes whose parts a report may state in several ways, or only some of: sources, classes, functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.checks.figures import Figure, figure_of
from extractor.checks.index import FUNDS, SCOPED, Index, Line
from extractor.checks.intervals import HUNDRED, Interval, total
from extractor.checks.linear import listed, listed_twice, numbers
from extractor.checks.passages import Passages
from extractor.checks.patterns import Pattern
from extractor.checks.rule import MONEY, Rule
from extractor.checks.verdicts import Relation, one_of
from extractor.records.leaves import Amount, Score

_CLASS = 3  #: digits of a class code
_FEWEST = 2


def sets(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """A whole and the first set of parts that is stated in full and adds up; else the one that comes nearest."""
    for whole, fund in _wholes(rule, index):
        for measure in rule.measures or MONEY:
            subject = whole.figure(measure)
            if subject is None or _all_stated(rule.unless, index, fund, measure):
                continue
            found = [_gathered(names, index, fund, measure) for names in rule.sets]
            own = [parts for parts in found if parts and all(part.path != subject.path for part in parts)]
            yield from _first(rule, subject, own)
    for subject, scope in numbers(index, rule.whole):
        found = [_counted(names, index, scope) for names in rule.sets]
        yield from _first(rule, subject, [parts for parts in found if parts])


def balance(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """Revenue, and spending with what is carried on.

    A report that does not say what is carried on, or says that money was carried in, accuses nobody where they differ.
    """
    carried_in = Pattern.any_of(rule.words)
    for whole in index.matching(rule.whole):
        for measure in rule.measures or MONEY:
            subject = whole.figure(measure)
            spent = [one for name in rule.parts for one in _any_fund(name, index, measure)]
            carried = [one for name in rule.either for one in _any_fund(name, index, measure)]
            if subject is None or not spent:
                continue
            readings = [Relation(rule, subject, (spent[0],), total)]
            readings += [Relation(rule, subject, (spent[0], one), total) for one in carried[:1]]
            chosen = one_of(readings, readings[-1])
            said = bool(carried) and not any(map(carried_in.search, words.paragraphs))
            if not said and not chosen.follows():
                chosen.rule = replace(rule, accuse="never")
            yield chosen


def _any_fund(name: str, index: Index, measure: str) -> list[Figure]:
    return _one(name if "@" in name else f"{name}@any", index, None, measure)


def _first(rule: Rule, subject: Figure, found: Sequence[list[Figure]]) -> Iterator[Relation]:
    relations = [Relation(rule, subject, tuple(parts), total) for parts in found]
    if len(relations) > 1:
        nearest = min(relations, key=lambda relation: abs(subject.value - sum(one.value for one in relation.inputs)))
        yield one_of(relations, nearest)
    else:
        yield from relations


def _wholes(rule: Rule, index: Index) -> list[tuple[Line, str | None]]:
    if rule.whole in SCOPED:
        return [(line, fund) for fund, line in index.funds(rule.whole).items()]
    return [(line, line.fund) for line in index.matching(rule.whole)]


def _all_stated(names: Sequence[str], index: Index, fund: str | None, measure: str) -> bool:
    return bool(names) and all(_one(name, index, fund, measure) for name in names)


def _gathered(names: Sequence[str], index: Index, fund: str | None, measure: str) -> list[Figure]:
    """The figures of all the names; none where one of them is not stated or belongs to another fund."""
    figures: list[Figure] = []
    for name in names:
        found = _one(name, index, fund, measure)
        if not found:
            return []
        figures += found
    return figures


def _one(name: str, index: Index, fund: str | None, measure: str) -> list[Figure]:
    """The figures of a name; `@any` takes the line of any fund, `@actual` and the like another measure too."""
    plain, _, anyone = name.partition("@")
    measure = measure if anyone in ("", "any") else anyone
    if plain in SCOPED and "[" not in plain and not anyone:
        line = index.line(plain, fund)
        lines = [] if line is None else [line]
    else:
        lines = [line for line in index.matching(plain) if anyone or line.fund in (None, fund) or fund is None]
    return [one for line in lines if (one := line.figure(measure)) is not None]


def _counted(names: Sequence[str], index: Index, scope: str | None) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        found = [one for one, _ in numbers(index, name, scope)]
        lines = index.matching(name)
        found += [one for line in lines if (one := line.figure("actual") or line.figure("budget")) is not None]
        if not found:
            return []
        figures += found
    return figures if len(figures) >= _FEWEST else []


def sources(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """A total of money and its sources: 财政拨款 as a line or by its funds, the rest, perhaps money carried over."""
    within, carried = map(Pattern, rule.words)
    for whole in index.matching(rule.whole):
        for measure in rule.measures or MONEY:
            subject = whole.figure(measure)
            if subject is None:
                continue
            main = [one for name in rule.parts for one in _one(name, index, None, measure)]
            other = [one for name in rule.either for one in _one(name, index, None, measure)]
            items = [(line, line.figure(measure)) for name in rule.optional for line in index.matching(name)]
            stated = [(line, one) for line, one in items if one is not None]
            again = listed_twice([one for _, one in stated], [line for line, _ in stated], words)
            named = [(line.name or "", one) for line, one in stated]
            funds = [one for name, one in named if within.search(name)]
            old = [one for name, one in named if carried.search(name)]
            rest = [one for name, one in named if not within.search(name) and not carried.search(name)]
            heads = [head for head in (main, funds) if head] or [[]]
            tails = [[*rest, *other], other, [*rest, *other, *old]]
            sums = [_with_repeats([*head, *tail], again) for head in heads for tail in tails]
            readings = {tuple(one.path for one in parts): parts for parts in sums if len(parts) >= _FEWEST}
            if old and any(len(parts) == 1 and parts[0].interval.meets(subject.interval) for parts in sums):
                continue  # all of this year's money has one source, and what was carried over is none of it
            yield from _first(rule, subject, list(readings.values()))


def funds(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """财政拨款 and the funds that it comes from, told by their names."""
    within = Pattern(rule.words[0])
    for whole in index.matching(rule.whole):
        for measure in rule.measures or MONEY:
            subject = whole.figure(measure)
            items = [line for name in rule.parts for line in index.matching(name)]
            named = [line for line in items if within.search(line.name or "")]
            parts = [one for line in named if (one := line.figure(measure)) is not None]
            if subject is None or not parts or any(one.key == subject.key for one in parts):
                continue
            if not _agrees_elsewhere(subject, parts):
                yield Relation(rule, subject, tuple(parts), total)


def _agrees_elsewhere(subject: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the only part is stated a second time as the whole is: there with what was carried over, here without."""
    again = parts[0].also if len(parts) == 1 else ()
    return any(Interval(other.low, other.high).meets(subject.interval) for other in again if isinstance(other, Amount))


def _with_repeats(parts: list[Figure], again: Sequence[Figure]) -> list[Figure]:
    """The parts, and those of them that the list holds a second time."""
    paths = {part.path for part in parts}
    return [*parts, *(one for one in again if one.path.partition(".also[")[0] in paths)]


def scored(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """A score and the rows of points whose full marks add up to a hundred: one list of them, or all lists together."""
    lists = [_rows(index, name.removesuffix("[*]")) for name in rule.parts]
    whole = index.numbers.get(rule.whole)
    for rows in [*lists, [row for one in lists for row in one]]:
        full = sum(weight.value for weight, _ in rows if weight is not None)
        points = [score for _, score in rows if score is not None]
        if whole is not None and full == HUNDRED and len(points) == len(rows) >= _FEWEST:
            yield Relation(rule, whole, tuple(points), total)
            return


def weights(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """Full marks that add up to a hundred, in a list whose points add up to the score: it holds all its rows."""
    lists = [_rows(index, name.removesuffix("[*]")) for name in rule.parts]
    score = index.numbers.get(rule.whole)
    if score is None:
        return
    for rows in [*lists, [row for one in lists for row in one]]:
        full = [weight for weight, _ in rows if weight is not None]
        points = [one.value for _, one in rows if one is not None]
        if len(full) == len(points) == len(rows) > _FEWEST and sum(points) == score.value:
            leaf = Score(value=HUNDRED, out_of=HUNDRED, stated="100分", evidence=score.evidence)
            yield Relation(rule, figure_of(rule.whole, "各项分值应合计", leaf), tuple(full), total)
            return


def _rows(index: Index, name: str) -> list[tuple[Figure | None, Figure | None]]:
    """Full mark and points of the entries of a list."""
    keys = dict.fromkeys(path.rpartition(".")[0] for path in index.listed.get(name, ()))
    return [(index.numbers.get(f"{key}.weight"), index.numbers.get(f"{key}.score")) for key in keys]


def classes(rule: Rule, index: Index, words: Passages) -> Iterator[Relation]:
    """In a list by economic code, a class row (301) and the rows of the class (30101 …)."""
    for pattern in rule.lines:
        for owner in index.matching(pattern):
            own = index.children.get(owner.path, [])
            if any(line.code is None for line in own):  # it may belong to any class
                continue
            for row in own:
                code = row.code or ""
                if len(code) != _CLASS:
                    continue
                below = [one for one in own if (one.code or "").startswith(code) and one is not row]
                for measure in rule.measures or MONEY:
                    subject = row.figure(measure)
                    parts = [one for line in below if (one := line.figure(measure)) is not None]
                    if subject is not None and len(parts) == len(below) >= _FEWEST:
                        yield listed(rule, subject, below, parts, [], words)


def functions(rule: Rule, index: Index, _words: Passages) -> Iterator[Relation]:
    """A fund's total and its functions, each at the highest level that is stated; a class and its items."""
    for fund in (None, "all", *FUNDS):
        lines = [line for line in _functional(index) if line.fund == fund]
        coded = {line.code: line for line in lines if line.code}
        whole = index.line("spending.total", fund)
        if not coded or len(coded) < len(lines):  # an entry whose code is not sure may belong anywhere
            continue
        for measure in rule.measures or MONEY:
            yield from _by_level(rule, whole, {c: line for c, line in coded.items() if line.figure(measure)}, measure)


def _by_level(rule: Rule, whole: Line | None, coded: dict[str, Line], measure: str) -> Iterator[Relation]:
    """The sums of the functions that state a measure: which levels do so may differ from measure to measure."""
    below: dict[tuple[str, int], list[Line]] = {}
    for code, line in coded.items():
        for digits in (2, 4):
            below.setdefault((code[:-digits], digits), []).append(line)
    tops = [line for code, line in coded.items() if not any(code[:n] in coded for n in (3, 5) if n < len(code))]
    if whole is not None:
        yield from _levelled(rule, whole, tops, measure)
    for code, line in coded.items():
        yield from _levelled(rule, line, below.get((code, 2)) or below.get((code, 4)) or [], measure)


def _functional(index: Index) -> Iterator[Line]:
    yield from index.entries.get("spending.functional", [])
    for fund in FUNDS:
        yield from index.entries.get(f"spending.{fund}.functional", [])


def _levelled(rule: Rule, whole: Line, below: Sequence[Line], measure: str) -> Iterator[Relation]:
    subject = whole.figure(measure)
    parts = [one for line in below if (one := line.figure(measure)) is not None]
    if subject is not None and parts:
        yield Relation(rule, subject, tuple(parts), total)
