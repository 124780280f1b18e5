"""Words of a user's own: what they add, and what happens to an entry that cannot be used."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from extractor.lexicon.active import active, using
from extractor.lexicon.codes import economic, functional
from extractor.lexicon.forms import form_words
from extractor.lexicon.labels import vocabulary
from extractor.lexicon.loading import LexiconError, read_text
from extractor.lexicon.organisations import looks_like_department
from extractor.lexicon.own import FILES, MAX_BYTES, load
from extractor.lexicon.sections import section_kind
from extractor.lexicon.staff import staff_words
from extractor.lexicon.statements import line_of

OWN = """\
[[labels.line]]
path = "spending.basic"
words = ["日常{运转|运行}支出"]

[sections.section.problems]
contains = ["工作中的短板"]

[[statements.line]]
line = "spending.project"
words = ["发展性支出"]

[[forms.column]]
role = "deviation"
words = ["差异缘由"]

[staff.members]
contract = ["辅助岗位人员"]

[organisations]
endings = ["矿务会"]

[[economic]]
name = "物管开销"
code = "30209"

[[functional]]
name = "政务大厅运行"
code = "2010303"
"""


def written(folder: Path, text: str, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def known() -> dict[str, object]:
    """What each table makes of one of the words of OWN."""
    basic = vocabulary().meanings.get("日常运行支出")
    project, column = line_of("发展性支出"), form_words().columns.get("差异缘由")
    return {
        "labels": basic.line.path if basic and basic.line else None,
        "sections": section_kind("三、工作中的短板"),
        "statements": project.path if project else None,
        "forms": column.role if column else None,
        "staff": staff_words().get("辅助岗位人员"),
        "organisations": looks_like_department("青岚县矿务会"),
        "economic": economic("物管开销", 2022),
        "functional": functional(["政务大厅运行"]),
    }


def test_words_hold_while_they_are_in_force_and_no_longer(tmp_path: Path) -> None:
    nothing = {
        "labels": None, "sections": (), "statements": None, "forms": None, "staff": None, "organisations": False,
        "economic": None, "functional": None,
    }  # fmt: skip
    lexicon = load(written(tmp_path, OWN))
    assert known() == nothing
    with using(lexicon):
        assert known() == {
            "labels": "spending.basic", "sections": ("problems",), "statements": "spending.project",
            "forms": "deviation", "staff": ("member", "contract"), "organisations": True, "economic": "30209",
            "functional": "2010303",
        }  # fmt: skip
        with using(None):
            assert known() == nothing
        assert section_kind("三、工作中的短板") == ("problems",)
    assert known() == nothing


def test_two_files_add_up_and_survive_another_process(tmp_path: Path) -> None:
    first = written(tmp_path, '[[labels.line]]\npath = "spending.basic"\nwords = ["甲类支出"]\n', "a.toml")
    second = written(tmp_path, '[[labels.line]]\npath = "spending.project"\nwords = ["乙类支出"]\n', "b.toml")
    lexicon = load([first, second])
    again = pickle.loads(pickle.dumps(lexicon))
    assert again.digest == lexicon.digest
    with using(again):
        found = [vocabulary().meanings[word].line for word in ("甲类支出", "乙类支出")]
        assert [line.path for line in found if line] == ["spending.basic", "spending.project"]


def test_the_digest_is_that_of_the_words_not_of_the_files_name(tmp_path: Path) -> None:
    assert load(written(tmp_path, OWN, "a.toml")).digest == load(written(tmp_path, OWN, "b.toml")).digest
    assert load(written(tmp_path, OWN)).digest != load(written(tmp_path, OWN + "# more\n")).digest
    assert load([]).digest == "" == active().digest


LINE = '[[labels.line]]\npath = "spending.basic"\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('# words\n[[label.line]]\nwords = ["甲类"]\n', 2, "allowed: sections, labels, forms"),
        ('[[labels.lines]]\nwords = ["甲类"]\n', 1, "allowed: line, pair"),
        (LINE + 'words = ["甲类"]\nfnud = "fiscal"\n', 4, "allowed: path, words"),
        (LINE + 'words = ["甲类"]\n[[labels.line]]\npath = "spending.basics"\nwords = ["乙类"]\n', 5, "spending.basic"),
        (LINE + 'words = ["甲类"]\n[[labels.line]]\nwords = ["乙类"]\n', 4, "has no 'path'"),
        (LINE + 'words = "甲类"\n', 3, "a list of words"),
        (LINE + 'words = ["甲类", 3]\n', 3, "allowed: words"),
        (LINE + 'words = ["甲[类"]\n', 3, "[x] may be missing"),
        (LINE + 'words = ["[甲]"]\ngrand = "yes"\n', 4, "allowed: true, false"),
        (LINE + 'words = ["项目支出"]\n', 3, "spending.project"),
        ('[[labels.filler]]\nwords = ["甲类", "[本年]基本支出"]\n', 2, "spending.basic"),
        ('[sections.section.summary]\ncontains = ["摘要"]\n', 1, "allowed: overview, spending"),
        ('[sections.section.overview]\nbegins = ["摘要"]\n', 2, "allowed: exact, ends, contains"),
        ('[sections.section.goals]\nends = ["概况"]\ncontains = ["存在问题"]\n', 3, "problems"),
        ('[[statements.line]]\nline = "spending.project"\nwords = ["基本支出"]\n', 3, "spending.basic"),
        ('[staff.members]\ndriver = ["司机"]\n', 2, "allowed: administrative"),
        ('[[economic]]\nname = "甲乙丙"\ncode = "30x"\n', 3, "5 digits"),
        ('[[economic]]\nname = "甲乙丙"\ncode = "30299x"\n', 3, "5 digits"),
        ('[[economic]]\nname = "甲乙丙"\ncode = "38888"\n', 2, "economic.csv"),
        ('[[labels.line]\nwords = ["甲类"]\n', 1, "TOML"),
    ],
)
def test_a_broken_entry_is_named_with_its_line_and_what_is_allowed(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    with pytest.raises(LexiconError) as caught:
        load(written(tmp_path, text))
    assert (caught.value.file, caught.value.line) == ("own.toml", line)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        '[[labels.filler]]\nwords = ["' + "[一|二|三]" * 20 + '"]\n',
        '[[labels.filler]]\nwords = ["' + "[" * 90 + "一" + "]" * 90 + '"]\n',
        '[[labels.filler]]\nwords = ["' + "一" * 300 + '"]\n',
        "x = " + "[" * 20_000,
        "#" * (MAX_BYTES + 1),
    ],
)
def test_what_would_take_too_much_is_refused_at_once(tmp_path: Path, text: str) -> None:
    with pytest.raises(LexiconError):
        load(written(tmp_path, text))


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"# \n" + "# 词\n[[labels.line]]\n".encode("gbk"))
    with pytest.raises(LexiconError) as caught:
        load(path)
    assert caught.value.line == 2


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_ours_below_its_name_is_such_a_file(tmp_path: Path, name: str) -> None:
    text = re.sub(r"^(\[+)", rf"\g<1>{name}.", read_text(f"{name}.toml"), flags=re.M)
    text = f"[{name}]\n{text}" if name == "organisations" else text
    assert load(written(tmp_path, text)).tables.keys() == {name}
