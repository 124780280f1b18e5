"""Every error says in both languages what happened and what to do, and survives a process border."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from extractor.errors import ERRORS, KINDS, ExtractorError, TooLarge, Unreadable

CONTRACT = [
    "not_a_pdf",
    "damaged_pdf",
    "encrypted_pdf",
    "no_text_layer",
    "too_large",
    "timed_out",
    "worker_died",
    "unsupported",
    "unreadable",
    "not_a_report",
]
VALUES: dict[str, dict[str, Any]] = {
    "too_large": {"what": "pages", "found": 3, "limit": 2},
    "timed_out": {"seconds": 60},
    "no_text_layer": {"reason": "scan"},
    "unsupported": {"what": "reader=x"},
    "unreadable": {"reason": "missing"},
}


def made(code: str) -> ExtractorError:
    return ERRORS[code](path="报告.pdf", page=3, **VALUES.get(code, {}))


def test_the_codes_are_the_contract_s() -> None:
    assert set(KINDS) == set(ERRORS) == set(CONTRACT)


@pytest.mark.parametrize("code", CONTRACT)
def test_each_speaks_both_languages(code: str) -> None:
    error = made(code)
    assert error.code == code
    for text in (error.message, error.advice, error.kind.title.zh):
        assert any("一" <= char <= "鿿" for char in text)
        assert "{" not in text
    for text in (error.message_in("en"), error.advice_in("en"), error.kind.title.en):
        assert text.isascii()
        assert "{" not in text
    assert str(error) == f"报告.pdf 第 3 页：{error.message}"
    assert error.text("en") == f"报告.pdf page 3: {error.message_in('en')}"


@pytest.mark.parametrize("code", CONTRACT)
def test_each_survives_pickling(code: str) -> None:
    error = made(code)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (again.path, again.page, again.values) == (error.path, error.page, error.values)
    assert str(again) == str(error)


def test_builtin_names_catch_them_too() -> None:
    for code in ("unreadable", "encrypted_pdf"):
        assert isinstance(made(code), OSError)
    for code in ("not_a_pdf", "damaged_pdf", "no_text_layer", "too_large", "not_a_report"):
        assert isinstance(made(code), ValueError)
    assert isinstance(made("timed_out"), TimeoutError)


def test_values_are_said_in_words() -> None:
    error = TooLarge(what="characters", found=12, limit=10)
    assert str(error) == "单页字符数超出上限：12 > 10"
    assert error.text("en") == "more characters on a page than allowed: 12 > 10"
    assert str(Unreadable(reason="directory", path="a")) == "a：无法读取文件：这是一个目录，不是文件"


def test_named_keeps_everything_else() -> None:
    error = TooLarge(page=2, what="objects", found=5, limit=4).named("b.pdf")
    assert (error.path, error.page, error.values["found"]) == ("b.pdf", 2, 5)
