"""Figures bind: amounts and percentages."""

from __future__ import annotations

from extractor.reading.clauses.series import Series
from extractor.reading.subjects import Binding, Subject
from extractor.reading.tokens import Token

_BOUNDS = ("以内", "之内", "以下", "以上", "（含）以上", "（含）以下")
_BUDGETS = ("budget", "adjusted_budget")


class Figures(Series):
    """Productions that bind."""

    # ------------------------------------------------------------------ amounts

    def _on_amount(self, token: Token) -> None:
        state = self._state
        mode, state.mode = state.mode, None
        state.zero, state.figured = None, True
        if self._is_away() or mode == "limit" or self._bounded(token):
            self._dropped()
            state.direction = None
            state.adjusted = state.adjusted or mode == "limit"
            if "average" in state.scopes:
                self._lose()  # 人均126元，低于上年130元
        elif state.direction is not None:
            self._on_difference(token, "amount")
        elif state.comparing:
            self._on_base_amount(token)
            return
        elif mode == "completion" and self._percent_follows():
            listed = state.listed_measure
            self._bind(state.target, state.completion_of or "budget", token)  # 完成预算6.00万元的98.33%
            state.mode, state.listed_measure = mode, listed
            return
        elif mode == "share" or state.blocked:
            self._dropped()
            state.unknown = state.unknown or state.blocked
            return
        elif state.queue:
            self._bind(state.queue.pop(0), self._field(), token)
        elif state.linked and state.subjects:
            self._on_linked(token)
        elif state.restated is not None:
            self._bind(state.target, state.restated, token)
        elif state.prior and not state.noise and state.past in (None, state.clause):
            self._bind(state.target, "prior", token)  # 项目支出300万元（上年260万元）, 支出900万元，上年同期为850万元
        else:
            self._on_code(self.text[state.clause : token.start])
            if state.linked:
                self._on_linked(token)
            else:
                state.listed_measure = state.measure or state.listed_measure
                self._on_item(token)
        state.linked = bool(state.queue)
        state.noise = ""
        state.prior = state.past is not None

    def _bounded(self, token: Token) -> bool:
        """控制在5万元以内: a limit or a threshold, no figure of the year; 控制在预算5万元以内 states the budget."""
        measured = self._index > 0 and self._tokens[self._index - 1].kind == "measure"
        return not measured and self.text.startswith(_BOUNDS, token.end)

    def _on_linked(self, token: Token) -> None:
        state = self._state
        field = self._field()
        if not state.together:
            self._lose()  # 人员经费和公用经费合计…: neither line's
            state.joint = True
            return
        if state.measure is None and (state.adjusted or state.blocking):
            self._dropped()  # 压缩公用经费20万元，公务接待费0.5万元: cut, too?
            return
        state.parts.update(state.subjects)
        state.inherited = state.measure is None and state.listed_measure is not None
        self._see_as_adjusted()
        for subject in state.subjects:
            self._bind(subject, field, token)
        if field in _BUDGETS and self._percent_follows():  # 为预算35.00万元的69.43%
            state.mode, state.completion_of = "completion", field

    def _percent_follows(self) -> bool:
        following = self._tokens[self._index + 1 : self._index + 3]
        return (
            len(following) == 2
            and self.text[following[0].start : following[0].end] == "的"
            and following[1].mention is not None
            and following[1].mention.kind == "percent"
        )

    def _field(self) -> str:
        state = self._state
        inherited = state.listed_measure if state.whereof or self._stack else None
        if state.prior or inherited == "prior":
            return "prior"
        return state.measure or inherited or state.leading or self._context.measure

    def _on_base_amount(self, token: Token) -> None:
        """比上年决算数28.60万元减少…: the figure of the year before; 比预算35万元减少…: this year's budget."""
        state = self._state
        if state.base is None or state.blocked:
            return
        if state.base[0] == "budget":
            self._bind(state.target, state.base[1] or "budget", token)
        else:
            self._bind(state.target, "prior", token, state.base[1])

    def _on_item(self, token: Token) -> None:
        """A name and an amount in a list: an item of the line whose list it is."""
        state = self._state
        if state.parent is None:
            self._lose()
            return
        before = self._tokens[max(0, self._index - 8) : self._index]
        if any(earlier.kind == "mention" and earlier.start >= state.clause for earlier in before):
            self._lose()  # 公用经费总额340.66万元/预算安排总额360.5万元
            return
        subject = self._item(state.parent, self.text[state.clause : token.start])
        if subject is not None:
            state.inherited = state.listed_measure is not None
            self._bind(subject, state.listed_measure or self._context.measure, token)
            state.parted = False
        else:
            self._lose()

    def _lose(self) -> None:
        """A figure of something unknown: what follows in the sentence may speak of that."""
        state = self._state
        state.subjects, state.target, state.unknown = [], None, True
        if state.fresh and not self._stack and not state.whereof:
            state.lost, state.topic = True, None  # 安排专项资金1200万元，…。实际支出1150万元: of the same

    def _bind(self, subject: Subject | None, field: str, token: Token, basis: str | None = None) -> None:
        if subject is None:
            return
        state = self._state
        if self._is_away():
            self._dropped()
            return
        attributes: tuple[tuple[str, str], ...] = ()
        if field == "prior":
            if not state.comparing and subject in state.priors:
                return  # twice in a sentence: one of them is not of the year before
            state.priors.append(subject)
            attributes = (("prior_basis", basis or self._basis()),)
            if not state.comparing:  # 上年6万元，增加2万元
                own = state.whereof or not state.stated.isdisjoint(("actual", *_BUDGETS))
                state.listed_measure = state.listed_measure if own else "prior"
                state.base = state.base or ("prior", attributes[0][1])
        state.unknown = False
        self.bindings.append(Binding(subject, field, token.start, token.end, token.mention, 1, attributes))
        state.last_bound = field if field in (*_BUDGETS, "actual") else None
        if field in (*_BUDGETS, "actual"):
            several = state.target == subject and state.listed_measure not in (None, field)
            several = several and (field == self._context.measure or self._context.measure in state.stated)
            state.listed_measure = self._context.measure if several else field
        state.stated = {field} if state.target != subject else {*state.stated, field}
        state.target = subject
        if subject not in state.recent:
            state.recent.append(subject)

    def _on_difference(self, token: Token, kind: str) -> None:
        """An amount or percentage of change: it needs a base and a subject."""
        state, mention = self._state, token.mention
        direction, state.direction = state.direction, None
        if state.base is None and kind == "amount":
            state.adjusted = True  # 压减一般性支出30万元: and what parts it, too
        state.differed = direction if kind == "amount" else None
        if state.base is None or state.target is None or state.blocked or mention is None or self._is_away():
            return
        if state.fresh and (state.strange or self._foreign()):
            self._lose()  # 培训12期，同比增长20%: of what the sentence speaks of, not of the line before it
            return
        if direction == 0 and mention.value:
            return
        if mention.lost and (not self.bindings or self.bindings[-1].field not in ("change", "variance")):
            return  # only the rate right behind an amount of change
        field, attributes = self._comparison(kind, state.base)
        sign = -1 if direction == -1 else 1
        subjects = state.subjects if len(state.subjects) > 1 and state.together else [state.target]
        if state.queue:  # 较上年分别减少0.5万元、0.8万元
            subjects = [state.queue.pop(0)]
            state.direction = direction if state.queue else None
        for subject in subjects:
            self.bindings.append(Binding(subject, field, token.start, token.end, mention, sign, attributes))

    # ------------------------------------------------------------------ percentages

    def _on_percent(self, token: Token) -> None:
        state, mention = self._state, token.mention
        mode, state.mode = state.mode, None
        if mode == "completion" and state.target is not None and state.target.path == "spending.carried_over":
            state.target = state.topic  # …，年末结转65.2万元，预算执行率98.29%
        if state.target is None or state.blocked or mention is None or self._is_away() or mode == "limit":
            self._dropped()
            return
        if not state.queue and (rates := self._rates_in_row()) > 1:  # …，占…的60%和40%
            if rates != len(state.recent):
                self._lose()
                return
            state.queue = list(state.recent)
        if state.direction is not None:
            self._on_difference(token, "percent")
        elif mode is None and state.linked and state.measure in _BUDGETS:  # 为预算的76%
            state.completion_of = state.measure
            self._bind_rate(state.target, "completion", token)
        elif mode in ("share", "completion"):
            subject = state.queue.pop(0) if state.queue else state.target
            state.mode = mode if state.queue else None
            self._bind_rate(subject, mode, token)

    def _bind_rate(self, subject: Subject, mode: str, token: Token) -> None:
        of = self._completion_of() if mode == "completion" else None
        attributes = (("completion_of", of),) if of in _BUDGETS and of is not None else ()
        if self._foreign():
            return  # the rate of something else, or of a part of the year: 药占比28.6%
        if mode == "share" and self._has_share(subject):
            return
        self.bindings.append(Binding(subject, mode, token.start, token.end, token.mention, 1, attributes))

    def _completion_of(self) -> str | None:
        """The budget that the words name; for a bare 执行率 the one that the sentence has just stated."""
        if self._state.completion_of is not None:
            return self._state.completion_of
        return next((field for field in ("adjusted_budget", "budget") if field in self._state.stated), None)

    # ------------------------------------------------------------------ zeros and counts
