"""绩效目标 and their completion: as stated in prose."""

from __future__ import annotations

import re

from extractor.layout.model import Paragraph
from extractor.lexicon.sections import section_role
from extractor.reading.leaves import Quoter
from extractor.reading.lists import list_items
from extractor.reading.mentions import Mention
from extractor.reading.sections import Node
from extractor.records.leaves import Text
from extractor.records.report import Completion, Goal, Goals


def read_goals(root: Node, quoter: Quoter, goals: Goals, completion: Completion) -> None:
    """Output and effect where the report parts them; otherwise the year's goals as a list, the completion whole."""
    for node in root.walk():
        if node.kind == "goals" and _top(node) and node.role != "work_tasks" and not _only_tables(node):
            goals.output = goals.output or _part(node, "goals_output", quoter)
            goals.effect = goals.effect or _part(node, "goals_effect", quoter)
            if goals.output is None and goals.effect is None and not goals.annual:
                goals.annual = _list(node, quoter)
                if not goals.annual:
                    goals.output = quoter.paragraphs(node)
        elif node.kind == "completion" and _top(node):
            output, effect = _part(node, "goals_output", quoter), _part(node, "goals_effect", quoter)
            completion.output = completion.output or output
            completion.effect = completion.effect or effect
            if output is None and effect is None and completion.output is None:
                completion.output = quoter.paragraphs(_narrowed(node))


#: 编报绩效目标的项目20个，涉及预算金额598.42万元
_PROJECTS = re.compile(
    r"(?:编报|编制|申报|设定|填报|设立|纳入|实行|实施|开展)(?:了)?(?:部门)?(?:预算)?绩效目标(?:的|管理的)?(?:20\d\d年度?)?(?:部门)?(?:预算)?项目(?:支出)?(?:共|共计|为)?"
    r"(?P<count>\d+)个(?:[，,、][^。；，\d]{0,16}?(?P<amount>\d[\d,.]*(?:亿元|万元|元)))?"
)


def read_goal_projects(quoter: Quoter, mentions: list[Mention], goals: Goals) -> None:
    """How many projects have goals, and the money they concern. Tracked or self-evaluated projects are not meant."""
    match = _PROJECTS.search(quoter.document.text)
    if match is None:
        return
    by_start = {mention.start: mention for mention in mentions if match.start() <= mention.start < match.end()}
    count, amount = by_start.get(match.start("count")), by_start.get(match.start("amount"))
    if count is not None:
        goals.projects = quoter.count(count.start, count.end, count)
        count.claimed = True
    if amount is not None:
        goals.projects_amount = quoter.amount(amount.start, amount.end, amount)
        amount.claimed = True


def _top(node: Node) -> bool:
    """A section that is no part of another of its kind, nor one that holds goals and completion side by side."""
    inside = node.parent is not None and node.parent.kind == node.kind and not _mixed(node.parent)
    return not inside and not _mixed(node)


def _narrowed(node: Node) -> Node:
    """A section that only heads one other of its kind (beside other kinds) stands for that one."""
    own = [child for child in node.children if child.kind == node.kind]
    return _narrowed(own[0]) if len(own) == 1 and not node.spans else node


def _only_tables(node: Node) -> bool:
    """A section that holds captions of tables and nothing else states no goal in prose."""
    return bool(node.children) and not node.spans and all(child.title.endswith("表") for child in node.children)


def _mixed(node: Node) -> bool:
    kinds = {child.kind for child in node.children if child.kinds}
    return {"goals", "completion"} <= kinds


def _part(node: Node, role: str, quoter: Quoter) -> Text | None:
    for child in node.walk()[1:]:
        if child.role == role:
            return quoter.paragraphs(child)
    text = quoter.document.text
    for span in node.all_spans():  # a run-in title: 产出目标：…
        colon = text.find("：", span.start, span.start + 12)
        if isinstance(span.block, Paragraph) and colon > 0 and section_role(text[span.start : colon]) == role:
            return quoter.text((span.start, span.end))
    return None


def _list(node: Node, quoter: Quoter) -> list[Goal]:
    """The numbered goals of a section."""
    spans = [span for span in node.all_spans() if isinstance(span.block, Paragraph)]
    children = [child for child in node.children if child.spans]
    if children and not node.spans:
        return [
            Goal(
                number=child.number,
                title=quoter.text((child.title_start, child.title_start + len(child.title))),
                text=quoter.paragraphs(child),
            )
            for child in children
        ]
    items = list_items(quoter.document.text, spans)
    return [Goal(number=ordinal.text, text=quoter.text(*pieces)) for ordinal, pieces in items if pieces]
