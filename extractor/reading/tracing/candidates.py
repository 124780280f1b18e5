"""Lexicon entries that might claim a figure: guesses, each of which is tried before anybody sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from extractor.lexicon.statements import FIELDS, plain_head, table_words
from extractor.reading.tokens import Token
from extractor.reading.tracing.model import Known
from extractor.reading.tracing.places import InTable, Sight

#: what parts the clause of a figure from what stands before it
_BOUNDS = ("comma", "colon", "stop", "semicolon", "enum", "open", "close", "mention")
_WORDS = re.compile(r"[\u4e00-\u9fff“”（）]{2,40}")
#: lines that reports name in most different ways
_LINES = (
    "spending.basic", "spending.project", "spending.personnel", "spending.operating", "spending.household",
    "spending.total", "revenue.total", "revenue.fiscal", "revenue.other", "spending.three_public.total",
    "spending.three_public.overseas", "spending.three_public.vehicles", "spending.three_public.reception",
    "spending.running_cost", "spending.procurement.total",
)  # fmt: skip
#: tokens that no name of a line holds
_NO_NAME = ("direction", "compare", "flat", "scope", "cause", "purpose", "share", "completion", "respectively")
#: known words that belong to a name at whose end they stand
_ENDINGS = ("支出", "收入", "经费", "费用", "资金", "采购")
#: what ends a word that says what the money is, so that it does not just stand between
_NOUNS = "费款金额类项资"
_UP, _DOWN = re.compile("[增升涨多超]"), re.compile("[减降少缩节低]")
_MEASURES = (
    ("调整预算", "adjusted_budget"),
    ("预算", "budget"),
    ("决算", "actual"),
    ("支", "actual"),
    ("用", "actual"),
)


def for_prose(text: str, sight: Sight, near: tuple[Known, ...]) -> Iterator[str]:
    """Entries for a figure in a sentence, first words that mean nothing, then what they might mean."""
    clause = _clause(sight)
    noise = [text[token.start : token.end] for token in clause if token.kind == "noise"]
    lines = [token for token in clause if token.kind == "line"]
    behind = [text[t.start : t.end] for t in clause if t.kind == "noise" and lines and t.start >= lines[-1].end]
    phrase = _phrase(text, clause)
    if behind and all(_WORDS.fullmatch(word) and word[-1] not in _NOUNS for word in behind):
        yield _entry("labels.filler", behind)
    if lines and noise and phrase:
        line = lines[-1].word.line if lines[-1].word else None
        if line is not None and line.code is None and not line.pair and phrase:
            yield _line(text[clause[0].start : lines[-1].end], line.path, line.fund)
    if phrase:
        for known in near:
            path, _, fund = known.meaning.partition(" (")
            if "[" not in path and "+" not in path:
                yield _line(phrase, path, fund.rstrip(")") or None)
    for word in noise:
        if _WORDS.fullmatch(word):
            yield from _as_measure(word, sight)


def for_label(text: str, sight: Sight) -> Iterator[str]:
    """The words in front of a figure as a label of each of the lines there are: only the checks can tell which."""
    phrase, mention = phrase_of(text, sight), sight.tokens[sight.index].mention
    if phrase and mention is not None and mention.value and any(token.kind == "noise" for token in _clause(sight)):
        for path in _LINES:
            yield _line(phrase, path, None)


def _as_measure(word: str, sight: Sight) -> Iterator[str]:
    state = sight.state
    if state.target is not None and (field := next((f for w, f in _MEASURES if w in word), None)) is not None:
        yield _entry("labels.measure", [word], field=field)
    if state.comparing:
        sign = 1 if _UP.search(word) else -1 if _DOWN.search(word) else None
        if sign is not None:
            yield _entry("labels.direction", [word], sign=sign)
        yield _entry("labels.prior", [word])
    if state.direction is not None:
        yield _entry("labels.prior", [word])
        yield _entry("labels.compare", [word], base="prior")


def for_table(cell: InTable) -> Iterator[str]:
    """Entries for a figure in a table: what its row, or the head of its column, might mean."""
    row, heads = plain_head(cell.row) if cell.row else "", [plain_head(head) for head in cell.heads if head]
    for path in _paths(row)[:3] if row else ():
        if _shared(row, path):
            yield _line(row, path, None)
            yield _entry("statements.line", [row], line=path)
    for head in heads[:2]:
        field = next((field for word, field in _MEASURES if word in head), None)
        if field in FIELDS:
            yield _entry("statements.measure", [head], field=field)
            yield _entry("forms.measure", [head], field=field)
    if row:
        yield _entry("forms.row", [row], line="total")


def for_row(cell: InTable) -> Iterator[str]:
    """A row as each of the lines that tables have: only the checks can tell which."""
    if row := plain_head(cell.row) if cell.row else "":
        for path in [path for path in _LINES if path in _paths(row)]:
            yield _line(row, path, None)
            yield _entry("statements.line", [row], line=path)


def _paths(row: str) -> list[str]:
    """The lines that rows of tables name, those with the likest names first."""
    paths = {line.path for line in table_words().lines.values() if line.path.startswith(("spending", "revenue"))}
    return sorted(paths, key=lambda path: (-_shared(row, path), path))


def for_title(title: str) -> Iterator[str]:
    """Entries that make a section one whose figures are read."""
    if _WORDS.fullmatch(title):
        for kind in ("spending", "narrative", "completion"):
            yield f"[sections.section.{kind}]\ncontains = {json.dumps([title], ensure_ascii=False)}\n"


def phrase_of(text: str, sight: Sight) -> str:
    """The words of the figure's clause in front of it, without what only leads to the figure."""
    return _phrase(text, _clause(sight))


def _clause(sight: Sight) -> list[Token]:
    before = sight.before()
    first = next((n for n in range(len(before), 0, -1) if before[n - 1].kind in _BOUNDS), 0)
    return before[first:]


def _phrase(text: str, clause: list[Token]) -> str:
    kept = list(clause)
    while kept and kept[-1].kind in ("filler", "measure") and not text.startswith(_ENDINGS, kept[-1].start):
        kept.pop()
    while kept and kept[0].kind in ("filler", "prior", "whereof"):
        kept.pop(0)
    if not kept or any(token.kind in _NO_NAME for token in kept):
        return ""
    words = text[kept[0].start : kept[-1].end]
    return words if _WORDS.fullmatch(words) and not words.startswith("含") else ""


def _shared(row: str, path: str) -> int:
    """How many pairs of characters the words of a line share with a row's name, at most."""
    words = [word for word, line in table_words().lines.items() if line.path == path]
    pairs = {row[n : n + 2] for n in range(len(row) - 1)}
    return max(sum(word[n : n + 2] in pairs for n in range(len(word) - 1)) for word in words)


def _line(words: str, path: str, fund: str | None) -> str:
    return _entry("labels.line", [words], path=path, **({"fund": fund} if fund else {}))


def _entry(table: str, words: list[str], **keys: str | int) -> str:
    lines = [f"[[{table}]]"]
    lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    lines.append(f"words = {json.dumps(words, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"
