"""Who reports, on what year, when: from the cover, the titles and, where they are silent, the statements themselves."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from extractor.layout.model import Document, Paragraph, Table
from extractor.lexicon.organisations import department_labels, looks_like_department, organisations, strip_department
from extractor.lexicon.sections import document_kind
from extractor.reading.leaves import Quoter
from extractor.reading.numbers import chinese_integer
from extractor.records.leaves import Month, Text, Year
from extractor.records.report import Kind

#: how far into a file a cover may reach: paragraphs before the first heading, at most so many
_COVER_BLOCKS = 30
_SIGNATURE = 80
_LABEL_WITHIN = 40  #: characters of a paragraph in which the label of the department's name may stand
_SENTENCE = re.compile("[。；，]")
_PAPER = re.compile(r"[〔\[［]\d{4}[〕\]］].{0,3}\d+号")  #: the number of a document
_LARGE = 18.0  #: points; no running text is set so large
#: how many sentences must speak of a year to make it the report's
_STATEMENTS = 2
_YEAR = re.compile(r"(?P<year>20\d\d|[二2][〇○零O0][〇○零一二三][〇○零一二三四五六七八九])年(?P<degree>度)?")
_YEAR_LINE = re.compile(r"（?(?P<year>20\d\d)年度?）?")
_MONTH = re.compile(
    r"(?<!\d)(?P<year>20\d\d|二[〇○零][〇○零一二三][〇○零一二三四五六七八九])年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月"
)
_STATED_YEAR = re.compile(r"(?P<year>20\d\d)年(?:度)?[^。；，\d]{0,24}?(?:支出|收入|决算|预算|“三公”|三公|整体|绩效)")
_SHORT_YEAR = re.compile(r"(?<!\d)(?P<year>\d\d)年(?=.{0,4}(?:部门|单位)?(?:预算|决算))")
_DATE_LABEL = re.compile(r"[^，。；：\d]{0,8}(?:日期|时间)[：:]?\s*")
_DAY = re.compile(r"(?:[\d一二三四五六七八九十]{1,3}日)?[）)\s]*")
#: the first line of a title that goes on: 部门整体支出 | 绩效自评报告
_BEGINNING = re.compile(r"(?:关于)?[\u4e00-\u9fff\d〇○]{0,30}(?:整体支出|部门预算|部门决算|整体)(?:情况)?")
#: a heading or a labelled line that a text without line breaks runs into the title
_TITLE_END = re.compile(r"(?<=报告)(?=[一1][、.．]|（一）|第一部分|（?(?:部门|单位|部门（单位）)名称[：:])")
#: what the year of a title is the year of
_EVALUATED = re.compile("整体|支出|预算|决算")
_PLACEHOLDER = re.compile(r"[XxＸ×某]{2,}|\*{2,}|_{2,}")


class Cover:
    """What identifies the report; each part is None where it is not printed."""

    kind: Kind = "unknown"
    title: Text | None = None
    department: Text | None = None
    year: Year | None = None
    date: Month | None = None
    template: bool = False  #: a placeholder stands where the name should


def read_cover(document: Document, quoter: Quoter, until: int) -> Cover:
    """Reads the cover; `until` is where the first heading begins."""
    cover = Cover()
    front = _front(document, until)
    _titles(front, document, quoter, cover)
    _department(front, document, quoter, cover)
    _date(front, document, quoter, cover)
    if cover.year is None:
        _year_line(front, document, quoter, cover)
    if cover.date is None:  # reports without a cover are signed and dated at their end
        _date([b for b in document.blocks if isinstance(b, Paragraph)][-_SIGNATURE:][::-1], document, quoter, cover)
    if cover.kind == "unknown":
        _kind_by_body(document, cover)
    if cover.department is None:
        _department_by_tables(document, quoter, cover)
    if cover.department is None and not cover.template:
        _department_by_signature(document, quoter, cover)
    if cover.year is None:
        _year_by_statements(document, quoter, cover)
    return cover


def _front(document: Document, until: int) -> list[Paragraph]:
    paragraphs = [b for b in document.blocks if isinstance(b, Paragraph)]
    front = [p for p in paragraphs if p.start < max(until, 1)][:_COVER_BLOCKS]
    return front or paragraphs[:3]


def _year_value(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    folded = text.translate(str.maketrans("〇○零O", "0000"))
    digits = "".join(str(chinese_integer(c)) if not c.isdigit() else c for c in folded)
    return int(digits) if digits.isdigit() else None


def _titles(front: list[Paragraph], document: Document, quoter: Quoter, cover: Cover) -> None:
    """The title is the line that names a kind of document, with the lines right above that belong to it."""
    text = document.text
    for index, paragraph in enumerate(front):
        line = text[paragraph.start : paragraph.end]
        kind = document_kind(line) if len(line) <= 80 else None
        if kind is None:
            continue
        cover.kind = kind
        begin = index
        while begin > 0 and _belongs(text[front[begin - 1].start : front[begin - 1].end], front[begin - 1], paragraph):
            begin -= 1
        end = paragraph.end - 2 if len(line) > 4 and line.endswith("目录") else paragraph.end
        run_in = _TITLE_END.search(text, paragraph.start, end)
        end = run_in.start() if run_in else end
        places = [*((p.start, p.end) for p in front[begin:index]), (paragraph.start, end)]
        title = quoter.text(*places)
        cover.title = title.model_copy(update={"value": title.value.replace("\n", "")})
        for start, end in reversed(places):
            match = _title_year(text, start, end)
            if match and cover.year is None and (value := _year_value(match["year"])):
                cover.year = quoter.year(match.start(), match.end(), value)
        whole = cover.title.value
        cover.template = bool(_PLACEHOLDER.search(whole))
        for start, end in places:
            found = strip_department(text[start:end])
            if found and not _PLACEHOLDER.search(found[0]) and cover.department is None:
                at = text.index(found[0], start)
                cover.department = quoter.text((at, at + len(found[0])))
        return


def _title_year(text: str, start: int, end: int) -> re.Match[str] | None:
    """The year of what is evaluated, before the year of issue: 2023年某某局关于2022年度部门整体支出绩效自评的报告."""
    years = list(_YEAR.finditer(text, start, end))
    if not years:
        return None
    ends = [match.start() for match in years[1:]] + [end]
    told = (m for m, stop in zip(years, ends, strict=True) if _EVALUATED.search(text, m.end(), stop))
    return next(told, years[0])


def _belongs(line: str, above: Paragraph, title: Paragraph) -> bool:
    """Whether a line above the title is part of it: an organisation's name, a year, or set like the title itself."""
    if len(line) > 40 or "：" in line or _PAPER.search(line):
        return False
    alike = (
        (above.centered or above.size >= _LARGE)
        and title.centered
        and above.page == title.page
        and abs(above.size - title.size) < 1
    )
    named = _YEAR.sub("", line).removeprefix("关于")  # 某某区科学技术委员会2022年度
    return bool(alike or looks_like_department(named) or _YEAR.fullmatch(line) or _BEGINNING.fullmatch(line))


