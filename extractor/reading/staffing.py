"""编制, 在职 and 离退休: who works in the department, from sentences of any order.

编制数30个，其中：行政编制数17个，事业编制数13个 · 行政编制20名，实有18名；事业编制10名，实有9名 · 离休6人，退休198人
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import cast

from extractor.lexicon.staff import staff_pattern, staff_words
from extractor.reading.draft import merge
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import Mention
from extractor.reading.staff_scope import Owner, not_own
from extractor.records.items import NamedCount, Retired, StaffGroup, Staffing
from extractor.records.leaves import Count

_UNITS = frozenset({"人", "名", "个", "位"})
_SORTS = ("行政", "事业", "参公", "工勤", "机关", "企业", "其他")
#: a trade in front of 工人
_OTHER_WORKERS = re.compile(r"[\u4e00-\u9fff]{2}(?<!机关)(?<!其中)(?<!行政)(?<!事业)(?<!在编)(?<!在职)工人")
_RETIRED = frozenset({"lixiu", "tuixiu"})
_MENTIONS_STAFF = re.compile(r"编制|在职|实有|离休|退休|在岗|现有")
#: what may stand between a label and its count
_BETWEEN = re.compile(r"(?:（含[^（）\d]{1,8}）)?[数额为共计是有总约达人员：:（\s]{0,6}")
#: behind a count nothing, or who is counted; 38个处室 and 10名专家 are others
_OF_PEOPLE = re.compile(
    r"(?![\u4e00-\u9fff])|(?:在职|在编|在岗|行政|事业|工作|编制)?(?:人员|编制|职工|干部职工|干部|教师|教职工)|[和及与，其含均（]"
)
_BARE = re.compile(r"(?<=数)(?:为|是)?[：:]?(?P<digits>\d{1,6})(?=[，。；、）\n]|$)")
_INSIDE = ("含", "包含", "包括", "其中")
_MANY = 9
_NAMED = re.compile(r"([\u4e00-\u9fff]{2,8}?(?:编制|编|人员))(?:人数|数)?(?:为)?$")


@dataclass(slots=True)
class _State:
    """What has been read of a sentence. Brackets are read with one of their own."""

    group: str | None = None
    member: str | None = None
    alone: str | None = None  #: the name of a group of people that has no field of its own
    fresh: bool = False  #: a label has been read and waits for its count
    parts: int = 0  #: members counted in the group
    paired: bool = False  #: a member's 编制 and 实有 have been read as a pair
    counted: bool = False  #: the group's own total has been read
    within: bool = False  #: behind 其中
    inside: bool = False  #: in a bracket that says who is counted in the member before: 行政编制31人（含工勤编制3人）
    last_end: int = 0  #: where the last word or count ended
    counts: int = 0  #: how many counts have been read


class StaffReader:
    """Fills a Staffing from paragraphs that count people."""

    def __init__(self, quoter: Quoter, mentions: list[Mention], staffing: Staffing, owner: Owner) -> None:
        self._quoter, self._mentions, self._staffing, self._owner = quoter, mentions, staffing, owner

    def read(self, start: int, end: int) -> None:
        """Reads one paragraph."""
        text = self._quoter.document.text
        if not _MENTIONS_STAFF.search(text, start, end):
            return
        events: list[tuple[int, str, object]] = [
            (m.start(), m.lastgroup or "", m) for m in staff_pattern().finditer(text, start, end)
        ]
        index = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        while index < len(self._mentions) and self._mentions[index].start < end:
            mention = self._mentions[index]
            if mention.kind == "count" and mention.unit in _UNITS and _OF_PEOPLE.match(text, mention.end):
                events.append((mention.start, "count", mention))
            index += 1
        for _, kind, payload in list(events):
            if kind == "word" and (bare := _BARE.match(text, cast("re.Match[str]", payload).end())):
                events.append((bare.start("digits"), "bare", bare))
        skipped = not_own(text, start, end, self._owner)
        events = [e for e in events if e[1] == "mark" or not any(a <= e[0] < b for a, b in skipped)]
        events.sort(key=lambda event: event[0])
        self._run(events)

    def _run(self, events: list[tuple[int, str, object]]) -> None:
        self._said: set[str] = set()  # groups whose total this sentence has given
        state = _State()
        outer: list[_State] = []
        for position, kind, payload in events:
            if kind == "word":
                match = cast("re.Match[str]", payload)
                self._word(state, match)
                state.fresh, state.last_end = True, match.end()
            elif kind == "mark":
                self._said = set()
                state, outer = _State(), []
            elif kind == "open":
                outer.append(replace(state))
                state.paired = False
                state.inside = state.member is not None and self._quoter.document.text.startswith(_INSIDE, position + 1)
            elif kind == "close":
                if outer:
                    before = outer.pop()
                    waits = before.fresh and before.counts == state.counts  # 行政编制（含工勤）42名
                    state, before.fresh = before, waits
                    state.last_end = before.last_end if waits else position
            elif kind == "whereof":
                state.member, state.fresh, state.parts, state.within = None, False, _MANY, True
                state.last_end = position + 2
            elif kind == "count":
                mention = cast(Mention, payload)
                self._counted(state, mention.start, mention.end, mention)
            elif kind == "bare":
                self._counted(state, *cast("re.Match[str]", payload).span("digits"), None)

    def _word(self, state: _State, match: re.Match[str]) -> None:
        role, name = staff_words()[match.group()]
        position, text = match.start(), self._quoter.document.text
        if role == "group":
            single = state.parts == 1 and (state.member or state.alone) is not None and state.group != name
            single = single and name != "retired"  # 编外人员23名，离退休人员18名
            if not single:
                state.member = state.alone = None
            state.paired = single
            state.counted = state.counted and state.group == name
            state.group = name
            return
        state.alone = None
        if role == "named":
            state.member = None
            state.alone = match.group().removesuffix("编制").removesuffix("人员")
            self._begin(state, match)
            return
        state.member = name
        if _OTHER_WORKERS.search(text[max(0, position - 2) : match.end()]):
            state.group = state.member = None  # 环卫工人: no 工勤 of the establishment
        elif name in _RETIRED and text.endswith(_SORTS, 0, position):
            state.group = state.member = None  # 行政退休30人、事业退休4人: parts of the retired
        elif name in _RETIRED:
            state.group = "retired"
            if text[position - 1] == "无":
                self._none(name, position - 1)
        elif name == "contract":
            state.group = "in_post"
        else:
            self._begin(state, match)

    @staticmethod
    def _begin(state: _State, match: re.Match[str]) -> None:
        """The group that a member belongs to: 编制 are authorised, unless they tell who those in post are."""
        planned = "编" in match.group()
        if state.group is None and planned:
            state.group = "authorised"
        elif state.group == "in_post" and planned and (state.paired or (state.parts == 0 and not state.counted)):
            state.group, state.parts, state.paired = "authorised", 0, False  # 现有行政编制28名
        elif state.group == "retired":
            state.group = "authorised" if planned else "in_post"

    def _counted(self, state: _State, start: int, end: int, mention: Mention | None) -> None:
        between = self._quoter.document.text[state.last_end : start]
        direct = state.fresh and _BETWEEN.fullmatch(between) is not None
        named = state.alone if direct else self._named(state.last_end, start)
        if state.inside and state.alone is None:
            state.fresh, state.last_end = False, end
            return
        if state.group is not None and direct and named is None:
            leaf = self._leaf(start, end, mention)
            if state.within and state.member is None and state.counted:
                self._replace(state.group, leaf)  # 实有221人，其中在职129人、退休92人
            else:
                self._set(state.group, state.member, leaf)
            if mention is not None:
                mention.claimed = True
            state.counted = state.counted or state.member is None
            state.parts += state.member is not None
        elif state.group is not None and named is not None and mention is not None:
            self._other(state.group, named, mention)
            state.parts += direct
        state.fresh, state.last_end = False, end
        state.counts += 1

    def _leaf(self, start: int, end: int, mention: Mention | None) -> Count:
        """A count; one without a unit is of people: 编制数130."""
        leaf = self._quoter.count(start, end, mention, "人")
        return leaf if mention is not None else leaf.model_copy(update={"value": int(leaf.stated)})

    def _named(self, start: int, end: int) -> str | None:
        """A group that only this report names, right before its count (行政附属编制104名)."""
        match = _NAMED.search(self._quoter.document.text[max(start, end - 12) : end].lstrip("，、：（其中 "))
        return match.group(1) if match else None

    def _set(self, group: str, member: str | None, leaf: Count) -> None:
        holder: StaffGroup | Retired = getattr(self._staffing, group)
        name = member or "total"
        if not hasattr(holder, name):
            return
        current: Count | None = getattr(holder, name)
        if member is None and group in self._said and current is not None and current.value != leaf.value:
            setattr(holder, name, None)  # two totals in one sentence: those of two units, and not the department's
            return
        if member is None:
            self._said.add(group)
        setattr(holder, name, merge(current, leaf))

    def _none(self, member: str, position: int) -> None:
        """无离休人员: nobody."""
        leaf = self._quoter.count(position, position + 1, None, "人")
        setattr(self._staffing.retired, member, merge(getattr(self._staffing.retired, member), leaf))

    def _replace(self, group: str, leaf: Count) -> None:
        """A narrower total: the wider one before it counts others in."""
        holder: StaffGroup | Retired = getattr(self._staffing, group)
        holder.total = leaf

    def _other(self, group: str, name: str, mention: Mention) -> None:
        holder: StaffGroup | Retired = getattr(self._staffing, group)
        if isinstance(holder, Retired):
            return
        leaf = self._quoter.count(mention.start, mention.end, mention)
        holder.other.append(NamedCount(name=name, count=leaf))
        mention.claimed = True
