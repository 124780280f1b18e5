"""Rules about what a text says beside its figures: why they changed, since which year, whose accounts these are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractor.checks.department_names import plain, same_department, split
from extractor.checks.form_body import Body
from extractor.checks.form_notices import excerpt, notice, place, subject
from extractor.checks.patterns import Pattern
from extractor.checks.rule import Rule
from extractor.records.report import Check, Section

_CHANGE = re.compile(  # it begins with one set of characters, so that most places are not looked at twice
    r"[比较与决](?:(?<!决)[^，。；]{0,16}?(?:上年|上一年|20\d\d年|预算)[^。；]{0,40}?"
    r"(?:增加|减少|增长|下降|大于|小于|提高|降低)[^。；]{0,10}?[1-9]|(?<=决)算数?(?:大于|小于|高于|低于)[年初]*预算数?)"
)
_REASONS = ("原因", "主要是", "主要系", "由于", "所致", "因为", "用于")
_BECAUSE = re.compile(r"(?<=[，,。；])因(?!公)")
_RULE_OF_REASONS = 5  #: changes with a reason for each without one, from which on a reason is the report's habit
_OWNER = re.compile(
    r"^(?!关于|根据|按|对|纳入|经)([^，。、：；:;我本]{3,40}?(?:局|委员会|委|办公室|办|院|厅|部|中心|处|会|政府|署|镇|乡))(?=(?:19|20)\d\d年)"
)
_LATER = re.compile(r"20\d\d(?=年)")
_HABIT = 4  #: mentions of one base year beside a single mention of the year before it


def reasons(rule: Rule, body: Body) -> Iterator[Check]:
    """A change of which no reason is given, in a report that gives one for nearly all others."""
    without: list[tuple[Section, str, str]] = []
    told = 0
    for section, lines in body.paragraphs:
        for position, line in enumerate(lines):
            found = _CHANGE.search(line)
            if found is None:
                continue
            if _explained(lines[position:]):
                told += 1
            else:
                without.append((section, excerpt(line, *found.span()), found[0]))
    if told < _RULE_OF_REASONS * max(len(without), 1):
        return
    for section, words, said in without:
        message = f"“{section.title}”中的增减没有说明原因：“…{words}…”。"
        yield notice(rule, subject(section), message, place(section, said))


def _explained(lines: list[str]) -> bool:
    """Whether a reason stands in the first paragraph, or behind it before the next change that has its own."""
    if _gives_reason(lines[0]):
        return True
    for line in lines[1:]:
        if _gives_reason(line):
            return _CHANGE.search(line) is None or line.startswith(("主要", "原因"))
    return False


def _gives_reason(line: str) -> bool:
    return any(word in line for word in _REASONS) or _BECAUSE.search(line) is not None


def base_years(rule: Rule, body: Body) -> Iterator[Check]:
    """A comparison with a year that does not come before the report's, or with another one than all the rest are."""
    report = body.report
    if report.fiscal_year is None:
        return
    year, pattern = report.fiscal_year.value, Pattern.any_of(rule.words)
    found = [
        (section, line, hit, int(_LATER.search(hit[0])[0]))  # type: ignore[index]
        for section, lines in body.paragraphs
        for line in lines
        for hit in pattern.finditer(line)
    ]
    counts = Counter(base for *_, base in found)
    for section, line, hit, base in found:
        sentence = line[line.rfind("。", 0, hit.start()) + 1 : hit.end()]
        latest = max(map(int, _LATER.findall(sentence)))
        late = base >= year and latest == base and (base > year or "预算" not in hit[0])
        odd = base == year - 2 and counts[base] == 1 and counts[year - 1] >= _HABIT and latest in (base, year)
        if late or odd:
            words = excerpt(line, hit.start(), hit.end())
            said = f"与报告年度{year}年相同或在其后" if late else f"其他各处均与{year - 1}年比较"
            message = f"“{section.title}”中的比较基期为{base}年，{said}：“…{words}…”。"
            yield notice(rule, subject(section), message, place(section, hit[0]))


def other_names(rule: Rule, body: Body) -> Iterator[Check]:
    """A heading, or the beginning of a paragraph, that names another department as the one whose accounts these are."""
    report = body.report
    if report.department is None:
        return
    own, pattern = report.department.value, Pattern.any_of(rule.words)
    units = {plain(unit.value) for unit in report.overview.units}
    told: set[str] = set()
    for section, lines in body.paragraphs:
        for line in (section.title, *lines):
            found = _OWNER.match(line)
            if found is None or found[1] in told or pattern.search(line[found.end() :]) is None:
                continue
            told.add(found[1])
            if _another(found[1], own) and not any(plain(found[1]) in unit for unit in units):
                message = f"“{excerpt(line, 0, found.end() + 16)}”中的部门名称与报告的部门“{own}”不同。"
                yield notice(rule, subject(section), message, place(section, found[1]))


def _another(name: str, own: str) -> bool:
    """Whether a name is that of another department, and no short form of our own."""
    if re.search("[Xx×]", name) or same_department(name, own):
        return False
    one, other = plain(name), plain(own)
    if other in one:
        return False
    (regions, rest), (_, remainder) = split(one), split(other)
    if regions and rest == remainder:  # that of another place: 某市财政局 in the accounts of 某市某区财政局
        return True
    short, long = sorted((one, other), key=len)
    characters = iter(long)
    return not all(character in characters for character in short)