def _department(front: list[Paragraph], document: Document, quoter: Quoter, cover: Cover) -> None:
    """部门（单位）名称：… outranks a name read out of the title."""
    text = document.text
    for paragraph in front:
        place = _labelled(text, paragraph.start, paragraph.end)
        if place:
            cover.department = quoter.text(place)
            return
    if cover.department is None:
        for paragraph in front:
            line = text[paragraph.start : paragraph.end]
            name = line.strip("（）")
            if len(line) <= 40 and looks_like_department(name) and not _PLACEHOLDER.search(line):
                start = paragraph.start + line.index(name)
                cover.department = quoter.text((start, start + len(name)))
                return


def _labelled(text: str, start: int, end: int) -> tuple[int, int] | None:
    if organisations().label.search(text, start, min(end, start + _LABEL_WITHIN)) is None:
        return None
    opening = text[start : min(end, start + _LABEL_WITHIN)]
    for label in department_labels():
        if label not in opening:
            continue
        begin = start + opening.index(label) + len(label)
        while begin < end and text[begin] in "：: （）()_":
            begin += 1
        stop = begin
        while stop < end and text[stop] not in " \t\n，。；：:" and not text.startswith(("单位：", "金额"), stop):
            stop += 1
        dated = _YEAR.search(text, begin, stop)
        if dated is not None and dated.start() > begin and text[begin - 1] in "：:":
            stop = dated.start()  # 单位名称：某某县水务局2023年5月
        if text[stop - 1 : stop] == "）" and "（" not in text[begin:stop]:
            stop -= 1  # （单位名称：某某县水利局）
        name = text[begin:stop]
        if looks_like_department(name) and not _PLACEHOLDER.search(name):
            return begin, stop
    return None


