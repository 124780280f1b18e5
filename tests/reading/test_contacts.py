"""Names and numbers of persons, generated: label, separator, name, number, place. None is in any output."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import extractor
from extractor.cli import app
from extractor.layout import build_document
from extractor.layout.normalise import normalise
from extractor.lexicon.contacts import contact_words, read_contact_words
from extractor.lexicon.loading import LexiconError, read_text, read_toml
from extractor.reading.contacts import find_contacts, mask, masked_places
from extractor.reading.report import read_report
from extractor.records.report import Report
from extractor.textlayer import open_layer
from extractor.textlayer.model import TextLayer
from tests.layout.drawn import LEFT, Sheet, column, layer
from tests.reading.test_masking import outputs

TITLE = "某县水务局2022年度部门整体支出绩效自评报告"
BODY = "负责全县水资源的统一管理和节约保护，组织编制水利发展规划，监督水利工程的质量和安全，保障城乡供水。"

#: labels as reports print them, none taken from the lexicon
LABELS = (
    "填报人", "填表人", "联系人", "经办人", "审核人", "复核人", "制表人", "单位负责人", "部门负责人",
    "项目负责人", "财务负责人", "主要负责人", "法定代表人", "分管领导", "主管领导", "单位领导", "联络员",
    "姓名", "联系人姓名", "填报单位负责人", "主管部门负责人", "评价组负责人",
)  # fmt: skip
DUTIES = ("制表", "审核", "复核", "经办", "填报", "填表", "会计", "出纳", "局长", "组长", "科长", "主任")
NOTES = ("", "", "（签名）", "（签字）", "(签章)", "（签字、盖章）", "（盖章）")
COLONS = ("：", ":", "： ", " ：", ":  ", "：　", "：____")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙朱郭何罗郑谢韩唐冯董萧曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛"
GIVEN = "伟芳娜敏静丽磊军洋勇艳杰娟涛超霞刚桂英华慧巧燕玲鑫鹏飞婷雪梅博轩梓涵宇泽欣怡琪"

names = st.builds(
    str.__add__,
    st.sampled_from([*SURNAMES, "欧阳", "司马", "诸葛", "上官"]),
    st.text(GIVEN, min_size=1, max_size=2),
).filter(lambda name: len(name) > 1 and name not in contact_words().no_names)
digits = st.text("0123456789", min_size=4, max_size=4)
DASHES = ("", "-", "—", "–", "－", " ", "‐", "－－", "——")


@st.composite
def phones(draw: st.DrawFn) -> str:
    """A telephone number as somebody writes it."""
    a, b = draw(digits), draw(digits)
    dash = draw(st.sampled_from(DASHES[1:]))
    joint = draw(st.sampled_from(("", "-", " ", "—")))
    kind = draw(st.sampled_from(("mobile", "land", "bracket", "local", "country")))
    if kind == "mobile":
        return f"1{draw(st.sampled_from('3578'))}{draw(st.sampled_from('0123456789'))}{joint}{a}{joint}{b}"
    if kind == "country":
        prefix = draw(st.sampled_from(("+86 ", "+86", "86-", "0086-", "（+86）", "+86—")))
        return f"{prefix}1{draw(st.sampled_from('3578'))}5{a}{b}"
    extension = draw(st.sampled_from(("", "", "转801", "-801", " 转 12", "—8012")))
    local = f"8{a[1:]}{draw(st.sampled_from(('', '-')))}{b}"
    if kind == "land":
        return f"{draw(st.sampled_from(('0731', '027', '010')))}{dash}{local}{extension}"
    if kind == "bracket":
        area = draw(st.sampled_from(("（0731）", "(0731)", "（027）")))
        return f"{area}{draw(st.sampled_from(('', '-')))}{local}{extension}"
    return f"8{a[1:]}{b}{extension}"


def plain(text: str) -> bytes:
    section = f"一、部门概况\n{BODY}\n（一）主要职责\n{BODY}\n{text}\n本年支出合计100万元。\n"
    return f"{TITLE}\n\n{BODY}\n{BODY}\n{BODY}\n\n{text}\n\n{section}".encode()


def drawn(*paragraphs: str, cells: list[list[str]] | None = None) -> TextLayer:
    """A page with a report's title, the paragraphs, and a ruled table."""
    sheet = Sheet()
    sheet.write(TITLE, LEFT, 60, 14)
    top = 100.0
    for text in ("一、部门概况", BODY, *paragraphs, "本年支出合计100万元。"):
        top = column(text, top, sheet) + 6
    if cells:
        width = 400 / len(cells[0])
        xs = [LEFT + width * n for n in range(len(cells[0]) + 1)]
        ys = [top + 30.0 * n for n in range(len(cells) + 1)]
        sheet.grid(xs, ys)
        for row, y in zip(cells, ys, strict=False):
            for words, x in zip(row, xs, strict=False):
                sheet.write(words, x + 4, y + 8, 10)
    return layer(sheet)


