"""What records show in a notebook."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import extractor
from extractor.archive.tables import Archive
from extractor.records.facts import UnknownPathError
from extractor.records.report import Report, Section
from tests import made
from tests.conftest import REPOSITORY
from tests.view.test_markup import Parsed

ATTACK = "<script>alert(1)</script>"


def shown(entry: object) -> Parsed:
    return Parsed(entry._repr_html_())  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def sample() -> Report:
    (path,) = (REPOSITORY / "samples").glob("云岭区*.pdf")
    return extractor.read(path)


def test_a_report_at_a_glance(sample: Report) -> None:
    text = shown(sample).text
    assert "云岭区科学技术和工业信息化局 2019" in text
    assert "45,110,404.74元" in text and "支出合计" in text
    assert len(repr(sample)) < 200 and sample.source.name in repr(sample)


def test_parts_of_a_report() -> None:
    report = made.full()
    assert "18" in shown(report.checks[0]).text and "不符" in shown(report.checks[0]).text
    statement = shown(report.statements[0])
    assert [name for name, _ in statement.elements].count("tr") == 4 and "本年支出/预算数" in statement.text
    section = Section(kind="spending", number="一、", title="支出", level=1, pages=(2, 3), text="正文" * 300)
    assert "一、支出" in shown(section).text and len(shown(section).text) < 500


def test_words_of_a_report_stay_words() -> None:
    report = made.full(ATTACK)
    report.department = made.text(ATTACK)
    report.checks[0] = report.checks[0].model_copy(update={"message": ATTACK, "advice": ATTACK})
    section = Section(kind="other", title=ATTACK, level=1, pages=(1, 1), text=ATTACK)
    for entry in (report, report.checks[0], section):
        parsed = shown(entry)
        assert "script" not in [name for name, _ in parsed.elements] and ATTACK in parsed.text


def test_tables(sample: Report) -> None:
    items = sample.items().set_index("path")
    assert items.loc["spending.total", "actual"] == Decimal("45110404.74")
    assert len(sample.indicators()) == len(sample.goals.indicators) > 0
    assert list(sample.checks_frame()["rule"]) == [check.rule for check in sample.checks]
    facts = sample.facts().set_index("path")
    assert facts.loc["spending.total.actual", "value"] == Decimal("45110404.74")
    assert facts["page"].dtype == "Int64"


def test_floats_on_request(sample: Report) -> None:
    items = sample.items(floats=True).set_index("path")
    assert items["actual"].dtype == "float64"
    assert items.loc["spending.total", "actual"] == pytest.approx(45110404.74)
    facts = sample.facts(floats=True).set_index("path")
    assert isinstance(facts.loc["spending.total.actual", "value"], float)
    assert facts.loc["department", "value"] == "云岭区科学技术和工业信息化局"
    assert pd.api.types.is_float_dtype(facts["low"])


def test_the_picture_of_a_value(sample: Report, tmp_path: Path) -> None:
    """The page of its first box, and colour where the box is."""
    from PIL import Image

    picture = sample.show("spending.total.actual")
    assert sample.spending.total is not None and sample.spending.total.actual is not None
    box = sample.spending.total.actual.evidence[0]
    assert picture.page == box.page and picture._repr_png_() == picture.png
    with Image.open(picture.save(tmp_path / "a.png")) as image:
        scale = image.width / 595.3
        assert box.x0 is not None and box.top is not None and box.bottom is not None
        red, _, blue = image.convert("RGB").getpixel(
            (round(box.x0 * scale) - 1, round((box.top + box.bottom) / 2 * scale))
        )
        assert blue > red + 60


def test_what_cannot_be_shown(sample: Report) -> None:
    with pytest.raises(UnknownPathError):
        sample.show("spending.nothing")
    written = Report.model_validate_json(sample.model_dump_json())
    with pytest.raises(FileNotFoundError, match="give the PDF"):
        written.show("spending.total.actual")
    with pytest.raises(ValueError, match="not the file"):
        written.show("spending.total.actual", pdf=b"%PDF-1.4")
    assert written == sample  # where a file lies is no part of a record


def test_names_are_hidden_in_pictures(sample: Report) -> None:
    assert sample.contact.phone is not None and "*" in sample.contact.phone.value
    from PIL import Image

    picture = sample.show("contact.phone")
    box = sample.contact.phone.evidence[0]
    with Image.open(io.BytesIO(picture.png)) as image:
        grey = image.convert("L")
        scale = image.width / 595.3
        assert None not in (box.x0, box.top, box.x1, box.bottom)
        # The record keeps three digits and four, as in 138****0000.
        digit = (box.x1 - box.x0) / 11  # type: ignore[operator]
        corners = (box.x0 + 3.3 * digit, box.top + 3, box.x0 + 6.7 * digit, box.bottom - 3)  # type: ignore[operator]
        area = tuple(round(n * scale) for n in corners)
        low, high = grey.crop(area).getextrema()  # type: ignore[arg-type]
        assert high - low < 40  # one colour: no digits


def test_an_archive(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from extractor.cli import app

    done = CliRunner().invoke(app, ["batch", str(REPOSITORY / "samples"), "-o", str(tmp_path / "out"), "--quiet"])
    assert done.exit_code == 0
    parsed = shown(Archive(tmp_path / "out"))
    assert "4 份报告" in parsed.text and "45,110,404.74" in parsed.text
