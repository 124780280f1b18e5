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
_POINTS = re.compile(r"\d分")
#: who or what is scored must be the department as a whole: 自评, 评价, 综合 …; an average over projects is not
_SCORE = re.compile(
    rf"(?:自评|评价|综合|总体|整体|最终|绩效|考核|自我评价)[^。；\d]{{0,24}}?(?:得分|得|总分|评分|分数|分值|打分|自评分|评分结果|自评)[^。；\d]{{0,12}}?{_NUMBER}"
    rf"|(?:自评|自我评价|评价|综合)(?:分|结果|总分)[^。；\d]{{0,10}}?{_NUMBER.replace('score', 'score2')}"
)
#: 我局自评98.5分: nothing but whose evaluation it is before 自评, and nothing between it and the figure
_BARE = re.compile(
    r"(?<![^。；，：:、\s])(?:经)?(?:20\d\d年度?)?(?:(?:我|本|全)?[\u4e00-\u9fff]{0,16}(?:[局委办院镇乡部]|中心|单位|部门)|我[局委办院镇乡部])?"
    rf"(?:部门)?(?:整体|总体|综合)?(?:支出)?(?:绩效)?自评{_NUMBER}"
)
#: 经自评，2022年度得分为96分: the evaluation is named in the clause before
_AFTER = re.compile(
    rf"(?:自评|评价|自我评价|评分|打分)，(?:20\d\d年度?)?(?:我[局委办院镇乡部]|本?(?:部门|单位))?(?:部门|单位)?(?:整体|总体|综合|绩效|支出)*(?:得分|评分)(?:为|是)?{_NUMBER}"
)
#: 满分100分，扣5分，得95分: where the difference is what is left
_LEFT = re.compile(
    rf"(?:自评|评价|综合|整体|总体)(?:总分)?满分(?:为)?(?P<full>\d{{3}})分，[^。；，]{{0,12}}扣(?:分|除|减)?(?P<less>\d{{1,2}}(?:\.\d{{1,2}})?)分，(?:最终|实际|自评|综合)*得分?(?:为)?{_NUMBER}"
)
#: a threshold, or what defines a group of others
_OTHERS = re.compile("以上|以下|及以|以内|的|制|至|到|-|—|~|～|左右")
#: 权重20分，自评19分: the full mark of a part, right before its score
_WEIGHT = re.compile(r"(?<!\d)\d{1,2}(?:\.\d+)?分[，、：:（(]?$")
_NOT_WHOLE = re.compile(r"平均|个项目|项目支出|满分")
_FULL = re.compile(r"(?:满分|总分值?)(?:为|是)?[：:]?(?P<full>\d{2,3})分|(?P<full2>\d{2,3})分制")
_GRADE = re.compile(
    r"(?:评价|绩效|评定|自评|考核)?(?:等级|等次|结果|结论|级别|档次|评级)(?:评定|认定)?(?:为|是|：|:)[“\"]?(?P<grade>优秀|良好|优|良|中|差|合格|不合格|一般|较差|基本合格)[”\"]?(?=[。，；、）等级档\s]|$)"
    r"|(?<![^。；，：:（(\s])(?:综合|绩效|自我|自评|评价|评定|考核|对应|所属){0,3}(?:等级|等次|档次|评级|(?:评价|自评|考核)结果)[“\"]?(?P<grade3>优秀|良好|优|良|中|差|合格|不合格|一般|较差|基本合格)[”\"]?(?=[。，；）\n]|$)"
    r"|(?:评定|评价|自评|定级|评)(?:为|等级为)[“\"]?(?P<grade2>优秀|良好|优|良|中|差|合格|不合格|较差)[”\"]?(?=[。，；、）等级档]|$)"
)
#: what every grade stands in: most paragraphs have none
_GRADED = re.compile(r"[为是：:级次果][“\"]?(?:[优良中差一]|较差|合格|不合格|基本合格)")
_WHOLE = 100
_TEXTS = ("experience", "problems", "measures")


