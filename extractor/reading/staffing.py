"""编制, 在职 and 离退休: who works in the department, from sentences of any order.

编制数30个，其中：行政编制数17个，事业编制数13个 · 行政编制20名，实有18名；事业编制10名，实有9名 · 离休6人，退休198人
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import cast

from extractor.lexicon.staff import staff_pattern, staff_words
from extractor.reading.draft import merge
from extractor.reading.leaves import Quoter
from extractor.reading.mentions import TIMEOUT, Mention
from extractor.records.items import NamedCount, Retired, StaffGroup, Staffing
from extractor.records.leaves import Count

_UNITS = frozenset({"人", "名", "个", "位"})
_SORTS = ("行政", "事业", "参公", "工勤", "机关", "企业", "其他")
_RETIRED = frozenset({"lixiu", "tuixiu"})
_MENTIONS_STAFF = re.compile(r"编制|在职|实有|离休|退休|在岗|现有")
#: what may stand between a label and its count
_BETWEEN = re.compile(r"[数额为共计是有总约达人员：:（\s]{0,6}")
_NAMED = re.compile(r"([\u4e00-\u9fff]{2,8}?(?:编制|编|人员))(?:人数|数)?(?:为)?$")


class StaffReader:
    """Fills a Staffing from paragraphs that count people."""

    def __init__(self, quoter: Quoter, mentions: list[Mention], staffing: Staffing) -> None:
        self._quoter, self._mentions, self._staffing = quoter, mentions, staffing

    def read(self, start: int, end: int) -> None:
        """Reads one paragraph."""
        text = self._quoter.document.text
        if not _MENTIONS_STAFF.search(text, start, end):
            return
        events: list[tuple[int, str, object]] = [
            (m.start(), m.lastgroup or "", m) for m in staff_pattern().finditer(text, start, end, timeout=TIMEOUT)
        ]
        index = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        while index < len(self._mentions) and self._mentions[index].start < end:
            mention = self._mentions[index]
            if mention.kind == "count" and mention.unit in _UNITS:
                events.append((mention.start, "count", mention))
            index += 1
        events.sort(key=lambda event: event[0])
        self._run(events)

    def _run(self, events: list[tuple[int, str, object]]) -> None:
        self._said: set[str] = set()  # groups whose total this sentence has given
        group: str | None = None
        member: str | None = None
        fresh = False  # a label has been read and waits for its count
        last_end = 0
        single = False  # exactly one member counted since the sentence began: 行政编制20名，实有18名
        parts = 0
        alone: str | None = None  # the name of a group that has no field of its own
        counted = False  # the group's own total has been read
        within = False  # behind 其中
        for position, kind, payload in events:
            if kind == "word":
                match = cast("re.Match[str]", payload)
                role, name = staff_words()[match.group()]
                alone = None
                if role == "group":
                    single = parts == 1 and member is not None and group != name
                    member = member if single else None
                    counted = counted and group == name
                    group = name
                elif role == "named":
                    member = None
                    alone = match.group().removesuffix("编制").removesuffix("人员")
                else:
                    member = name
                    if name in _RETIRED and self._quoter.document.text.endswith(_SORTS, 0, position):
                        group = member = None  # 行政退休30人、事业退休4人: parts of the retired
                    elif name in _RETIRED:
                        group = "retired"
                        if self._quoter.document.text[position - 1] == "无":
                            self._none(name, position - 1)
                    elif name == "contract":
                        group = "in_post"
                    elif group is None and "编" in match.group():
                        group = "authorised"
                    elif group == "in_post" and parts == 0 and not counted and "编" in match.group():
                        group = "authorised"  # 现有行政编制28名
                    elif group == "retired":
                        group = "authorised" if "编" in match.group() else "in_post"
                fresh, last_end = True, match.end()
            elif kind == "mark":
                self._said = set()
                group = member = None
                fresh, parts, counted, within = False, 0, False, False
            elif kind == "whereof":
                member, fresh, parts, within = None, False, 9, True
                last_end = position + 2
            elif kind == "count":
                mention = cast(Mention, payload)
                between = self._quoter.document.text[last_end : mention.start]
                direct = fresh and _BETWEEN.fullmatch(between) is not None
                named = alone if direct else self._named(last_end, mention.start)
                if group is not None and direct and named is None:
                    if within and member is None and counted:
                        self._replace(group, mention)  # 实有221人，其中在职129人、退休92人
                    else:
                        self._set(group, member, mention)
                    counted = counted or member is None
                    parts += member is not None
                elif group is not None and named is not None:
                    self._other(group, named, mention)
                fresh, last_end = False, mention.end

    def _named(self, start: int, end: int) -> str | None:
        """A group that only this report names, right before its count (行政附属编制104名)."""
        match = _NAMED.search(self._quoter.document.text[max(start, end - 12) : end].lstrip("，、：（其中 "))
        return match.group(1) if match else None

    def _set(self, group: str, member: str | None, mention: Mention) -> None:
        holder: StaffGroup | Retired = getattr(self._staffing, group)
        name = member or "total"
        if not hasattr(holder, name):
            return
        leaf = self._quoter.count(mention.start, mention.end, mention)
        current: Count | None = getattr(holder, name)
        if member is None and group in self._said and current is not None and current.value != leaf.value:
            setattr(holder, name, None)  # two totals in one sentence: those of two units, and not the department's
            return
        if member is None:
            self._said.add(group)
        setattr(holder, name, merge(current, leaf))
        mention.claimed = True

    def _none(self, member: str, position: int) -> None:
        """无离休人员: nobody."""
        leaf = self._quoter.count(position, position + 1, None, "人")
        setattr(self._staffing.retired, member, merge(getattr(self._staffing.retired, member), leaf))

    def _replace(self, group: str, mention: Mention) -> None:
        """A narrower total: the wider one before it counts others in."""
        holder: StaffGroup | Retired = getattr(self._staffing, group)
        holder.total = self._quoter.count(mention.start, mention.end, mention)
        mention.claimed = True

    def _other(self, group: str, name: str, mention: Mention) -> None:
        holder: StaffGroup = getattr(self._staffing, group)
        leaf = self._quoter.count(mention.start, mention.end, mention)
        holder.other.append(NamedCount(name=name, count=leaf))
        mention.claimed = True
