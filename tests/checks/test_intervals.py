from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.intervals import Interval, growth, growth_by, percentage, point, total

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
positive = st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2)
shares = st.decimals(min_value=0, max_value=1, places=3)


@st.composite
def intervals(draw: st.DrawFn, values: st.SearchStrategy[Decimal] = numbers) -> Interval:
    one, other = draw(values), draw(values)
    return Interval(min(one, other), max(one, other))


def inside(interval: Interval, share: Decimal) -> Decimal:
    return interval.low + (interval.high - interval.low) * share


@given(st.lists(intervals(), max_size=8), st.lists(shares, min_size=8, max_size=8), st.randoms())
def test_a_sum_holds_every_sum_of_inner_points_in_any_order(
    parts: list[Interval], where: list[Decimal], random: object
) -> None:
    points = [inside(part, share) for part, share in zip(parts, where, strict=False)]
    assert total(parts).holds(sum(points, Decimal(0)))
    mixed = list(parts)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert total(mixed) == total(parts)


@given(intervals(), intervals(), shares, shares)
def test_a_difference_holds_every_difference(one: Interval, other: Interval, a: Decimal, b: Decimal) -> None:
    assert (one - other).holds(inside(one, a) - inside(other, b))


@given(intervals(), intervals(positive), shares, shares)
def test_a_share_and_a_growth_hold_those_of_inner_points(
    part: Interval, base: Interval, a: Decimal, b: Decimal
) -> None:
    x, y = inside(part, a), inside(base, b)
    share, rate = percentage(part, base), growth(part, base)
    assert share is not None and rate is not None
    slack = Decimal("1E-12")  # decimals have 28 digits, quotients are rounded
    assert share.widened(slack * abs(share.low), slack * abs(share.high)).holds(100 * x / y)
    assert rate.widened(slack * abs(rate.low), slack * abs(rate.high)).holds(100 * (x - y) / y)


@given(intervals(positive), intervals(positive), shares, shares)
def test_growth_by_a_change(change: Interval, before: Interval, a: Decimal, b: Decimal) -> None:
    now = change + before
    rate = growth_by(change, now)
    if rate is None:  # now − change may be zero as intervals go
        assert (now - change).holds(Decimal(0))
        return
    x, y = inside(change, a), inside(before, b)
    slack = Decimal("1E-12")
    assert rate.widened(slack * abs(rate.low) + slack, slack * abs(rate.high) + slack).holds(100 * x / y)


def test_nothing_follows_from_a_base_that_may_be_zero() -> None:
    assert percentage(point(Decimal(1)), Interval(Decimal(-1), Decimal(1))) is None
    assert growth(point(Decimal(1)), point(Decimal(0))) is None
    assert growth_by(point(Decimal(5)), point(Decimal(5))) is None


def test_closed_intervals_meet_at_their_ends() -> None:
    assert Interval(Decimal(0), Decimal(1)).meets(point(Decimal(1)))
    assert not Interval(Decimal(0), Decimal(1)).meets(point(Decimal("1.01")))
