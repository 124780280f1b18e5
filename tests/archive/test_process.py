from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor import pipeline
from extractor.archive.options import Options
from extractor.archive.process import process, read_file, renamed, rendered
from extractor.errors import DamagedPdf, EncryptedPdf
from tests import made


def reader(monkeypatch: pytest.MonkeyPatch, answers: dict[str | None, Any]) -> list[str | None]:
    """`pipeline.read` answers by password; gives the list of the passwords that it was called with."""
    asked: list[str | None] = []

    def read(source: object, *, name: str, password: str | None, **_options: Any) -> Any:
        asked.append(password)
        answer = answers[password]
        if isinstance(answer, BaseException):
            raise answer
        return made.full(name)

    monkeypatch.setattr(pipeline, "read", read)
    return asked


FILE = Path("a.pdf")


def test_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    reader(monkeypatch, {None: "record"})
    assert process(FILE, "甲/a.pdf", Options()) == rendered(made.full("甲/a.pdf"))


def test_passwords_are_tried_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = reader(monkeypatch, {"one": EncryptedPdf(), "two": "record", "three": "record"})
    assert not process(FILE, "a.pdf", Options(passwords=("one", "two", "three"))).failed
    assert asked == ["one", "two"]
    reader(monkeypatch, {"one": EncryptedPdf()})
    assert process(FILE, "a.pdf", Options(passwords=("one",))).code == "encrypted_pdf"


def test_the_errors_page_is_named_and_its_path_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    reader(monkeypatch, {None: DamagedPdf(path="/here/a.pdf", page=3)})
    outcome = process(FILE, "a.pdf", Options())
    assert outcome.code == "damaged_pdf"
    assert outcome.message.startswith("第 3 页") and "/here" not in outcome.message


@pytest.mark.parametrize(
    ("fault", "code"), [(MemoryError(), "too_large"), (KeyError("x"), "worker_died"), (RecursionError(), "worker_died")]
)
def test_an_unforeseen_fault_is_one_files_failure(monkeypatch: pytest.MonkeyPatch, fault: Exception, code: str) -> None:
    reader(monkeypatch, {None: fault})
    outcome = process(FILE, "a.pdf", Options())
    assert outcome.code == code
    assert outcome.message in ("内存超出上限：所需 > 可用", f"处理此文件的进程意外终止（{type(fault).__name__}）")


def test_options_do_not_show_passwords() -> None:
    assert "secret" not in repr(Options(passwords=("secret",)))


def test_another_name() -> None:
    assert renamed(rendered(made.full("a.pdf")), "b.pdf") == rendered(made.full("b.pdf"))


def test_limits_reach_the_text_layer(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.4 and no more")
    assert process(file, "a.pdf", Options(max_bytes=5)).code == "too_large"
    with pytest.raises(DamagedPdf):
        read_file(file, "a.pdf", Options())
