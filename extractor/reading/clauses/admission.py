"""Whether a label may speak here: its owner, its list, its side, its fund."""

from __future__ import annotations

import re

from extractor.lexicon.labels import Line, other_guests
from extractor.reading.clauses.sides import Sides
from extractor.reading.subjects import ITEM_PARENTS
from extractor.reading.tokens import Token

#: endings of words in front of a label that leave the label whole (某局|基本支出)
_OWNERS = ("单位", "等", *"局厅委部院办处室站所队校会府乡镇县区市省关团社园馆心道年内度")
_QUALIFIERS = ("上级", "非财政", "附属", "减少", "增加", "追加")
_YEAR_END = re.compile(r"(?:截至|截止|至)?(?:12月31日|12月底?|本年末|年末)?$")
#: behind a source of money: what was spent of it
_SPENT = ("支出", "安排的")
#: in front of a name in a list: its number, its economic code
_NUMBER = re.compile(r"^(?:\d{1,2}[.．、]|\d{3}(?:\d{2})?(?=$))")
#: lines whose parts are no lines of the record
_WITHOUT_PARTS = ("spending.carried_over", "spending.reserve")
#: labels that inside a list of items are just names (因公出国 among 公用经费)
_NAMES_IN_LISTS = ("spending.three_public", "spending.meetings", "spending.training", "revenue")


class Admission(Sides):
    """What a label is held against before it becomes the subject."""

    def _is_other(self, line: Line, token: Token) -> bool:
        """Whether the words are not the line that they name elsewhere."""
        if not self._admits(line) or self._of_narrower_fund(line) or self._is_spent(line, token):
            return True
        return (line.within and self._speaks_of_unknown()) or (line.weak and self._state.alien)

    def _is_spent(self, line: Line, token: Token) -> bool:
        """其他资金|支出50万元, 非税收入|安排的支出: spending by its source is no line; nor are sources of a part."""
        if not line.path.startswith("revenue.") or line.pair:
            return False
        parted = self._state.target is not None and self._state.target.path.startswith("spending.")
        of_part = parted and line.path == "revenue.total" and self.text.endswith("资金来源", 0, token.end)
        if of_part:
            self._state.away |= {"parts"}
        return of_part or self.text.startswith(_SPENT, token.end)

    def _speaks_of_unknown(self) -> bool:
        """某专项资金300万元，全年支出295万元: of what the sentence has spoken of before."""
        state = self._state
        return state.unknown or state.lost or state.strange

    def _carried(self) -> bool:
        """上年结转|项目支出100万元, 上年结转的|一般公共预算收入: what was carried over, not the line."""
        before = self._tokens[self._index - 1] if self._index else None
        if before is not None and self.text[before.start : before.end] == "的" and self._index > 1:
            before = self._tokens[self._index - 2]
        line = before.word.line if before is not None and before.kind == "line" and before.word else None
        return line is not None and line.path in ("spending.carried_over", "revenue.items")

    def _admits(self, line: Line) -> bool:
        """Whether the list under way may hold the line: 结转 holds no 基本支出, spending no 其他收入."""
        if self._carried():
            return False
        parent = self._state.parent
        if parent is None or not (self._state.whereof or self._stack):
            return True
        if parent.path in _WITHOUT_PARTS:
            return line.path == parent.path
        return not (parent.path.startswith("spending.") and line.path.startswith("revenue."))

    def _of_narrower_fund(self, line: Line) -> bool:
        """政府性基金本年收入: the record has no such line, and it is not the whole revenue."""
        if line.path != "revenue.total" or line.fund is not None or line.pair:
            return False
        return self._fund_here() not in (None, "all", "fiscal")

    def _fund_here(self) -> str | None:
        """The fund that the sentence so far or the headings name."""
        state = self._state
        return state.fund if state.fund_named else self._context.fund

    def _is_unstated(self) -> bool:
        """Whether the sentence has not said yet what was spent on its subject."""
        return not self._foreign() and self._context.measure not in self._state.stated

    def _same_side(self, line: Line) -> bool:
        """支出决算 is a measure where the clause speaks of spending already, a label where it speaks of revenue."""
        subjects = self._state.subjects
        return bool(subjects) and subjects[-1].path.partition(".")[0] == line.path.partition(".")[0]

    def _is_item_name(self, line: Line) -> bool:
        parent = self._state.parent
        if parent is not None and parent.path == "spending.running_cost":
            return line.path.startswith(_NAMES_IN_LISTS)  # what it is made of: 机关运行经费…，其中会议费6万元
        if parent is None or not self._in_items() or (self._state.parted and parent.path.startswith("revenue.")):
            return False
        return line.path.startswith(_NAMES_IN_LISTS) or (
            line.code is not None and parent.path.startswith("spending.project")
        )

    def _in_items(self) -> bool:
        parent = self._state.parent
        return parent is not None and (parent.path in ITEM_PARENTS or bool(parent.items))

    def _follows_label(self) -> bool:
        """Right after a label 财政拨款支出 only says whose money it is (“三公”经费|财政拨款支出)."""
        return self._state.linked and self._index > 0 and self._tokens[self._index - 1].kind == "line"

    def _foreign(self) -> bool:
        """Whether unknown words in front of a label make it something else (智慧城区建设|项目支出)."""
        if self._state.names:
            return False
        noise = _NUMBER.sub("", _YEAR_END.sub("", self._state.noise))
        if not noise or self.text.endswith("开支的", 0, self._tokens[self._index].start):
            return False  # 维持机关日常运行而开支的机关运行经费: what it is for
        if noise.endswith(other_guests()):
            self._state.away |= {"guests"}
            return True
        if self._is_other_body(noise):
            self._state.scopes |= {"who"}
            return True
        if any(word in noise for word in _QUALIFIERS):
            return True
        return not noise.endswith(_OWNERS)
