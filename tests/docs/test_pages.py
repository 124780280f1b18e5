"""The generated pages are current, and the words for warnings complete."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.pipeline import read
from extractor.records.notices import meanings
from extractor.records.paths import is_fact, walk
from tests import made
from tests.conftest import REPOSITORY
from tests.docs.pages import FOLDER, PAGES

_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
_HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run python -m tests.docs.pages"


def given_codes() -> set[str]:
    """The codes that the code gives to notices: `Notice(code=…)`, and what the first rooms note (code, words)."""
    found = set()
    for path in (REPOSITORY / "extractor").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Notice":
                found |= {k.value.value for k in node.keywords if k.arg == "code" and isinstance(k.value, ast.Constant)}
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".notes.append"):
                noted = node.args[0]
                found |= {e.value for e in getattr(noted, "elts", ())[:1] if isinstance(e, ast.Constant)}
            elif isinstance(node, ast.Tuple) and 2 <= len(node.elts) <= 3 and {"layout", "textlayer"} & {*path.parts}:
                first, second = node.elts[:2]
                code = first.value if isinstance(first, ast.Constant) else None
                if isinstance(code, str) and _CODE.fullmatch(code) and _HAN.search(ast.unparse(second)):
                    found.add(code)
    return found


def test_every_warning_has_its_words() -> None:
    assert given_codes() == set(meanings())
    assert all(all(words) for words in meanings().values())


def test_the_fields_of_a_record_are_listed() -> None:
    """Each path of a full record is one of the listed ones once its keys are taken out."""
    text = (FOLDER / "fields.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]*)` \| [^|]* \| (\w+)", text[: text.index("## LineItem")], re.M)
    line = re.findall(r"^\| `(\w+)`", text[text.index("## LineItem") :], re.M)
    patterns = {re.sub(r"\[[^]]*\]", "[]", path) for path, kind in listed if kind != "LineItem"}
    for path in (re.sub(r"\[[^]]*\]", "[]", path) for path, kind in listed if kind == "LineItem"):
        patterns |= {f"{path}{below}.{name}" for below in ("", ".items[]") for name in line}
    for node in walk(made.full()):
        if is_fact(node.value):
            bare = re.sub(r"\[(?:[^\[\]]|\[[^\]]*[］\]])*\]", "[]", node.path)
            assert bare in patterns, node.path


@pytest.mark.parametrize("path", sorted((REPOSITORY / "docs").glob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert link.startswith("https://") or (path.parent / link).exists(), link


def test_the_method_tells_what_is_read() -> None:
    """The intervals in its table are those of a reading."""
    rows = re.findall(r"^\| ([\d.]+(?:万元|元)) \| (\S+) \| (\S+) … (\S+) \|$", method(), re.M)
    assert len(rows) == 3
    for stated, value, low, high in rows:
        text = f"某局2019年度部门整体支出绩效自评报告\n一、支出情况\n2019年本年支出合计{stated}。\n"
        total = read(text.encode(), name="a.txt").spending.total
        assert total is not None and total.actual is not None
        actual = total.actual
        assert (actual.value, actual.low, actual.high) == (Decimal(value), Decimal(low), Decimal(high))


def method() -> str:
    return (FOLDER / "method.md").read_text(encoding="utf-8")
