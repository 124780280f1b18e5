"""Other places of a value: what the page leads to."""

from __future__ import annotations

from decimal import Decimal

from extractor.records.items import HistoryYear, LineItem
from extractor.records.leaves import Amount, Evidence, Text, Year
from extractor.records.report import Check, Coverage, OpenPercent, Report, Source
from extractor.view.figures import Values
from extractor.view.related import related


def amount(value: int, top: float, **more: object) -> Amount:
    box = Evidence(page=1, x0=10.0, top=top, x1=20.0, bottom=top + 10, text=str(value))
    return Amount(
        value=Decimal(value), low=Decimal(value), high=Decimal(value), unit="元", stated=str(value), evidence=[box],
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def report() -> Report:
    found = Report(source=Source(name="x.pdf", sha256="", bytes=0, pages=1, text_layer="native"))
    found.fiscal_year = Year(value=2020, stated="2020年", evidence=[])
    found.spending.total = LineItem(
        actual=amount(300, 10.0, also=[amount(300, 50.0)]), prior=amount(280, 30.0), prior_basis="actual"
    )
    found.spending.history = [
        HistoryYear(
            year=Year(value=2019, stated="2019年", evidence=[]), basis="actual", expenditure_total=amount(280, 70)
        )
    ]
    found.revenue.total = LineItem(actual=amount(300, 90.0))
    found.checks = [
        Check(
            rule="totals", category="arithmetic", status="exact", severity="info", subject="revenue.total.actual",
            expected=Decimal(300), inputs=["spending.total.actual"], message="",
        )
    ]  # fmt: skip
    return found


def test_other_statements_equal_figures_and_the_year_before_are_found_both_ways() -> None:
    places = related(Values(report()))
    assert places["spending.total.actual"] == [
        ("spending.total.actual.also[1]", "also"),
        ("revenue.total.actual", "equal"),
        ("spending.history[2019].expenditure_total", "last_year"),
        ("spending.total.prior", "last_year"),
    ]
    assert places["spending.total.actual.also[1]"] == [("spending.total.actual", "main")]
    assert places["revenue.total.actual"] == [("spending.total.actual", "equal")]
    assert places["spending.total.prior"] == [("spending.total.actual", "next_year")]


def test_a_rate_within_a_text_is_in_a_field_and_another_is_not() -> None:
    found = report()
    words = Evidence(page=1, x0=0.0, top=200.0, x1=100.0, bottom=210.0, text="满意度95%")

    found.title = Text(value="满意度95%", evidence=[words])
    inside = Evidence(page=1, x0=60.0, top=200.0, x1=80.0, bottom=210.0, text="95%")
    outside = inside.model_copy(update={"top": 300.0, "bottom": 310.0})
    found.coverage = Coverage(
        percents_found=2,
        percents_unclaimed=[OpenPercent(value=Decimal(95), stated="95%", evidence=[box]) for box in (inside, outside)],
    )
    assert [rate.evidence for rate in Values(found).rates] == [[outside]]
