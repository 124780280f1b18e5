"""Why a figure is read as it is, or not read; and the entries that are drafted for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.checks import check
from extractor.layout import build_document
from extractor.pipeline import own_words, read, trace_figure
from extractor.reading import read_report
from extractor.reading.tracing import trace
from extractor.records.facts import UnknownPathError, get_fact
from tests.conftest import REPOSITORY
from tests.layout.drawn import Sheet, layer
from tests.reading.tables.grids import LEFT, draw_table, table

HEAD = "某某局2019年度部门整体支出绩效自评报告\n\n一、支出情况\n\n"


def text(sentence: str) -> bytes:
    return f"{HEAD}{sentence}\n".encode()


#: the sentence; the words that are in the way; what the drafted entry makes of the figure, and the entry's words
CLAIMED = [
    (
        "2019年本年支出合计300万元，其中：日常运转支出100万元，项目支出200万元。",
        "日常运转", "spending.basic.actual", 'words = ["日常运转支出"]',
    ),
    ("2019年基本支出经批准后共100万元。", "经批准后", "spending.basic.actual", 'words = ["经批准后"]'),
    ("2019年公务接待餐饮费5.9万元。", "餐饮费", "spending.three_public.reception.actual", "公务接待餐饮费"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "unknown", "path", "words"), CLAIMED)
def test_a_drafted_entry_claims_the_figure_and_changes_no_other(
    tmp_path: Path, sentence: str, unknown: str, path: str, words: str
) -> None:
    data = text(sentence)
    before = read(data, name="a.txt")
    assert [one.stated for one in before.unclaimed] == [before.unclaimed[0].stated]
    trace = trace_figure(data, "unclaimed[1]", name="a.txt")
    assert trace is not None and trace.hindrance is not None
    assert trace.hindrance.words == unknown
    assert trace.drafts[0].path == path
    draft = trace.drafts[0]
    assert words in draft.text
    file = tmp_path / "own.toml"
    file.write_text(draft.text, encoding="utf-8")
    after = read(data, name="a.txt", lexicon=own_words(file))
    assert not after.unclaimed
    assert get_fact(after, path).stated == before.unclaimed[0].stated
    for fact in before.facts().itertuples():
        if not fact.path.startswith("unclaimed"):
            assert get_fact(after, fact.path).value == fact.value


@pytest.mark.parametrize(
    ("sentence", "production", "lacks"),
    [
        ("2019年基本支出100万元，比上年减少，主要原因是压减差旅20万元。", "label_amount", "cause"),
        ("2019年基本支出增加20万元。", "change", "base"),
        ("年末固定资产原值236万元。", "label_amount", "label"),
    ],
)
def test_what_is_never_a_field_is_said_and_nothing_drafted(sentence: str, production: str, lacks: str) -> None:
    data = text("2019年本年支出合计300万元。" + sentence)
    assert len(read(data, name="a.txt").unclaimed) == 1
    trace = trace_figure(data, "unclaimed[1]", name="a.txt")
    assert trace is not None and trace.hindrance is not None
    assert (trace.hindrance.production, trace.hindrance.lacks) == (production, lacks)
    assert trace.drafts == ()


def test_a_section_whose_figures_nobody_reads_is_named() -> None:
    data = f"{HEAD}2019年本年支出合计300万元。\n\n二、存在的问题\n\n项目支出200万元未及时使用，进度较慢。\n".encode()
    trace = trace_figure(data, "unclaimed[1]", name="a.txt")
    assert trace is not None and trace.hindrance is not None
    assert (trace.place, trace.hindrance.lacks, trace.hindrance.words) == ("unread", "unread", "problems")
    (known,) = trace.known
    assert known.entry is not None and (known.entry.file, known.meaning) == ("sections.toml", "section.problems")


def test_the_entries_that_claimed_a_figure_are_named(tmp_path: Path) -> None:
    data = text("2019年日常运转支出决算数100万元，比上年减少20万元。")
    file = tmp_path / "own.toml"
    file.write_text('[[labels.line]]\npath = "spending.basic"\nwords = ["日常{运转|运行}支出"]\n', encoding="utf-8")
    trace = trace_figure(data, "spending.basic.change", name="a.txt", lexicon=own_words(file))
    assert trace is not None and trace.hindrance is None and trace.drafts == ()
    found = {known.text: known for known in trace.known}
    own = found["日常运转支出"]
    assert own.meaning == "spending.basic"
    assert own.entry is not None and (own.entry.file, own.entry.line) == ("own.toml", 3)
    assert own.entry.pattern == "日常{运转|运行}支出"
    assert found["减少"].meaning == "-"
    ours = found["决算数"].entry
    assert ours is not None and (ours.file, ours.table) == ("labels.toml", "measure")


def test_the_nearest_labels_look_like_the_words() -> None:
    trace = trace_figure(text("2019年本年支出合计300万元，公务车辆购置运行费3万元。"), "unclaimed[1]", name="a.txt")
    assert trace is not None
    assert "spending.three_public.vehicles" in [known.meaning for known in trace.near]


def test_a_word_is_no_figure_and_a_path_that_is_not_there_is_an_error() -> None:
    data = text("2019年本年支出合计300万元。")
    assert trace_figure(data, "title", name="a.txt") is None
    with pytest.raises(UnknownPathError):
        trace_figure(data, "spending.basic.actual", name="a.txt")


def test_a_figure_of_a_table_is_told_by_its_row_and_its_column() -> None:
    (path,) = (REPOSITORY / "samples").glob("青岚县*.pdf")
    trace = trace_figure(path, "spending.basic.budget")
    assert trace is not None
    assert (trace.place, trace.sentence) == ("table", "基本支出 / 年初预算数")
    found = {(known.text, known.kind): known.meaning for known in trace.known}
    assert found["基本支出", "statements.line"] == "line = spending.basic"
    assert found["年初预算数", "statements.measure"] == "field = budget"


def test_a_cell_that_no_field_took_is_drafted_the_row_with_which_the_table_adds_up() -> None:
    sheet = Sheet(1, width=1400.0)
    sheet.write("某某局2023年度部门整体支出绩效自评报告", 400.0, 30.0)
    sheet.write("一、支出情况", LEFT, 50.0)
    rows = """
        项目 | 年初预算数（万元） | 决算数（万元）
        本年支出合计 | 310.00 | 300.00
        运转类 | 110.00 | 100.00
        项目支出 | 200.00 | 200.00
    """
    draw_table(sheet, table(rows), [10, 12, 12])
    pages = layer(sheet)
    document = build_document(pages)
    report = read_report(document, pages)
    assert [one.stated for one in report.unclaimed] == ["110.00", "100.00"]
    trace_ = trace(document, pages, "unclaimed[2]", check)
    assert trace_ is not None and trace_.hindrance is not None
    assert (trace_.place, trace_.hindrance.lacks) == ("table", "row")
    assert trace_.sentence == "运转类 / 决算数（万元）"
    assert trace_.drafts[0].path == "spending.basic.actual"
    assert 'words = ["运转类"]' in trace_.drafts[0].text
