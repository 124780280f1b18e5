"""What a clause speaks of, and what it says of it: the output of the clause grammar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractor.reading.mentions import Mention

#: lines below which a list of named amounts is a list of their items
ITEM_PARENTS = frozenset(
    {"spending.personnel", "spending.operating", "spending.household", "spending.project_items", "spending.project"}
)


class Item(NamedTuple):
    """An entry of a list of line items: its name as stated, and its code where that is sure."""

    name: str
    code: str | None = None


class Subject(NamedTuple):
    """A line of the record, or (with `items`) an item of it."""

    path: str
    fund: str | None = None
    grand: bool = False  #: 总计 (carried-over money included) rather than 本年…合计
    items: tuple[Item, ...] = ()

    def item(self, name: str, code: str | None) -> Subject:
        """The item of this line (or of this item) with that name."""
        return Subject(self.path, self.fund, self.grand, (*self.items, Item(name, code)))


@dataclass(slots=True)
class Binding:
    """A figure (or a word for one) and the field it fills."""

    subject: Subject
    field: str  #: a field of LineItem: budget, actual, change, share …
    start: int  #: the words that state it
    end: int
    mention: Mention | None = None  #: None for figures given as words (无, 持平): an exact zero
    sign: int = 1
    attributes: tuple[tuple[str, str], ...] = ()  #: further plain fields: prior_basis, variance_of, completion_of


@dataclass(slots=True)
class CountBinding:
    """A count and the path of the record it fills."""

    path: str
    start: int
    end: int
    mention: Mention | None = None  #: None for a count given as a word (零)
    weak: bool = False  #: holds only where nothing else states it


class Context(NamedTuple):
    """What the headings above a paragraph say of it."""

    subject: Subject | None = None
    fund: str | None = None
    measure: str = "actual"  #: the figure a bare amount is: actual, or budget in a budget
    year: int | None = None  #: the report's fiscal year
    whole: bool = False  #: figures without a label speak of the department's whole spending
    listing: Subject | None = None  #: whose items the numbered paragraphs enumerate: 主要项目如下：1.某项目：…
    numbered: bool = False  #: the paragraph is an entry of a numbered list
    department: str | None = None  #: whose report it is, where the cover says
    carry: Subject | None = None  #: what the paragraph before spoke of last (for one that begins with 其中)
