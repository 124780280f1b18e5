"""收入 and 支出 as words of their own: a side of the budget without a label."""

from __future__ import annotations

from extractor.reading.clauses.items import Items
from extractor.reading.subjects import Subject
from extractor.reading.tokens import Token

_SIDES = {"收入": "revenue.total", "支出": "spending.total"}
_HALVES = ("spending.basic", "spending.project")
_PAID = (*_SIDES, "列支", "开支", "收支")
_COMPARISONS = ("compare", "direction", "prior")
#: lines whose cost is given behind their counts
_COUNTED = (
    *("spending.three_public.reception", "spending.three_public.overseas"),
    *("spending.meetings", "spending.training"),
)


class Sides(Items):
    """Productions of the two sides."""

    def _on_filler(self, token: Token) -> None:
        self._own(token)
        state, word = self._state, self.text[token.start : token.end]
        if word == "实际" and self._next_kind() == "line":
            state.leading = "actual"  # 预算总收入…，实际|总收入…
        if self._silent() or word not in _PAID:
            return
        if word == "收支":
            self._both_sides()
            return
        before = self._tokens[self._index - 1].kind if self._index else "stop"
        following, side = self._next_kind(), _SIDES.get(word)
        if side is not None and before == "measure":
            self._name_side(side)  # 年初预算收入866.5万元
        elif side is not None and before in ("comma", "semicolon", "stop") and following in _COMPARISONS:
            self._change_sides(side)
        elif side is not None and before in ("comma", "semicolon", "stop") and following == "measure":
            self._other_side(side)
        elif following == "mention" and self._at_clause_start():
            self._go_on(side)
            if side is not None and not state.linked and self._speaks_of_whole():
                self._name_side(side)  # 我局全年共支出3498.66万元

    def _name_side(self, total: str) -> None:
        """A measure in front of 收入 or 支出 alone: the total of that side, where the sentence speaks of no line."""
        state = self._state
        spoken = state.target
        if state.noise or self._is_away() or (spoken is not None and spoken.path not in _SIDES.values()):
            return
        if spoken is None and not self._speaks_of_whole():
            return
        subject = Subject(total)
        state.subjects, state.target, state.together, state.linked = [subject], subject, True, True
        state.blocked = False
        self._set_topic(subject)

    def _speaks_of_whole(self) -> bool:
        """Whether a figure without a label may be the department's: nothing else was spoken of in the sentence."""
        state = self._state
        other = (
            state.noise or state.blocked or state.alien or state.unknown or state.lost or state.strange or state.whereof
        )
        context = self._context
        above = context.subject is None or (context.subject.path in _SIDES.values() and not context.subject.items)
        return context.whole and above and not (other or self._stack or self._is_away())

    def _go_on(self, side: str | None) -> None:
        """…收入866.5万元，支出866.5万元: the other side, of the same measure; 接待24批次，支出2.05万元: their cost."""
        state = self._state
        spoken = state.target
        if spoken is None or state.blocked or state.linked or self._is_away():
            return
        if side is not None and spoken.path in _SIDES.values() and spoken.path != side and not spoken.items:
            subject = Subject(side, None if spoken.fund is None else spoken.fund, spoken.grand)
            state.subjects, state.target, state.together = [subject], subject, True
            state.measure, state.linked = state.last_bound, state.last_bound is not None or state.fresh
        elif side == spoken.path and not spoken.items and not (state.noise or state.unknown or state.strange):
            if self._context.measure not in state.stated:  # 预算3862万元…。资金总体支出3798万元
                state.subjects, state.together, state.linked, state.measure = [spoken], True, True, None
        elif side == "spending.total" and spoken.path in _HALVES and self._is_budgeted(spoken):
            state.subjects, state.together, state.linked, state.measure = [spoken], True, True, "actual"
        elif side != "revenue.total" and spoken.path.startswith(_COUNTED) and "actual" not in state.stated:
            state.subjects, state.together, state.linked, state.measure = [spoken], True, True, None

    def _is_budgeted(self, spoken: Subject) -> bool:
        """Whether the text has just stated the budget of a line: 基本支出预算600万元，支出590万元."""
        last = self.bindings[-1] if self.bindings else None
        return last is not None and last.subject == spoken and last.field == "budget" and not spoken.items

    def _both_sides(self) -> None:
        """收入总计…，支出总计…。收支|较上年决算数减少3888万元: of the two totals just stated."""
        state = self._state
        if (totals := self._two_totals()) and not (state.noise or self._is_away()):
            state.subjects, state.target, state.together = totals, totals[-1], True

    def _two_totals(self) -> list[Subject]:
        """The totals of both sides, where they are what was stated last."""
        last = self._state.recent[-2:] or self._state.earlier[-2:]
        return last if {subject.path for subject in last} == set(_SIDES.values()) else []

    def _other_side(self, total: str) -> None:
        """收入年初预算…，决算…；支出|年初预算…，决算…: the other side's figures follow."""
        state = self._state
        spoken = state.target
        if spoken is None or spoken.path not in _SIDES.values() or spoken.items or spoken.path == total:
            return
        if not (state.blocked or state.noise or self._is_away()):
            subject = Subject(total, spoken.fund, spoken.grand)
            state.subjects, state.target, state.together = [subject], subject, True

    def _change_sides(self, total: str) -> None:
        """收入比上年增加…，支出比上年增加…: of the total of that side, where the text has just stated it."""
        state = self._state
        side = total.partition(".")[0]
        if state.target is not None and state.target.path == total:
            return
        stated = [subject for subject in (*state.earlier, *state.recent) if subject.path == total]
        spoken = state.target.path if state.target is not None else ""
        if not stated and spoken.startswith(side) and spoken != "spending.carried_over":
            return
        state.target = stated[-1] if stated else None
        state.subjects, state.together = stated[-1:], True

    # said by the labels
    def _set_topic(self, subject: Subject, aside: bool = False) -> None:
        raise NotImplementedError