def read_evaluation(root: Node, quoter: Quoter, evaluation: Evaluation) -> None:
    """Fills `evaluation` from the sections of the conclusion, and of experience, problems and measures."""
    nodes = [node for node in root.walk() if not node.foreign]
    for node in nodes:
        if node.kind in ("conclusion", "completion", "other", "overview", "spending", "cover", "experience"):
            for span in node.spans:
                if not isinstance(span.block, Paragraph):
                    continue
                if _POINTS.search(quoter.document.text, span.start, span.end) is not None:
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
    if whole is None or evaluation.parts:
        return
    begin, close = text.find("其中", span.start, span.end), "。"
    if begin < 0:  # 评价得分92.6分（决策13分、过程27.6分）
        begin, close = text.find(f"{whole.stated}（", span.start, span.end) + len(whole.stated) - 1, "）"
        if begin < span.start:
            return
    end = text.find(close, begin, span.end)
    found = list(_SCORED.finditer(text, begin + 2, end if end > 0 else span.end))
    if len(found) > 1 and sum(Decimal(match["score"]) for match in found) == whole.value:
        for match in found:
            score = quoter.score(match.start("score"), match.end("score") + 1, Decimal(match["score"]))
            evaluation.parts.append(Part(name=match["name"].strip("：，、"), score=score))


def _parts(span: Span, quoter: Quoter, evaluation: Evaluation) -> None:
    """产出指标满分40分，自评得38分: a part of the whole score."""
    for match in _PART.finditer(quoter.document.text, span.start, span.end):
        if Decimal(match["weight"]) >= _WHOLE or match["name"].endswith(("总分", "满分", "合计", "总计")):
            continue  # 总分100分，自评得96.4分
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
    other = match.re is not _LEFT and _NOT_WHOLE.search(match.group()) is not None
    return not other and re.search("项目|经费”", _clause(text, match)) is None


def _rank(text: str, match: re.Match[str]) -> tuple[bool, int, bool]:
    """Of several scores the department's own before others, the latest year's, what was given before the full mark."""
    clause = _clause(text, match)
    years = [int(year) for year in re.findall(r"(20\d\d)年", clause)]
    return "整体" in clause, max(years, default=0), "得" in clause


def _scores(text: str, span: Span) -> list[re.Match[str]]:
    """Whatever may be the department's score: the usual wording before the shorter ones."""
    found = list(_SCORE.finditer(text, span.start, span.end))
    for pattern in (_BARE, _AFTER, _LEFT):
        for match in pattern.finditer(text, span.start, span.end):
            if _OTHERS.match(text, match.end()) is not None:
                continue
            if pattern is _BARE and _WEIGHT.search(text, max(span.start, match.start() - 8), match.start()):
                continue
            if pattern is _LEFT and Decimal(match["full"]) - Decimal(match["less"]) != Decimal(match["score"]):
                continue
            found.append(match)
    return found


def _score(span: Span, quoter: Quoter, evaluation: Evaluation) -> None:
    text = quoter.document.text
    if evaluation.score is None:
        found = [match for match in _scores(text, span) if _is_whole(text, match)]
        for match in sorted(found, key=lambda match: _rank(text, match), reverse=True)[:1]:
            name = "score2" if match.re is _SCORE and match["score2"] else "score"
            full = _FULL.search(text, span.start, span.end)
            out_of = Decimal(full["full"] or full["full2"]) if full else None
            evaluation.score = quoter.score(match.start(name), match.end(name) + 1, Decimal(match[name]), out_of)


def _grade(span: Span, quoter: Quoter, evaluation: Evaluation) -> None:
    text = quoter.document.text
    if evaluation.grade is not None or _GRADED.search(text, span.start, span.end) is None:
        return
    for match in _GRADE.finditer(text, span.start, span.end):
        said = text[max(text.rfind("。", 0, match.start()) + 1, span.start) : match.start()]
        if re.search(r"项目[^，。]*$", said) or _of_a_project(said):
            continue
        if match["grade3"] and not re.search(r"自评|\d分", said + match.group()):
            continue  # the grade of something else: 空气质量达标，等级优
        name = next(name for name in ("grade", "grade2", "grade3") if match[name])
        evaluation.grade = quoter.text((match.start(name), match.end(name)))
        return


def _of_a_project(said: str) -> bool:
    """Whether the last score before a grade is a project's: “防汛经费”项目自评得分95分，等级优秀."""
    clauses = re.split("[，。；]", said.rpartition("；")[2])
    scored = [clause for clause in clauses if re.search(r"\d分", clause)]
    return bool(scored) and re.search("项目自评|项目绩效自评|项目得分|项目评价|经费”", scored[-1]) is not None
