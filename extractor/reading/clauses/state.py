"""Where in a sentence the machine stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.reading.subjects import Subject


@dataclass(slots=True)
class State:
    """One level of the sentence: the paragraph itself, or an open bracket in it."""

    subjects: list[Subject] = field(default_factory=list)
    together: bool = True  #: one label (or 均) speaks of all subjects, so a figure is each one's
    series: bool = False  #: labels are being enumerated (A、B和C)
    stated: set[str] = field(default_factory=set)  #: which figures of the target this sentence has stated
    recent: list[Subject] = field(default_factory=list)  #: whose figures this sentence has stated
    queue: list[Subject] = field(default_factory=list)  #: 分别: the subjects still waiting for their figure
    target: Subject | None = None  #: the line or item that spoke last: shares, changes and brackets belong to it
    topic: Subject | None = None  #: what a sentence without a label goes on about
    fresh: bool = True  #: no label yet in this sentence
    parent: Subject | None = None  #: whose items a list enumerates
    whereof: bool = False  #: behind 其中, to the end of the sentence
    fund: str | None = None
    fund_named: bool = False  #: the sentence has said whose money it speaks of
    earlier: list[Subject] = field(default_factory=list)  #: whose figures the sentence before has stated

    linked: bool = False  #: only known words since the label or the measure
    measure: str | None = None
    leading: str | None = None  #: the measure in front of the first label of a list: 预算安排基本支出600万元、项目支出…
    listed_measure: str | None = None  #: the measure of the amount whose items follow; the usual one after several
    last_bound: str | None = None  #: the measure of the figure just read
    last_listed: str | None = None  #: the same of the sentence before, for a 其中 that goes on with it
    restated: str | None = None  #: （即 …）: the measure whose figure is said again
    mode: str | None = None  #: share | completion | cause | purpose
    completion_of: str | None = None
    comparing: bool = False
    apart: bool = False  #: unknown words in the comparison: it may compare something else
    base: tuple[str, str | None] | None = None  #: ("prior", basis) or ("budget", which budget)
    bases: list[tuple[str, str | None]] = field(default_factory=list)  #: earlier ones: 与预算、与上年均持平
    both_budgets: bool = False  #: the sentence before has stated the budget and the adjusted one of its line
    last_base: tuple[str, str | None] | None = None  #: the base of the sentence before, for a 其中 that goes on with it
    direction: int | None = None
    differed: int | None = None  #: the direction of the amount just read: 减少0.94万元（11.33%）
    prior: bool = False  #: the clause speaks of the year before
    past: int | None = None  #: a year before was named (not compared with) in the clause that began here
    figured: bool = False  #: an amount stands in the clause
    other_year: bool = False  #: the clause names a year that is neither this one nor the one before
    scopes: frozenset[str] = frozenset()  #: what this clause speaks of that is not the department's own year
    away: frozenset[str] = frozenset()  #: the same, to the end of the sentence
    lost: bool = False  #: the paragraph has spoken of an amount of something unknown, and of no line since
    strange: bool = False  #: a clause of this sentence speaks of something of its own: 某某项目，预算400万元
    unknown: bool = False  #: the figure just read is of something unknown, and so are its parts
    adjusted: bool = False  #: the figure just read is one by which something changed, and so are its parts
    blocking: bool = False  #: a figure of another line than the record's stands in the sentence: 某某项目支出140万元，
    parts: set[Subject] = field(default_factory=set)  #: whose figures stand one after another, none compared
    inherited: bool = False  #: the figure just read has its measure from the list it stands in
    joint: bool = False  #: the figure just read is of several lines together, which its parts may name
    priors: list[Subject] = field(default_factory=list)  #: whose figure of the year before this sentence has stated
    alien: bool = False  #: the paragraph speaks of something that the record has no line for
    blocked: bool = False  #: the clause speaks of something that is no line of the record

    noise: str = ""  #: unknown words of this clause so far
    clause: int = 0  #: where the clause began
    segment: int = 0  #: the same, 、 aside
    zero: tuple[int, int] | None = None
    count: tuple[str, tuple[str, ...], bool] | None = None  #: path, measure words, whether it is weak
    parted: bool = False  #: a ；behind 其中: a measure without a label speaks of the whole again
    names: dict[str, str] = field(default_factory=dict)  #: 类, 款, 项 of a functional item under way
