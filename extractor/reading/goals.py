"""绩效目标 and their completion: as stated in prose."""

from __future__ import annotations

from extractor.layout.model import Paragraph
from extractor.reading.leaves import Quoter
from extractor.reading.lists import list_items
from extractor.reading.sections import Node, Span
from extractor.records.leaves import Text
from extractor.records.report import Completion, Goal, Goals


def read_goals(root: Node, quoter: Quoter, goals: Goals, completion: Completion) -> None:
    """Output and effect where the report parts them; otherwise the year's goals as a list, the completion whole."""
    for node in root.walk():
        if node.kind == "goals" and _top(node):
            goals.output = goals.output or _part(node, "goals_output", quoter)
            goals.effect = goals.effect or _part(node, "goals_effect", quoter)
            if goals.output is None and goals.effect is None and not goals.annual:
                goals.annual = _list(node, quoter)
        elif node.kind == "completion" and _top(node):
            output, effect = _part(node, "goals_output", quoter), _part(node, "goals_effect", quoter)
            completion.output = completion.output or output
            completion.effect = completion.effect or effect
            if output is None and effect is None and completion.output is None:
                completion.output = _whole(node.all_spans(), quoter)


def _top(node: Node) -> bool:
    return node.parent is None or node.parent.kind != node.kind


def _part(node: Node, role: str, quoter: Quoter) -> Text | None:
    for child in node.walk()[1:]:
        if child.role == role:
            return _whole(child.all_spans(), quoter)
    return None


def _whole(spans: list[Span], quoter: Quoter) -> Text | None:
    places = [(s.start, s.end) for s in spans if isinstance(s.block, Paragraph) and s.end > s.start]
    return quoter.text(*places) if places else None


def _list(node: Node, quoter: Quoter) -> list[Goal]:
    """The numbered goals, or the section's text as one."""
    spans = [span for span in node.all_spans() if isinstance(span.block, Paragraph)]
    children = [child for child in node.children if child.spans]
    if children and not node.spans:
        return [
            Goal(
                number=child.number,
                title=quoter.text((child.title_start, child.title_start + len(child.title))),
                text=_whole(child.all_spans(), quoter),
            )
            for child in children
        ]
    items = list_items(quoter.document.text, spans)
    if items:
        return [Goal(number=ordinal.text, text=quoter.text(*pieces)) for ordinal, pieces in items if pieces]
    whole = _whole(spans, quoter)
    return [Goal(text=whole)] if whole else []