def read_drawn(drawing: TextLayer) -> Report:
    return read_report(build_document(drawing), drawing)


def secrets(*words: str) -> set[str]:
    """The words as printed and as normalised; of a number with groups the groups that tell it."""
    found = {form for word in words for form in (word.strip(), normalise(word)[0].strip())}
    return {form for form in found if form}


def assert_hidden(report: Report, *words: str) -> None:
    hidden = secrets(*words)
    assert [(name, word) for name, output in outputs(report) for word in hidden if word in output] == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(LABELS + DUTIES),
    st.sampled_from(NOTES),
    st.sampled_from(COLONS),
    st.lists(names, min_size=1, max_size=3),
    st.sampled_from(("、", "，", "；", " ", "/", "和")),
    phones(),
    st.sampled_from(("  联系电话：", "，电话：", " 电话", "（", " ", "；手机：")),
    st.booleans(),
)
def test_a_line(
    label: str, note: str, colon: str, persons: list[str], comma: str, phone: str, before: str, sentence: bool
) -> None:
    """制表（签名）：王某、李某  联系电话：0731—8812…, on a line of its own or in a sentence."""
    if before in "（ ":  # without a label only a number that is no figure
        phone = "0731-88123456" if len(phone) < 11 else phone
    text = f"{label}{note}{colon}{comma.join(persons)}{before}{phone}{'）' if before == '（' else ''}"
    text = f"本报告由局财务室编写，{text}，特此说明。" if sentence else text
    assert_hidden(extractor.read(plain(text), name="x.txt"), phone, *persons)
    assert_hidden(read_drawn(drawn(text)), phone, *persons)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LABELS), st.sampled_from(NOTES[2:]), names, phones(), st.booleans())
def test_the_next_line(label: str, note: str, person: str, phone: str, colon: bool) -> None:
    text = f"{label}{note}{'：' if colon else ''}\n{person}\n联系电话：\n{phone}\n{BODY}"
    assert_hidden(extractor.read(plain(text), name="x.txt"), person, phone)
    drawing = drawn(f"{label}{note}：", person, "联系电话：", phone)
    assert_hidden(read_drawn(drawing), person, phone)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LABELS), names, names, phones(), st.sampled_from(("", "：")))
def test_cells(label: str, one: str, other: str, phone: str, colon: str) -> None:
    """Beside the label, and below it in a column."""
    beside = [[f"{label}{colon}", one, f"联系电话{colon}", phone], ["项目名称", "水库除险", "实施单位", "某县水务局"]]
    below = [["序号", label, "联系电话"], ["1", one, phone], ["2", other, "88123456"]]
    assert_hidden(read_drawn(drawn(cells=beside)), one, phone)
    assert_hidden(read_drawn(drawn(cells=below)), one, other, phone, "88123456")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([label for label in LABELS if label not in {"姓名"}]),
    names,
    st.integers(0, 9),
    st.sampled_from(" 　"),
)
def test_without_a_colon(label: str, person: str, last: int, gap: str) -> None:
    """财务负责人 李某 13812345678: spaces between hanzi are gone when the text is read."""
    phone = f"1381234567{last}"
    for text in (
        f"{label}{gap}{person}{gap}{phone}",
        f"{label}{gap}{person}",
        f"有疑问请与{label}{person}{phone}联系。",
        f"制表{gap}{person}{gap}审核{gap}{person}",
    ):
        assert_hidden(extractor.read(plain(text), name="x.txt"), person, phone)


