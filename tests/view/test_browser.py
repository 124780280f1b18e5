"""The review page as a person uses it, in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractor.cli import app
from extractor.records.leaves import Evidence
from extractor.records.load import load
from extractor.records.paths import is_fact, walk
from extractor.records.report import Report
from extractor.view.archive_page import archive_page
from extractor.view.entries import entry
from extractor.view.figures import Values
from extractor.view.words import Words
from tests import made
from tests.conftest import REPOSITORY
from tests.textlayer.pdfs import pdf, to_unicode
from tests.view.browser import Watched, chromium

pytestmark = pytest.mark.slow
PATH = "spending.total.actual"
WITHIN = 0.02  #: of the page


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, read and shown."""
    out = tmp_path_factory.mktemp("view") / "out"
    run("batch", str(REPOSITORY / "samples"), "-o", str(out), "--workers", "2")
    assert run("view", str(out), "--workers", "2") == str(out / "review" / "index.html")
    return out


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments, "--quiet"])
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


@pytest.fixture(scope="module")
def records(archive: Path) -> list[Report]:
    return list(load(archive / "reports.jsonl"))


def index(archive: Path) -> Path:
    return archive / "review" / "index.html"


def shown(page: Any) -> list[str]:
    names: list[str] = page.locator("[data-report]:visible").evaluate_all("rows => rows.map(r => r.dataset.report)")
    return names


def test_the_list_is_searched_sorted_and_filtered(browser: Any, archive: Path, records: list[Report]) -> None:
    watched = Watched(browser)
    page = watched.open(index(archive))
    names = [report.source.name for report in records]
    assert shown(page) == names
    page.fill("input[type=search]", "水务局 2021")
    assert shown(page) == [name for name in names if "水务局" in name]
    page.fill("input[type=search]", "19,821,500")
    assert shown(page) == [name for name in names if "水务局" in name]
    page.fill("input[type=search]", "")
    page.select_option("#filter-year", "2019")
    year = {report.source.name: report.fiscal_year and report.fiscal_year.value for report in records}
    assert shown(page) == [name for name in names if year[name] == 2019]
    page.select_option("#filter-year", "")
    page.get_by_role("button", name="支出合计").click()
    totals = {
        r.source.name: r.spending.total.actual.value for r in records if r.spending.total and r.spending.total.actual
    }
    assert shown(page) == sorted(names, key=lambda name: -totals[name])
    assert watched.complaints == []


def test_a_row_leads_to_its_report(browser: Any, archive: Path, records: list[Report]) -> None:
    watched = Watched(browser)
    page = watched.open(index(archive))
    page.locator(f'[data-report="{records[0].source.name}"] a').click()
    page.wait_for_selector(f'[data-path="{PATH}"]')
    assert page.locator("[data-page]").count() == records[0].source.pages
    page.go_back()
    assert len(shown(page)) == len(records)
    assert watched.complaints == []


