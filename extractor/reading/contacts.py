"""Who filled in the form; and the masking of names and numbers of persons before anything else reads the text.

A masked character replaces the printed one in the document itself, one for one, so no output can carry the original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from extractor.layout.model import Box, Cell, Document, Table
from extractor.layout.normalise import normalise
from extractor.reading import contact_names, contact_numbers
from extractor.reading.contact_names import find_names, is_person_label, names_beside, names_of
from extractor.reading.contact_numbers import Span, find_accounts, find_phones, is_phone, is_phone_label, number_beside
from extractor.reading.leaves import Quoter
from extractor.reading.titled_names import find_titled
from extractor.records.leaves import Evidence
from extractor.records.report import Contact

_HIGHEST_LINE = 40.0  #: points


@dataclass(frozen=True, slots=True)
class Contacts:
    """Places in a document's text, each kind in order."""

    persons: list[Span]
    phones: list[Span]
    named: list[Span]  #: persons that the prose tells of: masked, and no contact
    accounts: list[Span]  #: mail boxes, accounts of messengers, numbers of papers


def find_contacts(document: Document) -> Contacts:
    """Where persons are named, and their numbers."""
    text = document.text
    persons, phones = find_names(text), find_phones(text)
    for start, end, person in _below_labels(document):
        if person:
            persons += names_of(text, start, end)
        elif is_phone(text[start:end]):
            phones.append((start, end))
    phones = _apart(phones)
    persons += [name for phone in phones for name in names_beside(text, phone)]
    phones = _apart([*phones, *(number for _, end in persons if (number := number_beside(text, end)))])
    accounts = [span for span in _apart(find_accounts(text)) if not any(_meet(span, phone) for phone in phones)]
    return Contacts(_apart(persons), phones, _apart(find_titled(text)), accounts)


def mask(document: Document, contacts: Contacts) -> None:
    """张示例 → 张**, 13800000000 → 138****0000, zhang@… → z****@…, in the document's own text; lengths stay."""
    hidden = [
        (start + (end - start > 1), end)
        for start, end in _apart([*contacts.persons, *contacts.named, *contacts.accounts])
    ]
    for start, end in contacts.phones:
        middle = max(4, (end - start) - 7)
        first = start + (end - start - middle) // 2
        hidden.append((first, first + middle))
    pieces: list[str] = []
    at = 0
    for start, end in sorted(hidden):
        if end > at:
            pieces += document.text[at:start], "*" * (end - max(at, start))
            at = end
    document.text = "".join([*pieces, document.text[at:]])


def read_contact(contacts: Contacts, quoter: Quoter, contact: Contact) -> None:
    """The first person and phone named."""
    if contacts.persons:
        contact.person = quoter.text(contacts.persons[0])
    if contacts.phones:
        contact.phone = quoter.text(contacts.phones[0])


def masked_places(document: Document) -> list[Evidence]:
    """Where the characters stand that `mask` replaces: what pictures of the pages must not show either.

    With the text set aside, and the running heads that name somebody, which no output has.
    """
    places = [box for part in (document, document.aside) if part is not None for box in _masked(part)]
    places += [box for box in document.dropped if _is_line(box) and _names_somebody(normalise(box.text)[0])]
    return [
        Evidence(page=box.page, x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, text=box.text, line=box.line)
        for box in places
    ]


def _masked(document: Document) -> list[Box]:
    printed = document.text
    mask(document, find_contacts(document))
    masked, document.text = document.text, printed
    runs: list[Span] = []
    for n in range(len(printed)):
        if masked[n] == printed[n]:
            continue
        if runs and runs[-1][1] == n:
            runs[-1] = (runs[-1][0], n + 1)
        else:
            runs.append((n, n + 1))
    return [box for run in runs for box in document.evidence(*run)]


def _is_line(box: Box) -> bool:
    """Whether a box is that of a running line; text set aside has one box around all of it, and is looked at above."""
    return box.top is None or box.bottom is None or box.bottom - box.top < _HIGHEST_LINE


def _names_somebody(text: str) -> bool:
    return bool(find_names(text) or find_titled(text) or find_phones(text) or find_accounts(text))


def _below_labels(document: Document) -> Iterator[tuple[int, int, bool]]:
    """Cells in columns whose head is the label of persons or telephones: start, end, whether of persons.

    Such a column goes on in a table of as many columns on the next page, and ends at the first cell that is neither.
    """
    text, ends = document.text, contact_names.label_ends() | contact_numbers.label_ends()
    heads: dict[int, bool] = {}
    width, last_page = 0, 0
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        if block.n_cols != width or block.page > last_page + 1:
            heads = {}
        width, last_page = block.n_cols, block.last_page
        labels = {
            cell.start: of_person
            for cell in block.cells
            if cell.start < cell.end
            and text[cell.end - 1] in ends
            and (of_person := _label(text[cell.start : cell.end])) is not None
        }
        if not heads and not labels:
            continue
        filled = [cell for cell in block.cells if cell.start < cell.end]
        for cell in sorted(filled, key=attrgetter("row", "col")):
            if (of_person := labels.get(cell.start)) is not None:
                heads[cell.col] = of_person
            elif cell.col in heads and not _holds(text, cell, heads[cell.col]):
                del heads[cell.col]
            elif cell.col in heads:
                yield cell.start, cell.end, heads[cell.col]


def _label(words: str) -> bool | None:
    """Whether a cell is the label of persons; None where it is not that of telephones either."""
    return True if is_person_label(words) else False if is_phone_label(words) else None


def _holds(text: str, cell: Cell, person: bool) -> bool:
    return bool(names_of(text, cell.start, cell.end)) if person else is_phone(text[cell.start : cell.end])


def _apart(spans: list[Span]) -> list[Span]:
    """In order; of those that overlap the longest from the first place."""
    found: list[Span] = []
    for span in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if found and span[0] < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span[1]))
        else:
            found.append(span)
    return found


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