@settings(max_examples=60, deadline=None)
@given(
    st.from_regex(r"[a-z][a-z0-9_]{4,12}", fullmatch=True),
    st.sampled_from(("163.com", "qq.com", "mail.gov.cn")),
    st.from_regex(r"[1-9][1-9]{6,9}", fullmatch=True),
    st.sampled_from(("QQ：", "QQ号:", "QQ群：", "微信：", "微信号：", "wechat: ", "钉钉：")),
)
def test_accounts(box: str, host: str, number: str, label: str) -> None:
    text = f"联系方式：电子邮箱 {box}@{host}，{label}{number}，微信：{box}。"
    assert_hidden(extractor.read(plain(text), name="x.txt"), f"{box}@", number, f"{box}。")


@settings(max_examples=60, deadline=None)
@given(
    st.integers(110000, 659999),
    st.dates(),
    st.integers(0, 999),
    st.sampled_from("0123456789X"),
    st.sampled_from(("身份证号：", "身份证号码", "证件号码：", "")),
)
def test_papers(region: int, birth: object, number: int, check: str, label: str) -> None:
    paper = f"{region}19{str(birth).replace('-', '')[2:]}{number:03d}{check}"
    assert_hidden(extractor.read(plain(f"经办人的证件：{label}{paper}。"), name="x.txt"), paper)


LINES = [
    ("单位负责人（签名）：王五", "王五"),
    ("联系人：张三丰、李四光", "李四光"),
    ("组长：张三丰（局长） 副组长：李四光（副局长） 成员：王五、赵六、孙武等", "孙武"),
    ("组长：局长张三丰", "张三丰"),
    ("项目负责人为李四光，", "李四光"),
    ("负责人（李四光）", "李四光"),
    ("单位负责人：（李四光）", "李四光"),
    ("负责人（签章）_____李四光_____", "李四光"),
    ("联系方式：周树人，13812345678", "周树人"),
    ("联系方式：13812345678（周树人）", "周树人"),
    ("评价组成员：李四光王五赵六", "王五"),
    ("负责人：阿依古丽", "阿依古丽"),
    ("负责人：买买提·艾力", "艾力"),
    ("联系人：Zhang San", "Zhang San"),
    ("如有疑问请联系李四光，13812345678", "李四光"),
    ("电话：0731·88123456", "88123456"),
    ("Tel:0731-88123456", "88123456"),
    ("服务热线：400-800-8820", "800-8820"),
    ("电话：88123456、88123457", "88123457"),
    ("联系电话：13900001111 13900002222", "13900002222"),
    ("负责人：高明", "高明"),
    ("联系人 林志远", "林志远"),
]


@pytest.mark.parametrize(("line", "secret"), LINES)
def test_ways_to_write_it(line: str, secret: str) -> None:
    assert secret in extractor.read(plain(f"{line}\n{BODY}"), name="x.txt", show_contacts=True).model_dump_json()
    assert_hidden(extractor.read(plain(line), name="x.txt"), secret)


#: what looks like it and is none
_DECOYS = (Path(__file__).parent / "contacts_decoys.txt").read_text(encoding="utf-8").splitlines()
DECOYS = [line for line in _DECOYS if line and not line.startswith("#")]


def masked(text: str) -> str:
    document = build_document(open_layer(plain(text), name="x.txt"))
    mask(document, find_contacts(document))
    return document.text


def test_there_are_many_decoys() -> None:
    assert len(set(DECOYS)) == len(DECOYS) >= 100


@pytest.mark.parametrize("line", DECOYS)
@pytest.mark.parametrize("setting", ["{}", "（三）{}", "其中，{}", "{}\n下一段", "1.{}\n"])
def test_ordinary_words_stay(line: str, setting: str) -> None:
    assert "*" not in masked(setting.format(line))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(DECOYS), min_size=2, max_size=6), st.sampled_from(("，", "。", "；", "\n", "、")))