def _year_line(front: list[Paragraph], document: Document, quoter: Quoter, cover: Cover) -> None:
    """（2023年度） on a line of its own."""
    for paragraph in front:
        match = _YEAR_LINE.fullmatch(document.text, paragraph.start, paragraph.end)
        if match and (value := _year_value(match["year"])):
            cover.year = quoter.year(match.start("year"), match.end("year"), value)
            return


def _date(front: list[Paragraph], document: Document, quoter: Quoter, cover: Cover) -> None:
    text = document.text
    for paragraph in front:
        match = _MONTH.search(text, paragraph.start, paragraph.end)
        if match and _is_date_line(text[paragraph.start : match.start()], text[match.end() : paragraph.end]):
            year, month = _year_value(match["year"]), match["month"]
            number = int(month) if month.isdigit() else chinese_integer(month)
            if year and number and 1 <= number <= 12:
                cover.date = quoter.month(match.start(), match.end(), f"{year}-{number:02d}")
                return


def _is_date_line(before: str, after: str) -> bool:
    """Whether a line with a month is a date: alone, in brackets, behind a label or the name of who signs."""
    before = before.strip("（( ").rpartition("：")[2]  # 单位名称：某某县水务局2023年5月
    labelled = not before or _DATE_LABEL.fullmatch(before) is not None or looks_like_department(before)
    return labelled and _DAY.fullmatch(after) is not None


def _kind_by_body(document: Document, cover: Cover) -> None:
    """Files without a cover: what the titles of their tables and first headings say."""
    kinds: Counter[Kind] = Counter()
    for block in document.blocks[:400]:
        heads = [(cell.start, cell.end) for cell in block.cells[:3]] if isinstance(block, Table) else []
        for start, end in heads or [(block.start, block.end)]:
            title = document.text[start:end]
            if len(title) <= 60 and not _SENTENCE.search(title) and (kind := document_kind(title)):
                kinds[kind] += 1
    if kinds:
        cover.kind = kinds.most_common(1)[0][0]


def _department_by_tables(document: Document, quoter: Quoter, cover: Cover) -> None:
    """部门：… above or in the head of the published tables, where all of them name the same."""
    if cover.template:
        return
    places: dict[str, tuple[int, int]] = {}
    for block in document.blocks:
        cells = [(c.start, c.end) for c in block.cells[:6]] if isinstance(block, Table) else [(block.start, block.end)]
        for start, end in cells:
            place = _labelled(document.text, start, min(end, start + 60))
            if place:
                places.setdefault(document.text[place[0] : place[1]], place)
    if len(places) == 1:
        cover.department = quoter.text(*places.values())


def _department_by_signature(document: Document, quoter: Quoter, cover: Cover) -> None:
    """The name above the date that ends the report."""
    text = document.text
    last = [block for block in document.blocks if isinstance(block, Paragraph)][-_SIGNATURE:]
    for name, date in reversed(list(pairwise(last))):
        match = _MONTH.search(text, date.start, date.end)
        if match is None or not _is_date_line(text[date.start : match.start()], text[match.end() : date.end]):
            continue
        if looks_like_department(text[name.start : name.end]) and not _PLACEHOLDER.search(text, name.start, name.end):
            cover.department = quoter.text((name.start, name.end))
            return


def _year_by_statements(document: Document, quoter: Quoter, cover: Cover) -> None:
    """The year that the report's own statements give: the most frequent one with 支出, 决算 … behind it."""
    if cover.template:
        return
    prose = [block for block in document.blocks if isinstance(block, Paragraph)]
    found = [match for block in prose for match in _STATED_YEAR.finditer(document.text, block.start, block.end)]
    most = Counter(match["year"] for match in found).most_common(2)
    if not most or most[0][1] < _STATEMENTS or (len(most) > 1 and most[0][1] == most[1][1]):
        return
    for match in found:
        if match["year"] == most[0][0]:
            end = match.end("year") + 1
            cover.year = quoter.year(match.start(), end, int(match["year"]))
            return
