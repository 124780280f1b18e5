"""One document → one record: each reader fills its part, the ledger says what is left."""

from __future__ import annotations

from extractor.layout.model import Document
from extractor.layout.sheets import join_sheets
from extractor.reading.cells import cell_mentions
from extractor.reading.contacts import find_contacts, mask, read_contact
from extractor.reading.cover import Cover, read_cover
from extractor.reading.doubt import mark_uncertain
from extractor.reading.draft import Draft
from extractor.reading.evaluation import read_evaluation
from extractor.reading.figures import read_figures
from extractor.reading.foreign import mark_foreign
from extractor.reading.goals import read_goal_projects, read_goals
from extractor.reading.leaves import Quoter
from extractor.reading.ledger import read_ledger
from extractor.reading.mentions import Mention, scan
from extractor.reading.notices import cover_notices, form_notices, sign_notices, template_notices
from extractor.reading.outline import outlines
from extractor.reading.overview import read_overview
from extractor.reading.sections import split
from extractor.reading.staff_scope import Owner
from extractor.reading.subjects import Context
from extractor.reading.tables.forms import fill_forms, form_templates, read_forms
from extractor.reading.tables.lines import LineReader
from extractor.reading.tables.notices import table_notices
from extractor.reading.tables.reading import TableReading, is_row_name, read_tables
from extractor.reading.tables.statements import read_statements
from extractor.records.report import Notice, Report, Source
from extractor.textlayer.model import TextLayer


def read_report(document: Document, layer: TextLayer, *, show_contacts: bool = False) -> Report:
    """The record of a document. Names and phone numbers are masked unless `show_contacts`.

    Raises:
        TimeoutError: a pattern took longer than its limit, which no text of a real report makes it do.
    """
    contacts = find_contacts(document)
    if not show_contacts:
        mask(document, contacts)
    quoter = Quoter(document)
    root = split(document)
    cover = read_cover(document, quoter, root.children[0].start if root.children else len(document.text))
    sheets = join_sheets(document, is_row_name)
    tables = read_tables(document, quoter, sheets, cover.kind)
    mentions = _mentions(document, tables)
    report = Report(source=_source(layer, document), kind=cover.kind)
    _identify(report, cover)
    context = Context(
        measure="budget" if cover.kind == "budget" else "actual",
        year=_year(report),
        department=report.department.value if report.department else None,
    )
    draft = Draft(quoter)
    mark_foreign(root, context.year, context.department)
    templates = read_figures(root, document, mentions, draft, context)
    forms = read_forms(tables, root, quoter, mentions, draft, report, context)
    LineReader(draft, quoter, context).read(tables)
    report.statements = read_statements(tables, quoter)
    draft.fill(report.revenue, report.spending)
    read_overview(root, quoter, mentions, report.overview, Owner(context.department, context.year))
    read_goals(root, quoter, report.goals, report.completion)
    read_goal_projects(quoter, mentions, report.goals)
    read_evaluation(root, quoter, report.evaluation)
    read_contact(contacts, quoter, report.contact)
    fill_forms(forms, report)
    report.sections = outlines(root, document, forms)
    report.unclaimed, report.coverage = read_ledger(document, root, mentions, quoter)
    report.warnings = [
        *(Notice(code=code, message=message, page=page) for code, message, page in document.notes),
        *cover_notices(report),
        *form_notices(report, document, root),
        *template_notices(document, templates),
        *sign_notices(document, mentions),
        *table_notices(tables),
        *form_templates(forms, quoter),
    ]
    if document.confidence is not None:
        mark_uncertain(report)
    root.unlink()
    return report


def _mentions(document: Document, tables: list[TableReading]) -> list[Mention]:
    """Figures in words and figures in cells, in order of place."""
    found = scan(document.text)
    taken = {mention.start: mention for mention in found if mention.kind != "year"}
    return sorted([*found, *cell_mentions(document, tables, taken)], key=lambda mention: mention.start)


def _source(layer: TextLayer, document: Document) -> Source:
    return Source.model_validate(
        {
            "name": layer.name, "sha256": layer.sha256, "bytes": layer.size, "pages": document.pages,
            "text_layer": layer.kind, "damaged_pages": list(layer.damaged), "producer": layer.producer,
        }
    )  # fmt: skip


def _identify(report: Report, cover: Cover) -> None:
    report.title, report.department = cover.title, cover.department
    report.fiscal_year, report.report_date = cover.year, cover.date


def _year(report: Report) -> int | None:
    return report.fiscal_year.value if report.fiscal_year else None
