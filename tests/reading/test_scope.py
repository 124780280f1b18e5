"""What a sentence says of the department's own year, and what it says of others: the cases of `scope.txt`."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.layout.normalise import normalise
from extractor.reading.clauses import ClauseReader
from extractor.reading.mentions import scan
from extractor.reading.subjects import Binding, Context
from extractor.reading.tokens import tokenise
from tests.reading.sentences import YEAR


def _cases() -> list[tuple[str, list[str]]]:
    lines = (Path(__file__).parent / "scope.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    return [
        (text, sorted(part.strip() for part in says.removeprefix("=").split(";") if part.strip()))
        for text, says in zip(lines[::2], lines[1::2], strict=True)
    ]


CASES = _cases()


def _shown(binding: Binding) -> str:
    subject = binding.subject
    path = subject.path.removeprefix("spending.") + "".join(f"[{item.name}]" for item in subject.items)
    mention = binding.mention
    value = "0"
    if mention is not None and mention.value is not None:
        shift = -4 if mention.kind == "amount" else 0
        value = f"{(mention.value * binding.sign).scaleb(shift).normalize():f}"
    fund = "" if subject.fund is None else f" {subject.fund}"
    basis = "" if binding.field == "prior" or not binding.attributes else f" @{binding.attributes[0][1]}"
    return f"{path}.{binding.field} {value}{fund}{basis}"


def said(text: str) -> list[str]:
    """What the grammar binds in one paragraph, in the notation of `scope.txt`."""
    clean, _ = normalise(text)
    reader = ClauseReader(clean)
    mentions = scan(clean)
    context = Context(year=YEAR, whole=True, department="青山县水务局")
    reader.read(tokenise(clean, 0, len(clean), mentions), context)
    return sorted(_shown(binding) for binding in reader.bindings)


@pytest.mark.parametrize(("text", "says"), CASES)
def test_scope(text: str, says: list[str]) -> None:
    assert said(text) == says
