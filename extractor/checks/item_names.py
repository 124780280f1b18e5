"""Which facts a published item means: a fact path, or a Chinese label such as 基本支出 or “三公”经费决算数."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractor.lexicon.active import per_lexicon
from extractor.lexicon.labels import Line, vocabulary
from extractor.records.labels import table
from extractor.records.report import Report

_ROOTS = tuple(f"{field}" for field in Report.model_fields)
_PATH = re.compile(rf"(?:{'|'.join(_ROOTS)})(?:[.\[].*)?")
#: words behind a label that say which of a line's figures is meant
_MEASURES = {
    "budget": ("年初预算数", "年初预算", "预算数", "预算"),
    "adjusted_budget": ("调整预算数", "全年预算数", "调整预算", "全年预算"),
    "actual": ("决算数", "决算", "执行数", "支出数", "实际数"),
    "prior": ("上年决算数", "上年预算数", "上年数"),
    "change": ("比上年增减额", "增减额"),
    "change_rate": ("比上年增减率", "增减率", "增长率"),
    "completion": ("预算完成率", "完成率", "执行率"),
    "share": ("占比",),
}
_ENDINGS = sorted(((word, measure) for measure, words in _MEASURES.items() for word in words), key=lambda e: -len(e[0]))


class Item(NamedTuple):
    """Candidate paths. `fund` is that of the label: a top line counts only if it is of that fund."""

    paths: tuple[str, ...]
    top: tuple[str, ...] = ()  #: further candidates, if their line's fund is `fund`
    fund: str | None = None
    measure: str | None = None


@per_lexicon(8192)
def item_of(words: str) -> Item | None:
    """The item that a published name means, paths without their measure where it names none; None where unknown."""
    text = words.strip()
    if _PATH.fullmatch(text):
        return Item((text,), measure="")
    known = _by_label(text)
    if known is not None:
        return Item((known,), measure="")
    line, measure = _line(text), None
    if line is None:
        for ending, kind in _ENDINGS:
            if text.endswith(ending):
                line, measure = _line(text[: -len(ending)].rstrip("·")), kind
                if line is not None:
                    break
    if line is None:
        return None
    path = line.path if line.code is None else f"{line.path}[{line.code}]"
    measure = measure or line.measure
    if line.fund is None:
        return Item((path,), measure=measure)
    narrow = path.replace("spending.", f"spending.{line.fund}.", 1)
    return Item((narrow,), (path,), line.fund, measure)


def _line(text: str) -> Line | None:
    found = vocabulary().meanings.get(re.sub(r"\s", "", text).translate(_BRACKETS))
    return found.line if found is not None and found.kind == "line" else None


_BRACKETS = str.maketrans('()"', "（）”")


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """Labels of facts that belong to no line: 自评得分 …"""
    names = table()
    return {f"{names['Report']['evaluation']}{names['Evaluation']['score']}": "evaluation.score"}


def _by_label(text: str) -> str | None:
    return _labels().get(text.replace("·", ""))
