"""Figures as the checks see them: a number, its interval, and what one unit of its last printed digit is worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import itemgetter

from extractor.checks.intervals import ZERO, Interval, point
from extractor.records.leaves import Amount, Count, Evidence, Percent, Score

Number = Amount | Percent | Count | Score
_BOUNDED = (Amount, Percent)
#: of what is stated in one unit only
_UNITS: dict[type[Number], str] = {Percent: "%", Score: "分"}

#: what tells one box of the evidence from another
_BOX = itemgetter("page", "x0", "top", "line", "text")

#: 元 in one unit of each.
WORTH = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
#: Words that say a figure is only nearly so: an interval of zero width would claim too much.
_NEARLY = re.compile(r"基本|大体|总体|大致")
_DIGITS = re.compile(r"\d[\d,，]*(?:\.(\d+))?")


@dataclass(slots=True, eq=False)
class Figure:
    """A fact that a check uses. `value` and `interval` in 元, percent, count or points."""

    path: str
    label: str
    leaf: Number
    value: Decimal
    interval: Interval
    key: object  #: the printed figure itself: two facts read from one place are one figure
    stated: str
    evidence: list[Evidence]
    also: Sequence[Number]  #: the further statements of it
    unit: str  #: in which it is stated
    is_money: bool
    is_rate: bool
    further: Sequence[Figure] = ()  #: these as figures, once a rule has asked for them
    said: str = ""  #: label and figure in words, once a sentence has asked for them
    _boxes: dict[object, Evidence] | None = None

    @property
    def worth(self) -> int:
        """元 in one of its unit; 1 for what is no money."""
        return WORTH.get(self.unit, 1)

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit; 0 where the figure is a word (无, 持平)."""
        places = decimals(self.stated)
        return ZERO if places is None else Decimal(1).scaleb(-places) * self.worth

    @property
    def vague(self) -> bool:
        """Whether the words claim no more than nearness (基本持平)."""
        return bool(_NEARLY.search(self.stated))

    @property
    def uncertain(self) -> bool:
        """Whether it was read from characters of which the reader was not sure."""
        return self.leaf.uncertain

    def statements(self) -> list[Figure]:
        """The figure and its further statements."""
        if not self.also:
            return [self]
        if not self.further:
            said = enumerate(self.also, start=1)
            self.further = [figure_of(f"{self.path}.also[{n}]", self.label, leaf) for n, leaf in said]
        return [self, *self.further]

    def boxes(self) -> dict[object, Evidence]:
        """Its evidence by what tells one box from another, put together once: a figure is part of many checks."""
        if self._boxes is None:
            self._boxes = {_BOX(box.__dict__): box for box in self.evidence}
        return self._boxes

    def cut(self) -> Interval:
        """What the digits denote if the rest was cut off instead of rounded."""
        if self.value >= 0:
            return Interval(self.interval.low, max(self.interval.high, self.value + self.step))
        return Interval(min(self.interval.low, self.value - self.step), self.interval.high)

    def off_by_one(self) -> Interval:
        """What the digits would denote with the last of them one higher or lower."""
        return self.interval.widened(self.step, self.step)


def figure_of(path: str, label: str, leaf: Number) -> Figure:
    kind, fields = type(leaf), leaf.__dict__  # a model looks up each of its fields the long way
    value = fields["value"]
    if kind in _BOUNDED:
        interval = Interval(fields["low"], fields["high"])
    else:
        value = Decimal(value)
        interval = point(value)
    boxes = fields["evidence"]
    key: object = path
    if boxes:
        box = boxes[0].__dict__
        if box["x0"] is not None:
            key = (box["page"], box["x0"], box["top"])
    return Figure(
        path,
        label,
        leaf,
        value,
        interval,
        key,
        fields["stated"],
        boxes,
        fields["also"],
        _UNITS.get(kind) or fields["unit"],
        kind is Amount,
        kind is Percent,
    )


@lru_cache(maxsize=4096)
def decimals(stated: str) -> int | None:
    """How many decimals are printed ("5.90万元": 2); None where no digit is."""
    found = _DIGITS.search(stated)
    return None if found is None else len(found[1] or "")


def digits(stated: str) -> str | None:
    """The printed number without separators ("17,192.5万元": "17192.5"); None where no digit is printed."""
    found = _DIGITS.search(stated)
    return None if found is None else re.sub("[,，]", "", found[0])


def number(words: str) -> Decimal | None:
    try:
        return Decimal(words)
    except InvalidOperation:
        return None
