"""Line items: one line of a budget or of accounts, and the parts of the record built from them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extractor.records.leaves import Amount, Count, Model, Percent, Text, Year

Fund = Literal["all", "fiscal", "general_public", "government_funds", "state_capital"]
Basis = Literal["budget", "actual"]
BudgetBasis = Literal["budget", "adjusted_budget"]


class LineItem(Model):
    """A line with what a report may say of it. Amounts in 元, rates in percent.

    prior/change/change_rate compare with the year before (`prior_basis` says with which of its figures);
    variance/variance_rate compare the actual with this year's budget (`variance_of`), completion likewise.
    """

    name: str | None = None  #: as stated
    code: str | None = None  #: economic or functional classification, null where unsure
    fund: Fund | None = None
    budget: Amount | None = None
    adjusted_budget: Amount | None = None
    actual: Amount | None = None
    prior: Amount | None = None
    prior_basis: Basis | None = None
    change: Amount | None = None
    change_rate: Percent | None = None
    variance: Amount | None = None
    variance_rate: Percent | None = None
    variance_of: BudgetBasis | None = None
    share: Percent | None = None
    completion: Percent | None = None
    completion_of: BudgetBasis | None = None
    items: list[LineItem] = Field(default_factory=list)


class ThreePublic(Model):
    """“三公”经费 and the counts that go with it."""

    total: LineItem | None = None
    overseas: LineItem | None = None
    vehicles: LineItem | None = None
    vehicle_purchase: LineItem | None = None
    vehicle_running: LineItem | None = None
    reception: LineItem | None = None
    overseas_groups: Count | None = None
    overseas_people: Count | None = None
    vehicles_held: Count | None = None
    vehicles_bought: Count | None = None
    reception_batches: Count | None = None
    reception_people: Count | None = None


class HistoryYear(Model):
    """A column of the form's 近两年收支情况."""

    year: Year | None = None
    basis: Basis | None = None
    fiscal: Amount | None = None
    other_revenue: Amount | None = None
    revenue_total: Amount | None = None
    basic: Amount | None = None
    project: Amount | None = None
    expenditure_total: Amount | None = None


class Procurement(Model):
    """政府采购."""

    total: LineItem | None = None
    goods: LineItem | None = None
    works: LineItem | None = None
    services: LineItem | None = None
    reserved_sme: LineItem | None = None
    reserved_micro: LineItem | None = None


class Lines(Model):
    """The lines of spending that may be stated once for each fund."""

    total: LineItem | None = None
    basic: LineItem | None = None
    project: LineItem | None = None
    business: LineItem | None = None
    reserve: LineItem | None = None
    carried_over: LineItem | None = None
    personnel: LineItem | None = None
    operating: LineItem | None = None
    household: LineItem | None = None
    meetings: LineItem | None = None
    training: LineItem | None = None
    functional: list[LineItem] = Field(default_factory=list)


class Spending(Lines):
    """支出. Each line holds the widest fund that the document states for it; narrower ones stand below their fund."""

    fiscal: Lines | None = None
    general_public: Lines | None = None
    government_funds: Lines | None = None
    state_capital: Lines | None = None
    project_items: list[LineItem] = Field(default_factory=list)
    three_public: ThreePublic = Field(default_factory=ThreePublic)
    history: list[HistoryYear] = Field(default_factory=list)
    running_cost: LineItem | None = None
    procurement: Procurement = Field(default_factory=Procurement)


class Revenue(Model):
    """收入: the total, 财政拨款, the other revenue, and every other source by its name."""

    total: LineItem | None = None
    fiscal: LineItem | None = None
    other: LineItem | None = None
    items: list[LineItem] = Field(default_factory=list)


class StaffGroup(Model):
    """Staff of one kind (编制, 在职, 离退休) with its parts."""

    total: Count | None = None
    administrative: Count | None = None
    institution: Count | None = None
    worker: Count | None = None
    contract: Count | None = None
    other: list[NamedCount] = Field(default_factory=list)


class NamedCount(Model):
    """A group that only this report names (行政附属编制 …)."""

    name: str
    count: Count


class Retired(StaffGroup):
    """离退休, parted into 离休 and 退休."""

    lixiu: Count | None = None
    tuixiu: Count | None = None


class Staffing(Model):
    authorised: StaffGroup = Field(default_factory=StaffGroup)
    in_post: StaffGroup = Field(default_factory=StaffGroup)
    retired: Retired = Field(default_factory=Retired)


class Overview(Model):
    """部门概况."""

    duties: list[Text] = Field(default_factory=list)
    divisions: list[Text] = Field(default_factory=list)
    units: list[Text] = Field(default_factory=list)
    staffing: Staffing = Field(default_factory=Staffing)