def test_decoys_side_by_side(lines: list[str], joint: str) -> None:
    assert "*" not in masked(joint.join(lines))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.decimals(0, 10**9, places=2, allow_nan=False), min_size=2, max_size=4),
    st.sampled_from(("收入总计", "本年支出合计", "2010301行政运行", "人员经费")),
)
def test_figures_in_cells_stay(figures: list[object], name: str) -> None:
    """Rows of figures, also those with as many digits as a telephone number."""
    cells = [["项目", *("年初预算" for _ in figures)], [name, *(str(figure) for figure in figures)]]
    cells.append(["13812345.00", *("88123456" for _ in figures)])
    document = build_document(drawn(cells=cells))
    before = document.text
    mask(document, find_contacts(document))
    assert document.text == before


def test_what_is_masked_is_hidden_in_pictures() -> None:
    """The boxes of the masked characters: all of a name but its first, also in a cell without any label of its line."""
    document = build_document(drawn("联系人：张三丰，邮箱：zhangsan@163.com"))
    places = masked_places(document)
    assert "".join(place.text for place in places) == "三丰hangsan"
    assert all(place.x0 is not None for place in places)
    assert document.text.count("张三丰") == 1


def test_running_feet_are_hidden_in_pictures_and_stand_in_no_output() -> None:
    sheets = []
    for number in range(1, 4):
        sheet = Sheet(number)
        top = 60.0
        for text in (TITLE if number == 1 else BODY, BODY, BODY, f"本年支出合计{number}00万元。"):
            top = column(text, top, sheet) + 6
        sheet.write("联系人：李四光 电话：0731-88123456", LEFT, 800)
        sheets.append(sheet)
    drawing = layer(*sheets)
    document = build_document(drawing)
    places = masked_places(document)
    assert {place.page for place in places} == {1, 2, 3}
    assert all("四光" in "".join(p.text for p in places if p.page == page) for page in (1, 2, 3))
    assert_hidden(read_report(document, drawing), "李四光", "88123456")


@cache
def _words() -> str:
    return read_text("contacts.toml")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("persons = [", "people = ["),
        ('surnames = "王', 'surnames = "于王'),
        ("no_ends = [", "no_ends = []\nnoends = ["),
    ],
)
def test_a_broken_word_list_fails_when_loaded(old: str, new: str) -> None:
    assert old in _words()
    with pytest.raises(LexiconError):
        read_contact_words(read_toml("contacts.toml", _words().replace(old, new, 1)))


@pytest.mark.parametrize(
    ("line", "secrets"),
    [
        ("联系人： 李 四 光 　电话：０７３１－８８１２３４５６", ("四 光", "８８１２３４", "李 四")),
        ("填报人：李四光 13812345678", ("四光", "12345678")),
        ("邮箱 zhangsan @163.com", ("hangsan",)),
    ],
)
def test_the_review_page_of_a_text(tmp_path: Path, line: str, secrets: tuple[str, ...]) -> None:
    """It shows the printed lines, whose widths and spaces are not those of the text that is read."""
    dump = tmp_path / "x.txt"
    dump.write_bytes(plain(line))
    assert CliRunner().invoke(app, ["view", str(dump), "-o", str(tmp_path / "review")]).exit_code == 0
    html = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "review").rglob("*.html"))
    assert BODY[:20] in html
    assert [secret for secret in secrets if secret in html] == []


@pytest.mark.parametrize(
    "unit",
    [
        "联系人：", "负责人", "王", "张三、", "李四光", "联系人：张三、", "局长", "负责人：局长", "联系人\n",
        "联系人\t", "（负责人", "张·", "签字", "0731-", "138 ", "1-1", "电话：", "电话：1 ", "+86 ", "12345 ",
        "(0731)", "0731—8812", "王五13812345678", "a@", "@a.", "QQ", "身份证号4",
    ],
)  # fmt: skip
def test_texts_of_a_hundred_kilobytes(unit: str) -> None:
    """35,000 characters, the same over and over: looking for persons takes a moment."""
    document = build_document(open_layer(plain("甲"), name="x.txt"))
    document.text, document.blocks = unit * (35_000 // len(unit)), []
    start = process_time()
    find_contacts(document)
    assert process_time() - start < 3
