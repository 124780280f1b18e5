"""The machine's frame: a paragraph in, boundaries and brackets."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from extractor.reading.clauses.state import State
from extractor.reading.clauses.watching import watching
from extractor.reading.subjects import Binding, Context, CountBinding, Subject
from extractor.reading.tokens import Token

#: words of a clause that says how a figure came about, not of what it is: 经县人大批准，年初预算…
SETTING = re.compile("^(?:根据|按照|依据|经|为|报|由|截|受|因)|财政|批复|下达|批准|人大|追加|调增|调减|追减")
#: a name alone in front of a full stop
_NAME = re.compile(r"[\u4e00-\u9fff“”]{3,16}(?<!情况)(?<!概况)(?<!说明)(?<!方面)(?<!分析)")
#: endings of the names of what money is given for
_THING = re.compile("(?:项目|工程|专项|经费|补助|补贴|资金|行动|活动)$")


@cache
def _handlers(machine: type[Machine]) -> dict[str, Callable[[Any, Token], None]]:
    """What reads each kind of token: functions, not yet bound."""
    return {name[4:]: getattr(machine, name) for name in dir(machine) if name.startswith("_on_")}


class Machine:
    """Reads paragraphs; what it found is in `bindings` and `counts`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bindings: list[Binding] = []
        self.counts: list[CountBinding] = []
        self.templates: list[int] = []  #: positions of directions left unfilled (增加（减少）)
        self.functional_class: str | None = None  #: the 类 named last, for 款 and 项 that stand alone
        self.economic_class: str | None = None  #: the same for names of the economic classification

    def read(self, tokens: list[Token], context: Context) -> Subject | None:
        """Binds the figures of one paragraph; returns what the next one, if it begins with 其中, goes on about."""
        self._tokens, self._context = tokens, context
        subject = context.subject
        self._sentence = tokens[0].start if tokens else 0  # where the one under way began
        self._state = State(
            clause=tokens[0].start if tokens else 0,
            segment=tokens[0].start if tokens else 0,
            fund=context.fund,
            subjects=[subject] if subject is not None else [],
            target=subject,
            topic=subject,
        )
        first = tokens[0].mention if tokens else None
        self._state.linked = subject is not None and first is not None and first.kind == "amount"  # 基本支出：|842万元
        self._stack: list[State] = []
        watch, handlers = watching(), _handlers(type(self))  # type: ignore[arg-type]  # a class is hashable
        for index, token in enumerate(tokens):
            self._index = index
            if watch is not None:
                watch(self, token)
            handler = handlers.get(token.kind)
            if handler is not None:
                handler(self, token)
        self._settle_zero()
        return self._state.topic or self._state.target

    @property
    def tokens(self) -> list[Token]:
        """The paragraph under way."""
        return self._tokens

    @property
    def state(self) -> State:
        """Where in the sentence the machine stands."""
        return self._state

    # what the other parts of the machine say
    def _settle_zero(self) -> None:
        raise NotImplementedError

    def _on_title(self, token: Token) -> None:
        raise NotImplementedError

    def _silent(self) -> bool:
        """Inside reasons and purposes nothing is stated."""
        return self._state.mode in ("cause", "purpose")

    def _next_kind(self) -> str:
        return self._tokens[self._index + 1].kind if self._index + 1 < len(self._tokens) else "stop"

    def _at_clause_start(self) -> bool:
        before = self._index - 1
        while before >= 0 and (self._tokens[before].kind == "filler" or self._is_year(before)):
            before -= 1
        return before < 0 or self._tokens[before].kind in ("comma", "semicolon", "stop")

    def _is_year(self, index: int) -> bool:
        mention = self._tokens[index].mention
        return mention is not None and mention.kind == "year"

    def _ahead(self, reach: int, wanted: tuple[str, ...], allowed: tuple[str, ...] | None = None) -> bool:
        """Whether a token of a wanted kind follows within the clause, over tokens of the allowed kinds only."""
        for token in self._tokens[self._index + 1 : self._index + 1 + reach]:
            if token.kind in wanted:
                return True
            if token.kind in ("stop", "semicolon", "comma") or (allowed is not None and token.kind not in allowed):
                return False
        return False

    # ------------------------------------------------------------------ boundaries

    def _boundary(self, token: Token) -> None:
        self._settle_zero()
        state = self._state
        only_year = state.prior and not state.linked and not state.noise and not state.figured
        state.figured = False
        state.linked = False
        state.measure = None
        if not state.queue:
            state.direction = None
        state.differed = None
        state.comparing = False
        state.count = None
        state.blocked = False
        state.other_year = False
        state.scopes = frozenset()
        if state.noise and not SETTING.search(state.noise):
            state.strange = True
        state.noise = ""
        state.clause = token.end
        state.names = {}
        if only_year and state.past is not None:
            state.past = token.end
        if not only_year:
            state.prior = state.past is not None
        if state.mode in ("share", "completion", "limit") and not state.queue:
            state.mode = None

    def _on_comma(self, token: Token) -> None:
        state = self._state
        titled = state.noise and not state.linked and not self._stack and state.clause == self._tokens[0].start
        if titled and self._context.listing is not None and self._ahead(3, ("measure",), ("filler",)):
            self._on_title(token)  # 1.食品抽检经费项目，预算120万元，…
        named = self._state.linked and self._index > 0 and self._tokens[self._index - 1].kind == "line"
        self._boundary(token)
        if named and self._ahead(4, ("mention",), ("filler", "measure")):
            self._state.linked = True  # 机关运行经费，合计92.5万元
        self._state.series = False
        self._state.segment = token.end

    def _on_colon(self, token: Token) -> None:
        if self._state.noise and self._state.clause == self._tokens[0].start and not self._state.linked:
            self._on_title(token)
        linked, measure = self._state.linked, self._state.measure
        scopes = self._state.scopes
        self._boundary(token)
        self._state.scopes = scopes  # 审计发现以下问题：…
        self._state.linked, self._state.measure = linked, measure
        self._state.segment = token.end

    def _on_enum(self, token: Token) -> None:
        state = self._state
        pending = state.linked and not state.direction and state.mode is None and not state.queue
        measure, linked = state.measure, bool(state.queue)
        if state.comparing and state.base is not None:
            state.bases.append(state.base)
        self._boundary(token)
        state.series = pending
        if pending or linked:
            state.measure = measure
        state.linked = linked

    def _on_semicolon(self, token: Token) -> None:
        self._boundary(token)
        state = self._state
        state.segment = token.end
        state.series = False
        state.queue = []
        state.away -= {"guests"}
        state.leading = None
        state.parted = state.whereof
        state.parts = set()
        if state.mode in ("cause", "purpose"):
            state.mode = None

    def _on_stop(self, token: Token) -> None:
        self._entitle(token)
        self._on_semicolon(token)
        state = self._state
        state.last_base, state.base = state.base, None
        state.bases = []
        state.last_listed, state.listed_measure = state.listed_measure, None
        state.prior, state.past = False, None
        state.away, state.unknown, state.strange, state.priors = frozenset(), False, False, []
        state.adjusted = state.inherited = state.joint = state.blocking = False
        self._sentence = token.end
        state.fresh, state.last_bound = True, None
        state.whereof = state.parted = False
        state.earlier, state.recent = state.recent or state.earlier, []
        state.both_budgets = {"budget", "adjusted_budget"} <= state.stated
        state.stated = set()
        if self._stack:
            return
        state.parent = None
        state.fund, state.fund_named = self._context.fund, False
        state.subjects = [state.topic] if state.topic is not None else []
        state.target, state.together = state.topic, True

    def _entitle(self, token: Token) -> None:
        """1.河长制工作经费。年初预算60万元，…: the first sentence of a numbered paragraph is its title."""
        state = self._state
        first = self._context.numbered and state.clause == self._tokens[0].start and not self._stack
        plain = state.fresh and not (state.linked or state.figured or state.names)
        named = _NAME.fullmatch(state.noise) is not None and state.noise == self.text[state.clause : token.start]
        if (
            first
            and plain
            and (named or _THING.search(state.noise) or (state.noise and self._context.listing is not None))
        ):
            self._on_title(token)

    def _on_open(self, token: Token) -> None:
        outer = self._state
        inside = [following.kind for following in self._tokens[self._index + 1 : self._index + 3]]
        self._stack.append(outer)
        self._state = State(
            subjects=list(outer.subjects),
            together=outer.together,
            target=outer.target,
            topic=outer.target,
            parent=outer.target,
            fund=outer.fund,
            base=outer.base,
            listed_measure=outer.listed_measure,
            scopes=outer.scopes,
            away=outer.away | {"parts"} if self._parts_are_lost() else outer.away,
            past=outer.past,
            prior=outer.past is not None,
            direction=outer.differed if inside == ["mention", "close"] else None,
            mode=outer.mode if self._silent() else None,
            clause=token.end,
            segment=token.end,
        )

    def _parts_are_lost(self) -> bool:
        """Behind a figure of something unknown, or of what was added or cut, a bracket parts that."""
        state = self._state
        return (state.unknown or state.adjusted) and self._tokens[self._index - 1].kind == "mention"

    def _on_close(self, token: Token) -> None:
        self._settle_zero()
        if self._stack:
            self._state = self._stack.pop()
