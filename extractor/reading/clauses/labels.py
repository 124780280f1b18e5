"""What a clause speaks of: labels, funds, functional names, lists of items."""

from __future__ import annotations

import re

from extractor.lexicon.labels import Line, leanings
from extractor.reading.clauses.admission import Admission
from extractor.reading.clauses.revision import TOTALS
from extractor.reading.subjects import Subject
from extractor.reading.tokens import Token

_OF_A_CHANGE = ("率", "额", "幅度", "比例", "金额")
_TABLES = ("表", "总表", "明细表", "情况表", "科目")
_WHOLE_YEAR = ("全年", "年度")
_AMONG = re.compile("之?中(?!央)")
_HALVES = ("spending.basic", "spending.project", "spending.reserve")


class Labels(Admission):
    """Productions that set the subject."""

    def _on_noise(self, token: Token) -> None:
        state = self._state
        if self._silent():
            return
        if state.comparing:
            leaning = leanings().get(self.text[token.start : token.end])
            if leaning is not None and state.base is not None and self._next_kind() == "mention":
                state.direction, state.comparing = leaning, False  # 比上年少2万元
            else:
                state.apart = True
            return
        state.linked = False
        state.measure = None
        state.zero = None
        state.count = None
        state.series = False
        noise = self.text[token.start : token.end]
        if noise in _OF_A_CHANGE and self._tokens[self._index - 1].kind == "direction":
            return  # 节约|率28.46%
        state.noise += noise
        self._on_code(noise)
        if "=" in noise and self._next_kind() != "mention":
            state.away |= {"apart"}  # 控制率=（17.5万元/20万元）×100%: a sum that is worked out, no statement

    def _on_cause(self, token: Token) -> None:
        self._settle_zero()
        self._state.mode = "cause"

    def _on_purpose(self, token: Token) -> None:
        self._settle_zero()
        if self._state.linked and self._index and self._tokens[self._index - 1].kind == "line":
            self._on_whereof(token)  # 项目支出用于某项目218万元、…: the label has no figure but its parts'
        elif self._state.mode != "cause":
            self._state.mode = "purpose"

    def _on_whereof(self, token: Token) -> None:
        """其中, 包括, 按功能分类: a list of parts of what spoke last."""
        state = self._state
        if state.mode == "cause":
            return
        state.mode = None
        if token.word is not None and token.word.kind == "whereof" and token.word.value is not None:
            state.parent = Subject(token.word.value, state.fund)
        else:
            state.parent = state.target or self._context.carry
        if state.parent is not None and state.parent.fund is not None:
            state.fund = state.parent.fund
        state.base = state.base or state.last_base
        state.listed_measure = state.listed_measure or state.last_listed
        state.linked = False
        state.whereof, state.parts = True, set()
        if (state.unknown and not state.joint) or state.adjusted:
            state.away |= {"parts"}  # 全年可执行指标2500万元，其中基本支出…; 追加500万元，其中基本支出…
        state.clause = state.segment = token.end

    def _on_fund(self, token: Token) -> None:
        state = self._state
        if self._silent() or state.mode is not None or state.comparing or token.word is None:
            return
        if state.whereof and not state.linked and self._next_kind() in ("direction", "compare"):
            self._block()  # 收入总计…增加180万元，其中一般公共预算增加100万元: a source's change
            return
        if not state.linked and self._next_kind() == "mention":
            self._name_fund(token.word.value)
            return  # 其中财政拨款1150万元: a source of the money, not whose fund the next label is
        state.fund, state.fund_named = token.word.value, True
        state.noise = ""  # what stands before 财政拨款的… is its owner
        if state.linked and state.subjects and state.subjects[-1].fund is None:
            self._refine(state.fund)

    def _name_fund(self, fund: str | None) -> None:
        """财政拨款支出4988万元，其中一般公共预算4788万元、政府性基金200万元: the whole, of each fund."""
        state = self._state
        parent = state.parent
        if state.noise or parent is None or parent.path != "spending.total" or parent.items or self._is_away():
            return
        if parent.fund not in (None, "all", "fiscal") or fund == parent.fund:
            return
        subject = parent._replace(fund=fund)
        state.subjects, state.target, state.together, state.linked = [subject], subject, True, True
        state.measure = None

    def _refine(self, fund: str | None) -> None:
        """Words behind a label say whose money it is."""
        state = self._state
        named = state.subjects[-1]
        of_revenue = named.path == "revenue.total" and fund == "fiscal"
        refined = named._replace(path="revenue.fiscal") if of_revenue else named._replace(fund=fund)
        if state.topic == state.subjects[-1]:
            state.topic = refined
        state.subjects[-1] = state.target = refined

    def _on_line(self, token: Token) -> None:
        state = self._state
        line = token.word.line if token.word else None
        if line is None or (self._silent() and not self._ends_purpose(line) and not self._resumes()):
            return
        if self.text.startswith(_TABLES, token.end):
            self._on_noise(token)  # 基本支出表, 支出预算明细表: the name of a table
            return
        if self.text.startswith(_WHOLE_YEAR, token.start):
            self._come_back("when")
        if line.path in TOTALS and not line.weak and self._at_clause_start():
            self._come_back("parts")  # 上年结余120万元，其中…；本年收入3282万元
        if state.mode in ("share", "completion"):
            state.completion_of = line.measure or state.completion_of
        elif state.comparing:
            if line.measure:
                self._base_measure(line.measure)
        elif line.weak and self._same_side(line) and not self._foreign():
            self._set_measure(state.measure if self._follows_measure() else line.measure)
        elif line.within and not state.fresh and self._same_side(line) and self._is_unstated():
            self._set_measure(None)
        elif self._is_item_name(line) or (self._foreign() and self._in_items()):
            state.linked = False
            state.noise += self.text[token.start : token.end]
        elif line.fund and line.path == "spending.total" and self._follows_label():
            self._refine(line.fund)
            state.measure = line.measure or state.measure
        elif state.names or self._next_kind() == "level":
            return  # part of a functional name: 住房保障支出（类）…
        elif self._foreign():
            self._block()
            state.blocking = True
        elif self._is_away() or self._is_other(line, token):
            self._block()
        else:
            self._name(line, token)

    def _ends_purpose(self, line: Line) -> bool:
        """用于保障某机关正常运转的|日常支出: the purpose names the line."""
        if line.phrase and self._state.mode == "purpose":
            self._state.mode = None
        return self._state.mode is None

    def _block(self) -> None:
        state = self._state
        state.blocked = True
        state.subjects, state.target, state.linked = [], None, False

    def _name(self, line: Line, token: Token) -> None:
        """A label: the subject of what follows."""
        self._lead(line)
        state = self._state
        subject = self._subject(line, token)
        named = [subject, *(Subject(path, subject.fund, line.grand) for path in line.pair)]
        joined = (
            self._index > 1 and self._tokens[self._index - 2].kind == "line" and self._before() in ("和", "及", "与")
        )
        state.together = not ((state.series or joined) and state.subjects)
        state.parted = False
        state.subjects = named if state.together else [*state.subjects, *named]
        state.noise = ""
        state.queue = []
        state.target = subject
        state.linked, state.lost = True, False
        state.series = False
        state.restated = None
        stated = state.measure if line.weak and self._follows_measure() else None  # 部门预算|总支出
        state.measure = stated or line.measure or state.measure
        state.mode = None
        self._set_topic(subject, line.aside)
        if _AMONG.match(self.text, token.end) is not None and not self._stack:
            # 基本支出中人员经费986.2万元，…。比上年增加20万元: it only frames what is said of its parts
            state.topic = None
        self._see_as_grand(subject)

    def _lead(self, line: Line) -> None:
        """A measure in front of a label is that of the labels behind it too, until another one is named."""
        state = self._state
        before = state.target
        if state.measure is not None and not state.whereof and not self._stack:
            state.leading = state.measure
        elif before is not None and before.path == "spending.total" and line.path in _HALVES and not before.items:
            state.leading = state.last_bound  # 年初预算1000万元，基本支出600万元，项目支出400万元

    def _follows_measure(self) -> bool:
        return self._index > 0 and self._tokens[self._index - 1].kind == "measure"

    def _before(self) -> str:
        token = self._tokens[self._index - 1]
        return self.text[token.start : token.end]

    def _set_topic(self, subject: Subject, aside: bool = False) -> None:
        """The first label of a sentence is what later sentences go on about; parts behind 其中 are not."""
        state = self._state
        if state.fresh and not state.whereof and not aside:
            state.topic = subject
        state.fresh = False

    def _subject(self, line: Line, token: Token) -> Subject:
        context = self._context.subject
        fund = line.fund or self._state.fund
        name = self.text[token.start : token.end]
        if line.path == "spending.functional":
            return Subject(line.path, line.fund or self._fund_of_classes()).item(name, line.code)
        if line.code is not None:
            if context is not None and context.path.startswith("spending.project"):
                return Subject("spending.project_items", fund).item(name, None)
            return Subject(line.path, fund).item(name, line.code)
        if line.path.startswith("revenue."):  # named by its source; the fund of a neighbour is not its own
            fiscal = line.path == "revenue.total" and not line.pair and self._fund_here() == "fiscal"
            subject = Subject("revenue.fiscal" if fiscal else line.path, line.fund, line.grand)
            return subject.item(name, None) if line.path == "revenue.items" else subject
        return Subject(line.path, fund, line.grand)

    def _resumes(self) -> bool:
        """A clause after ，that begins with a label or a measure and states a figure ends a purpose (never a cause)."""
        if self._at_clause_start() and self._next_kind() == "compare" and self._ahead(9, ("direction",)):
            self._state.mode = None  # …，主要是新进人员，项目支出比上年增加…: a new statement, even behind reasons
            return True
        figure = self._ahead(5, ("mention", "nil"), ("filler", "measure", "fund", "line"))
        begins = self._at_clause_start() or self._tokens[self._index - 1].kind == "purpose"
        if self._state.mode == "purpose" and begins and figure:
            self._state.mode = None
            return True
        return False

    # said by the measures
    def _base_measure(self, value: str | None) -> None:
        raise NotImplementedError

    def _set_measure(self, value: str | None) -> None:
        raise NotImplementedError
