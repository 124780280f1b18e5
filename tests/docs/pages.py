"""The generated pages of `docs/`: `python -m tests.docs.pages` writes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from extractor.checks.rulebook import built_in
from extractor.errors import KINDS
from extractor.records.items import LineItem
from extractor.records.labels import field_label
from extractor.records.leaves import Amount, Count, Evidence, Leaf, Model, Percent, Score, Text
from extractor.records.notices import meanings
from extractor.records.paths import NO_FACTS
from extractor.records.report import Report, StatementRow, Target, Unclaimed
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "docs"
_UNITS = {Amount: "元", Percent: "%", Count: "人 个 辆 …", Score: "分", Unclaimed: "元"}
_CATEGORIES = {"arithmetic": "勾稽", "form": "形式", "plausibility": "合理性"}
#: what names an entry of a list in a path
_KEYS = {
    "Text": "n", "LineItem": "code|name", "NamedCount": "name", "HistoryYear": "year", "Goal": "number|title",
    "Indicator": "period/objective/level2/level3/name", "Part": "name", "Statement": "name",
    "StatementRow": "code|name", "Unclaimed": "n",
}  # fmt: skip


def table(*rows: tuple[str, ...]) -> str:
    head, *body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def codes() -> str:
    """Every error, warning and check."""
    errors = [
        (f"`{kind.code}`", f"{kind.title.zh}<br>{kind.title.en}", f"{kind.advice.zh}<br>{kind.advice.en}")
        for kind in KINDS.values()
    ]
    warnings = [
        (f"`{code}`", f"{words.zh}<br>{words.en}", f"{words.do_zh}<br>{words.do_en}")
        for code, words in sorted(meanings().items())
    ]
    rules = [(f"`{rule.id}`", _CATEGORIES[rule.category], rule.title, rule.advice) for rule in built_in()]
    head = ("代码 code", "含义 meaning", "怎么办 what to do")
    return f"""# 代码一览 · Codes

Written by `python -m tests.docs.pages` from the code; do not edit.

## 错误：文件没有读出 · Errors: a file could not be read

On standard error, in `failures.csv`, and as `ExtractorError.code`. The other files of a batch are not affected.

{table(head, *errors)}
## 提示：记录已读出，但请留意 · Warnings: a record was read, but mind this

In `warnings` of the record, and in the review page.

{table(head, *warnings)}
## 核对规则 · Checks

In `checks` of the record as `rule`. What a status means is told in [the method](method.md).

{table(("规则 rule", "类别 category", "内容", "建议"), *rules)}"""


def fields() -> str:
    """Every path of a record."""
    rows, line = (
        [(f"`{path}`", label, kind.__name__, _UNITS.get(kind, "")) for path, label, kind in _paths(model, "", "")]
        for model in (Report, LineItem)
    )
    head = ("路径 path", "含义", "类型 type", "单位 unit")
    return f"""# 字段一览 · Fields

Written by `python -m tests.docs.pages` from the models; do not edit.

A path is the key of a value in `facts.csv`, in `extractor explain` and in the addresses of the review page.
In brackets stands what names an entry: its code, else its name (`spending.personnel.items[30101].actual`); `n` is its
position, from 1. Amounts are in 元 whatever unit is printed, rates in percent, decreases negative.
What the types hold (value, interval, evidence) is told in [the method](method.md).

{table(head, *rows)}
## LineItem：一行收支的各项 · the figures of a line

Behind the path of a line, as in `spending.total.actual`. A line may have `items[code|name]`, which are lines, too.

{table(head, *line)}"""


def _paths(
    model: type[Model], path: str, label: str, seen: tuple[type[Model], ...] = ()
) -> Iterator[tuple[str, str, Any]]:
    model.model_rebuild()  # names of models that come later are resolved
    for name, info in model.model_fields.items():
        if model is Report and name in NO_FACTS:
            continue
        for kind, listed in _models(info.annotation):
            if kind is Evidence or kind in seen:
                continue
            if model is StatementRow and kind is Text:
                continue  # a cell is an Amount or a Text: one line for both
            key = "column" if model is StatementRow else _KEYS.get(kind.__name__, "n")
            here = f"{path}.{name}".lstrip(".") + (f"[{key}]" if listed else "")
            words = "·".join(filter(None, (label, field_label(model, name))))
            if issubclass(kind, Leaf | Target | Unclaimed):
                yield here, words, kind
            elif kind is LineItem:
                if model is not LineItem:
                    yield here, words, kind
            else:
                yield from _paths(kind, here, words, (*seen, model))


def _models(annotation: Any) -> Iterator[tuple[type[Any], bool]]:
    """The models in an annotation, and whether it is a list (or a mapping) of them."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        for part in get_args(annotation):
            if part is not NoneType:
                yield from _models(part)
    elif origin in (list, dict):
        for kind, _ in _models(get_args(annotation)[-1]):
            yield kind, True
    elif origin is Annotated:
        yield from _models(get_args(annotation)[0])
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation, False


PAGES = {"codes.md": codes, "fields.md": fields}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