def place(page: Any, path: str) -> tuple[float, ...]:
    """The first box of a value as parts of its page's width and height; and whether it is on screen."""
    found: list[float] = page.evaluate(
        """path => {
            const box = document.querySelector(`[data-box-for="${CSS.escape(path)}"]`);
            const b = box.getBoundingClientRect();
            const i = box.closest("figure").querySelector("[data-page]").getBoundingClientRect();
            const pane = document.getElementById("pages").getBoundingClientRect();
            const seen = b.top >= pane.top && b.bottom <= pane.bottom && b.left >= pane.left && b.right <= pane.right;
            return [(b.left - i.left) / i.width, (b.top - i.top) / i.height, (b.right - i.left) / i.width,
                    (b.bottom - i.top) / i.height, seen ? 1 : 0,
                    Number(box.closest("figure").querySelector("[data-page]").dataset.page)];
        }""",
        path,
    )
    return tuple(found)


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_click_on_a_value_shows_its_box(
    browser: Any, archive: Path, records: list[Report], size: tuple[int, int]
) -> None:
    """Where the evidence says, on screen; the pictures have the proportions of the pages."""
    sizes = page_sizes()
    watched = Watched(browser, *size)
    page = watched.open(index(archive))
    links = page.locator("[data-report] a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    for report, link in zip(records, links, strict=True):
        page.goto((index(archive).parent / link).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        nodes = [node for node in walk(report) if is_fact(node.value) and getattr(node.value, "evidence", [])]
        for node in nodes[:: max(1, len(nodes) // 15)]:
            page.locator(f'[data-path="{node.path}"]').click()
            *corners, seen, number = place(page, node.path)
            box: Evidence = node.value.evidence[0]  # type: ignore[attr-defined]
            width, height = sizes[report.source.name][box.page - 1]
            assert None not in (box.x0, box.top, box.x1, box.bottom)
            wanted = (box.x0 / width, box.top / height, box.x1 / width, box.bottom / height)  # type: ignore[operator]
            assert number == box.page and seen, node.path
            assert all(abs(a - b) <= WITHIN for a, b in zip(corners, wanted, strict=True)), node.path
    assert watched.complaints == []


def page_sizes() -> dict[str, list[tuple[float, float]]]:
    """As the other PDF library measures them."""
    import pdfplumber

    sizes = {}
    for path in (REPOSITORY / "samples").glob("*.pdf"):
        with pdfplumber.open(path) as document:
            sizes[path.name] = [(float(page.width), float(page.height)) for page in document.pages]
    return sizes


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of one sample alone."""
    folder = tmp_path_factory.mktemp("one")
    (sample,) = (REPOSITORY / "samples").glob("青岚县*.pdf")
    return Path(run("view", str(sample), "-o", str(folder)))


def test_a_click_on_a_box_shows_its_field(browser: Any, one: Path) -> None:
    watched = Watched(browser)
    page = watched.open(one)
    page.locator(f'[data-box-for="{PATH}"]').first.click()
    field = page.locator(f'[data-path="{PATH}"]')
    assert "on" in field.get_attribute("class").split()
    record = page.locator("#record").bounding_box()
    box = field.bounding_box()
    assert record["y"] <= box["y"] and box["y"] + box["height"] <= record["y"] + record["height"]
    assert watched.complaints == []


def test_an_address_opens_a_fact(browser: Any, one: Path) -> None:
    page = Watched(browser).open(one, f"#{PATH}")
    assert page.locator(f'[data-path="{PATH}"].on').count() == 1
    assert page.locator(f'[data-box-for="{PATH}"].on').count() >= 1
    assert place(page, PATH)[4] == 1
    assert page.locator("[data-report]").count() == 1


def test_the_keys(browser: Any, one: Path) -> None:
    watched = Watched(browser)
    page = watched.open(one)
    page.keyboard.press("j")
    first = page.locator("[data-path].on").get_attribute("data-path")
    page.keyboard.press("j")
    assert page.locator("[data-path].on").get_attribute("data-path") != first
    page.keyboard.press("k")
    assert page.locator("[data-path].on").get_attribute("data-path") == first
    page.keyboard.press("Escape")
    assert page.locator(".on").count() == 0
    page.keyboard.press("]")
    assert page.evaluate("document.getElementById('pages').scrollTop > 300")
    page.keyboard.press("/")
    page.keyboard.type("公务接待")
    page.wait_for_timeout(100)
    values = page.locator("[data-path]:visible").evaluate_all("all => all.map(v => v.dataset.path)")
    assert values and all("reception" in path for path in values if path.startswith("spending.three_public"))
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    assert watched.complaints == []


def test_a_finding_shows_its_figures(browser: Any, tmp_path: Path) -> None:
    """The subject and the inputs of a check are marked at once, on the page and in the record."""
    report = made.full("某局.pdf")
    path = tmp_path / "record.json"
    path.write_text(report.model_dump_json(), encoding="utf-8")
    watched = Watched(browser)
    page = watched.open(Path(run("view", str(path), "-o", str(tmp_path / "review"))))
    page.locator("#check-0 [data-check]").click()
    assert page.locator('[data-path="spending.personnel.actual"].on').count() == 1
    assert page.locator('[data-path="spending.personnel.items[30101#2].actual"].input').count() == 1
    page.keyboard.press("Escape")
    page.locator('#check-0 [data-goto="spending.personnel.items[30101].actual"]').click()
    assert page.locator('[data-path="spending.personnel.items[30101].actual"].on').count() == 1
    assert watched.complaints == []


def test_what_a_pdf_says_stays_text(browser: Any, tmp_path: Path) -> None:
    attack = "<img/src=x/onerror=alert(1)>"
    lines = [
        "某某局2019年度部门整体支出绩效自评报告",
        "一、存在的问题",
        f"管理{attack}不到位。",
        "二、支出情况",
        "本年支出合计100元。",
    ]
    codes = {character: chr(0x21 + n) for n, character in enumerate(dict.fromkeys("".join(lines)))}
    encoded = ["".join(f"{ord(codes[character]):02x}" for character in line) for line in lines]
    text = "BT /F 9 Tf 30 380 Td 14 TL " + " ".join(f"<{line}> Tj T*" for line in encoded) + " ET"
    unicode = {code: f"{ord(character):04x}" for character, code in codes.items()}
    source = tmp_path / "攻击.pdf"
    source.write_bytes(pdf(text, extra=[to_unicode(**unicode)], font="/BaseFont /Courier /ToUnicode 10 0 R"))
    read = json.loads(run("parse", str(source)))
    assert attack in json.dumps(read, ensure_ascii=False)
    watched = Watched(browser)
    page = watched.open(Path(run("view", str(source), "-o", str(tmp_path / "review"))))
    assert page.locator("img:not([data-page])").count() == 0
    field = page.locator("[data-path]", has_text=attack).first
    field.click()
    assert attack in field.inner_text()
    page.fill("input[type=search]", attack)
    page.wait_for_timeout(100)
    assert watched.complaints == []


def test_five_hundred_reports(browser: Any, tmp_path: Path) -> None:
    """A list of that length answers a key at once."""
    rows = [entry(made.full(f"{n:03}/某局.pdf"), f"{n}.html") for n in range(500)]
    path = tmp_path / "index.html"
    path.write_text(archive_page(rows, [], Words()), encoding="utf-8")
    watched = Watched(browser)
    page = watched.open(path)
    assert len(shown(page)) == 500
    took = page.evaluate(
        """() => {
            const search = document.querySelector("input[type=search]");
            const start = performance.now();
            search.value = "321/";
            search.dispatchEvent(new Event("input"));
            document.body.getBoundingClientRect();
            return performance.now() - start;
        }"""
    )
    assert shown(page) == ["321/某局.pdf"]
    assert took < 500
    assert watched.complaints == []


def test_dark_and_print(browser: Any, one: Path) -> None:
    page = Watched(browser, color_scheme="dark").open(one)
    back = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(back)
    page.click("#theme")
    light = page.evaluate(back)
    assert sum(map(int, dark[4:-1].split(","))) < 120
    assert sum(map(int, light[4:-1].split(","))) > 600
    page.emulate_media(media="print")
    assert not page.locator("#pages").is_visible() and page.locator(f'[data-path="{PATH}"]').is_visible()


TWO_YEARS = """青岚县水务局{year}年度部门整体支出绩效自评报告
一、支出情况
{year}年本年支出合计{total}万元，其中：基本支出100万元，项目支出200万元，均按时支付到位，较上年增长5%。
{year}年公务接待费决算数3万元，用于接待来我县检查农村饮水安全工程建设和运行管护工作的人员。
二、存在的问题
一是个别项目前期工作不够扎实，预算执行进度较慢；二是绩效目标不够细化，指标不便于考核。
"""


def test_other_places_of_a_value_are_one_click_apart(browser: Any, archive: Path, records: list[Report]) -> None:
    """A figure stated twice, and the figure that must equal it."""
    report = next(r for r in records if any(getattr(n.value, "also", ()) for n in walk(r)))
    path = next(node.path for node in walk(report) if is_fact(node.value) and getattr(node.value, "also", ()))
    watched = Watched(browser)
    page = watched.open(index(archive))
    page.locator(f'[data-report="{report.source.name}"] a').click()
    page.locator(f'[data-path="{path}"]').first.click()
    page.locator(f'#detail [data-place="{path}.also[1]"]').click()
    assert page.locator(f'[data-path="{path}.also[1]"].on').count() == 1
    *_, seen, _ = place(page, f"{path}.also[1]")
    assert seen
    page.locator(f'#detail [data-place="{path}"]').click()
    assert page.locator(f'[data-path="{path}"].on').count() == 1
    assert watched.complaints == []


def test_rates_that_no_field_took_are_coloured_and_listed(browser: Any, archive: Path, records: list[Report]) -> None:
    report = max(records, key=lambda one: len(Values(one).rates))
    watched = Watched(browser)
    page = watched.open(index(archive))
    page.locator(f'[data-report="{report.source.name}"] a').click()
    boxes = page.locator("#pages rect[data-rate]")
    lines = page.locator("#record .rates [data-rate]")
    assert 0 < lines.count() == len(Values(report).rates)
    assert boxes.count() >= lines.count()
    assert boxes.first.evaluate("box => getComputedStyle(box).fill") != "rgba(0, 0, 0, 0)"
    page.locator("#record .rates summary").click()
    lines.last.click()
    assert page.locator("#pages rect[data-rate].on").count() >= 1
    boxes.first.dispatch_event("click")
    assert page.locator("#record .rates .on[data-rate='0']").count() == 1
    assert watched.complaints == []


def test_the_report_of_the_year_before_is_one_click_apart(browser: Any, tmp_path: Path) -> None:
    for year, total in (("2019", "300"), ("2020", "310")):
        (tmp_path / f"{year}.txt").write_text(TWO_YEARS.format(year=year, total=total), encoding="utf-8")
    out = tmp_path / "out"
    run("batch", str(tmp_path / "2019.txt"), str(tmp_path / "2020.txt"), "-o", str(out), "--workers", "1")
    run("view", str(out), "--workers", "1")
    watched = Watched(browser)
    page = watched.open(index(out))
    page.locator('[data-report="2020.txt"] a').click()
    assert page.locator("a[data-year='1']").count() == 0
    page.locator(f'[data-path="{PATH}"]').click()
    page.locator("a[data-year='-1']").click()
    page.wait_for_selector(f'[data-path="{PATH}"].on')
    assert "3,000,000" in page.locator(f'[data-path="{PATH}"]').inner_text()
    assert page.url.endswith(f"#{PATH}")
    page.locator("a[data-year='1']").click()
    page.wait_for_selector(f'[data-path="{PATH}"].on')
    assert "3,100,000" in page.locator(f'[data-path="{PATH}"]').inner_text()
    assert watched.complaints == []
