"""What the READMEs say is so: commands run word for word, excerpts are what comes out, lists are complete.

Excerpts follow the program: `python -m tests.docs.refresh` writes them anew.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest

from extractor.cli.command import FOUND, NONE_READ, SOME_FAILED, STOPPED, USAGE
from extractor.emit.tables import TABLES
from tests.conftest import REPOSITORY
from tests.docs.readme import (
    ELSEWHERE,
    READMES,
    SET_UP,
    TEST,
    Block,
    at,
    blocks,
    desk,
    marked,
    plain_table,
    printed_by,
    run,
    tables,
)
from tests.docs.refresh import GENERATED

LANGUAGES = sorted(READMES)
OUT = ["batch", "samples", "-o", "out", "--quiet"]


def text(language: str) -> str:
    return READMES[language].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which the first command has been run."""
    place = desk(tmp_path_factory.mktemp("readme"))
    done = run([str(place / ".venv/bin/extractor"), *OUT], place)
    assert done.returncode == 0, done.stderr
    return place


def test_every_block_is_run(folder: Path) -> None:
    """Commands end as they should; what a block printed is what the text block below it shows. So it is in the twin."""
    printed = None
    seen = 0
    for block in blocks(text("en")):
        match block.language, block.remark:
            case "sh", remark if remark in ELSEWHERE:
                printed = None
            case "sh" | "python", _:
                printed = printed_by(block, folder)
                seen += 1
            case "text", None:
                assert printed == block.text
            case "json", str(remark) if remark.startswith("json: "):
                printed = None
            case other:
                pytest.fail(f"nobody checks this block: {other}")
    assert seen >= 4
    assert json.loads((folder / "record.json").read_text(encoding="utf-8"))["kind"] == "self_evaluation"
    assert (folder / "facts.csv").read_text(encoding="utf-8-sig").startswith("report,kind,")


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_rows_of_the_files(language: str, folder: Path) -> None:
    """Each row shown stands in the file, with these values in these columns; `reports.csv` is shown whole."""
    shown = {name.removeprefix("table: "): rows for name, rows in tables(text(language)).items() if "table" in name}
    assert sorted(shown) == ["out/facts.csv", "out/reports.csv"]
    for name, rows in shown.items():
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            real = list(csv.DictReader(file))
        cut = [{column: row[column] for column in rows[0]} for row in real]
        assert [row for row in rows if row not in cut] == []
        if name == "out/reports.csv":
            assert rows == cut


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_stands_in_the_record(language: str, folder: Path) -> None:
    (block,) = (block for block in blocks(text(language)) if block.language == "json")
    with (folder / "out/reports.jsonl").open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    assert block.remark is not None
    found = [at(record, block.remark.removeprefix("json: ")) for record in records]
    assert json.loads(block.text) in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_and_their_columns(language: str, folder: Path) -> None:
    rows = plain_table(text(language), {"en": "file", "zh": "文件"}[language])
    told = {file.strip("`"): re.findall(r"`(\w+)`", columns) for file, _what, columns in rows}
    assert sorted(told) == sorted(path.name for path in (folder / "out").iterdir() if path.is_file())
    for table in TABLES:
        assert told[f"{table.name}.csv"] == [column.name for column in table.columns]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_done_yet(language: str, folder: Path) -> None:
    """The files said to be empty are, and no other but that of failures."""
    section = text(language).split({"en": "## What is not done yet", "zh": "## 还没做的"}[language])[1]
    said = set(re.findall(r"`(\w+)\.csv`", section))
    empty = {path.stem for path in (folder / "out").glob("*.csv") if path.read_bytes().count(b"\n") == 1}
    assert said == empty - {"failures"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("remark", GENERATED)
def test_generated_tables(remark: str, language: str) -> None:
    assert [list(row.values()) for row in tables(text(language))[remark]] == GENERATED[remark](language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_named_exists(language: str) -> None:
    said = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text(language)))
    rows = [row[0] for row in GENERATED["options"](language)]
    assert said <= {option for row in rows for option in re.findall(r"--[a-z-]+", row)} | {"--help", "--version"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_extras(language: str) -> None:
    rows = plain_table(text(language), {"en": "extra", "zh": "附加项"}[language])
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {row[0].strip("`") for row in rows} == set(project["optional-dependencies"]) - {"test", "dev"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_exit_statuses(language: str) -> None:
    rows = plain_table(text(language), {"en": "exit status", "zh": "退出状态"}[language])
    assert [int(row[0]) for row in rows] == [0, FOUND, USAGE, SOME_FAILED, NONE_READ, STOPPED]


def test_exit_statuses_happen(folder: Path) -> None:
    extractor, sample = str(folder / ".venv/bin/extractor"), str(next((folder / "samples").glob("*.pdf")))
    wrong = str(next((folder / "samples").glob("云岭区*.pdf")))  # its items fall short of their total
    for status, arguments in {
        0: ["parse", sample],
        1: ["check", wrong],
        2: ["parse", "--no-such-option"],
        3: ["parse", sample, "nowhere.pdf"],
        4: ["parse", "nowhere.pdf"],
    }.items():
        assert run([extractor, *arguments], folder).returncode == status


def test_the_twins_say_the_same() -> None:
    """Blocks, tables of data and the order of headings are those of the English text."""

    def frame(language: str) -> dict[str, object]:
        readme = text(language)
        links = [link for link in re.findall(r"\]\(([^)]*)\)", readme) if not link.startswith("README")]
        return {
            "blocks": [_bare(block) for block in blocks(readme)],
            "tables": {name: rows for name, rows in tables(readme).items() if name.startswith("table: ")},
            "headings": re.findall(r"^(#+) ", readme, re.M),
            "items": len(re.findall(r"^(?:\*|\d\.) ", readme, re.M)),
            "links": links,
        }

    assert frame("zh") == frame("en")


def _bare(block: Block) -> tuple[str, str, str | None]:
    """A block without the remarks in its code."""
    return block.language, re.sub(r"  # .*", "", block.text), block.remark


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_somewhere(language: str) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", text(language)):
        assert link.startswith("https://") or (READMES[language].parent / link).exists(), link


def test_the_two_commands_are_one_line_each() -> None:
    for language in LANGUAGES:
        for remark in (SET_UP, TEST):
            assert marked(text(language), remark).text.count("\n") == 1
