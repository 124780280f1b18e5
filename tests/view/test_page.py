"""The review page as written: hooks, policy, no foreign addresses, nothing of a person."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor import __version__
from extractor.records.paths import is_fact, walk
from extractor.records.report import Report
from extractor.view.archive_page import archive_page
from extractor.view.build import Hide, Original, build
from extractor.view.entries import entry
from extractor.view.report_page import Pages, report_page
from extractor.view.words import Words, table
from tests import made
from tests.view.test_markup import Parsed

ATTACK = "\"'><img src=x onerror=alert(1)><script>alert(2)</script></script><!--"


def lengthened(value: object, words: str) -> object:
    """A record as JSON with words at the end of every free text."""
    fixed = {
        "kind",
        "basis",
        "unit",
        "op",
        "period",
        "fund",
        "text_layer",
        "category",
        "status",
        "severity",
        "schema_version",
    }
    if isinstance(value, dict):
        return {key: entry if key in fixed else lengthened(entry, words) for key, entry in value.items()}
    if isinstance(value, list):
        return [lengthened(entry, words) for entry in value]
    free = isinstance(value, str) and not re.fullmatch(r"-?[\d.]+", value)
    return f"{value}{words}" if free else value


def test_every_value_has_its_hook() -> None:
    report = made.full()
    paths = [node.path for node in walk(report) if is_fact(node.value)] + ["spending.three_public.total.actual.also[1]"]
    seen = Parsed(report_page(report, Pages(), Words()))
    assert sorted(a["data-path"] or "" for _, a in seen.elements if "data-path" in a) == sorted(paths)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_hold_no_markup_of_a_report(lang: str) -> None:
    words = Words(lang)

    def page_with(appended: str) -> tuple[Report, Parsed]:
        report = Report.model_validate(lengthened(made.full("某局.pdf").model_dump(mode="json"), appended))
        return report, Parsed(report_page(report, Pages(), words))

    _, harmless = page_with("无" * len(ATTACK))
    report, seen = page_with(ATTACK)
    assert [name for name, _ in seen.elements] == [name for name, _ in harmless.elements]
    assert not [key for _, attributes in seen.elements for key in attributes if key.startswith("on") or key == "style"]
    listed = Parsed(archive_page([entry(report, "a.html")], [(ATTACK, ATTACK, ATTACK)], words))
    assert not [name for name, _ in listed.elements if name == "img"]
    assert [name for name, _ in listed.elements].count("script") == 1


def test_the_policy() -> None:
    page = report_page(made.full(), Pages(), Words())
    policy = next(a["content"] for _, a in Parsed(page).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None and policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy and "*" not in policy and "http" not in policy
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_words_are_complete() -> None:
    assert all(zh and en and re.findall(r"{\w+}", zh) == re.findall(r"{\w+}", en) for zh, en in table().values())


def test_the_arithmetic_is_written_out(tmp_path: Path) -> None:
    """A sum that does not add up: every addend, what it comes to, what is printed, and by how much it is off."""
    report = made.full()
    report.checks[0] = report.checks[0].model_copy(
        update={"inputs": ["spending.personnel.items[30101].actual", "spending.personnel.items[其他[注］.支出].actual",
                           "spending.personnel.items[30101#2].actual"]}
    )  # fmt: skip
    page = report_page(report, Pages(), Words())
    start = page.index('<div class="sheet sum">')
    cells = re.sub(r"<[^>]+>", "|", page[start : page.index("</table>", start)])
    words = [word for word in cells.split("|") if word]
    assert [word for word in words if word in ("+", "=", "Δ")] == ["+", "+", "=", "Δ"]
    assert [Decimal(word) for word in words if re.fullmatch(r"-?\d+", word)][-1] == -7
    assert words[words.index("应为") + 1] == "18" and "原文所列" in words


def test_contacts_are_painted_over(tmp_path: Path) -> None:
    """The image of a page is darker where a person is named, and nowhere else, whatever the record's contact says."""
    from PIL import Image, ImageChops

    from tests.textlayer.pdfs import pdf

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("BT /F 20 Tf 50 300 Td (13800000000) Tj ET"))
    report = made.report("a.pdf")
    report.source.pages = 1
    box = made.box("0000")[0].model_copy(update={"x0": 60.0, "top": 80.0, "x1": 140.0, "bottom": 104.0})

    def image(folder: str, hide: Hide | None) -> Image.Image:
        build([(report, Original(path))], tmp_path / folder, Words(), alone=True, hide=hide, workers=1)
        (file,) = (tmp_path / folder / "pages").rglob("*.png")
        return Image.open(file).convert("L")

    changed = ImageChops.difference(image("shown", None), image("hidden", hide_box)).getbbox()
    assert box.x0 is not None and changed is not None
    assert all(abs(a - b) <= 3 for a, b in zip(changed, (120, 160, 280, 208), strict=True))


def hide_box(path: Path, password: str | None) -> list[made.Evidence]:
    box = made.box("0000")[0]
    return [box.model_copy(update={"x0": 60.0, "top": 80.0, "x1": 140.0, "bottom": 104.0})]


def test_no_clock_and_no_place_in_the_page(tmp_path: Path) -> None:
    one = build([(made.full(), None)], tmp_path / "a", Words(), workers=1).read_bytes()
    assert one == build([(made.full(), None)], tmp_path / "b", Words(), workers=1).read_bytes()
    assert str(tmp_path).encode() not in one and __version__.encode() not in one


def test_a_contact_that_was_read_unmasked_is_masked(tmp_path: Path) -> None:
    report = made.report("a.pdf")
    report.contact.person, report.contact.phone = made.text("张示例"), made.text("13800000000")

    def page(folder: str, hide: Any) -> str:
        return build([(report, None)], tmp_path / folder, Words(), alone=True, hide=hide, workers=1).read_text("utf-8")

    hidden = page("hidden", hide_box)
    assert "张**" in hidden and "138********" in hidden
    assert "张示例" not in hidden and "13800000000" not in hidden
    assert "13800000000" in page("shown", None) and report.contact.phone.value == "13800000000"


def test_a_second_run_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    """Least of all pictures that show what the second must not show."""
    from tests.textlayer.pdfs import pdf

    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("BT /F 20 Tf 50 300 Td (13800000000) Tj ET"))
    report = made.report("a.pdf")
    report.source.pages = 1
    report.contact.phone = made.text("138****0000")
    folder = tmp_path / "review"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "notes.txt").write_text("not ours", encoding="utf-8")

    def pictures(hide: Any) -> set[str]:
        build([(report, Original(path)), (made.report("b.pdf"), None)], folder, Words(), hide=hide, workers=1)
        return {file.parent.name for file in folder.rglob("*.png")}

    shown, hidden = pictures(None), pictures(hide_box)
    assert len(shown) == len(hidden) == 1 and shown != hidden
    build([(report, Original(path))], folder, Words(), alone=True, hide=hide_box, workers=1)
    assert list(folder.glob("reports/*")) == [] and (folder / "pages" / "notes.txt").exists()
