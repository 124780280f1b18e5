"""Which figure of a line is meant, and what it is compared with."""

from __future__ import annotations

from extractor.reading.clauses.labels import Labels
from extractor.reading.subjects import Binding, Subject
from extractor.reading.tokens import Token

#: in front of a direction: what follows is a limit
_OPENING = ("年初", "批复", "当年年初", "本年年初", "全年年初")
_MONEY = ("费", "费用", "经费", "支出", "资金", "收入", "款")
_BUDGETS = ("budget", "adjusted_budget")
_WHOLE = ("总体", "整体", "总体的", "整体的")
_SEVERAL = 2
_NEGATIONS = ("不", "未", "没", "没有", "并无", "不得", "不能")
_TOTAL = Subject("spending.total")


class Measures(Labels):
    """Productions that set the measure, the base of a comparison, its direction, and the modes 占 and 完成."""

    def _on_measure(self, token: Token) -> None:
        state = self._state
        value = token.word.value if token.word else None
        if self._silent() and not self._resumes():
            return
        before = state.measure if self._follows_measure() else value
        if not state.comparing and self._changes_side(token):
            state.measure = before
        elif state.mode == "completion":
            state.completion_of = value
        elif state.comparing:
            self._base_measure(value)
        elif state.mode != "share":
            self._set_measure(self._spent(token) or self._adjusted(token) or value)

    def _changes_side(self, token: Token) -> bool:
        """实际支出2455万元 behind 总收入2480万元: spending is no figure of revenue."""
        state, word = self._state, self.text[token.start : token.end]
        if state.target is None or not state.target.path.startswith("revenue.") or "支出" not in word:
            return False
        whole = state.target.path == "revenue.total" and not (self._stack or state.noise or state.queue)
        if not whole or self._is_away():
            self._block()
        else:
            subject = Subject("spending.total", state.target.fund)
            state.subjects, state.target, state.together, state.linked = [subject], subject, True, True
            self._set_topic(subject)
        return True

    def _adjusted(self, token: Token) -> str | None:
        """全年预算数…，其中：基本支出预算数…: the parts are of the same budget, unless they say 年初."""
        state = self._state
        listing = (state.whereof or self._stack) and state.listed_measure == "adjusted_budget"
        listing = listing or (state.whereof and state.both_budgets)
        if listing and token.word is not None and token.word.value == "budget":
            if state.both_budgets and not self.text.startswith(_OPENING, token.start):
                self._block()  # 年初预算…，调整后预算…。其中基本支出预算…: of which of them is open
            return None if self.text.startswith(_OPENING, token.start) else "adjusted_budget"
        return None

    def _spent(self, token: Token) -> str | None:
        """支出数 behind another measure (部门预算|支出数) only says on which side it is."""
        if not self._follows_measure() or not self.text.startswith("支出", token.start):
            return None
        measure = self._state.measure
        target = self._state.target
        if target is None or target.path == "revenue.total":
            self._name_side("spending.total")
        return measure

    def _set_measure(self, value: str | None) -> None:
        state = self._state
        if not state.subjects and not state.prior and self._implies_total():
            self._set_topic(_TOTAL)
            state.subjects, state.target, state.together = [_TOTAL], _TOTAL, True
        if state.parted and state.parent is not None and not state.linked:
            state.subjects, state.target, state.together = [state.parent], state.parent, True
        bare = state.inherited and state.whereof and not (state.parted or state.linked or state.noise)
        if bare and value != state.listed_measure:
            self._block()  # 预算800万元，其中基本支出500万元，实际支出480万元: of the part, or of the whole
        elsewhere = state.strange and state.fresh  # a clause of this sentence has named something unknown
        state.linked = bool(state.subjects) and not state.noise and not state.blocked and not elsewhere
        if state.leading not in (None, value) and state.linked:
            state.leading = None  # another figure of the label at hand: which one the next label has is open
        state.measure = value
        state.direction = None
        state.adjusted = state.blocking = False

    def _implies_total(self) -> bool:
        """2023年年初部门预算2386万元: a measure and its figure without a label speak of the whole."""
        return self._speaks_of_whole() and self._ahead(4, ("mention",), ("filler",))

    def _base_measure(self, value: str | None) -> None:
        state = self._state
        if state.base is not None and state.base[0] == "prior":
            state.base = ("prior", "budget" if value in ("budget", "adjusted_budget") else "actual")
        elif value in ("budget", "adjusted_budget"):
            state.base = ("budget", value)

    def _on_prior(self, token: Token) -> None:
        if not self._silent():
            self._year_before()

    def _year_before(self) -> None:
        state = self._state
        if state.comparing:
            state.base = ("prior", None)
        else:
            state.prior = True

    def _on_year(self, year: int) -> None:
        current = self._context.year
        state = self._state
        if self._silent() or current is None:
            return
        if year == current - 1:
            if not state.comparing:
                state.past = state.clause
            self._year_before()
        elif year == current:
            state.prior, state.past = False, None
            state.listed_measure = None if state.listed_measure == "prior" else state.listed_measure
            self._come_back("when")
        else:
            state.linked = False
            state.blocked = True
            state.other_year = not state.comparing

    def _on_compare(self, token: Token) -> None:
        state = self._state
        if token.word is None or (self._silent() and not self._resumes_comparing()):
            return
        if token.word.value == "prior":  # 同比
            state.comparing, state.base = True, ("prior", None)
            return
        word = self.text[token.start : token.end]
        if word in ("与", "同") and not self._ahead(14, ("flat", "compare", "direction")):
            return
        if word in ("相比", "相较") and state.base is not None:
            return
        if state.noise.endswith(_MONEY):
            state.subjects, state.target = [], None  # 发生运行维护费|较预算减少: of something unknown
        if not state.comparing:
            if self._is_of_parts():
                state.subjects, state.target = [], None  # 接待费1.2万元，运行费3万元，比上年5万元减少…: of which?
            state.parts = set()
            state.comparing, state.apart = True, False
            state.base = None
            if state.prior:  # 上年相比 …
                state.base, state.prior = ("prior", None), False

    def _is_of_parts(self) -> bool:
        """Whether a comparison or rate stands alone behind parts that were given one after another by commas."""
        parts = self._state.parts
        if len(parts) < _SEVERAL or self._follows_label() or not self._at_clause_start():
            return False
        totals = any(part.path.endswith(".total") and part.path.count(".") == 1 for part in parts)
        return not totals and not self._ahead(9, ("respectively", "each"))

    def _resumes_comparing(self) -> bool:
        """A clause after ，that compares ends a purpose: …，主要用于…，比上年增加…"""
        if self._state.mode == "purpose" and self._at_clause_start() and self._ahead(8, ("direction", "flat")):
            self._state.mode = None
            return True
        return False

    def _on_direction(self, token: Token) -> None:
        state = self._state
        if token.word is not None and token.word.sign == 0:
            self.templates.append(token.start)
        if self._silent() or token.word is None:
            return
        negated = self.text.endswith(_NEGATIONS, 0, token.start)  # 不超过上年8.5万元
        if negated or (self._index and self._tokens[self._index - 1].kind == "direction"):  # 减少超过2万元
            state.comparing, state.base, state.direction, state.linked, state.mode = False, None, None, False, "limit"
            return
        behind = self._tokens[self._index + 1] if self._index + 1 < len(self._tokens) else None
        # 本年数小于上年预算数403.75万元: the base follows, the amount is the difference
        year = behind is not None and behind.mention is not None and behind.mention.kind == "year"
        state.comparing = behind is not None and (year or behind.kind in ("prior", "measure"))
        state.base = None if state.comparing else state.base
        state.mode = None
        state.linked = False
        state.direction = token.word.sign

    def _on_origin(self, token: Token) -> None:
        """由上年的6万元增加到…: a comparison that begins with the figure of the year before."""
        following = self._tokens[self._index + 1] if self._index + 1 < len(self._tokens) else token
        year = following.mention.value if following.mention and following.mention.kind == "year" else None
        before = following.kind == "prior" or (year is not None and year + 1 == self._context.year)
        state = self._state
        if not before or self._silent():
            self._on_noise(token)
        else:
            state.comparing, state.apart, state.base = True, False, None

    def _on_adjustment(self, token: Token) -> None:
        """年中追加20万元: said of the same subject, but no figure of it."""
        self._on_noise(token)
        if not self._silent():
            self._state.mode = "limit"

    def _on_reach(self, token: Token) -> None:
        """…增加到8万元: the figure itself."""
        state = self._state
        if self._silent() or state.target is None or state.blocked:
            self._on_noise(token)
            return
        state.comparing, state.direction, state.mode = False, None, None
        state.subjects, state.together, state.linked = [state.target], True, True

    def _on_flat(self, token: Token) -> None:
        state = self._state
        if self._silent() or state.base is None or state.target is None or state.blocked or self._is_away():
            return
        if state.comparing and state.apart:
            return  # 与上年统计口径一致 says nothing of the amount
        state.comparing = False
        subjects = state.subjects or [state.target]  # 项目支出、机动经费与上年一致: each of them
        place, mention = token, None
        if self._next_kind() == "mention":  # 与上年预算一致0万元
            following = self._tokens[self._index + 1]
            if following.mention is not None and following.mention.kind == "amount" and not following.mention.value:
                place, mention = following, following.mention
        for base in (*state.bases, state.base):
            field, attributes = self._comparison("amount", base)
            for subject in subjects:
                self.bindings.append(Binding(subject, field, place.start, place.end, mention, 1, attributes))
        state.bases = []

    def _comparison(self, kind: str, compared: tuple[str, str | None]) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The field and basis that the base of the comparison gives to an amount or a percentage."""
        base, detail = compared
        if base == "budget":
            return ("variance" if kind == "amount" else "variance_rate"), (("variance_of", detail or "budget"),)
        return ("change" if kind == "amount" else "change_rate"), (("prior_basis", detail or self._basis()),)

    def _basis(self) -> str:
        """Which figure of the year before is meant where the words do not say: the one stated of this year."""
        state = self._state
        if not state.comparing and state.measure is not None:
            return "budget" if state.measure in _BUDGETS else "actual"
        only_budget = "actual" not in state.stated and not state.stated.isdisjoint(_BUDGETS)
        return "budget" if only_budget or self._context.measure in _BUDGETS else "actual"

    def _on_share(self, token: Token) -> None:
        if not self._silent():
            self._state.mode = "share"

    def _on_completion(self, token: Token) -> None:
        state = self._state
        if not self._silent() and self._rate_follows():
            state.mode = "completion"
            state.completion_of = token.word.value if token.word else None
            if (
                self.text.endswith(_WHOLE, 0, token.start)
                and state.topic is not None
                and state.topic.path == _TOTAL.path
            ):
                state.target = state.topic  # …，项目支出3000万元，总体预算执行率95.79%
            elif self._is_of_parts():
                state.subjects, state.target = [], None  # 其中：基本支出…，项目支出…，预算执行率97.81%: of which?
            state.parts = set()

    def _rate_follows(self) -> bool:
        """完成 speaks of a rate only where one follows: 全年完成政府采购986万元 does not."""
        for token in self._tokens[self._index + 1 : self._index + 12]:
            if token.mention is not None and token.mention.kind == "percent":
                return True
            if token.kind in ("stop", "semicolon", "comma"):
                return False
        return False

    def _on_restate(self, token: Token) -> None:
        state = self._state
        before = self._tokens[self._index - 1].kind if self._index else "stop"
        if self._stack and before == "open" and state.target is not None:
            state.restated = state.listed_measure
        elif before == "comma" and not self._silent():
            self._on_whereof(token)  # 人员经费100万元，即基本工资…

    def _on_within(self, token: Token) -> None:
        before = self._tokens[self._index - 1].kind if self._index else "stop"
        if self._state.linked and before == "line" and not self.text.startswith("央", token.end):
            self._on_whereof(token)  # 项目支出中，…; never 项目支出：中央资金…
        else:
            self._on_noise(token)
