"""自评结论: score and grade, experience, problems, measures."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.layout.model import Paragraph
from extractor.lexicon.sections import section_kind
from extractor.reading.leaves import Quoter
from extractor.reading.sections import Node, Span
from extractor.records.leaves import Text
from extractor.records.report import Evaluation, Part

_NUMBER = r"(?P<score>\d{1,3}(?:\.\d{1,2})?)分"
#: who or what is scored must be the department as a whole: 自评, 评价, 综合 …; an average over projects is not
_SCORE = re.compile(
    rf"(?:自评|评价|综合|总体|整体|最终|绩效|考核|自我评价)[^。；\d]{{0,24}}?(?:得分|得|总分|评分|分数|分值|打分|自评分|评分结果|自评)[^。；\d]{{0,12}}?{_NUMBER}"
    rf"|(?:自评|自我评价|评价|综合)(?:分|结果|总分)[^。；\d]{{0,10}}?{_NUMBER.replace('score', 'score2')}"
)
_NOT_WHOLE = re.compile(r"平均|个项目|项目支出|满分")
_FULL = re.compile(r"(?:满分|总分值?)(?:为|是)?[：:]?(?P<full>\d{2,3})分|(?P<full2>\d{2,3})分制")
_GRADE = re.compile(
    r"(?:评价|绩效|评定|自评|考核)?(?:等级|等次|结果|结论|级别|档次|评级)(?:评定|认定)?(?:为|是|：|:)[“\"]?(?P<grade>优秀|良好|优|良|中|差|合格|不合格|一般|较差|基本合格)[”\"]?(?=[。，；、）等级档\s]|$)"
    r"|(?:评定|评价|自评|定级|评)(?:为|等级为)[“\"]?(?P<grade2>优秀|良好|优|良|中|差|合格|不合格|较差)[”\"]?(?=[。，；、）等级档]|$)"
)
#: what every grade stands in: most paragraphs have none
_GRADED = re.compile(r"[为是：:][“\"]?(?:[优良中差一]|较差|合格|不合格|基本合格)")
_TEXTS = ("experience", "problems", "measures")


def read_evaluation(root: Node, quoter: Quoter, evaluation: Evaluation) -> None:
    """Fills `evaluation` from the sections of the conclusion, and of experience, problems and measures."""
    nodes = [node for node in root.walk() if not node.foreign]
    for node in nodes:
        if node.kind in ("conclusion", "completion", "other", "overview", "spending", "cover", "experience"):
            for span in node.spans:
                if not isinstance(span.block, Paragraph):
                    continue
                if quoter.document.text.find("分", span.start, span.end) >= 0:
                    _score(span, quoter, evaluation)
                    _parts(span, quoter, evaluation)
                    _scored_parts(span, quoter, evaluation)
                _grade(span, quoter, evaluation)
    for node in nodes:
        if node.kind == "conclusion" and evaluation.conclusion is None and node.spans:
            evaluation.conclusion = quoter.paragraphs(node, deep=False)
    for kind in _TEXTS:
        setattr(evaluation, kind, _named(kind, nodes, quoter))


_PART = re.compile(
    r"(?:(?<=[。；，、：\s])|(?<=其中))(?!其中)(?P<name>[\u4e00-\u9fff“”]{2,16}?)(?:满分|分值|权重)?(?:为)?(?P<weight>\d{1,3}(?:\.\d+)?)分[，,]?"
    r"(?:自评|实际)?(?:得分|得|评分)(?:为)?(?P<score>\d{1,3}(?:\.\d+)?)分"
)


_SCORED = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”（）]{2,20}?)(?:得分|得|分值|为|：){0,2}(?P<score>\d{1,3}(?:\.\d{1,2})?)分"
)


def _scored_parts(span: Span, quoter: Quoter, evaluation: Evaluation) -> None:
    """综合得分94.26分，其中预算执行19.67分，产出…: parts without a weight, where they make up the whole score."""
    text, whole = quoter.document.text, evaluation.score
    begin = text.find("其中", span.start, span.end)
    if whole is None or evaluation.parts or begin < 0:
        return
    end = text.find("。", begin, span.end)
    found = list(_SCORED.finditer(text, begin + 2, end if end > 0 else span.end))
    if len(found) > 1 and sum(Decimal(match["score"]) for match in found) == whole.value:
        for match in found:
            score = quoter.score(match.start("score"), match.end("score") + 1, Decimal(match["score"]))
            evaluation.parts.append(Part(name=match["name"].strip("：，、"), score=score))


def _parts(span: Span, quoter: Quoter, evaluation: Evaluation) -> None:
    """产出指标满分40分，自评得38分: a part of the whole score."""
    for match in _PART.finditer(quoter.document.text, span.start, span.end):
        weight, score = (
            quoter.score(match.start(name), match.end(name) + 1, Decimal(match[name])) for name in ("weight", "score")
        )
        evaluation.parts.append(Part(name=match["name"], weight=weight, score=score))


def _named(kind: str, nodes: list[Node], quoter: Quoter) -> Text | None:
    """The section of that name; in one that names several kinds, what a run-in label gives to each."""
    for node in nodes:
        if node.kinds == (kind,) and (text := quoter.paragraphs(node)) is not None:
            return text
    for node in nodes:
        if kind in node.kinds and len(node.kinds) > 1 and not any(child.kinds for child in node.children):
            labelled = _labelled(node, quoter)
            if labelled:
                places = [place for named, place in labelled if kind in named]
                return quoter.text(*places) if places else None
            if node.kind == kind:
                return quoter.paragraphs(node)
    return None


def _labelled(node: Node, quoter: Quoter) -> list[tuple[tuple[str, ...], tuple[int, int]]]:
    """Paragraphs that begin with a label of their own (问题：… 措施：…), without it."""
    text = quoter.document.text
    found: list[tuple[tuple[str, ...], tuple[int, int]]] = []
    for start, end in node.places():
        colon = text.find("：", start, start + 12)
        if colon > 0 and (kinds := section_kind(text[start:colon])):
            found.append((kinds, (colon + 1, end)))
    return found


def _clause(text: str, match: re.Match[str]) -> str:
    """The words from the last mark to the score."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "，。；、\n")
    return text[start + 1 : match.end()]


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether the department is scored, not one of its projects: “防汛经费”项目自评得分92分."""
    return _NOT_WHOLE.search(match.group()) is None and re.search("项目|经费”", _clause(text, match)) is None


def _rank(text: str, match: re.Match[str]) -> tuple[bool, int, bool]:
    """Of several scores the department's own before others, the latest year's, what was given before the full mark."""
    clause = _clause(text, match)
    years = [int(year) for year in re.findall(r"(20\d\d)年", clause)]
    return "整体" in clause, max(years, default=0), "得" in clause


def _score(span: Span, quoter: Quoter, evaluation: Evaluation) -> None:
    text = quoter.document.text
    if evaluation.score is None:
        found = [match for match in _SCORE.finditer(text, span.start, span.end) if _is_whole(text, match)]
        for match in sorted(found, key=lambda match: _rank(text, match), reverse=True)[:1]:
            name = "score" if match["score"] else "score2"
            full = _FULL.search(text, span.start, span.end)
            out_of = Decimal(full["full"] or full["full2"]) if full else None
            evaluation.score = quoter.score(match.start(name), match.end(name) + 1, Decimal(match[name]), out_of)


def _grade(span: Span, quoter: Quoter, evaluation: Evaluation) -> None:
    text = quoter.document.text
    if evaluation.grade is not None or _GRADED.search(text, span.start, span.end) is None:
        return
    match = _GRADE.search(text, span.start, span.end)
    sentence = text[text.rfind("。", 0, match.start()) + 1 : match.start()] if match else ""
    if match and not re.search(r"项目[^，。]*$", sentence):
        name = "grade" if match["grade"] else "grade2"
        evaluation.grade = quoter.text((match.start(name), match.end(name)))
